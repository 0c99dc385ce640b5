import { expect } from "chai";
import { endpointAlarms } from "../../../plan/network/inspection";
import { firewallAlarms } from "../../../plan/networkFirewall/alarms";
import {
  BASE,
  type Raw,
  SERVICE_SHAPES,
  find,
  inputs,
  nameOf,
  ofType,
  recordConfig,
  recordFirewall,
} from "../../support/recording";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const NAME = "firewall-eu-west-1";
const topic = (region: string, name = "alarms") => `arn:aws:sns:${region}:123456789012:${name}`;
const named = (name: string) => ({ Name: `ha-tcp-test-${name}` });

const REGIONS = {
  "eu-west-1": { zones: ["b", "a"], cidr: "10.20.0.0/16", nat: "none" },
  "eu-central-1": { zones: ["a", "c"], cidr: "10.21.0.0/16", nat: "none" },
};
const DNS: Raw = { service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } };
const inspected = (rest: Raw = {}): Raw => ({ ...BASE, options: ["networkFirewall"], regions: REGIONS, ...rest });

/** The alarms that watch firewalls and their endpoints. */
async function names(raw: Raw): Promise<string[]> {
  return ofType(await recordConfig(raw), ALARM)
    .map(({ name }) => name)
    .filter((name) => /^firewall-|-endpoint-/.test(name))
    .sort();
}

const endpoints = (kind: string, zones: readonly string[]) => zones.map((zone) => `network-${zone}-endpoint-${kind}`);
const IRELAND = ["eu-west-1-inspection-a", "eu-west-1-inspection-b"];
const FRANKFURT = ["eu-central-1-inspection-a", "eu-central-1-inspection-c"];

describe("Firewall alarms: of a firewall", () => {
  it("are written out, for each zone, in the order of the letters", async () => {
    const graph = await recordFirewall({
      zones: ["c", "a"],
      alarms: { droppedPackets: 50, strayPackets: 7, topicArns: [topic("eu-west-1"), topic("eu-west-1", "others")] },
    });
    const actions = [topic("eu-west-1"), topic("eu-west-1", "others")];
    const watched = `FirewallName = '\${Firewall:${NAME}.name}' AND AvailabilityZone`;
    const query = (expression: string) => [{ id: "sum", expression, period: 300, returnData: true }];
    const ofZone = (zone: string) => ({
      [`${NAME}-${zone}-dropped`]: {
        metricQueries: query(
          `SELECT SUM(DroppedPackets) FROM "AWS/NetworkFirewall" WHERE ${watched} = 'eu-west-1${zone}' AND Engine = 'Stateful'`,
        ),
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 50,
        treatMissingData: "notBreaching",
        alarmDescription: firewallAlarms(`eu-west-1${zone}`, { droppedPackets: 50, strayPackets: 7 })[0]!.description,
        alarmActions: actions,
        okActions: actions,
        tags: named(`${NAME}-${zone}-dropped`),
      },
      [`${NAME}-${zone}-stream-exceptions`]: {
        metricQueries: query(
          `SELECT SUM(StreamExceptionPolicyPackets) FROM "AWS/NetworkFirewall" WHERE ${watched} = 'eu-west-1${zone}'`,
        ),
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 7,
        treatMissingData: "notBreaching",
        alarmDescription: firewallAlarms(`eu-west-1${zone}`, { droppedPackets: 50, strayPackets: 7 })[1]!.description,
        alarmActions: actions,
        okActions: actions,
        tags: named(`${NAME}-${zone}-stream-exceptions`),
      },
    });
    expect(inputs(graph, ALARM)).to.deep.equal({ ...ofZone("a"), ...ofZone("c") });
  });

  it("are told of by nobody where there is no topic", async () => {
    const alarms = ofType(await recordFirewall(), ALARM);
    expect(alarms).to.have.length(2);
    for (const { inputs: given } of alarms) expect([given["alarmActions"], given["okActions"]]).to.deep.equal([[], []]);
  });

  const THRESHOLDS: readonly [key: string, alarm: string, standard: number][] = [
    ["droppedPackets", `${NAME}-a-dropped`, 1000],
    ["strayPackets", `${NAME}-a-stream-exceptions`, 100],
    ["endpointDroppedPackets", "network-eu-west-1-inspection-a-endpoint-drops", 100],
  ];
  for (const [key, alarm, standard] of THRESHOLDS)
    it(`have the config's ${key}, or ${standard}: a few are no fault`, async () => {
      const threshold = async (raw: Raw) => find(await recordConfig(raw), ALARM, alarm).inputs["threshold"];
      expect(await threshold(inspected())).to.equal(standard);
      expect(await threshold(inspected({ networkFirewall: { alarms: { [key]: 0 } } }))).to.equal(0);
      expect(await threshold(inspected({ networkFirewall: { alarms: { [key]: 12 } } }))).to.equal(12);
    });
});

