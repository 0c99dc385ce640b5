import { covered } from "../cidrs";
import { destinationRules, domainRules, outboundRules, rejection } from "./egressRules";
import { ownGroups } from "./ownGroups";
import { ANSWER, EACH_PACKET, FRAGMENTATION_NEEDED, SIDS, addressSets, rule, sorted, variablesOf } from "./rule";
import { type FirewallRuleSettings, PRIORITY, type RuleGroupPlan } from "./ruleGroupPlan";

/** The prefix list of the Route 53 health checkers. */
export const HEALTH_CHECKERS = "ROUTE53";

/**
 * Rules that fit in a group of this file. Large enough for any config, and of a fixed size, as a capacity that followed the number of
 * rules would replace the group whenever a rule is added. All groups of a policy together have room for 30000 rules.
 */
const CAPACITY = { denied: 200, allowed: 200, service: 200, egress: 2000 } as const;

/** The groups of a policy, in the order of their priorities. */
export function ruleGroups(settings: FirewallRuleSettings): RuleGroupPlan[] {
  return [
    ...deniedGroup(settings),
    ...allowedGroup(settings),
    ...ownGroups(settings),
    serviceGroup(settings),
    ...egressGroup(settings),
  ];
}

function deniedGroup({ denied }: FirewallRuleSettings): RuleGroupPlan[] {
  if (denied.length === 0) return [];
  const sources = addressSets("DENIED", denied);
  const rules = sources.flatMap(({ address }, index) => {
    const sid = SIDS.denied + 4 * index;
    return [
      rule("drop", `ip ${address} any -> any any`, "From a denied range", EACH_PACKET, sid),
      rule("drop", `ip any any -> ${address} any`, "To a denied range", EACH_PACKET, sid + 1),
      rule(
        "drop",
        `icmp ${address} any -> any any`,
        "MTU of a path, from a denied range",
        FRAGMENTATION_NEEDED,
        sid + 2,
      ),
      rule("drop", `icmp any any -> ${address} any`, "MTU of a path, to a denied range", FRAGMENTATION_NEEDED, sid + 3),
    ];
  });
  return [group("denied", variablesOf(sources), rules, "ranges that are dropped both ways")];
}

/** On each port those that may use it. */
function allowedGroup(settings: FirewallRuleSettings): RuleGroupPlan[] {
  const { allowed, allowedClients, servicePort, further = [], frontRanges } = settings;
  if (allowed.length === 0) return [];
  const among = (clients: readonly string[]) => allowed.filter((cidr) => covered(cidr, clients));
  // Where there is no other port, all are clients of the service's own.
  const own = further.length > 0 ? among(allowedClients) : allowed;
  const sources = addressSets("ALLOWED", own);
  const others = furtherSets("ALLOWED", own, further, among);
  const rules = [
    ...sources.flatMap(({ address }, index) =>
      inboundRules(address, servicePort, "an allowed client", SIDS.allowed + 2 * index),
    ),
    ...furtherRules(others, "an allowed client", SIDS.allowedFurther),
  ];
  const variables = {
    ...frontVariable(frontRanges),
    ...variablesOf([...sources, ...others.flatMap(({ sets }) => sets)]),
  };
  return [group("allowed", variables, rules, "clients in which no signature is looked for")];
}

function serviceGroup(settings: FirewallRuleSettings): RuleGroupPlan {
  const { allowedClients, servicePort, further = [], frontRanges, healthCheckers } = settings;
  const sources = addressSets("CLIENTS", allowedClients);
  const others = furtherSets("CLIENTS", allowedClients, further, (clients) => clients);
  const rules = [
    ...sources.flatMap(({ address }, index) =>
      inboundRules(address, servicePort, "a client", SIDS.clients + 2 * index),
    ),
    ...(healthCheckers
      ? inboundRules(`@${HEALTH_CHECKERS}`, servicePort, "a Route 53 health checker", SIDS.healthCheckers)
      : []),
    ...furtherRules(others, "a client", SIDS.clientsFurther),
    ...fragmentationNeeded(),
    ...resets(),
  ];
  const variables = {
    ...frontVariable(frontRanges),
    ...variablesOf([...sources, ...others.flatMap(({ sets }) => sets)]),
  };
  const plan = group("service", variables, rules, "clients to the service port, and the limits of large packets");
  return { ...plan, references: healthCheckers ? [HEALTH_CHECKERS] : [] };
}

