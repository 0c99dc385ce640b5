import { expect } from "chai";
import { type LoggedConnections, connectionQueries, rejectedClientsPattern } from "../../../plan/monitoring/queries";
import { FLOW_LOG_FIELDS, FLOW_RECORD, RECORD_NAMES, flowLogFormat } from "../../../plan/network/flowLogs";

const FRONT = { range: "10.20.128.0/18", ports: [5000], amongTargets: false };
const LISTED: LoggedConnections = {
  traffic: "ALL",
  loadBalancers: [FRONT],
  targets: { range: "10.20.0.0/17", ports: [5000] },
  allowedClients: ["203.0.113.7/32", "198.51.100.0/24"],
};

const of = (settings: Partial<LoggedConnections>) => connectionQueries({ ...LISTED, ...settings });
const keys = (settings: Partial<LoggedConnections>) => of(settings).map(({ key }) => key);
const lines = (settings: Partial<LoggedConnections>, key: string) =>
  of(settings)
    .find((each) => each.key === key)
    ?.query.split("\n| ")
    .slice(1);

const PARSE =
  'parse @message "* * * * * * * * * * * * * * * * * * * *" as format, owner, interface, from_address, to_address, from_port, to_port, transport, packet_count, byte_count, first_second, last_second, verdict, log_state, instance, flags, client, zone, direction, reason';
const ARRIVES =
  'filter verdict = "ACCEPT" and direction = "ingress" and (flags = 2 or flags = 3 or flags = 6 or flags = 7) and ((to_port = 5000 and isIpv4InSubnet(to_address, "10.20.128.0/18")))';

describe("plan/network/flowLogs: the record", () => {
  it("has documented fields alone, those of the default format first", () => {
    const fields = Object.keys(FLOW_RECORD);
    expect(Object.keys(FLOW_LOG_FIELDS)).to.include.members(fields);
    const defaults = Object.entries(FLOW_LOG_FIELDS).flatMap(([field, version]) => (version === 2 ? field : []));
    expect(fields.slice(0, defaults.length)).to.deep.equal(defaults);
    expect(flowLogFormat()).to.match(/^\$\{version\} \$\{account-id\} .* \$\{flow-direction\} \$\{reject-reason\}$/);
  });

  it("calls none as Logs Insights calls what it discovers, nor as a command", () => {
    const discovered =
      "accountId endTime interfaceId logStatus startTime version action bytes dstAddr dstPort packets protocol srcAddr srcPort";
    const commands =
      "anomaly dedup diff display fields filter filterIndex limit lookup parse pattern sort source stats unmask unnest";
    const taken = `${discovered} ${commands}`.toLowerCase().split(" ");
    expect(RECORD_NAMES.filter((name) => taken.includes(name))).to.deep.equal([]);
    expect(new Set(RECORD_NAMES).size).to.equal(RECORD_NAMES.length);
  });
});

