import { expect } from "chai";
import { type AddressRow, review } from "../../../analysis";
import { publishedName } from "../../../analysis/inventory/published";
import type { Graph } from "../../../graph/graph";
import { containerImageIn, userData } from "../../../plan/instances/userData";
import { recordStack } from "../../support/recording";

const AL2023 = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate";

/** The same graph with other inputs of resources of a type. */
function changed(graph: Graph, type: RegExp, change: (inputs: Record<string, unknown>) => object): Graph {
  const resources = graph.resources.map((node) =>
    type.test(node.type) ? { ...node, inputs: change(node.inputs) as Record<string, unknown> } : node,
  );
  return { ...graph, resources };
}

describe("analysis/inventory/review", () => {
  it("has who may connect, by the rules of each port: ranges, and the list of the health checkers", async () => {
    const loadBalancer = { region: "eu-west-1", loadBalancer: "front-eu-west-1", prefixLists: [], securityGroups: [] };
    const partners = ["198.51.100.0/24", "203.0.113.0/24"];
    expect(review(await recordStack("examples/two-ports.yaml")).clients).to.deep.equal([
      { ...loadBalancer, port: 443, ranges: partners },
      { ...loadBalancer, port: 1883, ranges: partners },
      { ...loadBalancer, port: 8883, ranges: ["0.0.0.0/0"] },
    ]);
    const { clients, healthCheckers } = review(await recordStack("examples/own-addresses.yaml"));
    const own = { region: "eu-central-1", loadBalancer: "front-eu-central-1", port: 5000 };
    expect(clients).to.deep.equal([
      {
        ...own,
        ranges: ["198.51.100.0/24", "203.0.113.16/28"],
        prefixLists: ["com.amazonaws.eu-central-1.route53-healthchecks"],
        securityGroups: [],
      },
    ]);
    expect(healthCheckers).to.deep.equal({ loadBalancers: [{ ...own, by: "list" }] });
  });

  it("has rules by security groups and lists of others, for ranges of ports and all protocols, and a front door without a group", async () => {
    const graph = await recordStack("examples/own-addresses.yaml");
    const rule = /securityGroupIngressRule/;
    const clientsOf = (change: object) =>
      review(changed(graph, rule, ({ securityGroupId }) => ({ securityGroupId, ...change }))).clients[0];
    const none = { ranges: [], prefixLists: [], securityGroups: [] };
    const cases: [change: object, expected: object][] = [
      [
        { ipProtocol: "-1", referencedSecurityGroupId: "sg-1" },
        { ...none, securityGroups: ["sg-1"] },
      ],
      [
        { ipProtocol: "tcp", fromPort: 1, toPort: 6000, prefixListId: "pl-1" },
        { ...none, prefixLists: ["pl-1"] },
      ],
      [{ ipProtocol: "tcp", fromPort: 5001, toPort: 6000, cidrIpv4: "10.0.0.0/8" }, none],
      [{ ipProtocol: "udp", fromPort: 1, toPort: 6000, cidrIpv4: "10.0.0.0/8" }, none],
    ];
    for (const [change, expected] of cases) expect(clientsOf(change)).to.deep.include(expected);
    const open = changed(graph, /lb\/loadBalancer/, (inputs) => ({ ...inputs, securityGroups: undefined }));
    expect(review(open).clients[0]).to.deep.include({ ...none, ranges: ["0.0.0.0/0"] });
  });

  it("has why health checkers are not needed, and where they are kept out", async () => {
    expect(review(await recordStack("dev")).healthCheckers).to.deep.equal({ loadBalancers: [], notNeeded: "noName" });
    const graph = await recordStack("examples/own-addresses.yaml");
    const unchecked = { ...graph, resources: graph.resources.filter(({ type }) => !type.includes("healthCheck:")) };
    expect(review(unchecked).healthCheckers).to.deep.equal({ loadBalancers: [], notNeeded: "targetHealth" });
    const shut = changed(graph, /IngressRule/, (inputs) => ({ ...inputs, prefixListId: undefined }));
    expect(review(shut).healthCheckers.loadBalancers.map(({ by }) => by)).to.deep.equal(["nothing"]);
    const accelerated = review(await recordStack("examples/accelerator.yaml")).healthCheckers.loadBalancers;
    expect(accelerated.map(({ loadBalancer, by }) => [loadBalancer, by])).to.deep.equal([
      ["accel-eu-west-1", "everyone"],
      ["accel-us-east-1", "everyone"],
    ]);
  });

  it("has the ports of clients and targets, by what an accelerator makes of them too", async () => {
    const tcp = (port: number) => ({ port, protocol: "TCP" });
    expect(review(await recordStack("examples/two-ports.yaml")).ports).to.deep.equal([
      { ...tcp(443), targets: [tcp(8083)] },
      { ...tcp(1883), targets: [tcp(1883)] },
      { port: 8883, protocol: "TLS", targets: [tcp(1883)] },
    ]);
    const graph = await recordStack("examples/accelerator.yaml");
    const overridden = changed(graph, /endpointGroup/, (inputs) => ({
      ...inputs,
      portOverrides: [{ listenerPort: 443, endpointPort: 5000 }],
    }));
    expect(review(overridden).ports).to.deep.equal([{ ...tcp(443), loadBalancerPort: 5000, targets: [tcp(5000)] }]);
  });

  it("has certificates, the default first, with the alarms before their end", async () => {
    expect(review(await recordStack("dev")).certificates).to.deep.equal([]);
    const row = { region: "eu-west-1", alarmDays: [44, 7] };
    expect(review(await recordStack("examples/tls.yaml")).certificates).to.deep.equal([
      { ...row, arn: `${CERTIFICATE}/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9`, isDefault: true },
      { ...row, arn: `${CERTIFICATE}/10213243-5465-7687-98a9-bacbdcedfe0f`, isDefault: false },
    ]);
  });

  it("has the images of instances, hosts and tasks, and whether they are pinned", async () => {
    const images = async (stack: string) => review(await recordStack(stack)).images;
    const row = { kind: "machine", pinned: false } as const;
    expect(await images("examples/container.yaml")).to.deep.equal([
      { ...row, region: "us-east-1", of: "instances", image: AL2023 },
      {
        ...row,
        region: "us-east-1",
        of: "instances",
        kind: "container",
        image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/tcp-service:1.0.0",
      },
    ]);
    expect((await images("examples/ecs.yaml")).map(({ of, kind }) => [of, kind])).to.deep.equal([
      ["hosts", "machine"],
      ["tasks", "container"],
    ]);
    const graph = await recordStack("examples/nlb-ecs.yaml");
    const digest = `nginx@sha256:${"0a".repeat(32)}`;
    const pinnedOf = (type: RegExp, inputs: object) =>
      review(changed(graph, type, (own) => ({ ...own, ...inputs }))).images.map(({ pinned }) => pinned);
    const containers = (image: string) => ({ containerDefinitions: JSON.stringify([{ name: "one", image }]) });
    expect(pinnedOf(/launchTemplate:/, { imageId: "ami-0123456789abcdef0" })).to.deep.equal([true, false]);
    expect(pinnedOf(/launchTemplate:/, { imageId: "resolve:ssm:/team/image:3" })).to.deep.equal([true, false]);
    expect(pinnedOf(/taskDefinition/, containers(digest))).to.deep.equal([false, true]);
    expect(pinnedOf(/taskDefinition/, containers("nginx"))).to.deep.equal([false, false]);
  });
});

