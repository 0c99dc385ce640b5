import { expect } from "chai";
import type { Graph, ResourceNode } from "../../../graph";
import {
  BASE,
  type Raw,
  SHAPES,
  dependenciesOf,
  find,
  inputs,
  ofType,
  recordConfig,
  serving,
} from "../../support/recording";

const LISTENER = "aws:globalaccelerator/listener:Listener";
const ENDPOINT_GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const TWO_REGIONS = SHAPES["an accelerator of two regions"]!;
const OTHER_PORT = SHAPES["an accelerator to another port and other load balancers, with flow logs"]!;
const DUAL_STACK = SHAPES["an accelerator in dual stack"]!;

const REGION = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" };

/** In one region, whose endpoint group is as said. */
const accelerated = (globalAccelerator: Raw = {}, accelerator: Raw = {}, rest: Raw = {}): Raw => ({
  ...BASE,
  options: ["globalAccelerator"],
  regions: { "eu-west-1": { ...REGION, accelerator } },
  ...rest,
  globalAccelerator,
});

const balancer = (name: string, account = "111122223333") =>
  `arn:aws:elasticloadbalancing:eu-west-1:${account}:loadbalancer/net/${name}/0123456789abcdef`;

const own = (region: string, settings: Raw = {}) => ({
  endpointId: `\${LoadBalancer:accel-${region}.arn}`,
  weight: 128,
  clientIpPreservationEnabled: true,
  ...settings,
});

const group = (region: string, settings: Raw = {}) => ({
  [`accelerator-${region}`]: {
    listenerArn: "${Listener:accelerator-listener.arn}",
    endpointGroupRegion: region,
    trafficDialPercentage: 100,
    healthCheckProtocol: "TCP",
    healthCheckPort: 5000,
    healthCheckIntervalSeconds: 30,
    thresholdCount: 3,
    portOverrides: [],
    endpointConfigurations: [own(region)],
    ...settings,
  },
});

const listener = (settings: Raw = {}) => ({
  "accelerator-listener": {
    acceleratorArn: "${Accelerator:anycast.arn}",
    protocol: "TCP",
    portRanges: [{ fromPort: 5000, toPort: 5000 }],
    clientAffinity: "NONE",
    ...settings,
  },
});

const endpointsOf = (graph: Graph, region = "eu-west-1") =>
  find(graph, ENDPOINT_GROUP, `accelerator-${region}`).inputs["endpointConfigurations"] as Raw[];

describe("GlobalAccelerator: the listener", () => {
  it("takes TCP on the service's port, and sends each connection where it will", async () => {
    expect(inputs(await recordConfig(TWO_REGIONS), LISTENER)).to.deep.equal(listener());
    const other = accelerated({}, {}, { service: { port: 443 } });
    expect(inputs(await recordConfig(other), LISTENER)).to.deep.equal(
      listener({ portRanges: [{ fromPort: 443, toPort: 443 }] }),
    );
  });

  it("sends a client where it was before, where the config says so", async () => {
    expect(inputs(await recordConfig(accelerated({ clientAffinity: "sourceIp" })), LISTENER)).to.deep.equal(
      listener({ clientAffinity: "SOURCE_IP" }),
    );
  });

  it("takes the service's port also where it leads to another", async () => {
    expect(inputs(await recordConfig(OTHER_PORT), LISTENER)).to.deep.equal(listener());
  });
});

