import { expect } from "chai";
import type { AlarmPlan } from "../../../../plan/monitoring/alarm";
import { partRows } from "../../../../plan/monitoring/dashboard/parts";
import type { WatchedStack } from "../../../../plan/monitoring/dashboard/stack";
import { alarmsOn, thresholdLines } from "../../../../plan/monitoring/dashboard/thresholds";
import { ringingRow } from "../../../../plan/monitoring/dashboard/up";

const flows = { namespace: "AWS/NetworkELB", metricName: "NewFlowCount", statistic: "Sum" } as const;

const alarm = (plan: Partial<AlarmPlan> = {}): AlarmPlan => ({
  key: "few",
  entry: "zone-without-targets",
  part: "frontDoor",
  grade: "page",
  subject: "front",
  watch: { kind: "metric", ...flows, dimensions: { LoadBalancer: "net/front" } },
  comparison: "LessThanThreshold",
  threshold: 1,
  periodSeconds: 60,
  of: 1,
  missing: "missing",
  ...plan,
});

const stackOf = (alarms: AlarmPlan[], runbook = "docs/runbook.md"): WatchedStack<string> => ({
  name: "ha-tcp-test",
  namespace: "ha-tcp/test",
  runbook,
  regions: {
    "eu-west-1": {
      watched: { region: "eu-west-1", zones: [], frontDoors: {}, certificates: [], natGateways: {} },
      alarms,
      composites: [],
      arns: Object.fromEntries(alarms.map(({ key }) => [key, `arn:${key}`])),
    },
  },
});

const RED = "#d62728";
const ORANGE = "#ff7f0e";

describe("plan/monitoring/dashboard: lines where alarms ring", () => {
  const place = (plan: AlarmPlan) => ({ region: "eu-west-1", plan });

  it("stand once for each threshold, shaded where it rings", () => {
    const alarms = [
      alarm(),
      alarm({ subject: "link" }),
      alarm({ grade: "ticket", comparison: "GreaterThanThreshold", threshold: 9 }),
    ];
    expect(thresholdLines(alarms.map(place))).to.deep.equal([
      { value: 1, label: "page < 1", color: RED, fill: "below" },
      { value: 9, label: "ticket > 9", color: ORANGE, fill: "above" },
    ]);
    expect(thresholdLines([place(alarm({ comparison: "GreaterThanThreshold", threshold: 0 }))])).to.deep.equal([
      { value: 0, label: "page > 0", color: RED },
    ]);
  });

  it("say whose they are where they differ, and are none of a band", () => {
    const band = alarm({ comparison: "outsideOfBand" });
    delete band.threshold;
    expect(thresholdLines([alarm(), alarm({ threshold: 2, subject: "link" }), band].map(place))).to.deep.equal([
      { value: 1, label: "page < 1: front", color: RED, fill: "below" },
      { value: 2, label: "page < 2: link", color: RED, fill: "below" },
    ]);
  });

  it("are of what a graph shows just so: region, dimensions, statistic and period", () => {
    const line = { region: "eu-west-1", label: "", series: { ...flows, dimensions: { LoadBalancer: "net/front" } } };
    const other = { kind: "metric", ...flows, dimensions: { LoadBalancer: "net/link" } } as const;
    const alarms = [
      place(alarm({ key: "same" })),
      place(alarm({ periodSeconds: 300 })),
      place(alarm({ watch: other })),
      place(alarm({ watch: { ...other, dimensions: { LoadBalancer: "net/front" }, statistic: "Average" } })),
      { ...place(alarm()), region: "eu-central-1" },
    ];
    expect(alarmsOn([line], alarms).map(({ plan }) => plan.key)).to.deep.equal(["same"]);
  });
});

describe("plan/monitoring/dashboard: a part", () => {
  const metrics = (watch: AlarmPlan["watch"], count = 1) => {
    const [, graphs = []] = partRows(stackOf(Array.from({ length: count }, () => alarm({ watch }))));
    return graphs.map(({ properties }) => "metrics" in properties && properties.metrics);
  };
  const at = (id: string, label = "front") => ({ label, id, region: "eu-west-1", period: 60 });
  const drawn = (label: string, more = {}) => ({ region: "eu-west-1", label, stat: "Sum", period: 60, ...more });

  it("shows an expression over metrics that are not seen, each alarm's by ids of its own", () => {
    const dimensions = { LoadBalancer: "net/front" };
    const watch: AlarmPlan["watch"] = {
      kind: "expression",
      expression: "IF(m > 10, m / SUM(METRICS()), 0)",
      metrics: { m: { ...flows, dimensions } },
    };
    const row = (index: number) => [
      ["AWS/NetworkELB", "NewFlowCount", "LoadBalancer", "net/front", drawn("m", { id: `m_${index}`, visible: false })],
      [{ expression: `IF(m_${index} > 10, m_${index} / SUM(METRICS()), 0)`, ...at(`e${index}`) }],
    ];
    expect(metrics(watch, 2)).to.deep.equal([[...row(0), ...row(1)]]);
  });

  it("shows a band around its metric", () => {
    const watch: AlarmPlan["watch"] = {
      kind: "anomaly",
      deviations: 3,
      ...flows,
      dimensions: { LoadBalancer: "net/front" },
    };
    expect(metrics(watch)).to.deep.equal([
      [
        ["AWS/NetworkELB", "NewFlowCount", "LoadBalancer", "net/front", drawn("front", { id: "m0" })],
        [{ expression: "ANOMALY_DETECTION_BAND(m0, 3)", ...at("band0", "front: expected") }],
      ],
    ]);
  });

  it("looks back further for what has a value a few times a day", () => {
    const starts = [60, 3600, 4 * 3600, 86_400].map((periodSeconds) => {
      const [, [widget] = []] = partRows(stackOf([alarm({ periodSeconds })]));
      return widget && "metrics" in widget.properties ? widget.properties.start : "none";
    });
    expect(starts).to.deep.equal([undefined, undefined, "-P2D", "-P8D"]);
  });

  it("shows each query in a graph of its own", () => {
    const query: AlarmPlan["watch"] = { kind: "query", query: ["SELECT SUM(", "X", ")"] };
    expect(metrics(query, 2)).to.deep.equal([
      [[{ expression: "SELECT SUM(X)", ...at("q0") }]],
      [[{ expression: "SELECT SUM(X)", ...at("q0") }]],
    ]);
  });

  it("links to the runbook where that is a page", () => {
    const heads = ["docs/runbook.md", "https://wiki.example.com/runbook"].flatMap(
      (runbook) => partRows(stackOf([alarm()], runbook))[0] ?? [],
    );
    expect(heads.map(({ properties }) => "markdown" in properties && properties.markdown)).to.deep.equal([
      "## Front doors",
      "## Front doors\n[A zone has no healthy target](https://wiki.example.com/runbook#a-zone-has-no-healthy-target)",
    ]);
  });
});

describe("plan/monitoring/dashboard: alarms that ring", () => {
  it("are a hundred to a widget, those that page first", () => {
    const alarms = Array.from({ length: 101 }, (_, index) =>
      alarm({ key: `t${index}`, grade: index === 100 ? "page" : "ticket" }),
    );
    const widgets = ringingRow(stackOf(alarms)).map(({ properties }) =>
      "alarms" in properties ? properties : undefined,
    );
    expect(widgets.map((each) => [each?.title, each?.alarms.length, each?.alarms[0]])).to.deep.equal([
      ["Alarms that ring, 1 of 2", 100, "arn:t100"],
      ["Alarms that ring, 2 of 2", 1, "arn:t99"],
    ]);
  });
});
