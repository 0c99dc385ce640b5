import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type PublishedAddress,
  publishedAddressMismatch,
  publishedAddressMissing,
} from "../../plan/addresses/published";
import { egressAddressName, publicAddressName } from "../../plan/names";
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
  /** Addresses of this region that are on others' allow lists: the program ends where it holds others. Default: none. */
  published?: readonly PublishedAddress[];
  /** Whether deletion is refused, and an address outlives even its removal from the stack. Default: false. */
  protect?: boolean;
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

  constructor(name: string, args: FixedAddressesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:FixedAddresses", name, {}, opts);
    const { region, zones, egressZones, own = {}, ownEgress = {}, published = [] } = args;
    const options = { parent: this, protect: args.protect ?? false, retainOnDelete: args.protect ?? false };
    const publishedFor = (purpose: PublishedAddress["for"], zone: ZoneLetter) =>
      published.find((each) => each.for === purpose && each.zone === zone);
    this.front = perZone(zones, (zone) =>
      createAddress(publicAddressName(region, zone), own[zone], publishedFor("clients", zone), options),
    );
    this.egress = perZone(egressZones, (zone) =>
      createAddress(egressAddressName(region, zone), ownEgress[zone], publishedFor("egress", zone), options),
    );
    this.registerOutputs({ front: this.front, egress: this.egress });
  }
}

function createAddress(
  name: string,
  own: string | undefined,
  published: PublishedAddress | undefined,
  opts: pulumi.CustomResourceOptions & { parent: FixedAddresses },
): Address {
  if (own !== undefined) {
    // A name of its own: with the name of a created address, the engine would take the one for a replacement of the other.
    const existing = aws.ec2.Eip.get(`${name}-own`, own, undefined, { parent: opts.parent });
    // The id as configured: known in every preview, whatever reading the address gives.
    return { allocationId: pulumi.output(own), publicIp: existing.publicIp };
  }
  const created = new aws.ec2.Eip(name, { domain: "vpc", tags: nameTag(name) }, opts);
  const allocationId = checkPublished(created.allocationId, {
    missing: published && publishedAddressMissing(published),
    mismatch: (actual) => publishedAddressMismatch(published, actual),
  });
  return { allocationId, publicIp: created.publicIp };
}
