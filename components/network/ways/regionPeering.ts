import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { zoneEntries } from "../../shared";
import type { Network } from "../network";
import { createPeering } from "./peerings";

/** One of the two regions. */
export interface PeeredRegion {
  region: string;
  /** The range of its VPC. */
  cidr: string;
  network: Network;
  provider: aws.Provider;
}

export interface RegionPeeringArgs {
  /** The first asks, the second accepts. */
  regions: readonly [PeeredRegion, PeeredRegion];
}

/** Two VPCs of the stack in two regions, peered, with routes from the app subnets of each to the whole of the other. */
export class RegionPeering extends pulumi.ComponentResource {
  constructor(name: string, { regions: [one, other] }: RegionPeeringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:RegionPeering", name, {}, opts);
    const { target, ready } = createPeering(
      name,
      { vpcId: one.network.vpcId, cidr: one.cidr },
      { vpcId: other.network.vpcId, region: other.region, provider: other.provider },
      this,
    );
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const)
      for (const [zone, routeTableId] of zoneEntries(from.network.routeTableIds.app))
        new aws.ec2.Route(
          `${name}-${from.region}-app-${zone}`,
          { routeTableId, destinationCidrBlock: to.cidr, ...target },
          { parent: this, provider: from.provider, dependsOn: [...ready] },
        );
    this.registerOutputs({});
  }
}
