import { expect } from "chai";
import {
  WATCHED,
  type Raw,
  dependenciesOf,
  find,
  inputs,
  inputsOf,
  nameOf,
  ofType,
  recordConfig,
} from "../../support/recording";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const SLACK = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";
const TEAMS = "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration";
const TICKETS = "arn:aws:sns:eu-west-1:123456789012:tickets";
const DNS: Raw = {
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com", dnssec: {}, create: true },
};

/** Everything at once, heard by mail, by a topic that exists, and by chat. */
const STACK: Raw = {
  ...WATCHED,
  ...DNS,
  options: ["networkFirewall", "ecs"],
  ecs: { containerInsights: "enabled", launch: "fargate" },
  regions: {
    "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single", role: "primary" },
    "us-east-1": { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "single", role: "secondary" },
  },
  monitoring: {
    notify: {
      page: { emails: ["pager@example.com"] },
      ticket: { topicArns: [TICKETS] },
      slack: [{ name: "ops", workspaceId: "T07EA123LEP", channelId: "C07EZ1ABC23", grades: ["ticket"] }],
      teams: [
        {
          name: "office",
          tenantId: "01234567-89ab-cdef-0123-456789abcdef",
          teamId: "11234567-89ab-cdef-0123-456789abcdef",
          channelId: "19%3ab6%40thread.tacv2",
        },
      ],
    },
    thresholds: { firewallDroppedPackets: 5, taskCpuPercent: 42 },
  },
};

const stack = () => recordConfig(STACK);

const WEST = "monitoring-eu-west-1";
const EAST = "monitoring-us-east-1";
const topic = (region: string, grade: string) => `\${Topic:monitoring-${region}-${grade}.arn}`;

describe("Monitoring: whom alarms tell", () => {
  it("page by composites alone; a ticket tells of itself, by the stack's topic and that which exists", async () => {
    const graph = await stack();
    const alarms = inputs(graph, ALARM);
    const actions = (name: string) => alarms[name]?.["alarmActions"];
    expect(actions(`${WEST}-front-tasks-a-no-targets`)).to.deep.equal([]);
    expect(actions(`${WEST}-tasks-missing`)).to.deep.equal([]);
    expect(actions(`${WEST}-tasks-cpu`)).to.deep.equal([TICKETS, topic("eu-west-1", "ticket")]);
    expect(actions(`${EAST}-dns-eu-west-1`)).to.deep.equal([]);
    // A standby is a ticket, though the service is down without it.
    expect(actions(`${EAST}-dns-us-east-1`)).to.deep.equal([topic("us-east-1", "ticket")]);
    expect(actions(`${EAST}-front-tasks-a-no-targets`)).to.deep.equal([]);
    const ofStandby = [
      `${EAST}-down`,
      ...["front-door", "network-firewall", "tasks"].map((part) => `${EAST}-${part}-in-trouble`),
    ];
    for (const { name, inputs: composite } of ofType(graph, COMPOSITE)) {
      const region = name.startsWith(WEST) ? "eu-west-1" : "us-east-1";
      const told = [topic(region, ofStandby.includes(name) ? "ticket" : "page")];
      expect([composite["alarmActions"], composite["okActions"]], name).to.deep.equal([told, told]);
    }
  });

  it("mutes what follows from a greater loss", async () => {
    const graph = await stack();
    const muted = ofType(graph, COMPOSITE).map(({ name, inputs: { actionsSuppressor } }) => {
      const { alarm } = (actionsSuppressor ?? {}) as { alarm?: string };
      return [name, alarm?.replace(/^.*:|\.arn\}$/g, "")];
    });
    expect(Object.fromEntries(muted)).to.deep.equal({
      [`${WEST}-down`]: undefined,
      [`${WEST}-front-door-in-trouble`]: `${WEST}-down`,
      [`${WEST}-network-firewall-in-trouble`]: `${WEST}-down`,
      [`${WEST}-tasks-in-trouble`]: `${WEST}-down`,
      [`${EAST}-service-down`]: undefined,
      [`${EAST}-down`]: `${EAST}-service-down`,
      [`${EAST}-dns-in-trouble`]: `${EAST}-service-down`,
      [`${EAST}-front-door-in-trouble`]: `${EAST}-down`,
      [`${EAST}-network-firewall-in-trouble`]: `${EAST}-down`,
      [`${EAST}-tasks-in-trouble`]: `${EAST}-down`,
    });
    expect(find(graph, COMPOSITE, `${EAST}-service-down`).inputs["alarmRule"]).to.equal(
      ["eu-west-1", "us-east-1"]
        .map((each) => `ALARM("\${MetricAlarm:${EAST}-dns-${each}.name}")`)
        .join(" AND ")
        .replace(/^(.*)$/, "($1)"),
    );
  });

  it("rings of a region only once that serves, and follows the thresholds", async () => {
    const graph = await stack();
    const about = find(graph, ALARM, `${EAST}-dns-eu-west-1-a`);
    expect(dependenciesOf(about)).to.include("tasks-eu-west-1-fargate-service");
    expect(dependenciesOf(about)).not.to.include("tasks-us-east-1-fargate-service");
    expect(nameOf(about.provider ?? "")).to.equal("aws-us-east-1");
    expect(about.inputs["dimensions"]).to.deep.equal({ HealthCheckId: "${HealthCheck:dns-check-eu-west-1-a.id}" });
    expect(find(graph, ALARM, `${EAST}-dnssec-first-key-action`).inputs["dimensions"]).to.deep.equal({
      HostedZoneId: "${Zone:dns-zone.zoneId}",
    });
    expect(find(graph, ALARM, `${WEST}-tasks-cpu`).inputs["threshold"]).to.equal(42);
    expect(find(graph, ALARM, `${WEST}-firewall-a-dropped`).inputs).to.deep.include({
      threshold: 5,
      metricQueries: [
        {
          id: "q",
          expression: `SELECT SUM(DroppedPackets) FROM "AWS/NetworkFirewall" WHERE FirewallName = '\${Firewall:firewall-eu-west-1.name}' AND AvailabilityZone = 'eu-west-1a' AND Engine = 'Stateful'`,
          period: 300,
          returnData: true,
        },
      ],
    });
    expect(find(graph, ALARM, `${WEST}-firewall-a-endpoint-silent`).inputs["metricQueries"]).to.deep.include({
      id: "q",
      expression: `SELECT SUM(BytesProcessed) FROM "AWS/PrivateLinkEndpoints" WHERE "VPC Endpoint Id" = '\${VpcEndpointAssociation:network-eu-west-1-inspection-a-endpoint.endpointId}'`,
      period: 300,
      returnData: true,
    });
    expect(find(graph, ALARM, `${WEST}-tasks-missing`).inputs["metricQueries"]).to.have.length(3);
  });
});

