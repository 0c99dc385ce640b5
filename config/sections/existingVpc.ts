import { z } from "zod";
import { byZone, oneOf, resourceId } from "../fields";

const subnetsByZone = (what: string) => byZone(resourceId("subnet", "describe-subnets", what));

/** A VPC that exists, for a region to stand in. What of it is the stack's and what its owner's is in docs/network.md. */
export const existingVpcSection = z.strictObject({
  id: resourceId(
    "vpc",
    "describe-vpcs",
    "The VPC's id. In another one all is made anew, an outage of minutes; the stack's own addresses stay.",
  ),
  front: subnetsByZone("A public subnet, for the node of the public load balancer in the zone.")
    .default({})
    .describe(
      "Public subnets, whose default route leads to an internet gateway, by zone: one for each zone, where there is a public load balancer.",
    ),
  app: subnetsByZone("A private subnet, for targets and internal load balancers in the zone.").describe(
    "Private subnets for targets and internal load balancers, by zone: one for each zone.",
  ),
  interfaceEndpoints: oneOf("Whose interface endpoints the region uses.", {
    existing: "Those that the VPC has.",
    created: "Further ones, made here, which cost by the hour: those that nat: none needs and network.endpoints lists.",
  }).default("existing"),
  flowLogs: oneOf("Whose flow logs tell of the VPC.", {
    existing: "Those that the VPC's owner may have.",
    created: "Further ones, made here as network.flowLogs says, which cost by the GB.",
  }).default("existing"),
});

export type ExistingVpcConfig = z.output<typeof existingVpcSection>;
