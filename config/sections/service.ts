import { z } from "zod";
import { ANYWHERE } from "../../plan/cidrs";
import { type AlpnPolicy, DEFAULT_SECURITY_POLICY, SECURITY_POLICIES } from "../../plan/tls";
import { CHECK_RULES } from "../editor/rules";
import { domainName, field, flag, ipCidr, oneOf, port, wholeNumber } from "../fields";

const healthCheck = z
  .strictObject({
    protocol: oneOf(
      "How the load balancers check a target. Another is in force at once: targets that do not answer it get no new connections.",
      {
        TCP: "It must take a connection.",
        HTTP: "It must answer a request with a status that matcher has.",
        HTTPS: "The same over TLS; any certificate will do.",
      },
    ).default("TCP"),
    port: port("The port of the targets that is checked. Default: the one that they listen on.").optional(),
    path: field(z.string().regex(/^\/\S{0,1023}$/), {
      description: "The path that a check by HTTP or HTTPS requests. Default: /.",
      examples: ["/healthz"],
      allowed: "a path that begins with a slash",
      fix: "write it as in a URL, such as /healthz",
    }).optional(),
    matcher: field(z.string().regex(/^[2-5]\d\d(-[2-5]\d\d)?(,[2-5]\d\d(-[2-5]\d\d)?)*$/), {
      description: "The status codes that a check by HTTP or HTTPS takes for healthy. Default: 200-399.",
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
      "Good checks in a row until a target gets connections: with more a new one waits longer.",
      "checks",
      2,
      10,
    ).default(2),
    unhealthyThreshold: wholeNumber(
      "Failed checks in a row until a target gets no new connections: fewer lose fewer connections, but take a hiccup for a fault.",
      "checks",
      2,
      10,
    ).default(2),
  })
  .meta({ editor: CHECK_RULES });

const targetHealth = z.strictObject({
  dnsFailoverMinimumTargets: wholeNumber(
    "With fewer healthy targets than this, a zone's address leaves DNS. With crossZone the targets of all zones count.",
    "targets",
    1,
    1000,
  ).default(1),
  failOpenBelowTargets: wholeNumber(
    "With fewer healthy targets than this, connections go to all targets, healthy or not; dnsFailoverMinimumTargets at most.",
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
    description: `The versions of TLS and the ciphers that clients may choose from: who has none of them can no longer connect. Default: ${DEFAULT_SECURITY_POLICY}.`,
    allowed:
      "a security policy of Network Load Balancers with TLS 1.2 or more, such as ELBSecurityPolicy-TLS13-1-2-2021-06",
    fix: `remove it, which is ${DEFAULT_SECURITY_POLICY}, or copy the name of another from \`aws elbv2 describe-ssl-policies\``,
  }).default(DEFAULT_SECURITY_POLICY),
  alpn: oneOf(
    "The protocols that are offered to clients which negotiate one in the handshake (ALPN). Another holds for new connections. Default: as " +
      "the listener has it; a new one has None.",
    ALPN_MEANINGS,
  ).optional(),
  toTargets: flag(
    "Whether the load balancers speak TLS with the targets, too, and take whatever certificate they show. Another choice makes another target group, an outage. Default: false: they get TCP.",
  ).default(false),
});

const tlsOf = (otherwise: string) =>
  tls
    .optional()
    .describe(
      "Clients speak TLS, which ends at the load balancer: targets get what is inside it. Each region names its certificates; {} takes all " +
        `defaults. Added, it shuts out clients that speak no TLS. Default: ${otherwise}`,
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
      "Part of the names of its listener and rules. Another is another listener, which AWS refuses while the old one is there: take that out first.",
    ),
    port: port(
      "The TCP port that clients connect to. Another takes its place: who connects to the old one is refused.",
    ),
    targetPort: port(
      "The port that targets listen on; ports that lead to one share a target group. Another makes another target group, an outage of the " +
        "port. Default: as port.",
    ).optional(),
    tls: tlsOf("TCP is passed on, whatever service.tls says."),
    allowedClients: z
      .array(ipCidr("A range that may connect; with service.ipv6, of either family."))
      .min(1)
      .optional()
      .describe(
        "Who may connect to this port, by the public addresses and by an accelerator. Default: as service.allowedClients.",
      ),
    healthCheck: healthCheck
      .optional()
      .describe(
        "How targets are checked for it. Default: by TCP on targetPort, as often as for the service's own port; where another port leads to the " +
          "same targetPort, as for that.",
      ),
  })
  .meta({
    description: "A port beside the service's own, on the same addresses.",
    examples: [{ name: "mqtts", port: 8883 }],
  });

