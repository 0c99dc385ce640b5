import { z } from "zod";
import { DEFAULT_RUNTIME, RUNTIMES_DATE, RUNTIME_NAMES } from "../../../plan/monitoring/canaryRuntimes";
import { byRegion, field, flag, publicAddress, resourceId, wholeNumber } from "../../fields";

const connectMilliseconds = (description: string) => wholeNumber(description, "milliseconds", 1, 5000);
const handshakeMilliseconds = (description: string) => wholeNumber(description, "milliseconds", 1, 5000);

const vpc = z.strictObject({
  id: resourceId(
    "vpc",
    "describe-vpcs",
    "The VPC that the canary is in; it must resolve names. Another one replaces the canary.",
  ),
  subnetIds: z
    .array(resourceId("subnet", "describe-subnets", "A subnet whose way out is a NAT gateway."))
    .min(1)
    .describe("Private subnets to measure from, with a route to a NAT gateway."),
  egressAddresses: z
    .array(publicAddress("The address of a NAT gateway that they leave by."))
    .min(1)
    .describe("The addresses of those NAT gateways, which must be among service.allowedClients."),
});

const vantage = z
  .strictObject({
    vpc: vpc
      .optional()
      .describe(
        "A VPC to measure from, needed where not everyone may connect: outside of one a canary comes from any address of AWS. Default: none.",
      ),
    connectMilliseconds: connectMilliseconds(
      "Milliseconds that a TCP connect from this region may take. Default: as for all.",
    ).optional(),
    handshakeMilliseconds: handshakeMilliseconds(
      "Milliseconds that a TLS handshake from this region may take. Default: as for all.",
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
        "The regions to measure from, each with a canary; the stack needs nothing else there. Name at least one that it is not in.",
      editor: { minProperties: 1 },
      allowed: "one region or more by name, such as eu-central-1: {}",
      fix: "write names of regions, as `aws ec2 describe-regions` has them; at least one that the stack is not in",
    },
  ),
  intervalMinutes: wholeNumber(
    "Minutes from one measurement to the next. Each is paid for: every minute costs nearly five times as much as every five.",
    "minutes",
    1,
    60,
  ).default(5),
  connectMilliseconds: connectMilliseconds(
    "Milliseconds that a TCP connect may take, on the average of a measurement; above it there is a ticket.",
  ).default(500),
  handshakeMilliseconds: handshakeMilliseconds("Milliseconds that a TLS handshake may take, likewise.").default(1000),
  failures: wholeNumber(
    "How many measurements in a row must be bad before an alarm rings: with more it rings later, and less often for nothing.",
    "measurements",
    1,
    10,
  ).default(3),
  tls: z
    .strictObject({
      verify: flag("Whether a certificate that clients would refuse counts as a failed connection.").default(true),
    })
    .optional()
    .describe(
      "Measures TLS handshakes, too, where the targets speak TLS themselves. Default: measured where service.tls has the load balancers end TLS.",
    ),
  runtime: field(z.enum(RUNTIME_NAMES), {
    meanings: RUNTIMES,
    description: `The runtime of Synthetics; another is set in place. Default: ${DEFAULT_RUNTIME}, the newest on ${RUNTIMES_DATE}.`,
    allowed: `one of ${RUNTIME_NAMES.join(", ")}`,
    fix: "choose a runtime that AWS supports; a newer one is added to plan/monitoring/canaryRuntimes.ts",
  }).default(DEFAULT_RUNTIME),
});

export type LatencyConfig = z.output<typeof latencySection>;