describe("Firewall alarms: of an endpoint", () => {
  it("are written out", async () => {
    const graph = await recordConfig(inspected(DNS));
    const endpoint = "network-eu-west-1-inspection-a-endpoint";
    const watched = `"VPC Endpoint Id" = '\${VpcEndpointAssociation:${endpoint}.endpointId}'`;
    const query = (metric: string) => [
      {
        id: "sum",
        expression: `SELECT SUM(${metric}) FROM "AWS/PrivateLinkEndpoints" WHERE ${watched}`,
        period: 300,
        returnData: true,
      },
    ];
    const [drops, silent] = endpointAlarms("eu-west-1a", { droppedPackets: 100, busy: true });
    const common = { evaluationPeriods: 2, datapointsToAlarm: 2, alarmActions: [], okActions: [] };
    const all = inputs(graph, ALARM);
    expect(all[`${endpoint}-drops`]).to.deep.equal({
      ...common,
      threshold: 100,
      metricQueries: query("PacketsDropped"),
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      alarmDescription: drops!.description,
      tags: named(`${endpoint}-drops`),
    });
    expect(all[`${endpoint}-silent`]).to.deep.equal({
      ...common,
      threshold: 0,
      metricQueries: query("BytesProcessed"),
      comparisonOperator: "LessThanOrEqualToThreshold",
      treatMissingData: "breaching",
      alarmDescription: silent!.description,
      tags: named(`${endpoint}-silent`),
    });
  });

  it("are in the network, beside the endpoint", async () => {
    const graph = await recordConfig(inspected(DNS));
    const { parent, provider } = find(graph, ALARM, "network-eu-central-1-inspection-c-endpoint-drops");
    expect(nameOf(parent ?? "")).to.equal("network-eu-central-1");
    expect(nameOf(provider ?? "")).to.equal("aws-eu-central-1");
  });
});

describe("Firewall alarms: which there are", () => {
  const OF_FIREWALLS = [
    ...["a", "c"].flatMap((zone) => [
      `firewall-eu-central-1-${zone}-dropped`,
      `firewall-eu-central-1-${zone}-stream-exceptions`,
    ]),
    ...["a", "b"].flatMap((zone) => [`${NAME}-${zone}-dropped`, `${NAME}-${zone}-stream-exceptions`]),
  ];
  const bypassing = (...zones: string[]) => ({
    regions: { ...REGIONS, "eu-west-1": { ...REGIONS["eu-west-1"], firewall: { bypassZones: zones } } },
  });
  const existing = { arn: "arn:aws:network-firewall:eu-west-1:210987654321:firewall/c", zones: ["a", "b"] };

  const cases: readonly [title: string, raw: Raw, expected: string[]][] = [
    [
      "without DNS: nothing checks the addresses, so that silence is no fault",
      inspected(),
      [...OF_FIREWALLS, ...endpoints("drops", [...FRANKFURT, ...IRELAND])],
    ],
    [
      "with DNS: silence too",
      inspected(DNS),
      [
        ...OF_FIREWALLS,
        ...endpoints("drops", [...FRANKFURT, ...IRELAND]),
        ...endpoints("silent", [...FRANKFURT, ...IRELAND]),
      ],
    ],
    [
      "with a zone that goes round: no silence there",
      inspected({ ...DNS, ...bypassing("b") }),
      [
        ...OF_FIREWALLS,
        ...endpoints("drops", [...FRANKFURT, ...IRELAND]),
        ...endpoints("silent", [...FRANKFURT, "eu-west-1-inspection-a"]),
      ],
    ],
    [
      "with a firewall of somebody else's: its owner watches it, and we the endpoints",
      inspected({ ...DNS, regions: { "eu-west-1": { ...REGIONS["eu-west-1"], firewall: { existing } } } }),
      [...endpoints("drops", IRELAND), ...endpoints("silent", IRELAND)],
    ],
    ["without the option: none", { ...inspected(DNS), options: ["nlb"] }, []],
  ];
  for (const [title, raw, expected] of cases)
    it(title, async () => {
      expect(await names(raw)).to.deep.equal([...expected].sort());
    });
});

describe("Firewall alarms: whom they tell", () => {
  const topicArns = [topic("eu-central-1"), topic("eu-west-1"), topic("eu-west-1", "others")];

  it("the topics of their own region, in both directions", async () => {
    const graph = await recordConfig(inspected({ ...DNS, networkFirewall: { alarms: { topicArns } } }));
    const alarms = ofType(graph, ALARM).filter(({ name }) => /^firewall-|-endpoint-/.test(name));
    expect(alarms).to.have.length(16);
    for (const { name, inputs: given } of alarms) {
      const region = name.includes("eu-west-1") ? "eu-west-1" : "eu-central-1";
      const own = topicArns.filter((arn) => arn.includes(`:${region}:`));
      expect([given["alarmActions"], given["okActions"]], name).to.deep.equal([own, own]);
    }
  });

  it("also where the firewall exists", async () => {
    const existing = { arn: "arn:aws:network-firewall:eu-west-1:210987654321:firewall/c", zones: ["a", "b"] };
    const graph = await recordConfig(
      inspected({
        regions: { "eu-west-1": { ...REGIONS["eu-west-1"], firewall: { existing } } },
        networkFirewall: { alarms: { topicArns: [topic("eu-west-1")] } },
      }),
    );
    for (const zone of IRELAND)
      expect(find(graph, ALARM, `network-${zone}-endpoint-drops`).inputs["alarmActions"]).to.deep.equal([
        topic("eu-west-1"),
      ]);
  });

  it("say why, within the 1024 characters of a description, with nothing left to fill in", async () => {
    for (const raw of Object.values(SERVICE_SHAPES).filter((each) =>
      (each["options"] as string[]).includes("networkFirewall"),
    ))
      for (const { name, inputs: given } of ofType(await recordConfig(raw), ALARM).filter((each) =>
        /^firewall-|-endpoint-/.test(each.name),
      )) {
        expect(given["alarmDescription"], name)
          .to.be.a("string")
          .and.not.match(/undefined|\$\{|\bnull\b/);
        expect(String(given["alarmDescription"]).length, name).to.be.at.most(1024);
      }
  });
});
