import { expect } from "chai";
import { type Graph } from "../../../graph";
import { WATCHED, type Raw, dependenciesOf, find, inputs, nameOf, ofType, recordConfig } from "../../support/recording";

const PROTECTION = "aws:shield/protection:Protection";
const GROUP = "aws:shield/protectionGroup:ProtectionGroup";
const CHECK = "aws:shield/protectionHealthCheckAssociation:ProtectionHealthCheckAssociation";
const CONTACTS = "aws:shield/proactiveEngagement:ProactiveEngagement";
const AUTOSHIFT = "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const BUDGET = "aws:budgets/budget:Budget";
const MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const ALERT = "aws:costexplorer/anomalySubscription:AnomalySubscription";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

const GUARD_TYPES = [PROTECTION, GROUP, CHECK, CONTACTS, AUTOSHIFT, BUDGET, MONITOR, ALERT];

const named = (name: string) => ({ Name: `ha-tcp-test-${name}` });
const guarded = (guard: Raw, rest: Raw = {}): Raw => ({ ...WATCHED, ...rest, guard });

const ADVANCED = { kind: "advanced", subscriptionUsdPerMonth: 3000 };
const NAMED: Raw = { service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } };
const arnOf = (zone: string) =>
  `arn:aws:ec2:eu-west-1:123456789012:eip-allocation/\${Eip:addresses-eu-west-1-${zone}.allocationId}`;

/** Names of what a resource waits for. */
const after = (graph: Graph, type: string, name: string): string[] => dependenciesOf(find(graph, type, name)).sort();

describe("guard", () => {
  it("is nothing by default", async () => {
    const graph = await recordConfig(WATCHED);
    for (const type of GUARD_TYPES) expect(inputs(graph, type), type).to.deep.equal({});
  });
});

describe("Shield", () => {
  it("protects each address of clients, and none of egress, and groups them", async () => {
    const graph = await recordConfig(guarded({ shield: ADVANCED }));
    expect(inputs(graph, PROTECTION)).to.deep.equal({
      "shield-eu-west-1-a": { resourceArn: arnOf("a"), tags: named("shield-eu-west-1-a") },
      "shield-eu-west-1-b": { resourceArn: arnOf("b"), tags: named("shield-eu-west-1-b") },
    });
    expect(inputs(graph, GROUP)).to.deep.equal({
      "shield-group": {
        protectionGroupId: "ha-tcp-test-shield",
        aggregation: "MEAN",
        pattern: "ARBITRARY",
        members: [arnOf("a"), arnOf("b")],
        tags: named("shield-group"),
      },
    });
    expect(inputs(graph, CHECK)).to.deep.equal({});
    expect(inputs(graph, CONTACTS)).to.deep.equal({});
  });

  it("asks the health checks that a name brings, and calls contacts once there are checks", async () => {
    const contacts = [
      { email: "one@example.com", phone: "+15555550100", notes: "nights" },
      { email: "two@example.com" },
    ];
    const graph = await recordConfig(guarded({ shield: { ...ADVANCED, contacts } }, NAMED));
    expect(inputs(graph, CHECK)["shield-eu-west-1-a-check"]).to.deep.equal({
      shieldProtectionId: "${Protection:shield-eu-west-1-a.id}",
      healthCheckArn: "${HealthCheck:dns-check-eu-west-1-a.arn}",
    });
    expect(ofType(graph, CHECK).map(({ deleteBeforeReplace }) => deleteBeforeReplace)).to.deep.equal([true, true]);
    expect(inputs(graph, CONTACTS)).to.deep.equal({
      "shield-contacts": {
        enabled: true,
        emergencyContacts: [
          { emailAddress: "one@example.com", phoneNumber: "+15555550100", contactNotes: "nights" },
          { emailAddress: "two@example.com" },
        ],
      },
    });
    expect(after(graph, CONTACTS, "shield-contacts")).to.deep.equal([
      "shield-eu-west-1-a-check",
      "shield-eu-west-1-b-check",
    ]);
  });

  it("is taken off in order: the group, the checks, the protections, the addresses", async () => {
    const graph = await recordConfig(guarded({ shield: ADVANCED }, NAMED));
    expect(after(graph, GROUP, "shield-group")).to.include.members(["shield-eu-west-1-a", "shield-eu-west-1-b"]);
    expect(after(graph, CHECK, "shield-eu-west-1-a-check")).to.include("shield-eu-west-1-a");
    expect(after(graph, PROTECTION, "shield-eu-west-1-a")).to.include("addresses-eu-west-1-a");
    expect(ofType(graph, PROTECTION).some((node) => node.protect || node.retainOnDelete)).to.equal(false);
  });

  it("protects an accelerator and parked addresses, whose traffic is not shared evenly", async () => {
    const graph = await recordConfig(
      guarded({ shield: ADVANCED }, { ...NAMED, options: ["globalAccelerator"], globalAccelerator: {} }),
    );
    expect(inputs(graph, PROTECTION)["shield-accelerator"]).to.deep.equal({
      resourceArn: "${Accelerator:anycast.arn}",
      tags: named("shield-accelerator"),
    });
    expect(Object.keys(inputs(graph, PROTECTION))).to.have.members([
      "shield-accelerator",
      "shield-eu-west-1-a",
      "shield-eu-west-1-b",
    ]);
    expect(inputs(graph, CHECK)).to.deep.equal({
      "shield-accelerator-check": {
        shieldProtectionId: "${Protection:shield-accelerator.id}",
        healthCheckArn: "${HealthCheck:dns-check-accelerator.arn}",
      },
    });
    expect(inputs(graph, GROUP)["shield-group"]!["aggregation"]).to.equal("MAX");
  });

  it("takes addresses of one's own by their ids, an aggregation as it is told, and is of us-east-1", async () => {
    const own = `eipalloc-${"0".repeat(16)}a`;
    const region = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single", addresses: { a: own } };
    const graph = await recordConfig(
      guarded({ shield: { ...ADVANCED, aggregation: "sum" } }, { regions: { "eu-west-1": region } }),
    );
    expect(inputs(graph, PROTECTION)["shield-eu-west-1-a"]!["resourceArn"]).to.equal(
      `arn:aws:ec2:eu-west-1:123456789012:eip-allocation/${own}`,
    );
    expect(inputs(graph, GROUP)["shield-group"]!["aggregation"]).to.equal("SUM");
    expect(ofType(graph, PROTECTION).map(({ provider = "" }) => nameOf(provider))).to.deep.equal([
      "aws-global",
      "aws-global",
    ]);
  });
});

