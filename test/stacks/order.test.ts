import { expect } from "chai";
import type { Graph, ResourceNode } from "../../graph";
import { FULL } from "../support/full";
import {
  WATCHED,
  type Raw,
  SERVICE_SHAPES,
  SHAPES,
  dependenciesOf,
  find,
  nameOf,
  ofType,
  recordConfig,
  serving,
} from "../support/recording";

/** Lists whose order says something: the preferred type comes first, a command is a sentence. */
const ORDERED = ["types", "command"];

/** The same config as another hand would have written it: every mapping and every list from its end. */
function backwards(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((each) => backwards(each));
    return ORDERED.includes(key) ? items : items.reverse();
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, each]) => [name, backwards(each, name)]),
  );
}

const byUrn = (graph: Graph) => Object.fromEntries(graph.resources.map((node) => [node.urn, node]));

const EVERYTHING: Raw = {
  ...SHAPES["two regions by latency"],
  options: ["nlb", "ecs"],
  regions: SHAPES["every way to other networks"]!["regions"],
  weights: { instances: 60, tasks: 40 },
  published: [
    { region: "eu-west-1", zone: "a", allocationId: "eipalloc-01234567" },
    { region: "eu-central-1", zone: "b", for: "egress", allocationId: "eipalloc-76543210" },
  ],
  service: {
    port: 5000,
    hostname: "tcp.example.com",
    allowedClients: ["203.0.113.0/24", "198.51.100.0/24", "192.0.2.7/32"],
  },
  instances: {
    types: ["t3.small", "t3a.small"],
    workload: { kind: "container", image: "nginx", environment: { B: "2", A: "1" }, command: ["nginx", "-g"] },
    egress: [
      { cidr: "192.0.2.0/24", port: 636 },
      { cidr: "10.21.0.0/16", port: 5432 },
    ],
    scaling: {
      stepsOut: [
        { above: 70, add: 1 },
        { above: 90, add: 3 },
      ],
    },
  },
  ecs: {
    image: "nginx",
    command: ["nginx", "-g"],
    environment: { B: "2", A: "1" },
    secrets: {
      D: "arn:aws:ssm:eu-west-1:123456789012:parameter/d",
      C: "arn:aws:ssm:eu-west-1:123456789012:parameter/c",
    },
    taskPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::123456789012:policy/team/files"],
    egress: [
      { cidr: "192.0.2.0/24", port: 636 },
      { cidr: "10.21.0.0/16", port: 5432 },
    ],
  },
  network: { s3Buckets: ["team-files", "team-archive"], peerRegions: [["eu-west-1", "eu-central-1"]] },
};

/** Every list that PrivateLink has, with more than one in it. */
const LINKED: Raw = {
  ...WATCHED,
  options: ["nlb", "ecs", "privateLink"],
  weights: { instances: 60, tasks: 40 },
  regions: {
    "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" },
    "eu-central-1": { zones: ["a", "b"], cidr: "10.21.0.0/16" },
  },
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com" },
  privateLink: {
    allowedPrincipals: ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:role/connector"],
    allowedClients: ["172.16.0.0/16", "10.70.0.0/16"],
    privateDnsName: "link.example.com",
    supportedRegions: ["us-east-1", "ap-southeast-1"],
    notifications: {
      topicArns: ["b", "a"].map((name) => `arn:aws:sns:eu-west-1:123456789012:${name}`),
      events: ["Reject", "Accept", "Delete"],
    },
    consumers: [
      {
        name: "globex",
        region: "eu-west-1",
        vpc: { kind: "created", cidr: "10.62.0.0/22", zones: ["a", "b", "c"] },
        privateDns: "service",
      },
      {
        name: "acme",
        region: "eu-central-1",
        vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["b", "a"] },
        allowedClients: ["172.16.7.0/24", "10.60.0.0/23", "10.70.1.0/24"],
      },
    ],
    connectedConsumers: [
      { name: "umbrella", serviceRegion: "eu-west-1", endpointId: "vpce-0d0d0d0d0d0d0d0d0" },
      { name: "hooli", serviceRegion: "eu-west-1", endpointId: "vpce-0c0c0c0c0c0c0c0c0" },
    ],
  },
};

const CONSUMING = SHAPES["a consumer of a service of another account"]!;

/** And those that a consumer's own stack has. */
const CONSUMER: Raw = {
  ...CONSUMING,
  consumer: {
    ...(CONSUMING["consumer"] as Raw),
    vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["c", "a"] },
    allowedClients: ["172.16.7.0/24", "10.60.0.0/23"],
  },
};

const FULLEST = { "everything at once": EVERYTHING, "all of PrivateLink": LINKED, "all of a consumer": CONSUMER };

