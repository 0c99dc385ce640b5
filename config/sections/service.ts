import { z } from "zod";
import { ANYWHERE } from "../../plan/cidrs";
import { type AlpnPolicy, DEFAULT_SECURITY_POLICY, SECURITY_POLICIES } from "../../plan/tls";
import { CHECK_RULES } from "../editor/rules";
import { domainName, field, flag, ipCidr, oneOf, port, wholeNumber } from "../fields";

const healthCheck = z
  .strictObject({
    protocol: oneOf("How the load balancer asks a target whether it is well.", {
      TCP: "Whether it takes a connection.",
      HTTP: "By a request of HTTP, whose status says it.",
      HTTPS: "The same by HTTPS; any certificate will do.",
    }).default("TCP"),
    port: port("The port of the targets that is checked. Default: where the targets listen.").optional(),
    path: field(z.string().regex(/^\/\S{0,1023}$/), {
      description: "The path that an HTTP or HTTPS check asks for. Default: /.",
      examples: ["/healthz"],
      allowed: "a path that begins with a slash",
      fix: "write it as in a URL, such as /healthz",
    }).optional(),
    matcher: field(z.string().regex(/^[2-5]\d\d(-[2-5]\d\d)?(,[2-5]\d\d(-[2-5]\d\d)?)*$/), {
      description: "The status codes of an HTTP or HTTPS check that mean well. Default: 200-399.",
      examples: ["200-299"],
      allowed: "status codes from 200 to 599, such as 200 or 200-299 or 200,204",
      fix: "quote it, so that it stays a text",
    }).optional(),
    intervalSeconds: wholeNumber(
      "Seconds between two checks: fewer notice a fault sooner, and ask the targets more often.",
      "seconds",
      5,
      300,
    ).default(10),
    timeoutSeconds: wholeNumber(
      "Seconds without an answer that count as a failure, less than the interval. Default: 5, or 4 at an interval of 5.",
      "seconds",
      2,
      120,
    ).optional(),
    healthyThreshold: wholeNumber(
      "Good checks in a row until a target gets connections: more wait longer for a new one.",
      "checks",
      2,
      10,
    ).default(2),
    unhealthyThreshold: wholeNumber(
      "Failed checks in a row until a target gets no more: fewer lose fewer connections, and take a slip for a fault.",
      "checks",
      2,
      10,
    ).default(2),
  })
  .meta({ editor: CHECK_RULES });

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

/** What a policy's name says. Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html */
const POLICY_MEANINGS = Object.fromEntries(
  SECURITY_POLICIES.map((name) => {
    const parts = [
      name.includes("TLS13-1-3") ? "TLS 1.3 alone" : "TLS 1.2 and 1.3",
      ...(name.includes("-Res") ? ["with forward secrecy and authenticated ciphers alone"] : []),
      ...(/-Ext\d/.test(name) ? ["with more ciphers, for older clients"] : []),
      ...(name.includes("FIPS") ? ["by cryptography that FIPS 140-3 accepts"] : []),
      ...(name.includes("-PQ") ? ["and key exchange that quantum computers do not break"] : []),
    ];
    return [name, `${parts.join(", ")}.`];
  }),
);

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html (ALPN policies) */
const ALPN_MEANINGS = {
  HTTP1Only: "http/1.1 and http/1.0 alone.",
  HTTP2Only: "h2 alone.",
  HTTP2Optional: "HTTP/1 before h2.",
  HTTP2Preferred: "h2 before HTTP/1.",
  None: "None is negotiated.",
} as const satisfies Record<AlpnPolicy, string>;

