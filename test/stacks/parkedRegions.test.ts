import { expect } from "chai";
import { findings, names, paths, summary } from "../../analysis";
import { type Graph, GraphIndex } from "../../graph";
import { OPTION_NAMES, conflicts } from "../../plan/options";
import { type Raw, recordConfig } from "../support/recording";

const FRANKFURT = { zones: ["a", "b"], cidr: "10.30.0.0/16" };
/** What it says beside its addresses is for the day that it serves again. */
const PARKED = {
  zones: [],
  cidr: "10.20.0.0/16",
  nat: "single",
  natZone: "c",
  role: "primary",
  accelerator: { dial: 10 },
  parkedAddresses: ["a", "c"],
  addresses: { c: "eipalloc-0123456789abcdef0" },
  parkedEgressAddresses: ["c"],
};

const stack = (options: readonly string[], ireland: object | undefined, rest: object = {}): Raw => ({
  options,
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com" },
  globalAccelerator: {},
  ...(options.includes("ecs") && options.includes("nlb") && { weights: { instances: 1, tasks: 1 } }),
  privateLink: { allowedPrincipals: ["arn:aws:iam::111122223333:root"], allowedClients: ["10.9.0.0/16"] },
  regions: { "eu-central-1": FRANKFURT, ...(ireland && { "eu-west-1": ireland }) },
  ...rest,
});

const urns = (graph: Graph) => graph.resources.map(({ urn }) => urn).sort();

describe("A parked region", () => {
  const sets = [
    ...OPTION_NAMES.map((option) => [option]),
    ["nlb", "ecs", "networkFirewall", "privateLink"],
    ["nlb", "ecs", "privateLink", "globalAccelerator"],
  ];
  for (const options of sets)
    it(`adds its addresses and their provider to [${options.join(", ")}], and nothing else`, async () => {
      expect(conflicts(options)).to.deep.equal([]);
      const [without, parked] = [
        await recordConfig(stack(options, undefined)),
        await recordConfig(stack(options, PARKED)),
      ];
      const component = "urn:pulumi:test::ha-tcp::ha-tcp:index:FixedAddresses";
      expect(urns(parked).filter((urn) => !urns(without).includes(urn))).to.deep.equal(
        [
          "urn:pulumi:test::ha-tcp::pulumi:providers:aws::aws-eu-west-1",
          `${component}::addresses-eu-west-1`,
          `${component}$aws:ec2/eip:Eip::addresses-eu-west-1-a`,
          `${component}$aws:ec2/eip:Eip::addresses-eu-west-1-c-own`,
          `${component}$aws:ec2/eip:Eip::addresses-eu-west-1-egress-c`,
        ].sort(),
      );
      expect(urns(without).filter((urn) => !urns(parked).includes(urn))).to.deep.equal([]);
      // What the other region has is the same to the last input.
      const other = (graph: Graph) => graph.resources.filter(({ name }) => !name.includes("eu-west-1"));
      const inputsOf = (graph: Graph) => other(graph).map(({ urn, inputs }) => [urn, inputs]);
      expect(inputsOf(parked)).to.deep.equal(inputsOf(without));
    });

  it("asks AWS nothing of itself", async () => {
    const { invokes } = await recordConfig(stack(["nlb", "ecs"], PARKED));
    const ofRegion = invokes.filter((invoke) => JSON.stringify(invoke).includes("eu-west-1"));
    expect(ofRegion).to.deep.equal([]);
  });

  it("keeps the same resources that it had as it served", async () => {
    const serving = { ...PARKED, zones: ["a", "c"], parkedAddresses: [], parkedEgressAddresses: [], role: undefined };
    const before = await recordConfig(stack(["nlb"], JSON.parse(JSON.stringify(serving)) as object));
    const after = await recordConfig(stack(["nlb"], PARKED));
    const addresses = (graph: Graph) =>
      GraphIndex.of(graph)
        .ofType("aws:ec2/eip:Eip")
        .map(({ urn, inputs, provider, protect, retainOnDelete }) => ({
          urn,
          inputs,
          provider,
          protect,
          retainOnDelete,
        }));
    expect(addresses(after)).to.deep.equal(addresses(before));
  });

  it("gives its addresses out, and nothing else", async () => {
    const { outputs } = await recordConfig(stack(["nlb"], PARKED));
    const inRegion = Object.entries(outputs).filter(([, value]) => JSON.stringify(value).includes("eu-west-1"));
    expect(inRegion.map(([name]) => name).sort()).to.deep.equal([
      "egressAddresses",
      "publicAddresses",
      "publicAllocationIds",
      "published",
    ]);
    const { "eu-west-1": addresses } = outputs["publicAddresses"] as Record<string, object>;
    expect(Object.keys(addresses ?? {})).to.deep.equal(["a", "c"]);
  });

  it("is parked to a plan, without paths and without names, and told to cost", async () => {
    const graph = await recordConfig(stack(["nlb"], PARKED));
    const { regions, parkedRegions } = summary(graph);
    expect([regions.map(({ region }) => region), parkedRegions]).to.deep.equal([["eu-central-1"], ["eu-west-1"]]);
    expect(JSON.stringify([paths(graph), names(graph)])).not.to.include("eu-west-1");
    const [parked] = findings(graph).filter(({ rule }) => rule === "parked-addresses");
    expect(parked?.resources).to.have.members([
      "anycast",
      "addresses-eu-west-1-a",
      "addresses-eu-west-1-c-own",
      "addresses-eu-west-1-egress-c",
    ]);
    expect(parked?.text).to.include("kept and charged for");
  });
});
