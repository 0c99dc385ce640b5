import { z } from "zod";
import { DEFAULT_RUNTIME, RUNTIMES_DATE, RUNTIME_NAMES } from "../../../plan/monitoring/canaryRuntimes";
import { byRegion, field, flag, publicAddress, resourceId, wholeNumber } from "../../fields";

const connectMilliseconds = (description: string) => wholeNumber(description, "milliseconds", 1, 5000);
const handshakeMilliseconds = (description: string) => wholeNumber(description, "milliseconds", 1, 5000);

const vpc = z.strictObject({
  id: resourceId("vpc", "describe-vpcs", "The VPC that the canary is in."),
  subnetIds: z
    .array(resourceId("subnet", "describe-subnets", "A subnet whose way out is a NAT gateway."))
    .min(1)
    .describe("The subnets to measure from."),
  egressAddresses: z
    .array(publicAddress("The address of a NAT gateway that they leave by."))
    .min(1)
    .describe("The addresses that connections from there come from, which must be among the allowed clients."),
});

const vantage = z
  .strictObject({
    vpc: vpc
      .optional()
      .describe(
        "A VPC to measure from. Needed where not everyone may connect: a canary in AWS's own network has no address of its own. Default: none.",
      ),
    connectMilliseconds: connectMilliseconds(
      "Milliseconds of a TCP connect from this region, above which a ticket is written. Default: as for all.",
    ).optional(),
    handshakeMilliseconds: handshakeMilliseconds(
      "Milliseconds of a TLS handshake from this region, above which a ticket is written. Default: as for all.",
    ).optional(),
  })
  .describe("A region to measure from.");

/** Source: as RUNTIME_NAMES. */
const RUNTIMES = Object.fromEntries(
  RUNTIME_NAMES.map((name) => [name, name.startsWith("syn-nodejs-3.") ? "Runs Node.js 20." : "Runs Node.js 22."]),
);

/** How long clients take to connect, measured from outside. Source of the ranges: the typings of synthetics.Canary. */
export const latencySection = z.strictObject({
  regions: field(
    byRegion(vantage).refine((regions) => Object.keys(regions).length > 0, {
      error: "name one region or more",
    }),
    {
      description:
        "The regions to measure from, by name, each with a canary, which costs; the stack needs nothing else there.",
      editor: { minProperties: 1 },
      allowed: "one region or more by name, such as eu-central-1: {}",
      fix: "write names of regions, as `aws ec2 describe-regions` has them; at least one that the stack is not in",
    },
  ),
  intervalMinutes: wholeNumber("Minutes from one measurement to the next: each is paid for.", "minutes", 1, 60).default(
    5,
  ),
  connectMilliseconds: connectMilliseconds("Milliseconds of a TCP connect, above which a ticket is written.").default(
    500,
  ),
  handshakeMilliseconds: handshakeMilliseconds(
    "Milliseconds of a TLS handshake, above which a ticket is written.",
  ).default(1000),
  failures: wholeNumber(
    "Measurements in a row that must be bad for a ticket: more ring later, and less for nothing.",
    "measurements",
    1,
    10,
  ).default(3),
  tls: z
    .strictObject({
      verify: flag("Whether a certificate that clients would refuse counts as a failure.").default(true),
    })
    .optional()
    .describe(
      "With this, a TLS handshake is measured, too. Default: where service.tls ends TLS at the load balancers.",
    ),
  runtime: field(z.enum(RUNTIME_NAMES), {
    meanings: RUNTIMES,
    description: `The runtime of Synthetics. Default: ${DEFAULT_RUNTIME}, the newest on ${RUNTIMES_DATE}.`,
    allowed: `one of ${RUNTIME_NAMES.join(", ")}`,
    fix: "choose a runtime that AWS supports; a newer one is added to plan/monitoring/canaryRuntimes.ts",
  }).default(DEFAULT_RUNTIME),
});

export type LatencyConfig = z.output<typeof latencySection>;
