import { expect } from "chai";
import fc from "fast-check";
import { GROUPINGS, type Cost, type Grouping, costOf, groupsOf } from "../../../analysis/cost";
import { type Traffic, trafficOfLoad } from "../../../plan/traffic";
import { runs } from "../../support/full";
import { type Raw, recordConfig } from "../../support/recording";

/** A service of two zones in us-east-1, without what only watches it. */
const stack = (option: string, more: Raw = {}): Raw => ({
  options: [option],
  service: { port: 5000 },
  regions: { "us-east-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "perZone" } },
  instances: { types: ["t4g.small"] },
  monitoring: { alarms: false, dashboard: false },
  network: { flowLogs: { destination: { kind: "none" } } },
  ...more,
});

/** 4 GB an hour both ways together; of each GB half crosses a zone where that is on. */
const TRAFFIC: Traffic = {
  ...trafficOfLoad("small"),
  newConnectionsPerSecond: 400,
  openConnections: 50_000,
  gbInPerMonth: 1460,
  gbOutPerMonth: 1460,
  egressGbInPerMonth: 100,
  egressGbOutPerMonth: 50,
};

type Row = readonly [what: string, quantity: number, unitUsd: number];

const HOURS = 730;
const ADDRESSES: Row = ["4 public addresses, in use or idle", 4 * HOURS, 0.005];
const NAT: readonly Row[] = [
  ["2 NAT gateways", 2 * HOURS, 0.045],
  ["GB through them", 150, 0.045],
];
const NAT_OUT: Row = ["GB of their own connections to the internet", 50, 0.09];
const LOAD_BALANCER: readonly Row[] = [
  ["load balancer", HOURS, 0.0225],
  ["4 capacity units: 4 GB an hour, 400 of 800 new, 50,000 of 100,000 open", 4 * HOURS, 0.006],
];
const CROSSING: Row = ["half of 2,920 GB to another zone, on both sides", 2920, 0.01];
const OUT: Row = ["GB to clients", 1460, 0.09];
const INSTANCES: readonly Row[] = [
  ["2 t4g.small", 2 * HOURS, 0.0168],
  ["their volumes of 8 GB", 16, 0.08],
];

/**
 * What a month comes to by hand, of prices of us-east-1. Sources: the price pages of ELB, VPC, EC2, Fargate, Global Accelerator, Network
 * Firewall and PrivateLink, and infracost's tests, as analysis/cost/prices/priceList.json has them.
 */
const BY_HAND: Readonly<Record<string, { config: Raw; rows: readonly Row[] }>> = {
  nlb: {
    config: stack("nlb"),
    rows: [ADDRESSES, ...NAT, NAT_OUT, ...LOAD_BALANCER, CROSSING, OUT, ...INSTANCES],
  },
  ecs: {
    config: stack("ecs", { ecs: { launch: "fargate" } }),
    rows: [
      ADDRESSES,
      ...NAT,
      NAT_OUT,
      ...LOAD_BALANCER,
      CROSSING,
      OUT,
      ["2 tasks of a quarter vCPU", 2 * 0.25 * HOURS, 0.04048],
      ["and half a GB", 2 * 0.5 * HOURS, 0.004445],
      ["zone of their names", 1, 0.5],
    ],
  },
  globalAccelerator: {
    config: stack("globalAccelerator", { globalAccelerator: {} }),
    rows: [
      ADDRESSES,
      ...NAT,
      NAT_OUT,
      ...LOAD_BALANCER,
      OUT,
      ["accelerator", HOURS, 0.025],
      ["its 2 addresses", 2 * HOURS, 0.005],
      ["its premium, of the direction that has more", 1460, 0.015],
      ...INSTANCES,
    ],
  },
  networkFirewall: {
    config: stack("networkFirewall", { networkFirewall: { logs: { kind: "cloudWatch", types: ["ALERT"] } } }),
    rows: [
      ADDRESSES,
      NAT_OUT,
      ...LOAD_BALANCER,
      CROSSING,
      OUT,
      ["2 endpoints, beside which NAT gateways are free", 2 * HOURS, 0.395],
      ["GB inspected: of clients, and of its own connections", 2920 + 150, 0.065],
      ...INSTANCES,
    ],
  },
  privateLink: {
    config: stack("privateLink", {
      privateLink: {
        consumers: [
          { name: "orders", region: "us-east-1", vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b"] } },
        ],
      },
    }),
    rows: [
      ADDRESSES,
      ...NAT,
      NAT_OUT,
      ...LOAD_BALANCER,
      CROSSING,
      ["the consumer's endpoint in 2 zones", 2 * HOURS, 0.01],
      ["GB through it", 2920, 0.01],
      ...INSTANCES,
    ],
  },
};

const costOfOption = async (option: string, traffic = TRAFFIC): Promise<Cost> =>
  costOf(await recordConfig(BY_HAND[option]!.config), traffic);

describe("cost: options", () => {
  for (const [option, { rows }] of Object.entries(BY_HAND))
    it(`${option} costs what its table adds up to`, async () => {
      const byHand = rows.reduce((sum, [, quantity, usd]) => sum + quantity * usd, 0);
      const { month, lines, unpriced } = await costOfOption(option);
      expect(month.total, lines.map(({ item, month: usd }) => `${item} ${usd}`).join("\n")).to.be.closeTo(
        byHand,
        byHand / 100,
      );
      // What an associated endpoint of a firewall costs, no list has.
      const withoutPrice = unpriced.filter(({ reason }) => reason.startsWith("no price"));
      const others = withoutPrice.filter(({ type }) => !type.endsWith(":VpcEndpointAssociation"));
      expect(others).to.deep.equal([]);
    });

  it("add up to the whole by every grouping, at any traffic, and more traffic never costs less", async () => {
    const graphs = await Promise.all(Object.values(BY_HAND).map(({ config }) => recordConfig(config)));
    const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...graphs), amount, amount, amount, (graph, gb, connections, more) => {
        const at = (extra: number) =>
          costOf(graph, {
            ...trafficOfLoad("medium"),
            gbInPerMonth: gb + extra,
            gbOutPerMonth: gb + extra,
            newConnectionsPerSecond: connections + extra,
            openConnections: connections + extra,
          });
        const { lines, month } = at(0);
        for (const grouping of Object.keys(GROUPINGS) as Grouping[]) {
          const total = groupsOf(lines, grouping).reduce((sum, group) => sum + group.month.total, 0);
          expect(total).to.be.closeTo(month.total, month.total * 1e-9);
        }
        for (const line of lines) expect(line.month, line.item).to.be.at.least(0);
        expect(at(more).month.total).to.be.at.least(month.total * (1 - 1e-9));
        expect(at(more).month.fixed).to.be.closeTo(month.fixed, month.fixed * 1e-9);
      }),
      runs(20),
    );
  });

  it("belong to the one that brings a layer; what several bring, or none, is shared", async () => {
    const { lines } = await costOfOption("networkFirewall");
    expect(groupsOf(lines, "option").map(({ name }) => name)).to.have.members(["networkFirewall", "shared"]);
    expect(new Set(lines.filter(({ option }) => option === undefined).map(({ layer }) => layer))).to.deep.equal(
      new Set(["addresses", "network"]),
    );
  });

  it("leave the graph as it is, whatever the file says of traffic", async () => {
    const { config } = BY_HAND["nlb"]!;
    const traffic = { load: "large", gbInPerMonth: 5, regions: { "us-east-1": { frontDoors: { public: 1 } } } };
    expect(await recordConfig({ ...config, traffic })).to.deep.equal(await recordConfig(config));
  });
});
