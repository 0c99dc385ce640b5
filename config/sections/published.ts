import { z } from "zod";
import { allocationId, oneOf, regionName, secondaryName, zoneLetter } from "../fields";

const publishedAddress = z
  .strictObject({
    region: regionName("The region of the address."),
    zone: zoneLetter("The zone of the address."),
    for: oneOf("What the address is for.", {
      clients: "Clients connect to it: it is one of the load balancer's.",
      egress: "The service's own connections come from it: it is one of a NAT gateway's.",
    }).default("clients"),
    name: secondaryName("The name of a further address of a NAT gateway. Default: none: it is the first.").optional(),
    allocationId: allocationId("The allocation id of the address, as the output published gives it."),
  })
  .describe("An address that somebody has on an allow list.");

/** The addresses that somebody has on an allow list. A stack that would not hold one of them is refused. */
export const publishedSection = z
  .array(publishedAddress)
  .default([])
  .describe(
    "Addresses that are on others' allow lists. Where the stack would no longer hold one, preview and update do nothing but say so.",
  );

export type PublishedAddress = z.output<typeof publishedAddress>;
