import { z } from "zod";
import { ALLOCATION_ID, allocationId, byZone, field } from "../../fields";

export const allocationIdsByZone = (description: string) =>
  byZone(allocationId("The allocation id of an Elastic IP you have.")).default({}).describe(description);

/** How a further address of a NAT gateway is: made here, kept without the gateway, or one that exists. */
const SECONDARY_STATES = z.enum(["created", "parked"]).meta({
  meanings: {
    created: "It is made here, and attached to the NAT gateway.",
    parked: "It is made here and attached to nothing, so that it is kept. It is charged for all the same.",
  },
});

export const secondaryAddress = field(z.union([SECONDARY_STATES, z.string().regex(ALLOCATION_ID)]), {
  description:
    "One that is made here (created), one that is made here and kept without the gateway (parked), or the allocation id of an Elastic IP you have.",
  allowed: "created, parked, or an allocation id: eipalloc- and 17 (or 8) hexadecimal digits",
  fix: "write created, or copy the id from `aws ec2 describe-addresses`",
  examples: ["created"],
});

/**
 * Whose range created addresses are of. It holds for those that are made from now on: AWS changes no address, and none is replaced.
 * Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html
 */
export const addressPool = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("byoip"),
      id: field(z.string().regex(/^ipv4pool-ec2-[0-9a-f]{8,17}$/), {
        description: "The pool, by its id.",
        examples: ["ipv4pool-ec2-0123456789abcdef0"],
        allowed: "the id of a public IPv4 pool: ipv4pool-ec2- and hexadecimal digits",
        fix: "copy it from `aws ec2 describe-public-ipv4-pools`",
      }),
    })
    .describe("A pool of your own public range (BYOIP)."),
  z
    .strictObject({
      kind: z.literal("ipam"),
      id: field(z.string().regex(/^ipam-pool-[0-9a-f]{8,17}$/), {
        description: "The pool, by its id.",
        examples: ["ipam-pool-0123456789abcdef0"],
        allowed: "the id of an IPAM pool: ipam-pool- and hexadecimal digits",
        fix: "copy it from `aws ec2 describe-ipam-pools`",
      }),
    })
    .describe("A public IPv4 pool of IPAM, of your own range or of a contiguous one that Amazon provided."),
]);
