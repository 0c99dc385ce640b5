import { z } from "zod";
import { DEFAULT_BESIDE, RAISABLE_QUOTAS } from "../../plan/quotas";
import { oneOf, wholeNumber } from "../fields";

const beside = (what: string) =>
  wholeNumber(`${what} that the account has in each region beside those of the stack.`, "them", 0, 1000);

/** What the stack asks AWS for. */
export const quotasSection = z.strictObject({
  raise: z
    .array(oneOf("A quota of a region.", RAISABLE_QUOTAS))
    .default([])
    .describe(
      "Quotas that the stack asks AWS to raise in each region where it needs more than the default. Default: none; a plan tells which are too low.",
    ),
  beside: z
    .strictObject({
      elasticIps: beside("Elastic IPs").default(DEFAULT_BESIDE.elasticIps),
      vpcs: beside("VPCs").default(DEFAULT_BESIDE.vpcs),
    })
    .prefault({})
    .describe("What else counts against them. Default: the default VPC alone."),
});
