import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../config/internals";
import { egressAddressName, publicAddressName } from "../plan/names";
import { newWherePublished, otherThanPublished, type Published } from "../plan/published";
import type { ZoneLetter } from "../plan/regions";
import { perZone, type PerZone } from "./perZone";
import { named } from "./tags";

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
  published?: readonly Published[];
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
    const keep = { parent: this, protect: args.protect ?? false, retainOnDelete: args.protect ?? false };
    const isPublished = (purpose: Published["for"], zone: ZoneLetter) =>
      published.find((each) => each.for === purpose && each.zone === zone);
    this.front = perZone(zones, (zone) =>
      address(publicAddressName(region, zone), own[zone], isPublished("clients", zone), keep),
    );
    this.egress = perZone(egressZones, (zone) =>
      address(egressAddressName(region, zone), ownEgress[zone], isPublished("egress", zone), keep),
    );
    this.registerOutputs({ front: this.front, egress: this.egress });
  }
}

function address(
  name: string,
  own: string | undefined,
  published: Published | undefined,
  opts: pulumi.CustomResourceOptions & { parent: FixedAddresses },
): Address {
  if (own !== undefined) {
    // A name of its own: with the name of a created address, the engine would take the one for a replacement of the other.
    const existing = aws.ec2.Eip.get(`${name}-own`, own, undefined, { parent: opts.parent });
    // The id as configured: known in every preview, whatever reading the address gives.
    return { allocationId: pulumi.output(own), publicIp: existing.publicIp };
  }
  const created = new aws.ec2.Eip(name, { domain: "vpc", tags: named(name) }, opts);
  // What is attached to the address waits for this, and nothing is deleted before the program has ended well.
  if (published && pulumi.runtime.isDryRun()) refuseNew(published, created);
  const allocationId = created.allocationId.apply((held) => {
    const wrong = otherThanPublished(published, held);
    if (wrong !== undefined) throw new pulumi.RunError(wrong);
    return held;
  });
  return { allocationId, publicIp: created.publicIp };
}

/** A preview knows the id of an address that exists. One that it does not know would be made anew. */
function refuseNew(published: Published, { allocationId }: aws.ec2.Eip): void {
  // Nobody waits for this: a rejection that nobody awaits ends the program, as it must.
  void isKnown(allocationId).then((known) => {
    if (!known) throw new pulumi.RunError(newWherePublished(published));
  });
}
