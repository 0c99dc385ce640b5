import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DnsConfig, ZoneConfig } from "../../config";
import { type NameSettings, type RegionRouting, type Routing, regionsWhenHealthy } from "../../plan/dns/routing";
import { type ZoneFileAddress, zoneFile } from "../../plan/dns/zoneFile";
import { zoneEntries } from "../shared";
import { type HealthChecks, createHealthChecks } from "./healthChecks";
import { type HostedZone, createHostedZone, delegateZone } from "./hostedZone";
import { createQueryLogs } from "./queryLogs";
import { createDnsRecords } from "./records";
import { type RoutingControl, createRoutingControls } from "./routingControls";
import type { DnsAccelerator, DnsTarget } from "./targets";
import { inZone } from "./zoneOptions";

export interface DnsArgs {
  hostname: string;
  /** How the name is answered. */
  routing: Routing;
  /** The TCP port that the health checks connect to. */
  port: number;
  /** The routing of a second name, where none is configured, is that of the first. */
  dns: DnsConfig;
  /** Of the accounts of hosted zones that are not the stack's. */
  zoneProviders?: ZoneProviders;
  /** By region. */
  targets: Readonly<Record<string, DnsTarget>>;
  /** Default: none. */
  accelerator?: DnsAccelerator;
  /** How long it is kept what Route 53 is asked about the zones, and a key that encrypts that. Default: it is not logged. */
  queryLogs?: { retentionDays: number; kmsKeyArn?: pulumi.Input<string> };
  /** Whether a zone created here, and what signs it, is protected from deletion, and query logs stay in the account. Default: false. */
  protect?: boolean;
}

/** Of the accounts of hosted zones: of the first name's, of the second's, and of the zones above them. Default: the stack's. */
export type ZoneProviders = Readonly<Partial<Record<WhichZone | `${WhichZone}Parent`, aws.Provider>>>;
type WhichZone = "first" | "second";

/** A name that the service has, in its zone. */
export interface DnsName {
  hostname: string;
  zone: string;
  routing: Routing;
  hostedZone: HostedZone;
  /** Whether it has records: where neither a region nor an accelerator lets the internet in, there is only the zone. */
  hasRecords: boolean;
  /** What another DNS provider can load. */
  zoneFile: pulumi.Output<string>;
}

/**
 * The public name, or two of them in two zones: their records, a TCP health check for each address, and a calculated one for
 * each region.
 */
export class Dns extends pulumi.ComponentResource {
  readonly hostedZoneId: pulumi.Output<string>;
  /** The first is the service's own, the second the one on request. */
  readonly names: readonly [DnsName, ...DnsName[]];
  /** What names follow, of each address, region and accelerator. */
  readonly healthChecks: HealthChecks;
  /** ARNs of the switches, by region. */
  readonly routingControls: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: DnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Dns", name, {}, opts);
    const checks = createHealthChecks(name, { ...args, ...checkedOf(args) }, this);
    const controls = createControls(name, args, checks, this);
    const { second } = args.dns;
    // All zones before anything leads to one: either may be the other's parent.
    const [firstZone, secondZone] = [
      createZone(name, args.dns, { ...args, which: "first" }, this),
      second && createZone(`${name}-second`, second, { ...args, which: "second" }, this),
    ];
    const stackZones = { [args.dns.zone]: firstZone, ...(second && secondZone && { [second.zone]: secondZone }) };
    createZoneQueryLogs(name, args, { [name]: firstZone, ...(secondZone && { [`${name}-second`]: secondZone }) }, this);
    const shared = { ...args, checks, stackZones };
    const first = createName(name, { ...shared, which: "first", zone: args.dns, hostedZone: firstZone }, this);
    const secondName = second &&
      secondZone && {
        which: "second" as const,
        hostname: second.hostname,
        routing: second.routing ?? args.routing,
        zone: second,
        hostedZone: secondZone,
      };
    this.names = [first, ...(secondName ? [createName(`${name}-second`, { ...shared, ...secondName }, this)] : [])];
    this.hostedZoneId = first.hostedZone.id;
    this.healthChecks = checks;
    this.routingControls = Object.fromEntries(Object.entries(controls).map(([region, { arn }]) => [region, arn]));
    this.registerOutputs({ hostedZoneId: this.hostedZoneId });
  }
}

const checkedOf = ({ targets, accelerator }: DnsArgs) => ({
  targets,
  accelerator: accelerator && { addresses: accelerator.ipv4, down: accelerator.down },
});