describe("The order of zones, regions, options and keys in the stack file", () => {
  /** In the short form those that have several regions, and the fullest. */
  const shapes = Object.entries(SHAPES).filter(
    ([, { regions = {} }]) => FULL || Object.keys(regions as object).length > 1,
  );
  for (const [shape, raw] of [...shapes, ...Object.entries(FULLEST)])
    it(`changes no URN and no resource: ${shape}`, async () => {
      const forwards = byUrn(await recordConfig(raw));
      const reversed = byUrn(await recordConfig(backwards(raw) as Raw));
      expect(Object.keys(reversed).sort()).to.deep.equal(Object.keys(forwards).sort());
      for (const [urn, node] of Object.entries(forwards)) {
        expect(reversed[urn]).to.deep.equal(node);
      }
    });

  for (const [what, raw] of Object.entries(FULLEST))
    it(`does not change what the stack says of itself: ${what}`, async () => {
      const forwards = await recordConfig(raw);
      const reversed = await recordConfig(backwards(raw) as Raw);
      expect(reversed.outputs).to.deep.equal(forwards.outputs);
    });

  // A provider compares its default tags as text.
  it("does not change the text of a provider's default tags", async () => {
    const texts = async (raw: Raw) =>
      ofType(await recordConfig(raw), "pulumi:providers:aws")
        .map(({ name, inputs }) => [name, inputs["defaultTags"]])
        .sort();
    expect(await texts(backwards(EVERYTHING) as Raw)).to.deep.equal(await texts(EVERYTHING));
  });
});

const ACCEPTER = "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const PRIVATE_DNS = "aws:vpc/endpointPrivateDns:EndpointPrivateDns";
const SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";

const BESIDE = SHAPES["PrivateLink beside the public load balancer"]!;
const ALONE = SHAPES["PrivateLink alone, in dual stack, by rules of the endpoint only"]!;

/** The configs that have PrivateLink, by what they are. */
const LINKS = Object.fromEntries(
  Object.entries({ ...SERVICE_SHAPES, "all of PrivateLink": LINKED }).filter(([, { options }]) =>
    (options as string[]).includes("privateLink"),
  ),
);

/** Makes a lookup of all that a resource waits for, however far, by URN. */
function waits(graph: Graph): (node: ResourceNode) => Set<string> {
  const direct = new Map(graph.resources.map(({ urn, dependencies }) => [urn, dependencies]));
  return ({ urn: start }) => {
    const seen = new Set<string>();
    const open = [...(direct.get(start) ?? [])];
    for (let urn = open.pop(); urn !== undefined; urn = open.pop()) {
      if (seen.has(urn)) continue;
      seen.add(urn);
      open.push(...(direct.get(urn) ?? []));
    }
    return seen;
  };
}

/** Which consumer something belongs to, the alarm of its endpoint too: `acme`. */
const consumerOf = (name: string): string | undefined => /^(?:monitoring-.*-)?consumer-([^-]+)/.exec(name)?.[1];

/** Of what a resource waits for, that which is not the consumer's VPC, nor a subnet of it. */
const outsideVpc = (node: ResourceNode): string[] =>
  dependenciesOf({
    ...node,
    dependencies: node.dependencies.filter((urn) => !/\$aws:ec2\/(vpc:Vpc|subnet:Subnet)::consumer-/.test(urn)),
  });