describe("Monitoring: events", () => {
  it("go to every topic of tickets, in words", async () => {
    const graph = await stack();
    const rule = `${WEST}-tasks-deployment-failed`;
    expect(JSON.parse(String(find(graph, RULE, rule).inputs["eventPattern"]))).to.deep.equal({
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: ["${Service:tasks-eu-west-1-fargate-service.id}"],
      detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
    });
    const targets = ofType(graph, TARGET).filter(({ name }) => name.startsWith(rule));
    expect(targets.map(({ inputs: target }) => [target["rule"], target["arn"]])).to.deep.equal([
      [`\${EventRule:${rule}.name}`, TICKETS],
      [`\${EventRule:${rule}.name}`, topic("eu-west-1", "ticket")],
    ]);
    // Chat applications hear by the stack's own topic alone, and in their own form.
    const [there, own] = targets.map(({ inputs: { inputTransformer } }): unknown =>
      JSON.parse((inputTransformer as { inputTemplate: string }).inputTemplate),
    );
    expect(there).to.match(/^tasks-eu-west-1: New tasks .* \| <reason>$/);
    expect(own).to.deep.include({ version: "1.0", source: "custom" });
    expect(find(graph, "aws:sns/topicPolicy:TopicPolicy", `${WEST}-ticket-policy`).inputs["policy"]).to.include(
      "events.amazonaws.com",
    );
  });

  it("are not asked for where nobody hears of tickets, nor may EventBridge then publish", async () => {
    const page = { page: { emails: ["pager@example.com"] } };
    const graph = await recordConfig({ ...WATCHED, monitoring: { notify: page } });
    expect([...ofType(graph, RULE), ...ofType(graph, TARGET)]).to.deep.equal([]);
    expect(find(graph, "aws:sns/topicPolicy:TopicPolicy", `${WEST}-page-policy`).inputs["policy"]).not.to.include(
      "events.",
    );
  });
});

describe("Monitoring: chat", () => {
  const CHAT = {
    iamRoleArn: "${Role:monitoring-chat-role.arn}",
    guardrailPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
    loggingLevel: "ERROR",
    userAuthorizationRequired: false,
  };
  const topics = (grade: string) => ["eu-west-1", "us-east-1"].map((region) => topic(region, grade));

  it("hears the stack's own topics of its grades, of all regions, and may read metrics", async () => {
    const graph = await stack();
    expect(inputs(graph, SLACK)).to.deep.equal({
      "monitoring-chat-ops": {
        ...CHAT,
        configurationName: "ha-tcp-test-monitoring-chat-ops",
        slackTeamId: "T07EA123LEP",
        slackChannelId: "C07EZ1ABC23",
        snsTopicArns: topics("ticket"),
        tags: { Name: "ha-tcp-test-monitoring-chat-ops" },
      },
    });
    const teams = find(graph, TEAMS, "monitoring-chat-office");
    expect(teams.inputs["snsTopicArns"]).to.deep.equal([...topics("page"), ...topics("ticket")]);
    expect(nameOf(teams.provider ?? "")).to.equal("aws-us-west-2");
    const [policy] = ofType(graph, "aws:iam/rolePolicy:RolePolicy").filter(
      ({ name }) => name === "monitoring-chat-policy",
    );
    expect(inputsOf(policy!)["policy"]).to.have.deep.nested.property("Statement[0].Action", [
      "cloudwatch:Describe*",
      "cloudwatch:Get*",
      "cloudwatch:List*",
    ]);
  });

  it("is not there unless it is asked for", async () => {
    const graph = await recordConfig(WATCHED);
    expect(graph.resources.filter(({ name }) => name.startsWith("monitoring-chat"))).to.deep.equal([]);
  });
});
