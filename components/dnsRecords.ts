import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { planRecords, type NameSettings, type Policy, type RecordPlan, type RecordTarget } from "../plan/dns";
import { geolocation } from "../plan/geolocations";
import type { DnsAccelerator, DnsTarget } from "./dns";
import type { DnsChecks } from "./dnsChecks";
import { ofZone } from "./perZone";

export interface DnsRecordsArgs {
  zoneId: pulumi.Input<string>;
  settings: NameSettings;
  /** For answers with the addresses themselves. */
  ttlSeconds: number;
  targets: Readonly<Record<string, DnsTarget>>;
  accelerator?: DnsAccelerator;
  checks: DnsChecks;
}

/** The records of one name, from the leaves to the name itself (see plan/dns.ts). */
export function createDnsRecords(
  name: string,
  args: DnsRecordsArgs,
  parent: pulumi.ComponentResource,
): aws.route53.Record[] {
  const made = new Map<string, aws.route53.Record[]>();
  for (const plan of planRecords(args.settings)) {
    const record = new aws.route53.Record(
      `${name}-${plan.key}`,
      recordInputs(plan, args),
      // Only another name or another zone replaces a record, so that the new one comes first. An alias waits for what it leads to.
      { parent, dependsOn: leadsTo(plan.target, made, args) },
    );
    made.set(plan.name, [...(made.get(plan.name) ?? []), record]);
  }
  return [...made.values()].flat();
}

/** What must be there before a record leads to it, beside what its inputs say. */
function leadsTo(
  target: RecordTarget,
  made: ReadonlyMap<string, readonly pulumi.Resource[]>,
  { accelerator }: DnsRecordsArgs,
): pulumi.Resource[] {
  if (target.kind === "records") return [...(made.get(target.name) ?? [])];
  return target.kind === "accelerator" ? [...known(accelerator, "the accelerator").ready] : [];
}

function recordInputs(plan: RecordPlan, args: DnsRecordsArgs): aws.route53.RecordArgs {
  const { name, type, setIdentifier, policy, check } = plan;
  return {
    zoneId: args.zoneId,
    name,
    type,
    ...(setIdentifier !== undefined && { setIdentifier }),
    ...(policy && policyInputs(policy)),
    ...(check && { healthCheckId: args.checks.of(check).id }),
    ...targetInputs(plan.target, args),
  };
}

/** What the provider takes for a policy. */
function policyInputs(policy: Policy): Partial<aws.route53.RecordArgs> {
  switch (policy.kind) {
    case "failover":
      return { failoverRoutingPolicies: [{ type: policy.type }] };
    case "latency":
      return { latencyRoutingPolicies: [{ region: policy.region }] };
    case "weighted":
      return { weightedRoutingPolicies: [{ weight: policy.weight }] };
    case "geolocation":
      return { geolocationRoutingPolicies: [geolocation(policy.location)] };
    case "geoproximity":
      return { geoproximityRoutingPolicy: { awsRegion: policy.region, bias: policy.bias } };
    case "multivalue":
      return { multivalueAnswerRoutingPolicy: true };
  }
}

function targetInputs(target: RecordTarget, args: DnsRecordsArgs): Partial<aws.route53.RecordArgs> {
  const alias = (to: { dnsName: pulumi.Input<string>; hostedZoneId: pulumi.Input<string> }) => ({
    aliases: [{ name: to.dnsName, zoneId: to.hostedZoneId, evaluateTargetHealth: true }],
  });
  switch (target.kind) {
    case "records":
      return alias({ dnsName: target.name, hostedZoneId: args.zoneId });
    case "loadBalancer":
      return alias(known(args.targets[target.region], target.region));
    case "accelerator":
      return alias(known(args.accelerator, "the accelerator"));
    case "address": {
      const { addresses } = known(args.targets[target.region], target.region);
      return { ttl: args.ttlSeconds, records: [ofZone(addresses, target.zone)] };
    }
  }
}

function known<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new Error(`a record leads to ${what}, which is not there`);
  return thing;
}
