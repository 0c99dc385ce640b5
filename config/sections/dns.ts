import { z } from "zod";
import type { Routing } from "../../plan/dns/routing";
import { domainName, field, flag, hostedZoneId, oneNumberOf, oneOf, roleArn, wholeNumber } from "../fields";

const healthCheck = z.strictObject({
  intervalSeconds: oneNumberOf(
    "Seconds between two checks of one checker. A lost region is answered for by another after failureThreshold times this, and up to 60 s more. " +
      "Another interval makes other checks, before the former go.",
    { 10: "Sooner noticed; each check costs a dollar more a month.", 30: "The lower price." },
    "choose 10 for fast failover, 30 for the lower price",
  ).default(30),
  failureThreshold: wholeNumber(
    "Checks in a row that change the state: with fewer a loss is noticed sooner, and a single lost packet may look like one.",
    "checks",
    1,
    10,
  ).default(3),
  followZones: flag(
    "Whether Route 53 goes by the zones that a load balancer publishes as healthy, and no alias record asks for its targets. Say true in the update " +
      "before a second backend comes. Default: it goes by the zones with service.tls, two backends or several target ports, and asks for targets where " +
      "there is one group of them.",
  ).optional(),
  minimumHealthyAddresses: wholeNumber(
    "How many addresses of a region must be healthy: with fewer the region counts as lost, and names are answered with another.",
    "addresses",
    1,
    8,
  ).default(1),
});

/** A day at most: whoever must be sent elsewhere waits for it. */
const DAY = 86400;

const delegation = z
  .strictObject({
    parentZone: domainName("The hosted zone that the new zone lies in: it gets the NS records that delegate it."),
    hostedZoneId: hostedZoneId(
      "The parent zone's id, needed where several have its name. Default: it is looked up by its name.",
    ).optional(),
    assumeRoleArn: roleArn(
      "A role in the parent zone's account, to assume for its records alone. Default: none: the zone is in the stack's account.",
      "dns",
    ).optional(),
    ttlSeconds: wholeNumber(
      "Seconds that resolvers may keep the delegation, and so the time that taking dnssec away needs.",
      "seconds",
      60,
      2 * DAY,
    ).default(3600),
  })
  .optional()
  .describe(
    "Enters a zone that is made here in its parent zone. Default: none: somebody enters the output nameServers there.",
  );

const dnssec = z
  .strictObject({
    publish: flag(
      "Whether the parent zone gets the DS record, from when on unsigned answers are refused: say true once the zone has been signed for as long as its " +
        "records are kept. Before dnssec is taken out it must have been false for delegation.ttlSeconds.",
    ).default(false),
  })
  .optional()
  .describe(
    "Signs the zone (DNSSEC) by a KMS key of its own in us-east-1, which costs a dollar a month. Put in and taken out in several updates: docs/dns.md. " +
      "Default: it is not signed.",
  );

/** Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html */
const ROUTING_MEANINGS = {
  simple: "The one region that there is.",
  failover: "The region with role: primary while it is healthy, else a secondary one that is.",
  latency: "The region with the shortest way to the client.",
  weighted: "Each region by its share, regions.*.dns.weight.",
  geolocation: "The region whose regions.*.dns.locations have the client's place.",
  geoproximity:
    "The nearest region; regions.*.dns.bias makes one larger or smaller. AWS charges more for such queries.",
  multivalue: "Up to eight healthy addresses at once, of all regions.",
} as const satisfies Record<Routing, string>;

const routing = oneOf(
  "Which region a lookup is answered with. It can be changed at any time: no lookup fails meanwhile. Default: failover where the regions have roles, else latency.",
  ROUTING_MEANINGS,
).optional();

/** Where a hosted zone is. */
const place = {
  hostedZoneId: hostedZoneId(
    "The id of a zone that exists, needed where several have its name. Default: it is looked up by its name.",
  ).optional(),
  assumeRoleArn: roleArn(
    "A role in the zone's account, to assume for the zone and its records alone. Default: none: the zone is in the stack's account.",
    "dns",
  ).optional(),
};

const second = z.strictObject({
  zone: domainName("The hosted zone that the second name lies in, best under another top-level domain."),
  ...place,
  create: flag(
    "Whether that zone is made here, and not looked up. It costs as much, and false again deletes it unless protect is true.",
  ).default(false),
  hostname: domainName("The second name, with the same addresses and health checks. Clients must be told it."),
  routing,
  delegation,
  dnssec,
});

const routingControls = z.strictObject({
  clusterArn: field(z.string().regex(/^arn:aws:route53-recovery-control::\d{12}:cluster\/[\w-]+$/), {
    description:
      "A cluster that exists; another one makes every switch anew, and Off. Default: one is made, for 2.50 dollars an hour.",
    allowed: "an ARN that begins with arn:aws:route53-recovery-control::",
    fix: "copy the ARN from the console or the AWS CLI",
    examples: ["arn:aws:route53-recovery-control::123456789012:cluster/01234567-89ab-cdef-0123-456789abcdef"],
  }).optional(),
  use: flag(
    "Whether names obey the switches. New ones are Off: make them with false, set them On by the AWS CLI, then say true.",
  ).default(false),
});

/** The public name. Source of the ranges: the typings of route53.HealthCheck and route53.Record. */
export const dnsSection = z.strictObject({
  zone: domainName(
    "The hosted zone that the service's name lies in. Another one gets all records anew: the name leads nowhere until lookups are led to that zone.",
  ),
  ...place,
  create: flag(
    "Whether the zone is made here, for 0.50 dollars a month. Say so from the beginning: a zone that was found is left by its records, and false again deletes one made here. " +
      "Default: false: it exists, and is looked up.",
  ).default(false),
  routing,
  ttlSeconds: wholeNumber(
    "Seconds that resolvers may keep an answer which has the addresses themselves: with routing: multivalue, and in the output zoneFiles. Of load " +
      "balancers it is 60, which AWS sets.",
    "seconds",
    1,
    DAY,
  ).default(60),
  healthCheck: healthCheck
    .prefault({})
    .describe("How Route 53 checks each public address from outside, by TCP. Each check costs 0.50 dollars a month."),
  delegation,
  dnssec,
  routingControls: routingControls
    .optional()
    .describe(
      "A switch for each region by which people take it out of the answers (routing controls of Application Recovery Controller). Default: none.",
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