describe("GlobalAccelerator: the endpoint groups", () => {
  it("are one for each region, with the region's own load balancer", async () => {
    const raw = {
      ...TWO_REGIONS,
      regions: { "eu-west-1": REGION, "eu-central-1": { ...REGION, cidr: "10.21.0.0/16" } },
    };
    expect(inputs(await recordConfig(raw), ENDPOINT_GROUP)).to.deep.equal({
      ...group("eu-west-1"),
      ...group("eu-central-1"),
    });
  });

  // Left out, the provider would send a weight of 0, and the dial that AWS has by default.
  it("send a dial of 0 and a weight of 0", async () => {
    expect(inputs(await recordConfig(TWO_REGIONS), ENDPOINT_GROUP)).to.deep.equal({
      ...group("eu-west-1"),
      ...group("eu-central-1", {
        trafficDialPercentage: 0,
        endpointConfigurations: [own("eu-central-1", { weight: 0 })],
      }),
    });
  });

  it("have the dial, the weights, the other load balancers and the port that the config says", async () => {
    expect(inputs(await recordConfig(OTHER_PORT), ENDPOINT_GROUP)).to.deep.equal(
      group("eu-west-1", {
        trafficDialPercentage: 12.5,
        healthCheckPort: 5443,
        healthCheckIntervalSeconds: 10,
        thresholdCount: 2,
        portOverrides: [{ listenerPort: 5000, endpointPort: 5443 }],
        endpointConfigurations: [
          own("eu-west-1", { weight: 230, clientIpPreservationEnabled: false }),
          { endpointId: balancer("green"), weight: 0, clientIpPreservationEnabled: true },
          {
            endpointId: balancer("blue", "444455556666"),
            weight: 25,
            clientIpPreservationEnabled: false,
            attachmentArn: "arn:aws:globalaccelerator::444455556666:attachment/0a1b2c3d-0000-4000-8000-000000000001",
          },
        ],
      }),
    );
  });

  it("say of every endpoint its weight and whether it sees clients, as the accelerator does where it does not", async () => {
    const endpoints = [
      { arn: balancer("one") },
      { arn: balancer("two"), weight: 255, preserveClientIp: false },
      { arn: balancer("three"), weight: 0 },
    ];
    expect(endpointsOf(await recordConfig(accelerated({}, { endpoints })))).to.deep.equal([
      own("eu-west-1"),
      { endpointId: balancer("one"), weight: 128, clientIpPreservationEnabled: true },
      { endpointId: balancer("three"), weight: 0, clientIpPreservationEnabled: true },
      { endpointId: balancer("two"), weight: 255, clientIpPreservationEnabled: false },
    ]);
    const hidden = endpointsOf(await recordConfig(accelerated({ preserveClientIp: false }, { endpoints })));
    expect(hidden.map(({ clientIpPreservationEnabled }) => clientIpPreservationEnabled)).to.deep.equal(
      Array.from({ length: 4 }, () => false),
    );
  });

  for (const [title, raw] of Object.entries(SHAPES).filter(([, each]) => "globalAccelerator" in each))
    it(`state everything that AWS or the provider would otherwise choose: ${title}`, async () => {
      const graph = await recordConfig(raw);
      const groups = ofType(graph, ENDPOINT_GROUP);
      const inUse = (raw["options"] as string[]).includes("globalAccelerator");
      expect(groups).to.have.length(inUse ? Object.keys(raw["regions"] as object).length : 0);
      for (const { name, inputs: given } of groups) {
        expect(given["endpointGroupRegion"], name).to.equal(name.replace("accelerator-", ""));
        expect(given["trafficDialPercentage"], name).to.be.a("number");
        const endpoints = given["endpointConfigurations"] as Raw[];
        expect(endpoints, name).not.to.be.empty;
        for (const { weight, clientIpPreservationEnabled } of endpoints) {
          expect(weight, name).to.be.a("number");
          expect(clientIpPreservationEnabled, name).to.be.a("boolean");
        }
      }
    });

  it("override no port that is the service's own", async () => {
    expect(inputs(await recordConfig(accelerated({ endpointPort: 5000 })), ENDPOINT_GROUP)).to.deep.equal(
      group("eu-west-1"),
    );
  });

  it("preserve clients' addresses in dual stack", async () => {
    expect(inputs(await recordConfig(DUAL_STACK), ENDPOINT_GROUP)).to.deep.equal(group("eu-west-1"));
  });

  // AWS has one of a listener in a region.
  it("are deleted before others come in their places", async () => {
    const graph = await recordConfig(TWO_REGIONS);
    expect(graph.resources.filter((node) => node.deleteBeforeReplace).map(({ name }) => name)).to.include.members([
      "accelerator-eu-central-1",
      "accelerator-eu-west-1",
    ]);
  });
});