describe("analysis/inventory/published", () => {
  const row = {
    region: "eu-west-1",
    zone: "a",
    name: "one",
    count: 1,
    origin: "own",
    protected: true,
    retained: true,
  } as const;
  const config = {
    published: [
      { region: "eu-west-1", zone: "a", allocationId: "eipalloc-1" },
      { region: "eu-west-1", zone: "a", for: "egress" as const, allocationId: "eipalloc-2" },
      { region: "eu-west-1", zone: "a", for: "egress" as const, name: "second", allocationId: "eipalloc-3" },
    ],
    regions: { "eu-west-1": { publishedIpv6: { a: "2001:db8::1" } } },
    globalAccelerator: { published: "arn:1" },
  };
  const cases: [of: object, name: string | undefined][] = [
    [{ purpose: "public" }, "eipalloc-1"],
    [{ purpose: "egress" }, "eipalloc-2"],
    [{ purpose: "egress", secondary: "second" }, "eipalloc-3"],
    [{ purpose: "egress", secondary: "third" }, undefined],
    [{ purpose: "public", zone: "b" }, undefined],
    [{ purpose: "publicIpv6" }, "2001:db8::1"],
    [{ purpose: "publicIpv6", zone: "b" }, undefined],
    [{ purpose: "anycast", region: "global", zone: "" }, "arn:1"],
  ];
  for (const [of, name] of cases)
    it(`names ${Object.values(of).join(" ")} as the config does: ${name}`, () => {
      expect(publishedName({ ...row, ...of } as AddressRow, config)).to.equal(name);
      expect(publishedName({ ...row, ...of } as AddressRow, {})).to.equal(undefined);
    });
});

describe("plan/instances/userData: containerImageIn", () => {
  const ports = { port: 5000, healthCheck: { protocol: "TCP" as const, port: 5000 } };
  const environment = { A: "it's 'x'", B: "--publish 1:2" };
  const cases: [what: string, script: string, image: string | undefined][] = [
    ["a container", userData({ kind: "container", image: "nginx:1.29" }, ports), "nginx:1.29"],
    [
      "one with ports, variables and a command",
      userData({ kind: "container", image: "a/b:1", containerPort: 80, environment, command: ["run", "it's"] }, ports),
      "a/b:1",
    ],
    ["one of a warm pool", userData({ kind: "container", image: "a/b:1" }, ports, { startSeconds: 60 }), "a/b:1"],
    ["the echo server", userData({ kind: "echo" }, ports), undefined],
    ["user data of one's own", "#!/bin/bash\ndocker run nginx\n", undefined],
  ];
  for (const [what, script, image] of cases)
    it(`finds that of ${what}`, () => {
      expect(containerImageIn(script)).to.equal(image);
    });
});
