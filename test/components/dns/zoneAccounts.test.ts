import { expect } from "chai";
import { findings } from "../../../analysis";
import type { Graph } from "../../../graph/graph";
import { BASE, find, inputs, inputsOf, nameOf, ofType, recordConfig } from "../../support/recording";

const RECORD = "aws:route53/record:Record";
const PROVIDER = "pulumi:providers:aws";
const role = (account: number): string => `arn:aws:iam::${account}:role/team/dns`;

/** The first zone by its id in one account, the second made in another, and led to from a third. */
const CONFIG = {
  ...BASE,
  options: ["nlb", "privateLink"],
  service: { port: 5000, hostname: "tcp.example.com" },
  privateLink: { privateDnsName: "private.example.com" },
  dns: {
    zone: "example.com",
    hostedZoneId: "Z0123456789EXAMPLE",
    assumeRoleArn: role(111111111111),
    second: {
      zone: "tcp.example.org",
      hostname: "tcp.example.org",
      create: true,
      assumeRoleArn: role(222222222222),
      dnssec: { publish: true },
      delegation: { parentZone: "example.org", hostedZoneId: "Z9PARENT", assumeRoleArn: role(333333333333) },
    },
  },
  guard: { audit: { queryLogs: {} } },
};

describe("hosted zones in other accounts", () => {
  let graph: Graph;
  before(async () => {
    graph = await recordConfig(CONFIG);
  });

  const madeBy = (provider: string) =>
    graph.resources
      .filter((node) => nameOf(node.provider ?? "") === provider)
      .map(({ name }) => name)
      .sort();

  it("have providers that assume their roles, and take no other account", () => {
    const assumed = (account: number) => ({
      region: "us-east-1",
      assumeRoles: JSON.stringify([{ roleArn: role(account) }]),
      allowedAccountIds: JSON.stringify([String(account)]),
    });
    const found = Object.entries(inputs(graph, PROVIDER)).filter(([name]) => name.startsWith("aws-dns"));
    const shown = found.map(([name, { region, assumeRoles, allowedAccountIds }]) => [
      name,
      { region, assumeRoles, allowedAccountIds },
    ]);
    expect(shown).to.have.deep.members([
      ["aws-dns", assumed(111111111111)],
      ["aws-dns-second", assumed(222222222222)],
      ["aws-dns-second-parent", assumed(333333333333)],
    ]);
  });

  it("have their records, signatures and logs made there, and nothing else", () => {
    expect(madeBy("aws-dns")).to.deep.equal([
      "dns-alias",
      "dns-latency-eu-west-1",
      "dns-query-logs",
      "dns-query-logs",
      "dns-query-logs-own-delivery",
      "link-eu-west-1-name-txt",
    ]);
    expect(madeBy("aws-dns-second")).to.deep.equal([
      "dns-second-alias",
      "dns-second-dnssec-key",
      "dns-second-ksk",
      "dns-second-latency-eu-west-1",
      "dns-second-query-logs",
      "dns-second-query-logs",
      "dns-second-query-logs-own-delivery",
      "dns-second-signing",
      "dns-second-zone",
    ]);
    expect(madeBy("aws-dns-second-parent")).to.deep.equal(["dns-second-delegation", "dns-second-ds"]);
  });

  it("are not looked up where their ids are known", () => {
    expect(graph.invokes.map(({ token }) => token)).not.to.include("aws:route53/getZone:getZone");
    expect(inputsOf(find(graph, RECORD, "dns-alias"))["zoneId"]).to.equal("Z0123456789EXAMPLE");
    expect(inputsOf(find(graph, RECORD, "dns-second-delegation"))["zoneId"]).to.equal("Z9PARENT");
  });

  it("leave health checks, whose metrics and alarms are of one account, with the stack", () => {
    const checks = ofType(graph, "aws:route53/healthCheck:HealthCheck");
    expect(checks.map(({ provider }) => nameOf(provider ?? ""))).to.deep.equal(checks.map(() => "aws-global"));
  });

  it("are not watched for their signatures, which the stack's account has no metrics of", () => {
    const alarms = ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ name }) => name);
    expect(alarms.filter((name) => name.includes("dnssec"))).to.deep.equal([]);
    expect(findings(graph).find(({ rule }) => rule === "unwatched-signatures")).to.deep.include({
      severity: "warning",
      text: "tcp.example.org is signed in another account (222222222222), whose metrics no alarm of the stack sees.",
      resources: ["dns-second-signing"],
    });
  });
});