/** What clients connect to. Source of the ranges: the typings of lb.TargetGroup and lb.Listener. */
export const serviceSection = z.strictObject({
  port: port(
    "The TCP port that clients connect to. Another takes its place, and connections fail until targets are registered for it; as a further port (alsoListens) it comes without an outage.",
  ),
  targetPort: port(
    "The port that targets listen on. Another makes another target group, an outage in one update; `npm run plan -- STACK --to FILE` shows " +
      "the two that do without. Default: as port.",
  ).optional(),
  alsoListens: z
    .array(furtherPort)
    .default([])
    .describe("Further ports of the same addresses, in any order, each with a listener of its own."),
  hostname: domainName(
    "The public name of the service, in the zone of the section dns, which it goes together with. Another takes its place: the old name is " +
      "gone. Default: none; clients use the load balancer's own name.",
  ).optional(),
  allowedClients: z
    .array(ipCidr("A range that may connect; with ipv6, of either family."))
    .min(1)
    .default([ANYWHERE])
    .describe(
      "Who may connect to port, by the public addresses and by an accelerator; nobody else is let in but Route 53's health checkers, where there are health checks. Who is taken off the list no longer connects. Default: 0.0.0.0/0, everyone by IPv4.",
    ),
  ipv6: flag(
    "Whether clients connect by IPv6, too: the public load balancer gets an IPv6 address in each zone, and names get AAAA records. Needs " +
      "network.ipv6: public, and IPv6 ranges in allowedClients. Taken back, the addresses are gone for good.",
  ).default(false),
  idleTimeoutSeconds: wholeNumber(
    "Seconds of silence after which the load balancer forgets a connection, and resets what comes on it later: keepalives must come sooner. Of a port with tls it is 350, which AWS lets nobody change.",
    "seconds",
    60,
    6000,
  ).default(350),
  deregistrationDelaySeconds: wholeNumber(
    "Seconds that a target which leaves keeps its open connections; updates wait for it.",
    "seconds",
    0,
    3600,
  ).default(300),
  terminateConnectionsOnDeregistration: flag(
    "Whether the load balancer closes what is still open after deregistrationDelaySeconds.",
  ).default(true),
  crossZone: flag(
    "Whether each zone's address leads to the targets of all zones, where what crosses zones is paid for by the GB, or to those of its own " +
      "zone alone.",
  ).default(true),
  zonalShift: flag(
    "Whether a zonal shift of Amazon Application Recovery Controller may take a zone out, by people or by guard.autoshift.",
  ).default(true),
  terminateUnhealthyConnections: flag(
    "Whether connections to a target that becomes unhealthy are closed. Refused beside both crossZone and zonalShift: AWS shifts no zone of " +
      "such a load balancer.",
  ).default(false),
  unhealthyDrainingSeconds: wholeNumber(
    "Seconds that a target which fails its checks stays in the state unhealthy.draining, in which it keeps its connections and gets no new ones. Refused beside terminateUnhealthyConnections.",
    "seconds",
    0,
    360000,
  ).default(0),
  dnsClientRouting: oneOf(
    "How the load balancer's name is resolved for clients in VPCs (Route 53 Resolver); others get all addresses.",
    {
      anyAvailabilityZone: "To the addresses of all zones.",
      availabilityZoneAffinity:
        "To that of their own zone, while it is healthy: nothing is paid between zones, and load may be uneven.",
      partialAvailabilityZoneAffinity: "To that of their own zone in 85 percent of queries, to any in the others.",
    },
  ).default("anyAvailabilityZone"),
  preserveClientIp: flag(
    "Whether targets see the client's address or that of the load balancer. Another choice cuts open connections once.",
  ).default(true),
  proxyProtocol: flag(
    "Whether connections to targets begin with a header that says who the client is (proxy protocol v2). Targets that expect none, or lack it, fail from that moment on.",
  ).default(false),
  stickiness: flag(
    "Whether connections from one address go to the same target of a backend. Refused with tls. Default: as the target groups have it; new " +
      "ones have none.",
  ).optional(),
  healthCheck: healthCheck
    .prefault({})
    .describe("How targets are checked: one that fails gets no new connections, and is replaced."),
  targetHealth: targetHealth
    .prefault({})
    .describe("How few healthy targets are too few: for a zone to stay in DNS, and for unhealthy ones to be left out."),
  tls: tlsOf("TCP is passed on, whatever is in it."),
});

export type ServiceConfig = z.output<typeof serviceSection>;
