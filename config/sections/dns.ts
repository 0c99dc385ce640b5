import { z } from "zod";
import type { Routing } from "../../plan/dns/routing";
import { domainName, field, flag, hostedZoneId, oneNumberOf, oneOf, roleArn, wholeNumber } from "../fields";

const healthCheck = z.strictObject({
  intervalSeconds: oneNumberOf(
    "Seconds between two checks of one checker.",
    { 10: "Fast failover; each check costs a dollar more a month.", 30: "The lower price." },
    "choose 10 for fast failover, 30 for the lower price",
  ).default(30),
  failureThreshold: wholeNumber(
    "Checks in a row that change the state: fewer are faster, and take a slip for a loss.",
    "checks",
    1,
    10,
  ).default(3),
  followZones: flag(
    "Whether Route 53 also follows what the load balancer says of each zone, and no alias evaluates the targets. Default: it follows the zones with " +
      "service.tls and with two backends. Say true an update before a second backend comes.",
  ).optional(),
  minimumHealthyAddresses: wholeNumber(
    "A region with fewer healthy addresses than this counts as lost, and DNS answers with another.",
    "addresses",
    1,
    8,
  ).default(1),
});

/** A day at most: whoever must be sent elsewhere waits for it. */
const DAY = 86400;

const delegation = z
  .strictObject({
    parentZone: domainName("The hosted zone that the created zone lies in, which gets the records that delegate it."),
    hostedZoneId: hostedZoneId("The parent zone's id. Default: it is looked up by its name.").optional(),
    assumeRoleArn: roleArn(
      "A role in the parent zone's account, to assume for its records alone. Default: it is in the stack's account.",
      "dns",
    ).optional(),
    ttlSeconds: wholeNumber(
      "Seconds that others may keep the delegation. DNSSEC is taken away no sooner.",
      "seconds",
      60,
      2 * DAY,
    ).default(3600),
  })
  .optional()
  .describe("Delegates a zone created here. Default: somebody enters the output nameServers in the parent zone.");

const dnssec = z
  .strictObject({
    publish: flag(
      "Whether the DS record is put into the parent zone. Before the section is removed, it must have been false for the delegation's ttlSeconds.",
    ).default(false),
  })
  .optional()
  .describe("Signs the zone, by a key in us-east-1, which costs. Default: it is not signed.");

/** Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html */
const ROUTING_MEANINGS = {
  simple: "The one region that there is.",
  failover: "The region with role: primary while it is well, else a secondary one.",
  latency: "The region that answers the client fastest.",
  weighted: "Each region by its share, dns.weight.",
  geolocation: "The region for where the client is, dns.locations.",
  geoproximity: "The nearest region, by distance moved with dns.bias; AWS charges more for such queries.",
  multivalue: "Up to eight healthy addresses at once, of all regions.",
} as const satisfies Record<Routing, string>;

const routing = oneOf(
  "Which region an answer has. Default: failover where the regions have roles, else latency.",
  ROUTING_MEANINGS,
).optional();

/** Where a hosted zone is. */
const place = {
  hostedZoneId: hostedZoneId("The zone's id, where it exists. Default: it is looked up by its name.").optional(),
  assumeRoleArn: roleArn(
    "A role in the zone's account, to assume for the zone and its records alone. Default: it is in the stack's account.",
    "dns",
  ).optional(),
};

const second = z.strictObject({
  zone: domainName("The hosted zone that holds the second name; another one than the first."),
  ...place,
  create: flag(
    "Whether that zone is created here. It costs by the month, and goes with the stack unless protect is true.",
  ).default(false),
  hostname: domainName("The second name, with the same addresses and health checks. Clients must know it to use it."),
  routing,
  delegation,
  dnssec,
});

const routingControls = z.strictObject({
  clusterArn: field(z.string().regex(/^arn:aws:route53-recovery-control::\d{12}:cluster\/[\w-]+$/), {
    description: "A cluster you have. Default: one is created, which costs more than the rest of the stack.",
    allowed: "an ARN that begins with arn:aws:route53-recovery-control::",
    fix: "copy the ARN from the console or the AWS CLI",
    examples: ["arn:aws:route53-recovery-control::123456789012:cluster/01234567-89ab-cdef-0123-456789abcdef"],
  }).optional(),
  use: flag("Whether the names obey the controls. A new control is Off: set them On first.").default(false),
});

/** The public name. Source of the ranges: the typings of route53.HealthCheck and route53.Record. */
export const dnsSection = z.strictObject({
  zone: domainName(
    "The hosted zone that holds the service's name. Another makes all records anew: the name leads nowhere meanwhile.",
  ),
  ...place,
  create: flag("Whether the zone is created here. Default: false: it exists, and is looked up.").default(false),
  routing,
  ttlSeconds: wholeNumber(
    "Seconds that an answer may be kept where it holds the addresses themselves: with routing: multivalue, and in the zone files.",
    "seconds",
    1,
    DAY,
  ).default(60),
  healthCheck: healthCheck
    .prefault({})
    .describe("Route 53 checks of each public address, from outside; each costs by the month."),
  delegation,
  dnssec,
  routingControls: routingControls
    .optional()
    .describe(
      "A switch for each region, in Application Recovery Controller, by which people take it out of the answers. Default: none.",
    ),
  second: second
    .optional()
    .describe("A second name in a second zone, so that the loss of one zone is survived. Default: none."),
});

export type DnsConfig = z.output<typeof dnsSection>;

/** A hosted zone as the config has it. */
export type ZoneConfig = Pick<
  DnsConfig,
  "zone" | "hostedZoneId" | "assumeRoleArn" | "create" | "delegation" | "dnssec"
>;