const tls = z.strictObject({
  securityPolicy: field(z.enum(SECURITY_POLICIES), {
    meanings: POLICY_MEANINGS,
    description: `The versions of TLS and the ciphers that clients may choose from: clients that have none of them no longer connect. Default: ${DEFAULT_SECURITY_POLICY}.`,
    allowed:
      "a security policy of Network Load Balancers with TLS 1.2 or more, such as ELBSecurityPolicy-TLS13-1-2-2021-06",
    fix: `remove it, which is ${DEFAULT_SECURITY_POLICY}, or copy the name of another from \`aws elbv2 describe-ssl-policies\``,
  }).default(DEFAULT_SECURITY_POLICY),
  alpn: oneOf(
    "Which protocols are offered to clients that negotiate one (ALPN). Default: nothing is said, which leaves a listener as it is; a " +
      "new one negotiates none.",
    ALPN_MEANINGS,
  ).optional(),
  toTargets: flag(
    "Whether the load balancer speaks TLS with the targets, too. It takes whatever certificate they show. Default: false: they get TCP.",
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
    examples: ["mqtts"],
  });

/** A port beside the service's own, on the same addresses. */
const furtherPort = z
  .strictObject({
    name: listeningName(
      "What it is called; part of the names of what there is of it alone, so that another makes it anew.",
    ),
    port: port(
      "The TCP port that clients connect to. Another is another listener: the old one is gone with its connections.",
    ),
    targetPort: port(
      "The port that targets listen on. Another makes other target groups. Default: the same.",
    ).optional(),
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
  })
  .describe("A port beside the service's own, on the same addresses.");

/** What clients connect to. Source of the ranges: the typings of lb.TargetGroup and lb.Listener. */
export const serviceSection = z.strictObject({
  port: port(
    "The TCP port that clients connect to. Another one changes the listener: npm run plan -- STACK shows in which steps.",
  ),
  targetPort: port("The port that targets listen on. Another makes other target groups. Default: the same.").optional(),
  alsoListens: z
    .array(furtherPort)
    .default([])
    .describe("Further ports of the same addresses, in any order; each a listener with target groups of its own."),
  hostname: domainName(
    "The public name of the service. Needs the section dns. Another makes its records anew: clients must use the new one. Default: none; " +
      "clients use the load balancer's own.",
  ).optional(),
  allowedClients: z
    .array(ipCidr("A range that may connect; with ipv6, of either family."))
    .min(1)
    .default([ANYWHERE])
    .describe(
      "Who may connect to the service port: the security group lets in nobody else. Default: 0.0.0.0/0, everyone by IPv4.",
    ),
  ipv6: flag(
    "Whether clients connect by IPv6, too: the public load balancer has an IPv6 address in each zone, out of the range of its subnet. " +
      "Needs network.ipv6: public.",
  ).default(false),
  idleTimeoutSeconds: wholeNumber(
    "Seconds after which the listener forgets a silent connection: what is sent on it later is answered by a reset. Keepalives must come sooner.",
    "seconds",
    60,
    6000,
  ).default(350),
  deregistrationDelaySeconds: wholeNumber(
    "Seconds a leaving target keeps its open connections, for which updates wait.",
    "seconds",
    0,
    3600,
  ).default(300),
  terminateConnectionsOnDeregistration: flag(
    "Whether connections that are still open after that delay are closed by the load balancer.",
  ).default(true),
  crossZone: flag(
    "Whether each address of the load balancer reaches the targets of all zones. What crosses zones costs by the GB; without, a zone's " +
      "clients have that zone's targets alone.",
  ).default(true),
  zonalShift: flag("Whether a zone may be taken out by a zonal shift, by people or by guard.autoshift.").default(true),
  terminateUnhealthyConnections: flag(
    "Whether connections to a target that becomes unhealthy are closed. With both crossZone and zonalShift they " +
      "cannot be: AWS shifts no zone of such a load balancer.",
  ).default(false),
  unhealthyDrainingSeconds: wholeNumber(
    "Seconds an unhealthy target keeps its connections, where they are not closed at once; then they are.",
    "seconds",
    0,
    360000,
  ).default(0),
  dnsClientRouting: oneOf("How names are resolved for clients in the same VPC, by their zone.", {
    anyAvailabilityZone: "With addresses of all zones.",
    availabilityZoneAffinity:
      "With that of their own zone, while it is healthy: no cost between zones, and uneven load.",
    partialAvailabilityZoneAffinity: "With that of their own zone for 85 percent of queries, and any for the others.",
  }).default("anyAvailabilityZone"),
  preserveClientIp: flag(
    "Whether targets see the address of the client or that of the load balancer. Another choice changes it for new connections.",
  ).default(true),
  proxyProtocol: flag(
    "Whether connections to targets begin with a proxy protocol v2 header, which says who the client is. Targets that do not expect it fail.",
  ).default(false),
  stickiness: flag(
    "Whether connections from one address go to the same target of a backend. Default: nothing is said, which leaves target groups as " +
      "they are; new ones have none.",
  ).optional(),
  healthCheck: healthCheck
    .prefault({})
    .describe("How targets are checked: one that fails gets no new connections, and is replaced."),
  targetHealth: targetHealth
    .prefault({})
    .describe("How many healthy targets are too few, for a zone to answer or for any to be left out."),
  tls: tlsOf("the load balancer passes TCP on, whatever is in it."),
});

export type ServiceConfig = z.output<typeof serviceSection>;
