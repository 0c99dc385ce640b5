import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ZoneConfig } from "../../config";
import { nameTag } from "../shared";
import { createDnssec } from "./dnssec";

export interface HostedZoneArgs {
  config: ZoneConfig;
  /** Whether a zone created here, and what signs it, is protected from deletion. */
  protect: boolean;
}

export interface HostedZone {
  id: pulumi.Output<string>;
  /** What the zone must be delegated to, where it was created here; else undefined. */
  nameServers?: pulumi.Output<string[]>;
  /** What the parent zone must have of a signed zone: a DS record. */
  dsRecord?: pulumi.Output<string>;
  /** There once a signed zone is signed. */
  signed?: pulumi.Resource;
}

/** A public zone, found or created, and signed as its config says. Nothing is delegated to it yet. */
export function createHostedZone(name: string, args: HostedZoneArgs, parent: pulumi.ComponentResource): HostedZone {
  const { config, protect } = args;
  const zone = findOrCreateZone(name, args, parent);
  if (!config.dnssec) return zone;
  return { ...zone, ...createDnssec(name, { zoneId: zone.id, protect }, parent) };
}

export interface DelegationArgs {
  config: ZoneConfig;
  /** Zones of the stack by their names: one may be the parent of another. */
  stackZones: Readonly<Record<string, HostedZone>>;
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
  const { id, ttlSeconds, delegation } = aboveZone;
  new aws.route53.Record(
    `${name}-ds`,
    { zoneId: id, name: zoneName, type: "DS", ttl: ttlSeconds, records: [zone.dsRecord] },
    // Whoever reads it takes no unsigned answer any more. So it comes after the signatures, and goes before them.
    { parent, dependsOn: [zone.signed, delegation] },
  );
}

function findOrCreateZone(
  name: string,
  { config, protect }: HostedZoneArgs,
  parent: pulumi.ComponentResource,
): HostedZone {
  if (!config.create) return { id: findHostedZoneId(config.zone, parent) };
  const zone = new aws.route53.Zone(
    `${name}-zone`,
    { name: config.zone, comment: "Public name of the TCP service", tags: nameTag(name) },
    { parent, protect },
  );
  return { id: zone.zoneId, nameServers: zone.nameServers };
}

const findHostedZoneId = (name: string, parent: pulumi.ComponentResource): pulumi.Output<string> =>
  aws.route53.getZoneOutput({ name, privateZone: false }, { parent }).zoneId;

interface ParentZone {
  /** Of the zone above. */
  id: pulumi.Output<string>;
  ttlSeconds: number;
  delegation: aws.route53.Record;
}

function createDelegation(
  name: string,
  { nameServers }: HostedZone,
  { config, stackZones, records }: DelegationArgs,
  parent: pulumi.ComponentResource,
): ParentZone | undefined {
  if (!config.delegation || !nameServers) return undefined;
  const { parentZone, ttlSeconds } = config.delegation;
  const id = stackZones[parentZone]?.id ?? findHostedZoneId(parentZone, parent);
  const delegation = new aws.route53.Record(
    `${name}-delegation`,
    { zoneId: id, name: config.zone, type: "NS", ttl: ttlSeconds, records: nameServers },
    // An empty zone answers that there is no such name, and resolvers keep that answer.
    { parent, dependsOn: [...records] },
  );
  return { id, ttlSeconds, delegation };
}
