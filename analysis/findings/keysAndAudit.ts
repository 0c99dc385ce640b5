import type { GraphIndex } from "../../graph/graph";
import { encryptionKeys } from "../inventory/keys";
import { GUARD_TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/* What keys and audits need that the stack cannot make by itself. */

/** A key's policy takes no role that is not there. Source: the request parameter Policy of CreateKey, in the API reference of AWS KMS */
export function autoScalingRoles(index: GraphIndex): Finding[] {
  const keys = index
    .ofType(GUARD_TYPES.key)
    .filter(({ inputs }) => String(inputs["policy"]).includes("AWSServiceRoleForAutoScaling"));
  if (keys.length === 0) return [];
  return [
    {
      severity: "note",
      rule: "auto-scaling-role",
      text: "The keys' policies name a role that an account has once it has had an Auto Scaling group; without it up fails before it makes anything.",
      fix:
        "aws iam get-role --role-name AWSServiceRoleForAutoScaling shows it; " +
        "aws iam create-service-linked-role --aws-service-name autoscaling.amazonaws.com makes it.",
      resources: keys.map(({ name }) => name),
    },
  ];
}

/** Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/deploy-container-insights-ecs-cluster.html */
export function unencryptedInsights(index: GraphIndex): Finding[] {
  const encrypted = new Set(
    encryptionKeys(index).flatMap(({ key, holders }) => (holders.length > 0 ? [index.regionOf(key)] : [])),
  );
  return index.ofType("aws:ecs/cluster:Cluster").flatMap((cluster): Finding[] => {
    const region = index.regionOf(cluster) ?? "";
    const [setting] = (cluster.inputs["settings"] ?? []) as { value?: unknown }[];
    if (!encrypted.has(region) || setting?.value === "disabled") return [];
    return [
      {
        severity: "note",
        rule: "unencrypted-insights",
        text: `Container Insights of ${cluster.name} writes to a log group of AWS's making, which the key of ${region} does not encrypt.`,
        fix:
          `aws logs associate-kms-key --region ${region} --kms-key-id KEY_ARN ` +
          `--log-group-name /aws/ecs/containerinsights/${String(cluster.inputs["name"])}/performance`,
        resources: [cluster.name],
      },
    ];
  });
}

/** Source: docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html (QueryLoggingConfigAlreadyExists) */
export function loggedZones(index: GraphIndex): Finding[] {
  const found = index.ofType(GUARD_TYPES.queryLog).filter(({ inputs }) => !index.resolve(inputs["zoneId"]));
  return found.map(({ name }) => ({
    severity: "note",
    rule: "logged-zone",
    text: `${name} is about a zone that others may log already: a zone has one query logging configuration, and up fails beside another.`,
    fix: "aws route53 list-query-logging-configs --hosted-zone-id ZONE_ID shows none, or leave out guard.audit.queryLogs.",
    resources: [name],
  }));
}

/** Sources: PutConfigRule and CreateAnalyzer, in the API references of AWS Config and IAM Access Analyzer */
export function regionalAudits(index: GraphIndex): Finding[] {
  const regionsOf = (type: string) => [...new Set(index.ofType(type).map((node) => index.regionOf(node) ?? ""))].sort();
  const recorded = regionsOf(GUARD_TYPES.configRule).map((region): Finding => ({
    severity: "note",
    rule: "config-recorder",
    text: `Rules of AWS Config need a recorder, which is the account's: without one in ${region} up fails.`,
    fix: `aws configservice describe-configuration-recorder-status --region ${region} shows one that records, or leave out guard.audit.configRules.`,
    resources: [],
  }));
  const analyzed = regionsOf(GUARD_TYPES.analyzer).map((region): Finding => ({
    severity: "note",
    rule: "one-analyzer",
    text: `An account has one analyzer of external access in a region: if ${region} has one already, up fails.`,
    fix: `aws accessanalyzer list-analyzers --region ${region} --type ACCOUNT shows none, or leave out guard.audit.accessAnalyzer.`,
    resources: [],
  }));
  return [...recorded, ...analyzed];
}
