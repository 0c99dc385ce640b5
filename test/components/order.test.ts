import { expect } from "chai";
import type { Graph } from "../../graph";
import { ofType, recordConfig, SHAPES, type Raw } from "../support/recording";

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

const FULL: Raw = {
  ...SHAPES["two regions by latency"],
  options: ["nlb", "ecs"],
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
      { cidr: "10.99.0.0/16", port: 5432 },
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
      { cidr: "10.99.0.0/16", port: 5432 },
    ],
  },
  network: { s3Buckets: ["team-files", "team-archive"] },
};

describe("The order of zones, regions, options and keys in the stack file", () => {
  for (const [shape, raw] of [...Object.entries(SHAPES), ["everything at once", FULL] as const])
    it(`changes no URN and no resource: ${shape}`, async () => {
      const forwards = byUrn(await recordConfig(raw));
      const reversed = byUrn(await recordConfig(backwards(raw) as Raw));
      expect(Object.keys(reversed).sort()).to.deep.equal(Object.keys(forwards).sort());
      for (const [urn, node] of Object.entries(forwards)) {
        expect(reversed[urn]).to.deep.equal(node);
      }
    });

  it("does not change what the stack says of itself", async () => {
    const forwards = await recordConfig(FULL);
    const reversed = await recordConfig(backwards(FULL) as Raw);
    expect(reversed.outputs).to.deep.equal(forwards.outputs);
  });

  // A provider compares its default tags as text.
  it("does not change the text of a provider's default tags", async () => {
    const texts = async (raw: Raw) =>
      ofType(await recordConfig(raw), "pulumi:providers:aws")
        .map(({ name, inputs }) => [name, inputs["defaultTags"]])
        .sort();
    expect(await texts(backwards(FULL) as Raw)).to.deep.equal(await texts(FULL));
  });
});
