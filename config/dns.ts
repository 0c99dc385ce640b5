import { z } from "zod";
import { domainName, field, flag, whole } from "./fields";

const healthCheck = z.strictObject({
  intervalSeconds: field(z.union([z.literal(10), z.literal(30)]), {
    description: "Seconds between two checks of one checker; 10 costs more.",
    allowed: "10 or 30",
    fix: "choose 10 for fast failover, 30 for the lower price",
  }).default(30),
  failureThreshold: whole("Checks in a row that change the state.", "checks", 1, 10).default(3),
  minimumHealthyAddresses: whole(
    "A region with fewer healthy addresses than this counts as lost.",
    "addresses",
    1,
    8,
  ).default(1),
});

/** The public name. Source of the ranges: the typings of route53.HealthCheck. */
export const dnsSection = z.strictObject({
  zone: domainName("The hosted zone that holds the service's name."),
  create: flag("Whether the zone is created here. Default: it exists, and is looked up.").default(false),
  healthCheck: healthCheck.prefault({}).describe("Route 53 checks of each public address."),
});

export type DnsConfig = z.output<typeof dnsSection>;
