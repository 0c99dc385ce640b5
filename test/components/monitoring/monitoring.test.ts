import { expect } from "chai";
import { METRICS, factsOf } from "../../../plan/monitoring/metrics";
import { BASE, type Raw, SHAPES, inputs, ofType, recordConfig } from "../../support/recording";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const NAME = "monitoring-eu-west-1";
const HEARD: Raw = {
  ...BASE,
  monitoring: {
    notify: {
      page: { emails: ["pager@example.com"] },
      ticket: { topicArns: ["arn:aws:sns:eu-west-1:123456789012:tickets"] },
    },
  },
};

describe("Monitoring: alarms", () => {
  it("of a zone without targets, written out", async () => {
    const graph = await recordConfig(BASE);
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

  interface Used {
    namespace: string;
    metricName: string;
    dimensions: string[];
    /** Whether those are all that the metric is asked by: a query names some of them. */
    all: boolean;
  }
  const QUERY = /^SELECT SUM\((\w+)\) FROM "([^"]+)" WHERE (.*)$/;

  /** What an alarm looks at: its own metric, those of its expressions, and those of its queries. */
  function usedBy(alarm: Record<string, unknown>): Used[] {
    const of = ({ namespace, metricName, dimensions }: Record<string, unknown>): Used => ({
      namespace: String(namespace),
      metricName: String(metricName),
      dimensions: Object.keys({ ...(dimensions as object) }),
      all: true,
    });
    if (!("metricQueries" in alarm)) return [of(alarm)];
    return (alarm["metricQueries"] as { expression?: string; metric?: Record<string, unknown> }[]).flatMap((each) => {
      if (each.metric) return [of(each.metric)];
      const [, metricName, namespace, where] = QUERY.exec(each.expression ?? "") ?? [];
      if (metricName === undefined || namespace === undefined || where === undefined) return [];
      const dimensions = where.split(" AND ").map((term) => term.split(" = ")[0]?.replace(/"/g, "") ?? "");
      return [{ namespace, metricName, dimensions, all: false }];
    });
  }

  const WATCHED: readonly string[] = [
    "inspected with rules of one's own",
    "an accelerator of two regions",
    "two backends behind TLS, answered with their addresses",
  ];

  it("name metrics and dimensions of the table alone", async () => {
    const shapes = [HEARD, { ...HEARD, options: ["ecs"], ecs: { containerInsights: "enabled" } }];
    const used = new Set<string>();
    for (const raw of [...shapes, ...WATCHED.map((shape) => SHAPES[shape]!)])
      for (const { name, inputs: alarm } of ofType(await recordConfig(raw), ALARM).filter((each) =>
        each.name.startsWith("monitoring-"),
      )) {
        const looked = usedBy(alarm);
        expect(looked, name).not.to.be.empty;
        for (const { namespace, metricName, dimensions, all } of looked) {
          used.add(namespace);
          const sets = (factsOf(namespace, metricName)?.dimensions ?? []).map((set) => [...set].sort());
          if (all) expect(sets, name).to.deep.include(dimensions.sort());
          else
            expect(
              sets.some((set) => dimensions.every((each) => set.includes(each))),
              name,
            ).to.equal(true);
        }
      }
    // Each part has been seen: a shape that lost one would prove nothing of it.
    expect([...used]).to.have.length.of.at.least(9);
    for (const { source } of Object.values(METRICS)) expect(source).to.match(/^docs\.aws\.amazon\.com\//);
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
