import { expect } from "chai";
import { LATENCY_CODE } from "../../../components/monitoring/latencyCode";
import { type Graph } from "../../../graph";
import { WATCHED, SHAPES, dependenciesOf, find, inputs, inputsOf, ofType, recordConfig } from "../../support/recording";

const CANARY = "aws:synthetics/canary:Canary";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";
const RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const addresses = (...zones: string[]) =>
  zones.map((zone) => `eu-west-1-${zone}=\${Eip:addresses-eu-west-1-${zone}.publicIp}:5000`).join(" ");

const canaryOf = (graph: Graph, region: string) => find(graph, CANARY, `latency-${region}`);

describe("components/monitoring: latency from AWS's own network", () => {
  let graph: Graph;
  before(async () => {
    graph = await recordConfig(SHAPES["two backends behind TLS, answered with their addresses"]!);
  });

  it("is measured by a canary in each region, of each address in use and the name, with their certificate", () => {
    expect(Object.keys(inputs(graph, CANARY)).sort()).to.deep.equal(["latency-eu-north-1", "latency-eu-west-1"]);
    const { schedule, runConfig, tags, ...others } = inputsOf(canaryOf(graph, "eu-north-1"));
    expect(others).to.deep.equal({
      runtimeVersion: "syn-nodejs-5.2",
      handler: "latency.handler",
      s3Bucket: "${Bucket:latency-eu-north-1-runs.bucket}",
      s3Key: LATENCY_CODE.key,
      artifactS3Location: "s3://${Bucket:latency-eu-north-1-runs.bucket}/artifacts",
      executionRoleArn: "${Role:latency-eu-north-1-role.arn}",
      startCanary: true,
      deleteLambda: true,
    });
    expect(schedule).to.deep.equal({ expression: "rate(5 minutes)" });
    expect(tags).to.deep.equal({ Name: "ha-tcp-test-latency-eu-north-1" });
    expect(runConfig).to.deep.equal({
      timeoutInSeconds: 60,
      memoryInMb: 960,
      activeTracing: false,
      environmentVariables: {
        TARGETS: `${addresses("a", "b", "c")} name=tcp.example.com:5000`,
        STACK: "ha-tcp-test",
        NAMESPACE: "ha-tcp-latency",
        TLS: "verify",
        SERVER_NAME: "tcp.example.com",
      },
    });
    expect(graph.resources.filter(({ name }) => /^latency-.*-(sg|to-)/.test(name))).to.deep.equal([]);
  });

  it("waits for what serves, the names and its rights", () => {
    const { dependencies, replaceOnChanges } = canaryOf(graph, "eu-north-1");
    const names = dependencies.map((urn) => urn.split("::").at(-1));
    expect(names).to.include.members(["fleet-eu-west-1-asg", "latency-eu-north-1-rights", "latency-eu-north-1-code"]);
    expect(names.filter((name) => name?.startsWith("tasks-"))).not.to.be.empty;
    expect(names.filter((name) => name?.startsWith("dns-"))).not.to.be.empty;
    expect(replaceOnChanges).to.deep.equal(["vpcConfig"]);
  });

  it("has its code beside its reports, of which only those go by age", () => {
    expect(inputsOf(find(graph, OBJECT, "latency-eu-north-1-code"))).to.deep.equal({
      bucket: "${Bucket:latency-eu-north-1-runs.id}",
      key: LATENCY_CODE.key,
      contentBase64: LATENCY_CODE.contentBase64,
      contentType: "application/zip",
      overrideProvider: { defaultTags: { tags: {} } },
    });
    expect(LATENCY_CODE.key).to.match(/^code\//);
    const lifecycle = find(
      graph,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "latency-eu-north-1-runs-retention",
    );
    expect(inputsOf(lifecycle)["rules"]).to.deep.equal([
      {
        id: "retention",
        status: "Enabled",
        filter: { prefix: "artifacts/" },
        expiration: { days: 30 },
      },
      {
        id: "unfinished",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
  });

  it("may write its reports, its log and metrics of two namespaces, and no network interface", () => {
    const { policy } = inputsOf(find(graph, "aws:iam/rolePolicy:RolePolicy", "latency-eu-west-1-rights"));
    const { Statement } = policy as { Statement: Record<string, unknown>[] };
    expect(Statement.map(({ Action, Resource, Condition }) => [Action, Resource, Condition])).to.deep.equal([
      [["s3:GetObject", "s3:PutObject"], ["${Bucket:latency-eu-west-1-runs.arn}/artifacts/*"], undefined],
      [["s3:GetBucketLocation"], ["${Bucket:latency-eu-west-1-runs.arn}"], undefined],
      [["s3:ListAllMyBuckets"], ["*"], undefined],
      [
        ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        ["arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/cwsyn-latency-eu-west-1*"],
        undefined,
      ],
      ...["CloudWatchSynthetics", "ha-tcp-latency"].map((namespace) => [
        ["cloudwatch:PutMetricData"],
        ["*"],
        { StringEquals: { "cloudwatch:namespace": namespace } },
      ]),
    ]);
  });

  it("has its alarms where it is measured, with the thresholds of that region", () => {
    const alarms = inputs(graph, "aws:cloudwatch/metricAlarm:MetricAlarm");
    const slow = (region: string) => alarms[`monitoring-${region}-latency-name-slow-handshake`]?.["threshold"];
    expect(["eu-north-1", "eu-west-1"].map(slow)).to.deep.equal([1000, 100]);
    const regions = ofType(graph, "ha-tcp:index:Monitoring").map(({ name }) => name);
    expect(regions).to.include.members(["monitoring-eu-north-1", "monitoring-eu-west-1"]);
    expect(alarms["monitoring-eu-north-1-latency-unmeasured"]).to.deep.include({
      namespace: "ha-tcp-latency",
      metricName: "FailedConnections",
      dimensions: { Stack: "ha-tcp-test", Target: "eu-west-1-a" },
      statistic: "SampleCount",
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: "breaching",
    });
  });

  it("rings for no silence before it measures", () => {
    const ofLatency = ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(({ name }) =>
      name.startsWith("monitoring-eu-north-1-latency-"),
    );
    expect(ofLatency).not.to.be.empty;
    for (const alarm of ofLatency) expect(dependenciesOf(alarm), alarm.name).to.include("latency-eu-north-1");
  });
});

describe("components/monitoring: latency switched on", () => {
  it("brings itself and its alarms, and touches nothing else but the dashboard", async () => {
    const { monitoring: _, ...unmeasured } = SHAPES["known clients, destinations and buckets"]!;
    const [before, after] = [
      await recordConfig({ ...unmeasured, monitoring: {} }),
      await recordConfig(SHAPES["known clients, destinations and buckets"]!),
    ];
    const later = new Map(after.resources.map((node) => [node.urn, node]));
    // The dashboard shows it.
    const own = before.resources.filter(({ outputs, type }) => outputs === undefined && !type.endsWith(":Dashboard"));
    for (const node of own) expect(later.get(node.urn), node.urn).to.deep.equal(node);
    const known = new Set(before.resources.map(({ urn }) => urn));
    const brought = after.resources.filter(({ urn }) => !known.has(urn)).map(({ name }) => name);
    expect(brought.filter((name) => !/^(aws|latency|monitoring)-eu-north-1\b/.test(name))).to.deep.equal([]);
    expect(brought).to.include.members(["latency-eu-north-1", "monitoring-eu-north-1-latency-unmeasured"]);
  });
});

describe("components/monitoring: latency beside practice runs", () => {
  it("judges none: what one region measures is of all", async () => {
    const measured = {
      ...WATCHED,
      monitoring: { latency: { regions: { "eu-west-1": {} } } },
      guard: { autoshift: {} },
    };
    const graph = await recordConfig(measured);
    const rules = Object.entries(inputs(graph, "aws:cloudwatch/compositeAlarm:CompositeAlarm")).map(
      ([name, { alarmRule }]) => [name, String(alarmRule)],
    );
    const practice = rules.find(([name]) => name === "monitoring-eu-west-1-practice-run")?.[1];
    expect(practice).to.include("ALARM(").and.not.include("latency");
  });
});

describe("components/monitoring: latency of an accelerator", () => {
  it("is measured of its addresses too, after it leads somewhere", async () => {
    const graph = await recordConfig(SHAPES["an accelerator beside the public load balancer, to both backends"]!);
    const { dependencies, inputs: given } = canaryOf(graph, "eu-north-1");
    const { environmentVariables } = given["runConfig"] as { environmentVariables: Record<string, string> };
    const address = (which: number) => `\${Accelerator:anycast.ipSets_0_ipAddresses_${which}}:5000`;
    expect(environmentVariables["TARGETS"]).to.equal(
      `${addresses("a", "b")} accelerator-1=${address(0)} accelerator-2=${address(1)}`,
    );
    expect(environmentVariables["TLS"]).to.equal("none");
    expect(environmentVariables).not.to.have.property("SERVER_NAME");
    expect(given["schedule"]).to.deep.equal({ expression: "rate(1 minute)" });
    expect(dependencies.map((urn) => urn.split("::").at(-1))).to.include("accelerator-listener");
  });
});

describe("components/monitoring: latency from a VPC", () => {
  it("is let out to what it measures and to HTTPS, and nothing in", async () => {
    const graph = await recordConfig(SHAPES["known clients, destinations and buckets"]!);
    expect(inputsOf(canaryOf(graph, "eu-north-1"))["vpcConfig"]).to.deep.equal({
      subnetIds: ["subnet-0123456789abcdef0"],
      securityGroupIds: ["${SecurityGroup:latency-eu-north-1-sg.id}"],
    });
    expect(inputsOf(find(graph, "aws:ec2/securityGroup:SecurityGroup", "latency-eu-north-1-sg"))["vpcId"]).to.equal(
      "vpc-0123456789abcdef0",
    );
    const rules = ofType(graph, RULE).filter(({ name }) => name.startsWith("latency-"));
    expect(
      rules.map(({ name, inputs: { cidrIpv4, fromPort, toPort } }) => [name, cidrIpv4, fromPort, toPort]).sort(),
    ).to.deep.equal([
      ["latency-eu-north-1-to-eu-west-1-a", "${Eip:addresses-eu-west-1-a.publicIp}/32", 5000, 5000],
      ["latency-eu-north-1-to-eu-west-1-b", "${Eip:addresses-eu-west-1-b.publicIp}/32", 5000, 5000],
      ["latency-eu-north-1-to-https", "0.0.0.0/0", 443, 443],
    ]);
    const into = ofType(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(into.filter(({ name }) => name.startsWith("latency-"))).to.deep.equal([]);
    const { policy } = inputsOf(find(graph, "aws:iam/rolePolicy:RolePolicy", "latency-eu-north-1-rights"));
    expect(JSON.stringify(policy)).to.include(
      '["ec2:CreateNetworkInterface","ec2:DeleteNetworkInterface","ec2:DescribeNetworkInterfaces"]',
    );
  });
});