const HEARD = {
  monitoring: {
    notify: {
      page: { emails: ["pager@example.com"] },
      ticket: { topicArns: ["arn:aws:sns:eu-west-1:123456789012:tickets"] },
    },
  },
};

describe("ZonalAutoshift", () => {
  it("judges practice runs by whatever would wake somebody, and begins none while the region is down", async () => {
    const graph = await recordConfig(guarded({ autoshift: {} }));
    expect(inputs(graph, AUTOSHIFT)).to.deep.equal({
      "autoshift-eu-west-1-front": {
        resourceArn: "${LoadBalancer:front-eu-west-1.arn}",
        zonalAutoshiftStatus: "ENABLED",
        outcomeAlarms: [
          { type: "CLOUDWATCH", alarmIdentifier: "${CompositeAlarm:monitoring-eu-west-1-practice-run.arn}" },
        ],
        blockingAlarms: [{ type: "CLOUDWATCH", alarmIdentifier: "${CompositeAlarm:monitoring-eu-west-1-down.arn}" }],
      },
    });
    const { alarmActions, okActions, alarmRule } = inputs(graph, COMPOSITE)["monitoring-eu-west-1-practice-run"]!;
    expect([alarmActions, okActions]).to.deep.equal([[], []]);
    for (const zone of ["a", "b"])
      expect(alarmRule).to.include(
        `ALARM("\${MetricAlarm:monitoring-eu-west-1-front-instances-${zone}-no-targets.name}")`,
      );
    expect(after(graph, AUTOSHIFT, "autoshift-eu-west-1-front")).to.include.members([
      "front-eu-west-1-listener",
      "fleet-eu-west-1-asg",
    ]);
    expect(Object.keys(inputs(graph, RULE))).to.deep.equal([]);
  });

  it("has no such alarm and tells of no shift where no zone is taken out", async () => {
    const graph = await recordConfig({ ...WATCHED, ...HEARD });
    expect(Object.keys(inputs(graph, COMPOSITE))).not.to.include("monitoring-eu-west-1-practice-run");
    expect(Object.keys(inputs(graph, RULE))).not.to.include("monitoring-eu-west-1-autoshift");
  });

  it("wakes nobody with the health check of a zone that is taken out", async () => {
    const dns = { zone: "example.com", routing: "multivalue", healthCheck: { followZones: true } };
    const graph = await recordConfig(guarded({ autoshift: {} }, { ...HEARD, ...NAMED, dns }));
    const records = Object.values(inputs(graph, "aws:route53/record:Record")).map((record) => record["healthCheckId"]);
    expect(records).to.include("${HealthCheck:dns-check-eu-west-1-a-both.id}");
    const alarm = inputs(graph, "aws:cloudwatch/metricAlarm:MetricAlarm")["monitoring-us-east-1-dns-eu-west-1-a"]!;
    expect(alarm["dimensions"]).to.deep.equal({ HealthCheckId: "${HealthCheck:dns-check-eu-west-1-a.id}" });
  });

  it("takes windows, days and alarms of its region, and may be for practice alone", async () => {
    const alarm = (region: string) => `arn:aws:cloudwatch:${region}:123456789012:alarm:errors`;
    const settings = {
      shifts: false,
      allowedWindows: ["Wed:12:00-Wed:17:00"],
      blockedDates: ["2026-12-24"],
      outcomeAlarmArns: [alarm("eu-west-1"), alarm("us-east-2")],
      blockingAlarmArns: [alarm("us-east-2")],
    };
    const regions = {
      "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" },
      "us-east-2": { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "single" },
    };
    const graph = await recordConfig(guarded({ autoshift: settings }, { regions }));
    const found = inputs(graph, AUTOSHIFT)["autoshift-eu-west-1-front"]!;
    expect(found["zonalAutoshiftStatus"]).to.equal("DISABLED");
    expect(found["allowedWindows"]).to.deep.equal(["Wed:12:00-Wed:17:00"]);
    expect(found).not.to.have.property("blockedWindows");
    expect(found["blockedDates"]).to.deep.equal(["2026-12-24"]);
    expect(JSON.stringify(found["outcomeAlarms"])).to.include(alarm("eu-west-1")).and.not.include("us-east-2");
    expect(JSON.stringify(found["blockingAlarms"])).not.to.include("alarm:errors");
    expect(ofType(graph, AUTOSHIFT).map(({ provider = "" }) => nameOf(provider))).to.have.members([
      "aws-eu-west-1",
      "aws-us-east-2",
    ]);
  });

  it("has its alarm, its events and who may tell of them where there are load balancers alone", async () => {
    const dns = { zone: "example.com", dnssec: {} };
    const notify = { page: { emails: ["pager@example.com"] } };
    const graph = await recordConfig(guarded({ autoshift: {} }, { ...NAMED, dns, monitoring: { notify } }));
    const elsewhere = graph.resources.filter(({ name }) => /^monitoring-us-east-1-(practice|autoshift)/.test(name));
    expect(elsewhere.map(({ name }) => name)).to.deep.equal([]);
    const policies = inputs(graph, "aws:sns/topicPolicy:TopicPolicy");
    expect(JSON.stringify(policies["monitoring-eu-west-1-page-policy"])).to.include("events.amazonaws.com");
    expect(JSON.stringify(policies["monitoring-us-east-1-page-policy"])).not.to.include("events.amazonaws.com");
  });

  it("is of the accelerator's load balancer, and of that of PrivateLink on request", async () => {
    const rest = { options: ["globalAccelerator", "privateLink"], globalAccelerator: {} };
    const [one, both] = [false, true].map((privateLink) => recordConfig(guarded({ autoshift: { privateLink } }, rest)));
    expect(Object.keys(inputs(await one!, AUTOSHIFT))).to.deep.equal(["autoshift-eu-west-1-accel"]);
    expect(Object.keys(inputs(await both!, AUTOSHIFT))).to.have.members([
      "autoshift-eu-west-1-accel",
      "autoshift-eu-west-1-link",
    ]);
  });

  it("tells of a zone that is taken out and of practice that fails, each to its grade", async () => {
    const graph = await recordConfig(guarded({ autoshift: {} }, HEARD));
    const pattern = (name: string) =>
      JSON.parse(String(inputs(graph, RULE)[`monitoring-eu-west-1-${name}`]!["eventPattern"])) as unknown;
    expect(pattern("autoshift")).to.deep.equal({
      source: ["aws.arc-zonal-shift"],
      "detail-type": ["Autoshift In Progress", "Autoshift Completed"],
    });
    expect(pattern("practice-failed")).to.deep.equal({
      source: ["aws.arc-zonal-shift"],
      "detail-type": ["Practice Run Failed", "Practice Run Interrupted"],
    });
    const told = ofType(graph, "aws:cloudwatch/eventTarget:EventTarget").filter(({ name }) =>
      /-(autoshift|practice-failed)-/.test(name),
    );
    expect(told.map(({ inputs: { rule, arn } }) => [rule, arn])).to.have.deep.members([
      ["${EventRule:monitoring-eu-west-1-autoshift.name}", "${Topic:monitoring-eu-west-1-page.arn}"],
      ["${EventRule:monitoring-eu-west-1-practice-failed.name}", "arn:aws:sns:eu-west-1:123456789012:tickets"],
    ]);
    for (const { inputs: target } of told) {
      const { inputPaths, inputTemplate } = target["inputTransformer"] as Record<string, unknown>;
      expect(inputPaths).to.deep.equal({ what: "$.detail-type", zone: "$.detail.metadata.awayFrom" });
      expect(inputTemplate).to.match(/^"eu-west-1: .* \| <what> \| <zone>"$/);
    }
    // The alarm that ends practice tells ARC alone: those beneath it tell people.
    const { alarmActions, okActions } = inputs(graph, COMPOSITE)["monitoring-eu-west-1-practice-run"]!;
    expect([alarmActions, okActions]).to.deep.equal([[], []]);
    const policy = inputs(graph, "aws:sns/topicPolicy:TopicPolicy")["monitoring-eu-west-1-page-policy"];
    expect(JSON.stringify(policy)).to.include("events.amazonaws.com");
  });
});

