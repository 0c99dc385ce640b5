import { z } from "zod";
import { DEFAULT_BESIDE, type RaisableQuota } from "../../plan/quotas";
import { oneOf, wholeNumber } from "../fields";

/** What AWS has where nobody asked for more: plan/quotas.ts. */
const RAISABLE = {
  elasticIps: "Elastic IPs of a region, 5 by default.",
  vpcs: "VPCs of a region, 5 by default.",
  addressesPerNatGateway: "Elastic IPs of a NAT gateway, 2 by default.",
} as const satisfies Record<RaisableQuota, string>;

const beside = (what: string) =>
  wholeNumber(
    `${what} that the account has in a region beside those of the stack: the stack asks for so many more.`,
    what,
    0,
    1000,
  );

/** What the stack asks AWS for. */
export const quotasSection = z.strictObject({
  raise: z
    .array(oneOf("A quota of a region.", RAISABLE))
    .default([])
    .describe(
      "Quotas that the stack asks AWS to raise, in each region where it needs more than AWS's default. AWS answers in minutes or days; until then an update " +
        "that needs more fails. Default: none: a plan tells which are too low.",
    ),
  beside: z
    .strictObject({
      elasticIps: beside("Elastic IPs").default(DEFAULT_BESIDE.elasticIps),
      vpcs: beside("VPCs").default(DEFAULT_BESIDE.vpcs),
    })
    .prefault({})
    .describe("What else in the account counts against them. Default: its default VPC alone."),
});
