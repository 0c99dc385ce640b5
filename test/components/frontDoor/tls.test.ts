import { expect } from "chai";
import { frontDoors, summary } from "../../../analysis";
import { compare } from "../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { BASE, type Raw, find, inputs, ofType, recordConfig, recordStack, serving } from "../../support/recording";

const LISTENER = "aws:lb/listener:Listener";
const CERTIFICATE = "aws:lb/listenerCertificate:ListenerCertificate";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";

const id = (digit: number): string => `0a1b2c3d-4e5f-6071-8293-00000000000${digit}`;
const arn = (digit: number, region = "eu-west-1"): string =>
  `arn:aws:acm:${region}:111122223333:certificate/${id(digit)}`;

const IRELAND = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" };

/** The base, with these certificates by number, and other settings of the service. */
const tls = (certificates: readonly number[], settings: Raw = {}, rest: Raw = {}): Raw => ({
  ...BASE,
  service: { port: 5000, tls: {}, ...settings },
  regions: { "eu-west-1": { ...IRELAND, certificates: certificates.map((each) => arn(each)) } },
  ...rest,
});

const ACCELERATED: Raw = { globalAccelerator: { preserveClientIp: false, endpointPort: 6000 } };

const actions = (group: string) => [
  { type: "forward", forward: { targetGroups: [{ arn: `\${TargetGroup:${group}.arn}`, weight: 100 }] } },
];

describe("TLS listeners", () => {
  it("speak TLS with the default certificate and policy, and have no idle timeout of their own", async () => {
    expect(inputs(await recordConfig(tls([1])), LISTENER)).to.deep.equal({
      "front-eu-west-1-listener": {
        loadBalancerArn: "${LoadBalancer:front-eu-west-1.arn}",
        protocol: "TLS",
        port: 5000,
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        certificateArn: arn(1),
        defaultActions: actions("front-eu-west-1-ec2"),
        tags: { Name: "ha-tcp-test-front-eu-west-1" },
      },
    });
  });

  it("have the policy that the service names", async () => {
    const securityPolicy = "ELBSecurityPolicy-TLS13-1-3-2021-06";
    const graph = await recordConfig(tls([1], { tls: { securityPolicy } }));
    expect(find(graph, LISTENER, "front-eu-west-1-listener").inputs["sslPolicy"]).to.equal(securityPolicy);
  });

  it("have one certificate each where the region names one", async () => {
    expect(ofType(await recordConfig(tls([1])), CERTIFICATE)).to.deep.equal([]);
  });

  it("have each further certificate by its id", async () => {
    expect(inputs(await recordConfig(tls([3, 1, 2])), CERTIFICATE)).to.deep.equal({
      [`front-eu-west-1-certificate-${id(1)}`]: {
        listenerArn: "${Listener:front-eu-west-1-listener.arn}",
        certificateArn: arn(1),
      },
      [`front-eu-west-1-certificate-${id(2)}`]: {
        listenerArn: "${Listener:front-eu-west-1-listener.arn}",
        certificateArn: arn(2),
      },
    });
  });

  it("lie in their load balancer's component", async () => {
    const graph = await recordConfig(tls([1, 2]));
    const [certificate] = ofType(graph, CERTIFICATE);
    expect(certificate?.parent).to.equal(find(graph, LISTENER, "front-eu-west-1-listener").parent);
  });

  it("change nothing else: targets get TCP, and are checked as before", async () => {
    const [plain, secured] = await Promise.all([recordConfig(tls([], { tls: undefined })), recordConfig(tls([1, 2]))]);
    const changed = compare(serving(plain), serving(secured), PROVIDER_EFFECTS).filter(
      ({ action }) => action !== "keep",
    );
    expect(changed.map(({ action, name }) => `${action} ${name}`)).to.deep.equal([
      "update front-eu-west-1-listener",
      `create front-eu-west-1-certificate-${id(2)}`,
    ]);
    expect(inputs(secured, TARGET_GROUP)["front-eu-west-1-ec2"]?.["protocol"]).to.equal("TCP");
  });
});

describe("TLS to the targets, ALPN and stickiness", () => {
  const OWN = { instances: { workload: { kind: "userData", userData: "#!/bin/sh" } } };
  const groups = async (raw: Raw) =>
    ofType(await recordConfig(raw), TARGET_GROUP).map(({ name, inputs: { protocol, stickiness } }) => [
      name,
      protocol,
      stickiness,
    ]);

  it("target groups speak TLS where the service says so, with the same checks", async () => {
    const [plain, secured] = await Promise.all(
      [{}, { toTargets: true }].map((each) => recordConfig(tls([1], { tls: each }, OWN))),
    );
    const group = (graph: typeof plain) =>
      inputs(graph as NonNullable<typeof plain>, TARGET_GROUP)["front-eu-west-1-ec2"];
    expect(group(secured)).to.deep.equal({ ...group(plain), protocol: "TLS" });
  });

  it("a listener negotiates what the service says, and says nothing of its own accord", async () => {
    const policies = ["HTTP2Preferred", "None", undefined].map(async (alpn) => {
      const graph = await recordConfig(tls([1], { tls: { ...(alpn && { alpn }) } }));
      return find(graph, LISTENER, "front-eu-west-1-listener").inputs["alpnPolicy"];
    });
    expect(await Promise.all(policies)).to.deep.equal(["HTTP2Preferred", "None", undefined]);
  });

  it("stickiness is on, off, or not spoken of, at each door", async () => {
    const link = { allowedPrincipals: ["arn:aws:iam::111122223333:root"], allowedClients: ["10.70.0.0/16"] };
    const raw = (stickiness?: boolean): Raw => ({
      ...BASE,
      options: ["nlb", "privateLink"],
      privateLink: link,
      service: { port: 5000, ...(stickiness !== undefined && { stickiness }) },
    });
    const groupsWith = (value: unknown) => ["front", "link"].map((name) => [`${name}-eu-west-1-ec2`, "TCP", value]);
    expect(await groups(raw(true))).to.deep.equal(groupsWith({ type: "source_ip", enabled: true }));
    expect(await groups(raw(false))).to.deep.equal(groupsWith({ type: "source_ip", enabled: false }));
    expect(await groups(raw())).to.deep.equal(groupsWith(undefined));
  });
});