const costs = (settings: Raw = {}, rest: Raw = {}) => guarded({ budget: { monthlyUsd: 250, ...settings } }, rest);
const MAILED = { emails: ["two@example.com", "one@example.com"] };
const impact = (leastUsd: string) => ({
  dimension: {
    key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
    matchOptions: ["GREATER_THAN_OR_EQUAL"],
    values: [leastUsd],
  },
});

describe("Budget", () => {
  it("counts what has both tags of the stack, and tells of what is spent and expected", async () => {
    const graph = await recordConfig(costs(MAILED));
    const at = (notificationType: string, threshold: number) => ({
      notificationType,
      threshold,
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: ["one@example.com", "two@example.com"],
    });
    expect(inputs(graph, BUDGET)).to.deep.equal({
      "budget-month": {
        name: "ha-tcp-test-budget",
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: "250",
        limitUnit: "USD",
        metrics: "UnblendedCost",
        filterExpression: {
          ands: [{ tags: { key: "Project", values: ["ha-tcp"] } }, { tags: { key: "Stack", values: ["test"] } }],
        },
        notifications: [at("ACTUAL", 80), at("ACTUAL", 100), at("FORECASTED", 100)],
        tags: named("budget-month"),
      },
    });
    expect(inputs(graph, MONITOR)).to.deep.equal({});
    expect(inputs(graph, ALERT)).to.deep.equal({});
    expect(nameOf(find(graph, BUDGET, "budget-month").provider ?? "")).to.equal("aws-global");
  });

  it("tells those of tickets by one topic of us-east-1, which lets it", async () => {
    const notify = { ticket: { emails: ["team@example.com"] } };
    const graph = await recordConfig(
      costs({ anomalies: { kind: "tag", leastUsd: 35, frequency: "weekly" }, ...MAILED }, { monitoring: { notify } }),
    );
    const topic = "${Topic:monitoring-us-east-1-ticket.arn}";
    const [first] = inputs(graph, BUDGET)["budget-month"]!["notifications"] as Record<string, unknown>[];
    expect(first!["subscriberSnsTopicArns"]).to.deep.equal([topic]);
    expect(JSON.stringify(inputs(graph, "aws:sns/topicPolicy:TopicPolicy")["monitoring-us-east-1-ticket-policy"]))
      .to.include("budgets.amazonaws.com")
      .and.include("costalerts.amazonaws.com");
    expect(inputs(graph, MONITOR)["budget-monitor"]).to.deep.include({
      name: "ha-tcp-test-budget-monitor",
      monitorType: "CUSTOM",
    });
    const alert = (name: string, rest: object) => ({
      name: `ha-tcp-test-${name}`,
      monitorArnLists: ["${AnomalyMonitor:budget-monitor.arn}"],
      thresholdExpression: impact("35"),
      tags: named(name),
      ...rest,
    });
    expect(inputs(graph, ALERT)).to.deep.equal({
      "budget-anomalies": alert("budget-anomalies", {
        frequency: "WEEKLY",
        subscribers: [
          { type: "EMAIL", address: "one@example.com" },
          { type: "EMAIL", address: "two@example.com" },
        ],
      }),
      "budget-anomalies-topic": alert("budget-anomalies-topic", {
        frequency: "IMMEDIATE",
        subscribers: [{ type: "SNS", address: topic }],
      }),
    });
  });

  it("tells a topic that exists where none is made, and of a monitor that exists", async () => {
    const monitorArn = "arn:aws:ce::123456789012:anomalymonitor/0a1b2c3d-0000-4000-8000-00000000000a";
    const topicArns = ["arn:aws:sns:us-east-1:123456789012:costs"];
    const graph = await recordConfig(
      costs({ anomalies: { kind: "existing", monitorArn } }, { monitoring: { notify: { ticket: { topicArns } } } }),
    );
    expect(inputs(graph, MONITOR)).to.deep.equal({});
    expect(Object.keys(inputs(graph, ALERT))).to.deep.equal(["budget-anomalies-topic"]);
    expect(inputs(graph, ALERT)["budget-anomalies-topic"]).to.deep.include({
      monitorArnLists: [monitorArn],
      subscribers: [{ type: "SNS", address: topicArns[0] }],
    });
    expect(ofType(graph, "aws:sns/topic:Topic")).to.deep.equal([]);
  });
});