type FurtherPorts = NonNullable<FirewallRuleSettings["further"]>;

interface FurtherSets {
  port: number;
  sets: ReturnType<typeof addressSets>;
}

/** The ranges that may use each further port: those of the service's own port by the variable of these, others by one that the port names. */
function furtherSets(
  variable: string,
  ranges: readonly string[],
  ports: FurtherPorts,
  rangesOf: (allowedClients: readonly string[]) => readonly string[],
): FurtherSets[] {
  return ports.map(({ port, allowedClients }) => {
    const own = sorted(rangesOf(allowedClients));
    const name = own.join() === sorted(ranges).join() ? variable : `${variable}_ON_${port}`;
    return { port, sets: addressSets(name, own) };
  });
}

/** Ids that each further port has: a variable holds 300 ranges and has two. */
const SIDS_PER_PORT = 100;

const furtherRules = (ports: readonly FurtherSets[], who: string, sid: number): string[] =>
  ports.flatMap(({ port, sets }, place) =>
    sets.flatMap(({ address }, index) => inboundRules(address, port, who, sid + SIDS_PER_PORT * place + 2 * index)),
  );

/** Both directions between clients and a port of the service. */
function inboundRules(clients: string, port: number, who: string, sid: number): string[] {
  return [
    rule("pass", `tcp ${clients} any -> $FRONT ${port}`, `From ${who} to the service`, EACH_PACKET, sid),
    rule("pass", `tcp $FRONT ${port} -> ${clients} any`, `Answer of the service to ${who}`, ANSWER, sid + 1),
  ];
}

/** Without it a path with a smaller MTU swallows large packets. */
function fragmentationNeeded(): string[] {
  return [
    rule("pass", "icmp any any -> $FRONT any", "Path MTU discovery, in", FRAGMENTATION_NEEDED, SIDS.mtu),
    rule("pass", "icmp $FRONT any -> any any", "Path MTU discovery, out", FRAGMENTATION_NEEDED, SIDS.mtu + 1),
  ];
}

/** A reset may come without ACK. It opens nothing, and a connection that it ends is not one that waits for its timeout. */
function resets(): string[] {
  const options = "flags:R+";
  return [
    rule("pass", "tcp any any -> $FRONT any", "A connection is reset, from outside", options, SIDS.resets),
    rule("pass", "tcp $FRONT any -> any any", "A connection is reset, from inside", options, SIDS.resets + 1),
  ];
}

function egressGroup({ egress, frontRanges }: FirewallRuleSettings): RuleGroupPlan[] {
  if (!egress) return [];
  const rules = [
    // First, as one on port 443 may have a name that is not listed.
    ...destinationRules(egress.destinations),
    ...(egress.domains ? domainRules(egress.domains, egress.rejects ? "reject" : "drop") : []),
    ...outboundRules("any", 443, "TLS", SIDS.egress),
    ...(egress.rejects ? [rejection()] : []),
  ];
  return [group("egress", frontVariable(frontRanges), rules, "the service's own connections, and their answers")];
}

function group(
  key: keyof typeof CAPACITY,
  variables: Record<string, string[]>,
  rules: readonly string[],
  why: string,
): RuleGroupPlan {
  return {
    key,
    priority: PRIORITY[key],
    capacity: CAPACITY[key],
    variables,
    references: [],
    rules: rules.join("\n"),
    why,
  };
}

const frontVariable = (ranges: readonly string[]): Record<string, string[]> => ({ FRONT: sorted(ranges) });
