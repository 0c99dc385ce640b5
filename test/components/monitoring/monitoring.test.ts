import { expect } from "chai";
import type { Graph } from "../../../graph";
import { compare } from "../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { METRICS, factsOf } from "../../../plan/monitoring/metrics";
import {
  BASE,
  WATCHED,
  type Raw,
  SERVICE_SHAPES,
  dependenciesOf,
  inputs,
  ofType,
  recordConfig,
  serving,
} from "../../support/recording";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const NAME = "monitoring-eu-west-1";
const HEARD: Raw = {
  ...WATCHED,
  monitoring: {
    notify: {
      page: { emails: ["pager@example.com"] },
      ticket: { topicArns: ["arn:aws:sns:eu-west-1:123456789012:tickets"] },
    },
  },
};

describe("Monitoring: alarms", () => {
  it("of a zone without targets, written out", async () => {
    const graph = await recordConfig(WATCHED);
    expect(inputs(graph, ALARM)[`${NAME}-front-instances-a-no-targets`]).to.deep.equal({
      namespace: "AWS/NetworkELB",
      metricName: "HealthyHostCount",
      dimensions: {
        AvailabilityZone: "eu-west-1a",
        LoadBalancer: "${LoadBalancer:front-eu-west-1.arnSuffix}",
        TargetGroup: "${TargetGroup:front-eu-west-1-ec2.arnSuffix}",
      },
      statistic: "Maximum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: "breaching",
      alarmDescription:
        "eu-west-1a, instances of front-eu-west-1: The load balancer has no healthy target in this zone. See whether new targets start there, and why the old ones fail their health check. Is it the zone, shift traffic away with a zonal shift. docs/runbook.md#a-zone-has-no-healthy-target",
      alarmActions: [],
      okActions: [],
      tags: { Name: "ha-tcp-test-monitoring-eu-west-1-front-instances-a-no-targets" },
    });
  });

  it("are made after what makes targets healthy, so that nothing rings while it is made", async () => {
    const graph = await recordConfig(WATCHED);
    for (const alarm of ofType(graph, ALARM))
      expect(dependenciesOf(alarm), alarm.name).to.include("fleet-eu-west-1-asg");
  });

  it("name metrics and dimensions of the table alone", async () => {
    for (const [shape, config] of Object.entries(SERVICE_SHAPES))
      for (const { name, inputs: alarm } of ofType(await recordConfig(config), ALARM)) {
        // Others are alarms for Route 53 and for scaling, which tell nobody.
        if (!name.startsWith("monitoring-")) continue;
        const series = seriesOf(alarm);
        expect(series.length, `${shape}: ${name}`).to.be.at.least(1);
        for (const { namespace, metricName, dimensions, filtered } of series) {
          const facts = factsOf(namespace, metricName);
          const fits = facts?.dimensions.some((set: readonly string[]) =>
            filtered
              ? dimensions.every((each) => set.includes(each))
              : [...set].sort().join() === [...dimensions].sort().join(),
          );
          expect(fits, `${shape}: ${name}: ${namespace} ${metricName} by ${dimensions.join()}`).to.equal(true);
        }
      }
    for (const { source } of Object.values(METRICS)) expect(source).to.match(/^docs\.aws\.amazon\.com\//);
  });
});

describe("Monitoring: none", () => {
  it("leaves out alarms, saved queries and dashboard, and nothing else", async () => {
    const names = (graph: Graph) => graph.resources.map(({ name }) => name);
    const [watched, alone] = [await recordConfig(WATCHED), await recordConfig(BASE)];
    expect(names(alone)).to.deep.equal(names(serving(watched)).filter((name) => !name.startsWith("dashboard")));
  });
});

describe("Monitoring: flow logs", () => {
  it("are asked by saved queries of their own, and make a metric of clients that are rejected", async () => {
    const graph = await recordConfig(WATCHED);
    const group = "${LogGroup:network-eu-west-1-flow-logs.name}";
    const queries = inputs(graph, "aws:cloudwatch/queryDefinition:QueryDefinition");
    expect(Object.entries(queries).map(([name, query]) => [name, query["name"], query["logGroupNames"]])).to.deep.equal(
      ["connects", "talkers", "zones", "rejected"].map((key) => [
        `${NAME}-query-${key}`,
        `ha-tcp-test-${NAME}/${key}`,
        [group],
      ]),
    );
    expect(queries[`${NAME}-query-connects`]?.["queryString"]).to.include(
      'isIpv4InSubnet(to_address, "10.20.128.0/18")',
    );
    const filter = inputs(graph, "aws:cloudwatch/logMetricFilter:LogMetricFilter")[`${NAME}-rejected-clients`];
    const { pattern, ...rest } = filter ?? {};
    expect(pattern).to.match(/^\[format, .*to_port = 5000, .*direction = ingress, reason\]$/);
    expect(rest).to.deep.equal({
      logGroupName: group,
      metricTransformation: {
        namespace: "ha-tcp/test",
        name: "RejectedClients",
        value: "1",
        defaultValue: "0",
        unit: "Count",
      },
    });
    const alarm = inputs(graph, ALARM)[`${NAME}-clients-rejected`];
    expect([alarm?.["namespace"], alarm?.["metricName"], alarm?.["dimensions"]]).to.deep.equal([
      "ha-tcp/test",
      "RejectedClients",
      {},
    ]);
  });
});

describe("Monitoring: growth", () => {
  const NLB = "aws:lb/loadBalancer:LoadBalancer";
  const zones = (...letters: string[]): Raw => ({
    ...HEARD,
    regions: { "eu-west-1": { zones: letters, cidr: "10.20.0.0/16", nat: "single", natZone: "b" } },
  });
  const watched = async (raw: Raw) =>
    new Map(
      (await recordConfig(raw)).resources.filter(({ name }) => name.startsWith(NAME)).map((node) => [node.name, node]),
    );

  it("by a zone brings the alarms of the zone, and touches no other; only what counts zones changes", async () => {
    const [before, after] = [await watched(zones("b", "c")), await watched(zones("a", "b", "c"))];
    const added = [...after.keys()].filter((name) => !before.has(name));
    expect(added).to.include(`${NAME}-front-instances-a-no-targets`);
    for (const name of added) expect(name).to.match(/-a(-|$)/);
    expect([...before.keys()].filter((name) => !after.has(name))).to.deep.equal([]);
    for (const [name, { inputs: alarm }] of before)
      if (/-[bc](-|$)/.test(name)) expect(after.get(name)?.inputs, name).to.deep.equal(alarm);
  });

  it("by another backend keeps the alarms of the load balancer's own", async () => {
    const other = await recordConfig({ ...HEARD, options: ["ecs"] });
    expect(ofType(other, NLB).map(({ name }) => name)).to.deep.equal(["front-eu-west-1"]);
    const keys = ofType(other, ALARM).map(({ name }) => name);
    expect(keys).to.include(`${NAME}-front-tasks-a-no-targets`);
    expect(keys.filter((name) => name.includes("-instances-"))).to.deep.equal([]);
  });
});

describe("Monitoring: on the way from one backend to another", () => {
  const both = (instances: number, tasks: number): Raw => ({
    ...WATCHED,
    options: ["nlb", "ecs"],
    weights: { instances, tasks },
  });
  const noTargets = async (raw: Raw) =>
    ofType(await recordConfig(raw), ALARM)
      .flatMap(({ name }) => /-front-(\w+-[ab])-no-targets$/.exec(name)?.[1] ?? [])
      .sort();
  const steps: [what: string, raw: Raw, watched: string[]][] = [
    ["the old one alone", WATCHED, ["instances-a", "instances-b"]],
    ["the new one tried out", both(90, 10), ["instances-a", "instances-b"]],
    ["both alike", both(50, 50), ["instances-a", "instances-b", "tasks-a", "tasks-b"]],
    ["the new one before the old", both(10, 90), ["tasks-a", "tasks-b"]],
    ["the new one alone", { ...WATCHED, options: ["ecs"] }, ["tasks-a", "tasks-b"]],
  ];
  for (const [what, raw, expected] of steps)
    it(`${what}: targets of ${expected.join(", ")} are missed, after both backends are there`, async () => {
      expect(await noTargets(raw)).to.deep.equal(expected);
      const graph = await recordConfig(raw);
      const ready = graph.resources.flatMap(({ name, type }) =>
        type === "aws:autoscaling/group:Group" && name.startsWith("fleet")
          ? name
          : type.endsWith("ecs/service:Service")
            ? name
            : [],
      );
      for (const alarm of ofType(graph, ALARM).filter(({ name }) => name.startsWith(NAME)))
        expect(dependenciesOf(alarm), alarm.name).to.include.members(ready);
    });

  it("a zone that is taken out takes its alarms with it, and no other goes", async () => {
    const zones = (...letters: string[]): Raw => ({
      ...WATCHED,
      regions: { "eu-west-1": { zones: letters, cidr: "10.20.0.0/16", nat: "single", natZone: "a" } },
    });
    const [before, after] = [await recordConfig(zones("a", "b", "c")), await recordConfig(zones("a", "b"))];
    const gone = compare(before, after, PROVIDER_EFFECTS)
      .filter(({ name, action }) => name.startsWith(NAME) && action !== "keep" && action !== "update")
      .map(({ name, action }) => `${action} ${name}`);
    expect(gone).to.deep.equal([`delete ${NAME}-front-instances-c-no-targets`]);
  });
});

interface NamedSeries {
  namespace: string;
  metricName: string;
  dimensions: string[];
  /** Whether they only filter what a query of Metrics Insights adds up. Else they are all that the series has. */
  filtered: boolean;
}

/** The series that an alarm looks at: its own metric, those of an expression or a band, or those of a query. */
function seriesOf(alarm: Record<string, unknown>): NamedSeries[] {
  const { metricQueries = [], ...own } = alarm as { metricQueries?: { metric?: object; expression?: string }[] };
  const metrics = [...("metricName" in own ? [own] : []), ...metricQueries.flatMap(({ metric }) => metric ?? [])];
  const queries = metricQueries.flatMap(({ expression = "" }) => [...expression.matchAll(QUERY)]);
  return [
    ...metrics.map((metric): NamedSeries => {
      const { namespace, metricName, dimensions } = metric as Record<string, unknown>;
      return {
        namespace: String(namespace),
        metricName: String(metricName),
        dimensions: Object.keys({ ...(dimensions as object) }),
        filtered: false,
      };
    }),
    ...queries.map(([, metricName = "", namespace = "", where = ""]): NamedSeries => ({
      namespace,
      metricName,
      dimensions: [...where.matchAll(/(?:"([^"]+)"|(\w+)) = '/g)].map(([, quoted, bare]) => quoted ?? bare ?? ""),
      filtered: true,
    })),
  ];
}

/** `SELECT SUM(PacketsDropped) FROM "AWS/PrivateLinkEndpoints" WHERE "VPC Endpoint Id" = 'vpce-1'` */
const QUERY = /SELECT \w+\("?([\w-]+)"?\) FROM "([^"]+)" WHERE (.*)/g;
