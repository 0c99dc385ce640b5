import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Graph } from "../../../graph";
import { DASHBOARD_LIMITS, type DashboardBody } from "../../../plan/monitoring/dashboard/body";
import { factsOf } from "../../../plan/monitoring/metrics";
import { WATCHED, ROOT, ofType, recordConfig, recordStack } from "../../support/recording";

const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const EXAMPLES = readdirSync(join(ROOT, "examples")).filter((file) => file !== "consumer.yaml");
const STACKS = ["dev", "prod", ...EXAMPLES.map((file) => `examples/${file}`)];

const bodyOf = (graph: Graph): DashboardBody => {
  const [dashboard] = ofType(graph, DASHBOARD);
  return JSON.parse(String(dashboard?.inputs["dashboardBody"])) as DashboardBody;
};

type Widget = DashboardBody["widgets"][number];
type Row = Extract<Widget, { type: "metric" }>["properties"]["metrics"][number];

const rowsOf = (widget: Widget): readonly Row[] => ("metrics" in widget.properties ? widget.properties.metrics : []);

const metricOf = (row: Row): string[] => row.filter((each) => typeof each === "string");

/** The namespace, the metric and the dimensions that a query of Metrics Insights names. */
function queried(expression: string): { namespace: string; metric: string; dimensions: string[] } | undefined {
  const [, metric, namespace, where = ""] =
    /^SELECT \w+\((\w+)\) FROM "([^"]+)"(?: WHERE (.*))?$/.exec(expression) ?? [];
  if (metric === undefined || namespace === undefined) return undefined;
  const dimensions = [...where.matchAll(/(?:^| AND )(?:"([^"]+)"|(\w+)) = /g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? "",
  );
  return { namespace, metric, dimensions };
}

