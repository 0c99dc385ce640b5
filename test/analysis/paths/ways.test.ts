import { expect } from "chai";
import { findings } from "../../../analysis";
import { pathFaults, paths } from "../../../analysis/paths";
import type { Graph, ResourceNode } from "../../../graph/graph";
import { BASE, type Raw, recordConfig } from "../../support/recording";

const HUB = { id: "tgw-0a0a0a0a0a0a0a0a0", ranges: ["172.16.0.0/12"] };
const W = "ways-eu-west-1";

const calling = (cidr: string, ways: object, rest: Raw = {}): Raw => ({
  ...BASE,
  ...rest,
  regions: {
    "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single", ...ways },
    ...(rest["regions"] as object | undefined),
  },
  instances: { egress: [{ cidr, port: 5432 }] },
});

/** `a ways-… open`: of each zone's connection to a private destination. */
const states = (graph: Graph): string[] =>
  paths(graph)
    .filter(({ kind, traffic }) => kind === "egress" && traffic.includes("5432"))
    .map(({ zone, through = "nowhere", verdict, inspectedBy }) =>
      [zone.slice(-1), through, verdict, ...inspectedBy].join(" "),
    );

const changed = (graph: Graph, change: (node: ResourceNode) => object | undefined): Graph => ({
  ...graph,
  resources: graph.resources.flatMap((node) => {
    const inputs = change(node);
    return inputs === undefined ? [] : [{ ...node, inputs: { ...node.inputs, ...inputs } }];
  }),
});

const without = (graph: Graph, name: string): Graph => ({
  ...graph,
  resources: graph.resources.filter((node) => !node.name.includes(name)),
});

const faults = (graph: Graph) =>
  pathFaults(graph).map(({ rule, resource, text, zones }) => [rule, resource, text, zones]);

const rules = (graph: Graph) => findings(graph).flatMap(({ rule }) => (rule.endsWith("-way") ? [rule] : []));

describe("analysis/paths: ways to other networks", () => {
  const PEER = { vpcId: "vpc-0a0a0a0a0a0a0a0a0", ranges: ["172.20.0.0/16"] };
  const followed: [what: string, raw: Raw, states: string[]][] = [
    [
      "a transit gateway",
      calling("172.16.0.0/12", { transitGateways: { hub: HUB } }),
      ["a tgw-hub open", "b tgw-hub open"],
    ],
    [
      "a peering",
      calling("172.20.7.0/24", { peerings: { data: PEER } }),
      ["a peering-data open", "b peering-data open"],
    ],
    ["what is learnt", calling("172.20.0.0/16", { vpnGateway: { ranges: HUB.ranges } }), ["a vgw open", "b vgw open"]],
    [
      "two, the narrower range before the wider",
      calling("172.16.0.0/12", { transitGateways: { hub: HUB }, peerings: { data: PEER } }),
      ["a peering-data open", "a tgw-hub open", "b peering-data open", "b tgw-hub open"],
    ],
    [
      "what is made before what is learnt",
      calling("172.16.0.0/12", { transitGateways: { hub: HUB }, vpnGateway: { ranges: HUB.ranges } }),
      ["a tgw-hub open", "b tgw-hub open"],
    ],
    [
      "a gateway where there is a firewall, which sees nothing of it",
      calling("172.16.0.0/12", { transitGateways: { hub: HUB } }, { options: ["networkFirewall"] }),
      ["a tgw-hub open", "b tgw-hub open"],
    ],
  ];
  for (const [what, raw, expected] of followed)
    it(`follows ${what}`, async () => {
      const graph = await recordConfig(raw);
      expect(states(graph)).to.deep.equal(expected.map((each) => each.replace(" ", ` ${W}-`)));
      expect(pathFaults(graph)).to.deep.equal([]);
    });

  it("says where knowledge ends", async () => {
    const notes = async (ways: object) => {
      const graph = await recordConfig(calling("172.20.0.0/16", ways));
      return [...new Set(paths(graph).flatMap(({ note }) => note ?? []))];
    };
    expect(await notes({ transitGateways: { hub: HUB } })).to.deep.equal([
      `what is behind ${HUB.id}, and its routes back, the plan does not know`,
    ]);
    expect(await notes({ vpnGateway: { ranges: HUB.ranges } })).to.deep.equal([
      `what is announced at ${W}-vgw the plan does not know, nor what is behind it`,
    ]);
  });

  it("a transit gateway takes nothing from a zone in which it has no subnet", async () => {
    const graph = await recordConfig(calling("172.16.0.0/12", { transitGateways: { hub: HUB } }));
    const oneZone = changed(graph, ({ type }) =>
      type.endsWith("VpcAttachment") ? { subnetIds: [`\${Subnet:${W}-transit-a.id}`] } : {},
    );
    expect(faults(oneZone)).to.deep.equal([
      ["dropped", `${W}-tgw-hub`, "it has no subnet in eu-west-1b, and takes nothing there", ["eu-west-1b"]],
    ]);
    expect(rules(oneZone)).to.deep.equal(["blackhole-way"]);
    expect(rules(graph)).to.deep.equal([]);
  });

  it("the network ACL of the gateway's own subnet decides, too", async () => {
    const graph = await recordConfig(calling("172.16.0.0/12", { transitGateways: { hub: HUB } }));
    const closed = changed(graph, ({ name }) => (name === `${W}-transit-nacl` ? { egress: [] } : {}));
    expect(pathFaults(closed).map(({ rule, resource }) => [rule, resource])).to.deep.equal([
      ["dropped", `${W}-transit-nacl`],
    ]);
  });

  describe("between two regions of the stack", () => {
    const peered = calling(
      "10.21.0.0/16",
      {},
      {
        regions: { "eu-central-1": { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "single" } },
        network: { peerRegions: "all" },
      },
    );
    const P = "peering-eu-central-1-eu-west-1";

    it("follows the peering, and not what listens there", async () => {
      const graph = await recordConfig(peered);
      expect(states(graph)).to.deep.equal(["a", "b"].map((zone) => `${zone} ${P} open`));
      expect(faults(graph)).to.deep.equal([]);
    });

    it("finds no way back where the other VPC has no route, in one zone or in all", async () => {
      const graph = without(await recordConfig(peered), `${P}-eu-central-1-app-b`);
      expect(faults(graph)).to.deep.equal([
        [
          "dropped",
          "network-eu-central-1-app-b-rt",
          "no route back to fleet-eu-west-1-asg",
          ["eu-west-1a", "eu-west-1b"],
        ],
      ]);
    });
  });
});