describe("plan/monitoring/queries: of flow logs", () => {
  it("say who connects, who sends how much, by zone, by range, and who is rejected", () => {
    expect(keys({})).to.deep.equal(["connects", "talkers", "zones", "allow-list", "rejected"]);
    for (const { query } of of({})) expect(query.split("\n")[0]).to.equal(PARSE);
    expect(lines({}, "connects")).to.deep.equal([
      ARRIVES,
      "stats count(*) as connections, earliest(@timestamp) as first, latest(@timestamp) as last by client",
      "sort connections desc",
      "limit 100",
    ]);
    expect(lines({}, "talkers")).to.deep.equal([
      'filter verdict = "ACCEPT"',
      "stats sum(byte_count) as total_bytes, sum(packet_count) as total_packets by client, to_address, interface, direction",
      "sort total_bytes desc",
      "limit 100",
    ]);
    expect(lines({}, "zones")).to.deep.equal([
      ARRIVES,
      "stats count(*) as connections, count_distinct(client) as clients by zone, bin(1h) as hour",
      "sort hour desc",
    ]);
    expect(lines({}, "allow-list")).to.deep.equal([
      ARRIVES,
      'fields isIpv4InSubnet(client, "198.51.100.0/24") as in_198_51_100_0_24, isIpv4InSubnet(client, "203.0.113.7/32") as in_203_0_113_7_32',
      "stats count(*) as connections, count_distinct(client) as clients by in_198_51_100_0_24, in_203_0_113_7_32",
      "sort connections desc",
    ]);
    expect(lines({}, "rejected")).to.deep.equal([
      'filter verdict = "REJECT"',
      "stats count(*) as flows, sum(packet_count) as total_packets by client, to_address, to_port, interface, direction, flags, reason",
      "sort flows desc",
      "limit 100",
    ]);
  });

  it("name fields of the record alone, beside what they make themselves", () => {
    const known = new Set<string>([...RECORD_NAMES, "@message", "@timestamp"]);
    const words =
      "parse filter stats fields sort limit desc as by and or count sum count_distinct earliest latest bin 1h isIpv4InSubnet";
    for (const { key, query } of of({
      loadBalancers: [FRONT, { range: "10.20.0.0/17", ports: [5001], amongTargets: true }],
    })) {
      const bare = query.replace(/"[^"]*"/g, " ");
      const made = [...bare.matchAll(/ as (\w+)/g)].map(([, name = ""]) => name);
      const unknown = (bare.match(/@?[A-Za-z_]\w*|\d+h/g) ?? []).filter(
        (word) => !known.has(word) && !made.includes(word) && !words.split(" ").includes(word),
      );
      expect(unknown, key).to.deep.equal([]);
    }
  });

  it("tell a load balancer's interfaces from those of targets by who has them", () => {
    const [filter] =
      lines({ loadBalancers: [FRONT, { range: "10.20.0.0/17", ports: [5001], amongTargets: true }] }, "zones") ?? [];
    expect(filter).to.include('(to_port = 5001 and isIpv4InSubnet(to_address, "10.20.0.0/17") and instance = "-")');
  });

  const choices: [what: string, settings: Partial<LoggedConnections>, expected: string[]][] = [
    [
      "everyone may connect: there is no list",
      { allowedClients: ["0.0.0.0/0"] },
      ["connects", "talkers", "zones", "rejected"],
    ],
    ["PrivateLink alone: clients are not logged", { loadBalancers: [] }, ["talkers", "zones", "rejected"]],
    ["what is accepted alone", { traffic: "ACCEPT" }, ["connects", "talkers", "zones", "allow-list"]],
    ["what is rejected alone", { traffic: "REJECT" }, ["rejected"]],
  ];
  for (const [what, settings, expected] of choices)
    it(what, () => {
      expect(keys(settings)).to.deep.equal(expected);
    });

  it("stay within what a saved query may have, however long the list", () => {
    const allowedClients = Array.from({ length: 120 }, (_, index) => `198.51.${index}.128/25`);
    const queries = of({ allowedClients });
    expect(queries.map(({ key }) => key).filter((key) => key.startsWith("allow"))).to.deep.equal([
      "allow-list",
      "allow-list-2",
      "allow-list-3",
    ]);
    for (const { query } of queries) expect(query.length).to.be.at.most(10_000);
    for (const range of allowedClients)
      expect(
        queries.filter(({ query }) => query.includes(`"${range}"`)),
        range,
      ).to.have.length(1);
  });
});

describe("plan/monitoring/queries: the filter of clients that are rejected", () => {
  it("finds attempts to connect, at every port that is listened on", () => {
    const loadBalancers = [{ range: "10.20.0.0/17", ports: [6000], amongTargets: true }, FRONT, FRONT];
    expect(rejectedClientsPattern({ ...LISTED, loadBalancers })).to.equal(
      "[format, owner, interface, from_address, to_address, from_port, to_port = 5000 || to_port = 6000, transport, packet_count, byte_count, first_second, last_second, verdict = REJECT, log_state, instance, flags = 2, client, zone, direction = ingress, reason]",
    );
  });

  it("is not there where nobody is logged who is rejected", () => {
    expect(rejectedClientsPattern({ ...LISTED, traffic: "ACCEPT" })).to.equal(undefined);
    expect(rejectedClientsPattern({ ...LISTED, loadBalancers: [] })).to.equal(undefined);
  });
});
