/**
 * The names that the bridge between the SDK and the provider gives.
 * Source: https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/names.go
 */

/** `proxy_protocol_v2` gives `proxyProtocolV2`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `loadBalancer` gives `load_balancer`. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/** `alias` gives `aliases`, `strategy` gives `strategies`, and `subnets` itself. */
export function plural(word: string): string {
  if (/([^aeiou]|qu)y$/.test(word)) return word.replace(/y$/, "ies");
  if (/(alias|us|x|ch|ss|sh)$/.test(word)) return `${word}es`;
  return word.endsWith("s") ? word : `${word}s`;
}

/** Types that the rule below does not find: the SDK's module is not in the provider's name, or the SDK spells it otherwise. */
const TYPE_EXCEPTIONS: Readonly<Record<string, string>> = {
  "aws:cfg/rule:Rule": "aws_config_config_rule",
  "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions": "aws_vpc_peering_connection_options",
  "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple":
    "aws_vpc_endpoint_service_allowed_principal",
  "aws:lb/loadBalancer:LoadBalancer": "aws_lb",
  "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec": "aws_route53_hosted_zone_dnssec",
  "aws:s3/bucketObjectv2:BucketObjectv2": "aws_s3_object",
};

/** Modules of the SDK that the provider spells otherwise. */
const MODULE_EXCEPTIONS: Readonly<Record<string, string>> = {
  costexplorer: "ce",
  directconnect: "dx",
  ec2transitgateway: "ec2_transit_gateway",
  route53recoverycontrol: "route53recoverycontrolconfig",
  servicediscovery: "service_discovery",
};

/** `aws:ec2/flowLog:FlowLog` may be `aws_ec2_flow_log` or `aws_flow_log`, whichever there is. */
export function terraformTypes(type: string): string[] {
  const known = TYPE_EXCEPTIONS[type];
  if (known !== undefined) return [known];
  const [, path = "", kind = ""] = type.split(":");
  const [sdkModule = ""] = path.split("/");
  const provided = MODULE_EXCEPTIONS[sdkModule] ?? sdkModule;
  const word = snakeCase(kind.replace(/^get/, "").replace(/^./, (letter) => letter.toLowerCase()));
  return [`aws_${provided}_${word}`, `aws_${word}`];
}

interface NameException {
  /** The SDK's name. Default: by the rule. */
  name?: string;
  /** Whether it is a collection in the SDK. Default: by the rule. */
  many?: boolean;
  reason: string;
}

const SINGLE = { many: false, reason: "the SDK takes one: a second would be a mistake" };
const AS_IS = (name: string): NameException => ({ name, reason: "the SDK keeps the word: its plural reads badly" });
const LISTED = { many: true, reason: "the SDK made it a list before the provider said that there is at most one" };

/**
 * What does not follow the rule, by the provider's type and the path of names in it.
 * Source: the typings of @pulumi/aws, which test/tools/sdkNames.test.ts compares with the table that comes of this.
 */
export const NAME_EXCEPTIONS: Readonly<Record<string, NameException>> = {
  "aws_autoscaling_group.tag": { name: "tags", reason: "renamed to what all other types call it" },
  "aws_cloudwatch_metric_alarm.alarm_name": { name: "name", reason: "renamed to what all other types call it" },
  "aws_default_security_group.egress": AS_IS("egress"),
  "aws_default_security_group.ingress": AS_IS("ingress"),
  "aws_ecs_service.service_connect_configuration.service.client_alias": {
    name: "clientAlias",
    many: true,
    reason: "the provider took several once, and the SDK kept its own word for them",
  },
  "aws_network_acl.egress": AS_IS("egress"),
  "aws_network_acl.ingress": AS_IS("ingress"),
  "aws_route53_record.alias": LISTED,
  "aws_route53_record.failover_routing_policy": LISTED,
  "aws_route53_record.geolocation_routing_policy": LISTED,
  "aws_route53_record.latency_routing_policy": LISTED,
  "aws_route53_record.weighted_routing_policy": LISTED,
  "aws_s3_bucket_lifecycle_configuration.rule.abort_incomplete_multipart_upload": SINGLE,
  "aws_s3_bucket_lifecycle_configuration.rule.expiration": SINGLE,
  "aws_s3_bucket_lifecycle_configuration.rule.filter": SINGLE,
  "aws_s3_bucket_lifecycle_configuration.rule.filter.and": SINGLE,
  "aws_s3_bucket_lifecycle_configuration.rule.filter.tag": SINGLE,
  "aws_s3_bucket_lifecycle_configuration.rule.noncurrent_version_expiration": SINGLE,
  "aws_security_group.egress": AS_IS("egress"),
  "aws_security_group.ingress": AS_IS("ingress"),
  "aws_sns_topic_subscription.topic_arn": { name: "topic", reason: "the SDK also takes the topic itself" },
  "provider.assume_role_with_web_identity": SINGLE,
  "provider.default_tags": SINGLE,
  "provider.ignore_tags": SINGLE,
};

/** The SDK's name of an attribute or block, and whether it is a collection there. */
export function sdkName(path: string, name: string, collection: boolean): { name: string; many: boolean } {
  const exception = NAME_EXCEPTIONS[path];
  const many = exception?.many ?? collection;
  return { name: exception?.name ?? (many ? plural(camelCase(name)) : camelCase(name)), many };
}
