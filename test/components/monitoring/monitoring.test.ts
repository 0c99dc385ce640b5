import { expect } from "chai";
import { METRICS, factsOf } from "../../../plan/monitoring/metrics";
import { BASE, SERVICE_SHAPES, dependenciesOf, inputs, ofType, recordConfig } from "../../support/recording";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const NAME = "monitoring-eu-west-1";
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

  it("are made after what makes targets healthy, so that nothing rings while it is made", async () => {
    const graph = await recordConfig(BASE);
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
