import { z } from "zod";
import { ANYWHERE } from "../../plan/cidrs";
import { ALPN_POLICIES, DEFAULT_SECURITY_POLICY, SECURITY_POLICIES } from "../../plan/tls";
import { domainName, field, flag, ipCidr, oneOf, port, wholeNumber } from "../fields";

const healthCheck = z.strictObject({
  protocol: oneOf("How the load balancer asks a target whether it is well.", ["TCP", "HTTP", "HTTPS"]).default("TCP"),
  port: port("The port that is checked. Default: where the targets listen.").optional(),
  path: field(z.string().regex(/^\/\S{0,1023}$/), {
    description: "The path that an HTTP or HTTPS check asks for. Default: /",
    allowed: "a path that begins with a slash",
    fix: "write it as in a URL, such as /healthz",
  }).optional(),
  matcher: field(z.string().regex(/^[2-5]\d\d(-[2-5]\d\d)?(,[2-5]\d\d(-[2-5]\d\d)?)*$/), {
    description: "The status codes that mean well. Default: 200-399.",
    allowed: "status codes from 200 to 599, such as 200 or 200-299 or 200,204",
    fix: "quote it, so that it stays a text",
  }).optional(),
  intervalSeconds: wholeNumber("Seconds between two checks.", "seconds", 5, 300).default(10),
  timeoutSeconds: wholeNumber(
    "Seconds without an answer that count as a failure, less than the interval. Default: 5, or 4 at an interval of 5.",
    "seconds",
    2,
    120,
  ).optional(),
  healthyThreshold: wholeNumber("Good checks in a row until a target gets connections.", "checks", 2, 10).default(2),
  unhealthyThreshold: wholeNumber("Failed checks in a row until a target gets none.", "checks", 2, 10).default(2),
});

const targetHealth = z.strictObject({
  dnsFailoverMinimumTargets: wholeNumber(
    "With fewer healthy targets than this, a zone's address leaves DNS; with crossZone those of all zones count.",
    "targets",
    1,
    1000,
  ).default(1),
  failOpenBelowTargets: wholeNumber(
    "With fewer healthy targets than this, connections go to all targets, well or not.",
    "targets",
    1,
    1000,
  ).default(1),
});

const tls = z.strictObject({
  securityPolicy: field(z.enum(SECURITY_POLICIES), {
    description: `The versions of TLS and the ciphers that clients may choose from. Default: ${DEFAULT_SECURITY_POLICY}.`,
    allowed:
      "a security policy of Network Load Balancers with TLS 1.2 or more, such as ELBSecurityPolicy-TLS13-1-2-2021-06",
    fix: `remove it, which is ${DEFAULT_SECURITY_POLICY}, or copy the name of another from \`aws elbv2 describe-ssl-policies\``,
  }).default(DEFAULT_SECURITY_POLICY),
  alpn: oneOf(
    "Which protocols are offered to clients that negotiate one (ALPN). Default: nothing is said, which leaves a listener as it is; a " +
      "new one negotiates none.",
    ALPN_POLICIES,
  ).optional(),
  toTargets: flag(
    "Whether the load balancer speaks TLS with the targets, too. It takes whatever certificate they show. Default: they get TCP.",
  ).default(false),
});

const tlsOf = (otherwise: string) =>
  tls
    .optional()
    .describe(
      "Clients speak TLS, which ends at the load balancer: targets get what is inside it. Each region names its certificates. " +
        `Default: ${otherwise}`,
    );

export const listeningName = (description: string) =>
  field(z.string().regex(/^[a-z][a-z0-9-]{0,15}$/), {
    description,
    allowed: "1 to 16 lower-case letters, digits and hyphens, the first a letter",
    fix: "choose a short name, such as mqtts",
  });

/** A port beside the service's own, on the same addresses. */
const furtherPort = z.strictObject({
  name: listeningName("What it is called; part of the names of what there is of it alone."),
  port: port("The TCP port that clients connect to."),
  targetPort: port("The port that targets listen on. Default: the same.").optional(),
  tls: tlsOf("the load balancer passes TCP on, whatever service.tls says."),
  allowedClients: z
    .array(ipCidr("A range that may connect; with service.ipv6, of either family."))
    .min(1)
    .optional()
    .describe("Who may connect to this port. Default: who may connect to the service's own."),
  healthCheck: healthCheck
    .optional()
    .describe(
      "How targets are checked for it. Default: by TCP where they listen, as often as for the service's own port; where another port " +
        "leads to the same one of the targets, as for that.",
    ),
});

/** What clients connect to. Source of the ranges: the typings of lb.TargetGroup and lb.Listener. */
export const serviceSection = z.strictObject({
  port: port("The TCP port that clients connect to."),
  targetPort: port("The port that targets listen on. Default: the same.").optional(),
  alsoListens: z
    .array(furtherPort)
    .default([])
    .describe("Further ports of the same addresses, in any order. Default: none."),
  hostname: domainName("The public name of the service. Needs the section dns.").optional(),
  allowedClients: z
    .array(ipCidr("A range that may connect; with ipv6, of either family."))
    .min(1)
    .default([ANYWHERE])
    .describe("Who may connect to the service port. Default: everyone by IPv4 (0.0.0.0/0)."),
  ipv6: flag(
    "Whether clients connect by IPv6, too: the public load balancer has an IPv6 address in each zone, out of the range of its subnet. " +
      "Needs network.ipv6: public.",
  ).default(false),
  idleTimeoutSeconds: wholeNumber(
    "Seconds after which the listener forgets a silent connection.",
    "seconds",
    60,
    6000,
  ).default(350),
  deregistrationDelaySeconds: wholeNumber(
    "Seconds a leaving target keeps its open connections.",
    "seconds",
    0,
    3600,
  ).default(300),
  terminateConnectionsOnDeregistration: flag(
    "Whether connections that are still open after that delay are closed by the load balancer.",
  ).default(true),
  crossZone: flag("Whether each address of the load balancer reaches the targets of all zones.").default(true),
  zonalShift: flag("Whether a zone may be taken out by a zonal shift.").default(true),
  terminateUnhealthyConnections: flag(
    "Whether connections to a target that becomes unhealthy are closed. With both crossZone and zonalShift they " +
      "cannot be: AWS shifts no zone of such a load balancer.",
  ).default(false),
  unhealthyDrainingSeconds: wholeNumber(
    "Seconds an unhealthy target keeps its connections, where they are not closed at once.",
    "seconds",
    0,
    360000,
  ).default(0),
  dnsClientRouting: oneOf("How names are resolved for clients in the same VPC, by their zone.", [
    "anyAvailabilityZone",
    "availabilityZoneAffinity",
    "partialAvailabilityZoneAffinity",
  ]).default("anyAvailabilityZone"),
  preserveClientIp: flag("Whether targets see the address of the client or that of the load balancer.").default(true),
  proxyProtocol: flag("Whether connections to targets begin with a proxy protocol v2 header.").default(false),
  stickiness: flag(
    "Whether connections from one address go to the same target of a backend. Default: nothing is said, which leaves target groups as " +
      "they are; new ones have none.",
  ).optional(),
  healthCheck: healthCheck.prefault({}).describe("How targets are checked."),
  targetHealth: targetHealth.prefault({}).describe("How many healthy targets are too few."),
  tls: tlsOf("the load balancer passes TCP on, whatever is in it."),
});

export type ServiceConfig = z.output<typeof serviceSection>;
