import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type PublishedAddress,
  publishedAddressMismatch,
  publishedAddressMissing,
} from "../../plan/addresses/published";
import { type SecondaryAddresses, secondaryAddresses } from "../../plan/addresses/secondary";
import { egressAddressName, publicAddressName, secondaryAddressName } from "../../plan/names";
import type { ZoneLetter } from "../../plan/regions";
import { type PerZone, nameTag, perZone } from "../shared";
import { checkPublished } from "./checkPublished";

export interface FixedAddressesArgs {
  region: string;
  /** The zones that have an address for clients to connect to, in use or parked. */
  zones: readonly ZoneLetter[];
  /** The zones that have an address for the service's own connections: those with a NAT gateway, or had one. */
  egressZones: readonly ZoneLetter[];
  /** Allocation ids of addresses that exist, by zone; they are read, never managed. Default: none. */
  own?: PerZone<string>;
  /** The same for egress. Default: none. */
  ownEgress?: PerZone<string>;
  /** Further addresses of NAT gateways. Default: none. */
  secondaryEgress?: SecondaryAddresses;
  /** The pool that addresses come from which are made from now on. Default: Amazon's. */
  pool?: AddressPool;
  /** Addresses of this region that are on others' allow lists: the program ends where it holds others. Default: none. */
  published?: readonly PublishedAddress[];
  /** Whether deletion is refused, and an address outlives even its removal from the stack. Default: false. */
  protect?: boolean;
}

/** A range of one's own, or a pool of IPAM. */
export interface AddressPool {
  kind: "byoip" | "ipam";
  id: string;
}

export interface Address {
  allocationId: pulumi.Output<string>;
  publicIp: pulumi.Output<string>;
}

/**
 * The addresses that third parties have on their allow lists. They belong to no load balancer and no option: whatever the
 * options are, these are the same resources, parked where nothing uses them.
 */
export class FixedAddresses extends pulumi.ComponentResource {
  readonly front: PerZone<Address>;
  readonly egress: PerZone<Address>;
  /** By their names. */
  readonly secondaryEgress: PerZone<Readonly<Record<string, Address>>>;

  constructor(name: string, args: FixedAddressesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:FixedAddresses", name, {}, opts);
    const { region, zones, egressZones, own = {}, ownEgress = {}, published = [], pool } = args;
    const kept = args.protect ?? false;
    const options = { parent: this, protect: kept, retainOnDelete: kept, ...(pool && { ignoreChanges: POOL_INPUTS }) };
    const publishedFor = (purpose: PublishedAddress["for"], zone: ZoneLetter, name?: string) =>
      published.find((each) => each.for === purpose && each.zone === zone && each.name === name);
    this.front = perZone(zones, (zone) =>
      createAddress(
        publicAddressName(region, zone),
        { own: own[zone], published: publishedFor("clients", zone), pool },
        options,
      ),
    );
    this.egress = perZone(egressZones, (zone) =>
      createAddress(
        egressAddressName(region, zone),
        { own: ownEgress[zone], published: publishedFor("egress", zone), pool },
        options,
      ),
    );
    this.secondaryEgress = byZone(
      secondaryAddresses(args.secondaryEgress ?? {}).map(({ zone, name: each, allocationId }) => [
        zone,
        each,
        createAddress(
          secondaryAddressName(region, zone, each),
          { own: allocationId, published: publishedFor("egress", zone, each), pool },
          options,
        ),
      ]),
    );
    this.registerOutputs({ front: this.front, egress: this.egress });
  }
}

/** By zone and name. */
function byZone(all: readonly [ZoneLetter, string, Address][]): PerZone<Record<string, Address>> {
  const zones = [...new Set(all.map(([zone]) => zone))];
  return perZone(zones, (zone) =>
    Object.fromEntries(all.flatMap(([of, name, address]) => (of === zone ? [[name, address]] : []))),
  );
}

/** An address comes from one pool for good: another pool in the stack file is for addresses to come, and replaces none. */
const POOL_INPUTS = ["publicIpv4Pool", "ipamPoolId"];

const poolInput = (pool: AddressPool | undefined): Pick<aws.ec2.EipArgs, "publicIpv4Pool" | "ipamPoolId"> => {
  if (!pool) return {};
  return pool.kind === "byoip" ? { publicIpv4Pool: pool.id } : { ipamPoolId: pool.id };
};

function createAddress(
  name: string,
  {
    own,
    published,
    pool,
  }: { own: string | undefined; published: PublishedAddress | undefined; pool: AddressPool | undefined },
  opts: pulumi.CustomResourceOptions & { parent: FixedAddresses },
): Address {
  if (own !== undefined) {
    // A name of its own: with the name of a created address, the engine would take the one for a replacement of the other.
    const existing = aws.ec2.Eip.get(`${name}-own`, own, undefined, { parent: opts.parent });
    // The id as configured: known in every preview, whatever reading the address gives.
    return { allocationId: pulumi.output(own), publicIp: existing.publicIp };
  }
  const created = new aws.ec2.Eip(name, { domain: "vpc", ...poolInput(pool), tags: nameTag(name) }, opts);
  const allocationId = checkPublished(created.allocationId, {
    missing: published && publishedAddressMissing(published),
    mismatch: (actual) => publishedAddressMismatch(published, actual),
  });
  return { allocationId, publicIp: created.publicIp };
}