describe("What waits for what, with PrivateLink", () => {
  for (const [shape, raw] of Object.entries(LINKS)) {
    it(`nothing waits for itself, nor for what is not there: ${shape}`, async () => {
      const graph = await recordConfig(raw);
      const waitsFor = waits(graph);
      const known = new Set(graph.resources.map(({ urn }) => urn));
      for (const node of graph.resources) {
        const all = waitsFor(node);
        expect(all.has(node.urn), node.urn).to.equal(false);
        expect([...all].filter((urn) => !known.has(urn))).to.deep.equal([]);
      }
    });

    it(`a consumer holds up neither the service nor another consumer: ${shape}`, async () => {
      const graph = await recordConfig(raw);
      const waitsFor = waits(graph);
      for (const node of serving(graph).resources) {
        const consumers = [...waitsFor(node)].flatMap((urn) => consumerOf(nameOf(urn)) ?? []);
        expect(
          [...new Set(consumers)].filter((each) => each !== consumerOf(node.name)),
          node.urn,
        ).to.deep.equal([]);
      }
    });

    it(`each endpoint service comes after its load balancer and its listener, and after nothing else: ${shape}`, async () => {
      const services = ofType(await recordConfig(raw), SERVICE);
      expect(services).not.to.be.empty;
      for (const node of services) {
        const link = node.name.replace(/-service$/, "");
        expect(dependenciesOf(node)).to.deep.equal([link, `${link}-listener`]);
      }
    });

    it(`each service and its target groups are replaced with their load balancer, and nothing else is with anything: ${shape}`, async () => {
      const graph = await recordConfig(raw);
      const expected = ofType(graph, LOAD_BALANCER)
        .filter(({ name }) => /^(link|accel)-/.test(name))
        .flatMap(({ name, urn }) =>
          [...ofType(graph, TARGET_GROUP), ...ofType(graph, SERVICE)]
            .filter((node) => node.name.startsWith(`${name}-`))
            .map((node) => [node.name, [urn]]),
        );
      expect(expected.length).to.be.greaterThan(1);
      const found = graph.resources
        .filter(({ replaceWith }) => replaceWith.length > 0)
        .map(({ name, replaceWith }) => [name, replaceWith]);
      expect(found.sort()).to.deep.equal(expected.sort());
    });

    it(`all that accepts is kept by AWS when it goes, and nothing else is: ${shape}`, async () => {
      const graph = await recordConfig(raw);
      expect(ofType(graph, ACCEPTER).filter(({ retainOnDelete }) => !retainOnDelete)).to.deep.equal([]);
      const kept = graph.resources.filter(({ retainOnDelete }) => retainOnDelete);
      expect(kept.filter(({ type }) => type !== ACCEPTER)).to.deep.equal([]);
    });
  }

  it("there is what accepts, of both kinds, where the config has both", async () => {
    const accepters = ofType(await recordConfig(LINKED), ACCEPTER).map(({ name }) => name);
    expect(accepters.sort()).to.deep.equal([
      "consumer-acme-accepted",
      "consumer-globex-accepted",
      "link-eu-west-1-accepts-hooli",
      "link-eu-west-1-accepts-umbrella",
    ]);
  });

  it("a consumer connects once its own account may, and the private name is proven where it uses that; no other account", async () => {
    const endpoint = async (raw: Raw, name: string) => outsideVpc(find(await recordConfig(raw), ENDPOINT, name));
    const ready = (consumer: string, region: string) => [
      `consumer-${consumer}-sg`,
      `link-${region}-allows-own-account`,
      `link-${region}-service`,
    ];
    // By a hosted zone and by no name: where the name cannot be proven yet, these connect all the same.
    for (const consumer of ["acme", "initech"])
      expect(await endpoint(BESIDE, `consumer-${consumer}-endpoint`)).to.deep.equal(ready(consumer, "eu-west-1"));
    expect(await endpoint(BESIDE, "consumer-globex-endpoint")).to.deep.equal(
      [...ready("globex", "eu-west-1"), "link-eu-west-1-name-link.example.com"].sort(),
    );
    expect(await endpoint(LINKED, "consumer-acme-endpoint")).to.deep.equal(ready("acme", "eu-central-1"));
    expect(await endpoint(ALONE, "consumer-globex-endpoint")).to.deep.equal([
      "consumer-globex-sg",
      "link-eu-west-1-allows-own-account",
      "link-eu-west-1-service",
    ]);
  });

  it("an endpoint is accepted once it is there, whoever asks for it", async () => {
    const graph = await recordConfig(BESIDE);
    const accepted = (name: string) => dependenciesOf(find(graph, ACCEPTER, name));
    for (const consumer of ["acme", "globex", "initech"])
      expect(accepted(`consumer-${consumer}-accepted`)).to.deep.equal([
        `consumer-${consumer}-endpoint`,
        "link-eu-west-1-service",
      ]);
    expect(accepted("link-eu-west-1-accepts-hooli")).to.deep.equal(["link-eu-west-1-service"]);
  });

  it("private DNS is turned on once the endpoint is accepted, or there where nobody accepts", async () => {
    const turnedOn = async (raw: Raw) =>
      dependenciesOf(find(await recordConfig(raw), PRIVATE_DNS, "consumer-globex-private-dns"));
    expect(await turnedOn(BESIDE)).to.deep.equal(["consumer-globex-accepted", "consumer-globex-endpoint"]);
    const open = {
      ...BESIDE,
      privateLink: { ...(BESIDE["privateLink"] as Raw), acceptanceRequired: false, connectedConsumers: [] },
    };
    expect(await turnedOn(open)).to.deep.equal(["consumer-globex-endpoint"]);
  });

  it("a consumer's zone comes after its endpoint, and each alias after both", async () => {
    const of = (graph: Graph, type: string, name: string) => outsideVpc(find(graph, `aws:route53/${type}`, name));
    const graph = await recordConfig(BESIDE);
    expect(of(graph, "zone:Zone", "consumer-acme-zone")).to.deep.equal(["consumer-acme-endpoint"]);
    expect(of(graph, "record:Record", "consumer-acme-alias")).to.deep.equal([
      "consumer-acme-endpoint",
      "consumer-acme-zone",
    ]);
    const dualStack = await recordConfig(ALONE);
    expect(of(dualStack, "zone:Zone", "consumer-globex-zone")).to.deep.equal(["consumer-globex-endpoint"]);
    for (const alias of ["consumer-globex-alias", "consumer-globex-alias-ipv6"])
      expect(of(dualStack, "record:Record", alias)).to.deep.equal(["consumer-globex-endpoint", "consumer-globex-zone"]);
  });

  it("in a stack of its own, a consumer waits for nothing that is not its own", async () => {
    const graph = await recordConfig(CONSUMING);
    expect(outsideVpc(find(graph, ENDPOINT, "consumer-acme-endpoint"))).to.deep.equal(["consumer-acme-sg"]);
    expect(outsideVpc(find(graph, "aws:route53/zone:Zone", "consumer-acme-zone"))).to.deep.equal([
      "consumer-acme-endpoint",
    ]);
    const foreign = graph.resources.flatMap(dependenciesOf).filter((name) => consumerOf(name) !== "acme");
    expect(foreign).to.deep.equal([]);
  });
});
