import { z } from "zod";
import { ZONE_LETTERS } from "../../plan/regions";
import { oneOf, resourceId } from "../fields";

const subnetsByZone = (what: string) =>
  z.partialRecord(z.enum(ZONE_LETTERS), resourceId("subnet", "describe-subnets", what));

/** A VPC that exists, for a region to stand in. What of it is the stack's and what its owner's is in docs/network.md. */
export const existingVpcSection = z.strictObject({
  id: resourceId("vpc", "describe-vpcs", "The VPC."),
  front: subnetsByZone("A public subnet, for the node of the public load balancer in the zone.")
    .default({})
    .describe(
      "Subnets whose default route leads to an internet gateway, by zone: for the options with a public load balancer.",
    ),
  app: subnetsByZone("A private subnet, for targets and internal load balancers in the zone.").describe(
    "Subnets for what runs and for internal load balancers, by zone.",
  ),
  interfaceEndpoints: oneOf(
    "Whose interface endpoints there are: those that the VPC has, or further ones, made here: what is needed with nat: none, and what " +
      "network.endpoints lists.",
    ["existing", "created"],
  ).default("existing"),
  flowLogs: oneOf("Whose flow logs there are: those that the owner may have, or further ones, made here.", [
    "existing",
    "created",
  ]).default("existing"),
});

export type ExistingVpcConfig = z.output<typeof existingVpcSection>;
