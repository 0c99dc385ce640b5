import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { geolocation } from "../../plan/dns/geolocations";
import { type RecordPlan, type RecordTarget, type RoutingPolicy, planRecords } from "../../plan/dns/records";
import type { NameSettings } from "../../plan/dns/routing";
import { ofZone } from "../shared";
import type { HealthChecks } from "./healthChecks";
import type { DnsAccelerator, DnsTarget } from "./targets";
import type { ZoneOptions } from "./zoneOptions";

export interface DnsRecordsArgs {
  zoneId: pulumi.Input<string>;
  settings: NameSettings;
  /** For answers with the addresses themselves. */
  ttlSeconds: number;
  targets: Readonly<Record<string, DnsTarget>>;
  accelerator?: DnsAccelerator;
  /** Default: none, and no record obeys any. */
  checks?: HealthChecks;
}

/** The records of one name, from the leaves to the name itself (see plan/dns/records.ts). */
export function createDnsRecords(name: string, args: DnsRecordsArgs, opts: ZoneOptions): aws.route53.Record[] {
  const created = new Map<string, aws.route53.Record[]>();
  for (const plan of planRecords(args.settings)) {
    const record = new aws.route53.Record(
      `${name}-${plan.key}`,
      recordInputs(plan, args),
      // Only another name or another zone replaces a record, so that the new one comes first. An alias waits for what it points to.
      { ...opts, dependsOn: dependenciesOf(plan.target, created, args) },
    );
    created.set(plan.name, [...(created.get(plan.name) ?? []), record]);
  }
  return [...created.values()].flat();
}

/** What must be there before a record points to it, beside what its inputs reference. */
function dependenciesOf(
  target: RecordTarget,
  created: ReadonlyMap<string, readonly pulumi.Resource[]>,
  { accelerator }: DnsRecordsArgs,
): pulumi.Resource[] {
  if (target.kind === "records") return [...(created.get(target.name) ?? [])];
  return target.kind === "accelerator" ? [...required(accelerator, "the accelerator").ready] : [];
}

function recordInputs(plan: RecordPlan, args: DnsRecordsArgs): aws.route53.RecordArgs {
  const { name, type, setIdentifier, policy, check } = plan;
  return {
    zoneId: args.zoneId,
    name,
    type,
    ...(setIdentifier !== undefined && { setIdentifier }),
    ...(policy && policyInputs(policy)),
    ...(check && args.checks && { healthCheckId: args.checks.of(check).id }),
    ...targetInputs(plan.target, args),
  };
}

/** What the provider takes for a policy. */
function policyInputs(policy: RoutingPolicy): Partial<aws.route53.RecordArgs> {
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
  const alias = (
    to: { dnsName: pulumi.Input<string>; hostedZoneId: pulumi.Input<string> },
    evaluateTargetHealth = true,
  ) => ({ aliases: [{ name: to.dnsName, zoneId: to.hostedZoneId, evaluateTargetHealth }] });
  switch (target.kind) {
    case "records":
      return alias({ dnsName: target.name, hostedZoneId: args.zoneId });
    case "loadBalancer": {
      const to = required(args.targets[target.region], target.region);
      return alias(to, to.evaluatesAlias);
    }
    case "accelerator":
      return alias(required(args.accelerator, "the accelerator"));
    case "address": {
      const { addresses, ipv6Addresses } = required(args.targets[target.region], target.region);
      const ofFamily = target.family === "ipv6" ? required(ipv6Addresses, `IPv6 in ${target.region}`) : addresses;
      return { ttl: args.ttlSeconds, records: [ofZone(ofFamily, target.zone)] };
    }
  }
}

function required<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new Error(`a record leads to ${what}, which is not there`);
  return thing;
}