describe("GlobalAccelerator: order", () => {
  const of = (graph: Graph, region: string) => dependenciesOf(find(graph, ENDPOINT_GROUP, `accelerator-${region}`));

  it("nobody is led to a load balancer before it listens, lets clients in and the VPC has its gateway", async () => {
    const graph = await recordConfig(SHAPES["an accelerator beside PrivateLink, of known clients"]!);
    expect(of(graph, "eu-west-1")).to.include.members([
      "accel-eu-west-1",
      "accel-eu-west-1-from-198-51-100-7-32",
      "accel-eu-west-1-from-203-0-113-0-24",
      "accel-eu-west-1-listener",
      "accelerator-listener",
      "network-eu-west-1-igw",
    ]);
  });

  it("no region's group waits for another region", async () => {
    const graph = await recordConfig(TWO_REGIONS);
    expect(of(graph, "eu-west-1").filter((name) => name.includes("eu-central-1"))).to.deep.equal([]);
    expect(of(graph, "eu-central-1").filter((name) => name.includes("eu-west-1"))).to.deep.equal([]);
  });

  it("the listener waits for the accelerator alone, and nothing of a region for either", async () => {
    const graph = await recordConfig(TWO_REGIONS);
    expect(dependenciesOf(find(graph, LISTENER, "accelerator-listener"))).to.deep.equal(["anycast"]);
    const waits = (node: ResourceNode) =>
      dependenciesOf(node).some((name) => name.startsWith("anycast") || name.startsWith("accelerator"));
    const waiting = serving(graph)
      .resources.filter((node) => node.custom && waits(node))
      .map(({ name }) => name);
    expect(waiting.sort()).to.deep.equal(["accelerator-eu-central-1", "accelerator-eu-west-1", "accelerator-listener"]);
  });
});

describe("GlobalAccelerator: the alarm that a public name follows", () => {
  const named = { service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } };
  const own = async (raw: Raw) => inputs(serving(await recordConfig(raw)), ALARM);

  it("says that no region has a healthy endpoint, and tells nobody else", async () => {
    expect(await own(accelerated({}, {}, named))).to.deep.equal({
      "accelerator-down": {
        namespace: "AWS/GlobalAccelerator",
        metricName: "HealthyEndpointCount",
        dimensions: {
          Accelerator: "${Accelerator:anycast.arn}",
          Listener: "${Listener:accelerator-listener.arn}",
        },
        statistic: "Maximum",
        period: 60,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        treatMissingData: "missing",
        alarmDescription: "The accelerator has no healthy endpoint in any region",
        tags: { Name: "ha-tcp-test-accelerator-down" },
      },
    });
  });

  it("is not there without a name", async () => {
    expect(await own(TWO_REGIONS)).to.deep.equal({});
  });
});

describe("GlobalAccelerator: regions with roles", () => {
  const dials = async (primary: Raw, secondary: Raw) => {
    const regions = {
      "eu-west-1": { ...REGION, role: "primary", accelerator: primary },
      "us-east-1": { ...REGION, cidr: "10.21.0.0/16", role: "secondary", accelerator: secondary },
    };
    const graph = await recordConfig(accelerated({}, {}, { regions }));
    return Object.values(inputs(graph, ENDPOINT_GROUP)).map((each) => each["trafficDialPercentage"]);
  };

  it("leads to the primary, and to the secondary only when that is all there is", async () => {
    expect(await dials({}, {})).to.deep.equal([100, 0]);
  });

  it("obeys a dial that is said before a role", async () => {
    expect(await dials({ dial: 90 }, { dial: 10 })).to.deep.equal([90, 10]);
  });
});
