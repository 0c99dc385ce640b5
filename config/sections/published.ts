import { z } from "zod";
import { allocationId, oneOf, regionName, secondaryName, zoneLetter } from "../fields";

const publishedAddress = z.strictObject({
  region: regionName("The region of the address."),
  zone: zoneLetter("The zone of the address."),
  for: oneOf("Whether clients connect to it, or the service's own connections come from it.", [
    "clients",
    "egress",
  ]).default("clients"),
  name: secondaryName("Of a further address of a NAT gateway, its name. Default: it is the first.").optional(),
  allocationId: allocationId("Its allocation id, as the output published gives it."),
});

/** The addresses that somebody has on an allow list. A stack that would not hold one of them is refused. */
export const publishedSection = z
  .array(publishedAddress)
  .default([])
  .describe("Addresses that are on others' allow lists: nothing is done where the stack would no longer hold one.");

export type PublishedAddress = z.output<typeof publishedAddress>;
