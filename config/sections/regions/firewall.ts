import { z } from "zod";
import { FIREWALL_VPC_CIDR, FIREWALL_VPC_PREFIX } from "../../../plan/network/subnets";
import { arnOf, kmsKeyArn, vpcCidr, zoneLetter } from "../../fields";

const zoneList = (description: string) => z.array(zoneLetter("A zone of the region.")).min(1).describe(description);

export const firewall = z.strictObject({
  cidr: vpcCidr(
    `The range of the firewall's own VPC, /16 to /25, to which nothing routes. Another makes another VPC and another firewall in it. Default: ${FIREWALL_VPC_CIDR}.`,
    FIREWALL_VPC_PREFIX,
  ).optional(),
  zones: zoneList(
    "The zones of the firewall's own VPC, where they are settled for good: awsx then makes it whole, with a subnet in each. Another list " +
      "makes another VPC and another firewall in it. Default: the zones of the region, with which the VPC grows.",
  ).optional(),
  existing: z
    .strictObject({
      arn: arnOf("network-firewall", "firewall/[\\w-]{1,128}", "The firewall, by its ARN.", "firewall/central"),
      zones: zoneList("The zones in which that firewall has an endpoint of its own."),
    })
    .optional()
    .describe(
      "A firewall that exists, in this account or shared with it; rules, logs and alarms are its owner's. Default: none; one is made here.",
    ),
  kmsKeyArn: kmsKeyArn(
    "Of networkFirewall.customerManagedKey, a key of your own to encrypt with. Default: none; the stack makes one.",
  ).optional(),
  bypassZones: z
    .array(zoneLetter("A zone whose traffic goes round the firewall."))
    .default([])
    .describe(
      "Zones whose traffic goes past their endpoint, uninspected: to bring the firewall in or out zone by zone.",
    ),
  parkedZones: z
    .array(zoneLetter("A zone that the firewall leaves with the next update."))
    .default([])
    .describe(
      "Zones no longer in the region's zones where the firewall keeps an endpoint for one update more: AWS lets it leave a zone only when no " +
        "other endpoint there is associated with it.",
    ),
});