/** What a search names. */
function searched(expression: string): { namespace: string; metric: string; dimensions: string[] } | undefined {
  const [, namespace, metric] = /^SEARCH\('Namespace="([^"]+)" MetricName="(\w+)"/.exec(expression) ?? [];
  return namespace === undefined || metric === undefined ? undefined : { namespace, metric, dimensions: [] };
}

/** What an expression names that is no arithmetic over the other rows. */
const asked = (expression: string) => queried(expression) ?? searched(expression);

/** What a row names that the table does not have. */
function strangers(row: Row): string[] {
  const [namespace, metric, ...named] = metricOf(row);
  if (namespace !== undefined && metric !== undefined) {
    const used = named.filter((_, index) => index % 2 === 0).sort();
    const sets = factsOf(namespace, metric)?.dimensions.map((set) => [...set].sort().join()) ?? [];
    return sets.includes(used.join()) ? [] : [`${namespace} ${metric} by ${used.join()}`];
  }
  const [last] = row;
  const query = typeof last === "object" && "expression" in last ? asked(last.expression) : undefined;
  if (!query) return [];
  const sets = factsOf(query.namespace, query.metric)?.dimensions ?? [];
  const known = sets.some((set) => query.dimensions.every((name) => set.includes(name)));
  return known ? [] : [`${query.namespace} ${query.metric} by ${query.dimensions.join()}`];
}

/** Places of the grid that two widgets have, or that it has not. */
function misplaced(widgets: readonly Widget[]): string[] {
  const taken = new Set<string>();
  return widgets.flatMap(({ x, y, width, height, properties }) =>
    Array.from({ length: width * height }, (_, index) => {
      const place = `${x + (index % width)} ${y + Math.floor(index / width)}`;
      const free = !taken.has(place) && x + width <= 24;
      taken.add(place);
      return free ? [] : [`${JSON.stringify(properties)} at ${place}`];
    }).flat(),
  );
}

/** A row in few words: what is shown, by which statistic over how many seconds, and as what. */
function rowText(row: Row): string {
  const last = row.at(-1);
  if (typeof last !== "object") return "";
  if ("expression" in last) return `${last.expression} /${last.period} as ${last.id} ${last.label}, ${last.region}`;
  const { label, stat, period, region, id, visible } = last;
  const [namespace, metric, ...named] = metricOf(row);
  const dimensions = named.map((each, index) => (index % 2 === 0 ? ` ${each}=` : each)).join("");
  const as = [visible === false ? "unseen" : "as", ...(id === undefined ? [] : [id])].join(" ");
  return `${namespace} ${metric}${dimensions} ${stat}/${period} ${as} ${label}, ${region}`;
}

/** A widget in few words: its place, its size, and all that it shows. */
function widgetText(widget: Widget): string[] {
  const { x, y, width, height, properties } = widget;
  const place = `${x},${y} ${width}×${height}`;
  if ("markdown" in properties) return [`${place} text`, ...properties.markdown.split("\n").map((line) => `  ${line}`)];
  if ("alarms" in properties)
    return [`${place} alarms: ${properties.title}`, ...properties.alarms.map((arn) => `  ${arn}`)];
  const { title, view, region, metrics, annotations, start } = properties;
  const lines = (annotations?.horizontal ?? []).map(
    ({ value, label, color, fill }) => `  — ${value} ${label}, ${[color, fill ?? []].flat().join(" ")}`,
  );
  return [
    `${place} ${view}: ${[title, region, start ?? []].flat().join(", ")}`,
    ...metrics.map((row) => `  ${rowText(row)}`),
    ...lines,
  ];
}

/** Every name and value that an alarm gives of what it looks at, and its query. */
function lookedAt(alarm: Readonly<Record<string, unknown>>): unknown[] {
  const { metricQueries = [] } = alarm as { metricQueries?: { metric?: object; expression?: string }[] };
  const series = [alarm, ...metricQueries.map(({ metric }) => metric ?? {})] as Record<string, unknown>[];
  const queries = metricQueries.flatMap(({ expression = "" }) => (expression.startsWith("SELECT") ? [expression] : []));
  const named = series.flatMap(({ namespace, metricName, dimensions }): unknown[] => [
    namespace,
    metricName,
    ...Object.entries((dimensions ?? {}) as Record<string, unknown>).flat(),
  ]);
  return [...queries, ...named.filter((each) => each !== undefined)];
}

describe("The dashboard", () => {
  it("of dev, written out", async () => {
    const written = readFileSync(join(__dirname, "dashboard.dev.txt"), "utf8");
    const { widgets, ...settings } = bodyOf(await recordStack("dev"));
    expect(`${widgets.flatMap(widgetText).join("\n")}\n`).to.equal(written);
    expect(settings).to.deep.equal({ start: "-PT3H", periodOverride: "inherit" });
  });

  it("has widgets of each kind as CloudWatch reads them", async () => {
    const { widgets } = bodyOf(await recordStack("dev"));
    const titled = (title: string) =>
      widgets.find(({ properties }) => "title" in properties && properties.title === title);
    const region = "eu-west-1";
    const front = ["LoadBalancer", "${LoadBalancer:front-eu-west-1.arnSuffix}"];
    const zone = (letter: string) => [...front, "AvailabilityZone", `eu-west-1${letter}`];
    expect(titled("eu-west-1: zones that load balancers answer with: 1 is well")).to.deep.equal({
      type: "metric",
      ...{ x: 12, y: 0, width: 12, height: 4 },
      properties: {
        title: "eu-west-1: zones that load balancers answer with: 1 is well",
        view: "singleValue",
        region,
        metrics: ["a", "b"].map((letter) => [
          ...["AWS/NetworkELB", "ZonalHealthStatus", ...zone(letter)],
          { region, label: `zone ${letter}`, stat: "Minimum", period: 60 },
        ]),
        sparkline: true,
      },
    });
    expect(titled("The load balancer resets many connections")?.properties).to.deep.equal({
      title: "The load balancer resets many connections",
      view: "timeSeries",
      stacked: false,
      region,
      metrics: [
        [
          ...["AWS/NetworkELB", "TCP_ELB_Reset_Count", ...front],
          { region, label: "resets", stat: "Sum", period: 300, id: "resets_0", visible: false },
        ],
        [
          ...["AWS/NetworkELB", "NewFlowCount", ...front],
          { region, label: "connections", stat: "Sum", period: 300, id: "connections_0", visible: false },
        ],
        [
          {
            expression: "IF(resets_0 < 10, 0, IF(FILL(connections_0, 0) > 0, 100 * resets_0 / connections_0, 100))",
            label: "front-eu-west-1",
            id: "e0",
            region,
            period: 300,
          },
        ],
      ],
      yAxis: { left: { min: 0, showUnits: false } },
      annotations: { horizontal: [{ value: 20, label: "ticket > 20", color: "#ff7f0e", fill: "above" }] },
    });
    const alarms = titled("Alarms that ring")?.properties;
    expect(alarms).to.include({ sortBy: "stateUpdatedTimestamp" }).and.to.have.deep.property("states", ["ALARM"]);
  });

  for (const stack of STACKS)
    it(`of ${stack} has its place for each widget, and names what AWS documents, within its limits`, async () => {
      const { widgets } = bodyOf(await recordStack(stack));
      expect(misplaced(widgets)).to.deep.equal([]);
      const rows = widgets.flatMap(rowsOf);
      expect(rows.flatMap(strangers)).to.deep.equal([]);
      expect(widgets.length).to.be.at.most(DASHBOARD_LIMITS.widgets);
      expect(rows.length).to.be.at.most(DASHBOARD_LIMITS.metrics);
      for (const widget of widgets) {
        expect(rowsOf(widget).length).to.be.at.most(DASHBOARD_LIMITS.metricsOfWidget);
        const queries = rowsOf(widget).filter((row) => JSON.stringify(row).includes("SELECT "));
        expect(queries.length).to.be.at.most(1);
        if ("alarms" in widget.properties) expect(widget.properties.alarms.length).to.be.within(1, 100);
      }
    });

  for (const stack of STACKS)
    it(`of ${stack} shows what each alarm looks at, and where it rings`, async () => {
      const graph = await recordStack(stack);
      const { widgets } = bodyOf(graph);
      const made = ofType(graph, ALARM).filter(({ urn }) => urn.includes("Monitoring$"));
      expect(made).to.not.deep.equal([]);
      const graphs = widgets.map((widget) => ({ text: JSON.stringify(rowsOf(widget)), properties: widget.properties }));
      const unseen = made.filter(({ inputs: alarm }) => {
        const { threshold } = alarm;
        return !graphs.some(
          ({ text, properties }) =>
            lookedAt(alarm).every((each) => text.includes(JSON.stringify(each))) &&
            (threshold === undefined ||
              ("annotations" in properties &&
                properties.annotations?.horizontal.some(({ value }) => value === threshold))),
        );
      });
      expect(unseen.map(({ name }) => name)).to.deep.equal([]);
      const listed = widgets.flatMap(({ properties }) => ("alarms" in properties ? properties.alarms : []));
      expect(listed).to.have.members(
        graph.resources
          .filter(({ type, urn }) => urn.includes("Monitoring$") && /MetricAlarm|CompositeAlarm/.test(type))
          .map(({ type, name }) => `\${${type.split(":").at(-1)}:${name}.arn}`),
      );
    });

  it("is made through a region that serves, and leads there", async () => {
    const graph = await recordConfig(WATCHED);
    const [dashboard] = ofType(graph, DASHBOARD);
    expect(dashboard).to.include({
      name: "monitoring-dashboard",
      provider: "urn:pulumi:test::ha-tcp::pulumi:providers:aws::aws-eu-west-1",
    });
    expect(dashboard?.inputs["dashboardName"]).to.equal("ha-tcp-test");
    expect(graph.outputs["dashboard"]).to.equal(
      "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/ha-tcp-test",
    );
  });

  it("is not there where nobody wants it", async () => {
    const graph = await recordConfig({ ...WATCHED, monitoring: { dashboard: false } });
    expect([ofType(graph, DASHBOARD), graph.outputs["dashboard"]]).to.deep.equal([[], undefined]);
  });

  it("waits for what only AWS knows", async () => {
    const [dashboard] = ofType(await recordConfig(WATCHED, { preview: true }), DASHBOARD);
    expect(dashboard?.inputs["dashboardBody"]).to.equal(null);
  });
});
