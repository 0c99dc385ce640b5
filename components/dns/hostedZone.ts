import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ZoneConfig } from "../../config";
import { nameTag } from "../shared";
import { createDnssec } from "./dnssec";
import { type ZoneOptions, inZone } from "./zoneOptions";

export interface HostedZoneArgs {
  config: ZoneConfig;
  /** Of the zone's account, where that is another than the stack's. */
  provider?: aws.Provider;
  /** Whether a zone created here, and what signs it, is protected from deletion. */
  protect: boolean;
}

export interface HostedZone {
  id: pulumi.Output<string>;
  /** Of the zone's account, where that is another than the stack's: what lies in the zone is made by it. */
  provider?: aws.Provider;
  /** What the zone must be delegated to, where it was created here; else undefined. */
  nameServers?: pulumi.Output<string[]>;
  /** What the parent zone must have of a signed zone: a DS record. */
  dsRecord?: pulumi.Output<string>;
  /** There once a signed zone is signed. */
  signed?: pulumi.Resource;
}

/** A public zone, found or created, and signed as its config says. Nothing is delegated to it yet. */
export function createHostedZone(name: string, args: HostedZoneArgs, parent: pulumi.ComponentResource): HostedZone {
  const { config, protect, provider } = args;
  const opts = inZone({ provider }, parent);
  const zone = { ...findOrCreateZone(name, args, opts), ...(provider && { provider }) };
  if (!config.dnssec) return zone;
  return { ...zone, ...createDnssec(name, { zoneId: zone.id, protect }, opts) };
}

export interface DelegationArgs {
  config: ZoneConfig;
  /** Zones of the stack by their names: one may be the parent of another. */
  stackZones: Readonly<Record<string, HostedZone>>;
  /** Of the parent zone's account, where that is neither the stack's nor that of one of its zones. */
  parentProvider?: aws.Provider;
  /** What the zone answers with. */
  records: readonly pulumi.Resource[];
}

/** Delegates a zone created here from the zone it lies in, as its config says: NS records, and a DS record where it is signed. */
export function delegateZone(
  name: string,
  zone: HostedZone,
  args: DelegationArgs,
  parent: pulumi.ComponentResource,
): void {
  const { dnssec, zone: zoneName } = args.config;
  const aboveZone = createDelegation(name, zone, args, parent);
  if (!aboveZone || !dnssec?.publish || !zone.signed || !zone.dsRecord) return;
  const { zone: above, ttlSeconds, delegation } = aboveZone;
  new aws.route53.Record(
    `${name}-ds`,
    { zoneId: above.id, name: zoneName, type: "DS", ttl: ttlSeconds, records: [zone.dsRecord] },
    // Whoever reads it takes no unsigned answer any more. So it comes after the signatures, and goes before them.
    { ...inZone(above, parent), dependsOn: [zone.signed, delegation] },
  );
}

function findOrCreateZone(name: string, { config, protect }: HostedZoneArgs, opts: ZoneOptions): HostedZone {
  if (!config.create) return { id: hostedZoneIdOf({ name: config.zone, id: config.hostedZoneId }, opts) };
  const zone = new aws.route53.Zone(
    `${name}-zone`,
    { name: config.zone, comment: "Public name of the TCP service", tags: nameTag(name) },
    { ...opts, protect },
  );
  return { id: zone.zoneId, nameServers: zone.nameServers };
}

/** As it is given, else looked up. */
const hostedZoneIdOf = (
  { name, id }: { name: string; id: string | undefined },
  opts: ZoneOptions,
): pulumi.Output<string> =>
  id === undefined ? aws.route53.getZoneOutput({ name, privateZone: false }, opts).zoneId : pulumi.output(id);

interface ParentZone {
  zone: HostedZone;
  ttlSeconds: number;
  delegation: aws.route53.Record;
}

function createDelegation(
  name: string,
  { nameServers }: HostedZone,
  { config, stackZones, parentProvider, records }: DelegationArgs,
  parent: pulumi.ComponentResource,
): ParentZone | undefined {
  if (!config.delegation || !nameServers) return undefined;
  const { parentZone, hostedZoneId, ttlSeconds } = config.delegation;
  const opts = inZone({ provider: parentProvider }, parent);
  const above = stackZones[parentZone] ?? {
    id: hostedZoneIdOf({ name: parentZone, id: hostedZoneId }, opts),
    ...(parentProvider && { provider: parentProvider }),
  };
  const delegation = new aws.route53.Record(
    `${name}-delegation`,
    { zoneId: above.id, name: config.zone, type: "NS", ttl: ttlSeconds, records: nameServers },
    // An empty zone answers that there is no such name, and resolvers keep that answer.
    { ...inZone(above, parent), dependsOn: [...records] },
  );
  return { zone: above, ttlSeconds, delegation };
}