describe("TLS listeners: what becomes of the certificates", () => {
  const changes = async (from: readonly number[], to: readonly number[]) => {
    const [before, after] = await Promise.all([recordConfig(tls(from)), recordConfig(tls(to))]);
    return compare(serving(before), serving(after), PROVIDER_EFFECTS)
      .filter(({ action }) => action !== "keep")
      .map(({ action, name, inputs: changed }) => [action, name, ...changed.map(({ path }) => path)].join(" "))
      .sort();
  };

  it("the order of those beside the first changes nothing", async () => {
    expect(await changes([1, 2, 3], [1, 3, 2])).to.deep.equal([]);
  });

  it("one that goes leaves the others as they are", async () => {
    expect(await changes([1, 2, 3], [1, 3])).to.deep.equal([`delete front-eu-west-1-certificate-${id(2)}`]);
  });

  it("one that comes first changes the listener in place", async () => {
    expect(await changes([1, 2], [2, 1])).to.deep.equal([
      `create front-eu-west-1-certificate-${id(1)}`,
      `delete front-eu-west-1-certificate-${id(2)}`,
      "update front-eu-west-1-listener certificateArn",
    ]);
  });
});

describe("TLS listeners of every door", () => {
  it("the public one, the private one and the accelerated one, each with the certificates of its region", async () => {
    const graph = await recordConfig({
      options: ["nlb", "privateLink", "globalAccelerator"],
      service: { port: 5000, tls: {} },
      regions: {
        "eu-west-1": { ...IRELAND, certificates: [arn(1), arn(2)] },
        "us-east-1": { ...IRELAND, cidr: "10.21.0.0/16", certificates: [arn(3, "us-east-1"), arn(4, "us-east-1")] },
      },
      privateLink: { allowedPrincipals: ["arn:aws:iam::111122223333:root"], allowedClients: ["10.70.0.0/16"] },
      ...ACCELERATED,
    });
    const spoken = ofType(graph, LISTENER).map(({ name, inputs: { protocol, port, certificateArn } }) =>
      [name, protocol, port, certificateArn].join(" "),
    );
    const loadBalancers = ["accel", "front", "link"];
    const port = (loadBalancer: string) => (loadBalancer === "accel" ? 6000 : 5000);
    expect(spoken.sort()).to.deep.equal([
      ...loadBalancers.flatMap((loadBalancer) => [
        `${loadBalancer}-eu-west-1-listener TLS ${port(loadBalancer)} ${arn(1)}`,
        `${loadBalancer}-us-east-1-listener TLS ${port(loadBalancer)} ${arn(3, "us-east-1")}`,
      ]),
    ]);
    expect(ofType(graph, LISTENER).filter((each) => "tcpIdleTimeoutSeconds" in each.inputs)).to.deep.equal([]);
    expect(inputs(graph, CERTIFICATE)).to.deep.equal(
      Object.fromEntries(
        loadBalancers.flatMap((loadBalancer) =>
          (
            [
              ["eu-west-1", 2],
              ["us-east-1", 4],
            ] as const
          ).map(([region, digit]) => [
            `${loadBalancer}-${region}-certificate-${id(digit)}`,
            { listenerArn: `\${Listener:${loadBalancer}-${region}-listener.arn}`, certificateArn: arn(digit, region) },
          ]),
        ),
      ),
    );
  });
});

describe("TLS listeners in a plan", () => {
  it("the summary says it, and where clients connect; without TLS neither", async () => {
    const [plain, secured] = await Promise.all([recordConfig(BASE), recordConfig(tls([1]))]);
    expect(summary(secured).tls).to.equal(true);
    expect(summary(plain)).not.to.have.property("tls");
    expect(secured.outputs["endpoint"]).to.equal("tls://${LoadBalancer:front-eu-west-1.dnsName}:5000");
    expect(plain.outputs["endpoint"]).to.equal("tcp://${LoadBalancer:front-eu-west-1.dnsName}:5000");
    expect(frontDoors(secured)).to.deep.equal(frontDoors(plain));
  });

  it("examples/tls.yaml has a default certificate and one for another name", async () => {
    const graph = await recordStack("examples/tls.yaml");
    const certificate = (name: string) => `arn:aws:acm:eu-west-1:111122223333:certificate/${name}`;
    const { protocol, certificateArn } = find(graph, LISTENER, "front-eu-west-1-listener").inputs;
    expect([protocol, certificateArn]).to.deep.equal(["TLS", certificate("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9")]);
    expect(ofType(graph, CERTIFICATE).map(({ inputs: { certificateArn: other } }) => other)).to.deep.equal([
      certificate("10213243-5465-7687-98a9-bacbdcedfe0f"),
    ]);
  });
});
