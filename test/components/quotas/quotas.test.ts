import { expect } from "chai";
import { findings } from "../../../analysis";
import type { Graph } from "../../../graph/graph";
import { BASE, type Raw, inputs, nameOf, ofType, recordConfig } from "../../support/recording";

const QUOTA = "aws:servicequotas/serviceQuota:ServiceQuota";
const IRELAND = { zones: ["a", "b", "c"], cidr: "10.20.0.0/16", nat: "perZone" };
const MUMBAI = { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "single" };
const consumer = (name: string, index: number) => ({
  name,
  region: "eu-west-1",
  vpc: { kind: "created", cidr: `10.9${index}.0.0/16`, zones: ["a", "b", "c"] },
});

/** Six addresses in Ireland and three in Mumbai; five VPCs in Ireland, with those of consumers. */
const stack = (quotas: Raw): Raw => ({
  ...BASE,
  options: ["nlb", "privateLink"],
  regions: { "eu-west-1": IRELAND, "ap-south-1": MUMBAI },
  privateLink: { consumers: ["one", "two", "three", "four"].map((name, index) => consumer(name, index)) },
  quotas,
});

const requests = (graph: Graph) =>
  Object.fromEntries(Object.entries(inputs(graph, QUOTA)).map(([name, { value }]) => [name, value]));

describe("components/quotas: what the stack asks for", () => {
  it("is what it needs beside others, in each region where that is more than the default", async () => {
    const graph = await recordConfig(stack({ raise: ["vpcs", "elasticIps"], beside: { elasticIps: 2 } }));
    expect(inputs(graph, QUOTA)).to.deep.equal({
      "quotas-eu-west-1-elastic-ips": { serviceCode: "ec2", quotaCode: "L-0263D0A3", value: 8 },
      "quotas-eu-west-1-vpcs": { serviceCode: "vpc", quotaCode: "L-F678F1CE", value: 6 },
    });
    expect(ofType(graph, QUOTA).map(({ provider }) => nameOf(provider ?? ""))).to.deep.equal([
      "aws-eu-west-1",
      "aws-eu-west-1",
    ]);
    expect(graph.outputs["quotas"]).to.deep.equal({
      "eu-west-1": {
        elasticIps: "${ServiceQuota:quotas-eu-west-1-elastic-ips.requestStatus}",
        vpcs: "${ServiceQuota:quotas-eu-west-1-vpcs.requestStatus}",
      },
    });
  });

  it("is told in place of what to ask for by hand", async () => {
    const told = async (quotas: Raw) =>
      findings(await recordConfig(stack(quotas)))
        .filter(({ rule }) => rule.endsWith("-quota"))
        .map(({ severity, rule, text }) => [severity, rule, /The stack asks for \d+/.exec(text)?.[0]]);
    expect(await told({ raise: ["elasticIps"] })).to.deep.equal([
      ["warning", "vpc-quota", undefined],
      ["note", "address-quota", "The stack asks for 6"],
    ]);
  });

  it("is told where the stack alone would not pass the default", async () => {
    const graph = await recordConfig({ ...BASE, quotas: { raise: ["elasticIps"], beside: { elasticIps: 4 } } });
    expect(findings(graph).find(({ rule }) => rule === "address-quota")?.text).to.equal(
      "eu-west-1 needs 3 Elastic IPs; the default quota is 5 (EC2-VPC Elastic IPs, L-0263D0A3). The stack asks for 7, and AWS decides later: " +
        "until then, what is above the quota fails.",
    );
  });

  const one = (settings: Raw, quotas: Raw): Raw => ({
    ...BASE,
    regions: { "eu-west-1": { ...IRELAND, ...settings }, "ap-south-1": MUMBAI },
    quotas,
  });
  const ADDRESSES = { raise: ["elasticIps"] };
  const table: [string, Raw, Record<string, number>][] = [
    ["without a word of it", one({}, {}), {}],
    ["for as many as the default", one({ nat: "single" }, { ...ADDRESSES, beside: { elasticIps: 1 } }), {}],
    [
      "for one more",
      one({ nat: "single" }, { ...ADDRESSES, beside: { elasticIps: 2 } }),
      { "quotas-eu-west-1-elastic-ips": 6 },
    ],
    [
      "for a parked region",
      one({ zones: [], parkedAddresses: ["a", "b", "c"], parkedEgressAddresses: ["a", "b", "c"] }, ADDRESSES),
      { "quotas-eu-west-1-elastic-ips": 6 },
    ],
    ["for another quota than is too low", one({}, { raise: ["vpcs"] }), {}],
    [
      "for a NAT gateway of more addresses than another, parked ones left out",
      one(
        { secondaryEgressAddresses: { a: { p: "created", q: "created", r: "parked" }, b: { s: "created" } } },
        { raise: ["addressesPerNatGateway"] },
      ),
      { "quotas-eu-west-1-addresses-per-nat-gateway": 3 },
    ],
  ];
  for (const [title, raw, expected] of table)
    it(`is ${JSON.stringify(Object.values(expected))} ${title}`, async () => {
      expect(requests(await recordConfig(raw))).to.deep.equal(expected);
    });
});