const createZone = (
  name: string,
  config: ZoneConfig,
  { protect = false, zoneProviders = {}, which }: DnsArgs & { which: WhichZone },
  parent: Dns,
): HostedZone => createHostedZone(name, { config, protect, provider: zoneProviders[which] }, parent);

function createZoneQueryLogs(
  name: string,
  { queryLogs, protect = false }: DnsArgs,
  zones: Readonly<Record<string, HostedZone>>,
  parent: Dns,
): void {
  if (!queryLogs) return;
  createQueryLogs(name, { ...queryLogs, zones, protect }, parent);
}

function createControls(
  name: string,
  args: DnsArgs,
  checks: HealthChecks,
  parent: Dns,
): Record<string, RoutingControl> {
  const { routingControls } = args.dns;
  if (!routingControls) return {};
  const regions = Object.keys(args.targets).sort();
  const { protect = false } = args;
  const controls = createRoutingControls(name, { regions, clusterArn: routingControls.clusterArn, protect }, parent);
  for (const [region, { check }] of Object.entries(controls)) checks.set({ kind: "control", region }, check);
  return controls;
}

interface NameArgs extends Omit<DnsArgs, "dns"> {
  which: WhichZone;
  dns: DnsConfig;
  zone: ZoneConfig;
  hostedZone: HostedZone;
  checks: HealthChecks;
  stackZones: Readonly<Record<string, HostedZone>>;
}

function createName(name: string, args: NameArgs, parent: Dns): DnsName {
  const { hostname, routing, zone, hostedZone, dns, stackZones, zoneProviders = {}, which } = args;
  const settings = settingsOf(args);
  const { ttlSeconds } = dns;
  const recordArgs = { ...args, zoneId: hostedZone.id, settings, ttlSeconds };
  const records = createDnsRecords(name, recordArgs, inZone(hostedZone, parent));
  const parentProvider = zoneProviders[`${which}Parent`];
  delegateZone(name, hostedZone, { config: zone, stackZones, parentProvider, records }, parent);
  const addresses = addressesWhenHealthy(args, settings);
  const about = { zone: zone.zone, hostname, ttlSeconds, signed: zone.dnssec !== undefined };
  return {
    hostname,
    zone: zone.zone,
    routing,
    hostedZone,
    hasRecords: args.accelerator !== undefined || Object.keys(args.targets).length > 0,
    zoneFile: addresses.apply((all) => zoneFile({ ...about, addresses: all })),
  };
}

function settingsOf({ hostname, routing, dns, targets, accelerator }: NameArgs): NameSettings {
  const regions = Object.entries(targets).map(([region, { addresses, regionRouting }]): [string, RegionRouting] => [
    region,
    { ...regionRouting, zones: zoneEntries(addresses).map(([zone]) => zone) },
  ]);
  return {
    hostname,
    routing,
    regions: Object.fromEntries(regions),
    ...(accelerator && { accelerator: { dualStack: accelerator.ipv6 !== undefined } }),
    ...(hasIpv6(targets) && { ipv6: true }),
    controls: dns.routingControls?.use ?? false,
  };
}

const hasIpv6 = (targets: DnsArgs["targets"]): boolean =>
  Object.keys(targets).length > 0 && Object.values(targets).every(({ ipv6Addresses }) => ipv6Addresses !== undefined);

/** The addresses that the name is answered with while all is healthy. */
function addressesWhenHealthy(
  { targets, accelerator }: NameArgs,
  settings: NameSettings,
): pulumi.Output<readonly ZoneFileAddress[]> {
  if (accelerator) {
    const { ipv4, ipv6 = pulumi.output<string[]>([]) } = accelerator;
    const entries = (type: "A" | "AAAA", all: readonly string[]) =>
      all.map((address) => ({ type, address, comment: "accelerator" }));
    return pulumi.all([ipv4, ipv6]).apply(([four, six]) => [...entries("A", four), ...entries("AAAA", six)]);
  }
  const ofFamily = (type: "A" | "AAAA") =>
    regionsWhenHealthy(settings).flatMap((region) => {
      const { addresses = {}, ipv6Addresses = {} } = targets[region] ?? {};
      return zoneEntries(type === "A" ? addresses : ipv6Addresses).map(([zone, address]) => ({
        type,
        address,
        comment: `${region} ${zone}`,
      }));
    });
  return pulumi.all([...ofFamily("A"), ...(settings.ipv6 ? ofFamily("AAAA") : [])]);
}
