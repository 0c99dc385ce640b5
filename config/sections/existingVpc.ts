import { z } from "zod";
import { byZone, oneOf, resourceId } from "../fields";

const subnetsByZone = (what: string) => byZone(resourceId("subnet", "describe-subnets", what));

/** A VPC that exists, for a region to stand in. What of it is the stack's and what its owner's is in docs/network.md. */
export const existingVpcSection = z.strictObject({
  id: resourceId(
    "vpc",
    "describe-vpcs",
    "The VPC that exists. Another one makes all anew: the addresses stay, the rest does not.",
  ),
  front: subnetsByZone("A public subnet, for the node of the public load balancer in the zone.")
    .default({})
    .describe(
      "Subnets whose default route leads to an internet gateway, by zone: for the options with a public load balancer.",
    ),
  app: subnetsByZone("A private subnet, for targets and internal load balancers in the zone.").describe(
    "Subnets for what runs and for internal load balancers, by zone.",
  ),
  interfaceEndpoints: oneOf("Whose interface endpoints there are.", {
    existing: "Those that the VPC has.",
    created:
      "Further ones, made here, which cost by the hour: what is needed with nat: none, and what network.endpoints lists.",
  }).default("existing"),
  flowLogs: oneOf("Whose flow logs there are.", {
    existing: "Those that the VPC's owner may have.",
    created: "Further ones, made here, which cost by the GB.",
  }).default("existing"),
});

export type ExistingVpcConfig = z.output<typeof existingVpcSection>;
