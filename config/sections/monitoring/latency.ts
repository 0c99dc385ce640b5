import { z } from "zod";
import { DEFAULT_RUNTIME, RUNTIMES_DATE, RUNTIME_NAMES } from "../../../plan/monitoring/canaryRuntimes";
import { REGION_NAMES } from "../../../plan/regions";
import { field, flag, publicAddress, wholeNumber, resourceId } from "../../fields";

const connectMilliseconds = (description: string) => wholeNumber(description, "milliseconds", 1, 5000);
const handshakeMilliseconds = (description: string) => wholeNumber(description, "milliseconds", 1, 5000);

const vpc = z.strictObject({
  id: resourceId("vpc", "describe-vpcs", "The VPC."),
  subnetIds: z
    .array(resourceId("subnet", "describe-subnets", "A subnet whose way out is a NAT gateway."))
    .min(1)
    .describe("The subnets to measure from."),
  egressAddresses: z
    .array(publicAddress("The address of a NAT gateway that they leave by."))
    .min(1)
    .describe("The addresses that connections from there come from."),
});

const vantage = z.strictObject({
  vpc: vpc
    .optional()
    .describe(
      "A VPC to measure from. Needed where not everyone may connect: a canary in AWS's own network has no address of its own.",
    ),
  connectMilliseconds: connectMilliseconds("The same for this region alone. Default: as for all.").optional(),
  handshakeMilliseconds: handshakeMilliseconds("The same for this region alone. Default: as for all.").optional(),
});

/** How long clients take to connect, measured from outside. Source of the ranges: the typings of synthetics.Canary. */
export const latencySection = z.strictObject({
  regions: field(
    z.partialRecord(z.enum(REGION_NAMES), vantage).refine((regions) => Object.keys(regions).length > 0, {
      error: "name one region or more",
    }),
    {
      description: "The regions to measure from, by name; the stack needs nothing else there.",
      allowed: "one region or more by name, such as eu-central-1: {}",
      fix: "write names of regions, as `aws ec2 describe-regions` has them; at least one that the stack is not in",
    },
  ),
  intervalMinutes: wholeNumber("Minutes from one measurement to the next.", "minutes", 1, 60).default(5),
  connectMilliseconds: connectMilliseconds("With a TCP connect slower than this, a ticket is written.").default(500),
  handshakeMilliseconds: handshakeMilliseconds("With a TLS handshake slower than this, a ticket is written.").default(
    1000,
  ),
  failures: wholeNumber("Measurements in a row that must be bad.", "measurements", 1, 10).default(3),
  tls: z
    .strictObject({
      verify: flag("Whether a certificate that clients would refuse counts as a failure.").default(true),
    })
    .optional()
    .describe(
      "With this, a TLS handshake is measured, too. Default: where service.tls ends TLS at the load balancers.",
    ),
  runtime: field(z.enum(RUNTIME_NAMES), {
    description: `The runtime of Synthetics. Default: ${DEFAULT_RUNTIME}, the newest on ${RUNTIMES_DATE}.`,
    allowed: `one of ${RUNTIME_NAMES.join(", ")}`,
    fix: "choose a runtime that AWS supports; a newer one is added to plan/monitoring/canaryRuntimes.ts",
  }).default(DEFAULT_RUNTIME),
});

export type LatencyConfig = z.output<typeof latencySection>;
