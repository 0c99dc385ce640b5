import { ANYWHERE } from "./cidrs";
import { countRules, LIMITS, oneRulePerLine } from "./suricata";

/*
 * What passes the firewall, as Suricata rules. The policy looks at groups in the order of their priorities and at rules in the order of
 * the lines, ends at the first pass or drop, and drops what is left:
 *
 *   denied     ranges whose packets are dropped both ways
 *   allowed    clients that no signature is looked for in
 *   own-NAME   the team's rules
 *   service    clients to the service port, its answers, the limits of large packets
 *   egress     the service's own connections through the NAT gateways, and their answers
 *
 * Each rule that passes or drops by addresses judges every packet by itself. Without a word about the flow, such a rule is judged once for
 * each direction of a connection and its pass holds for all that follows: the team's rules would see nothing but the first packet, and
 * a range that is denied later would keep its connections. With a word about the flow's state or direction, a connection that was open before the
 * firewall would be dropped: the engine has not seen it begin, and takes whoever sends first for the client. So: `flow:stateless`.
 * Source: docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-limitations-caveats.html (IP-only rules) and
 * suricata-examples.html there.
 *
 * Answers must carry ACK, as every packet but a connection's first does: nobody opens a connection by sending from port 443 or from the
 * port of a destination, and the NAT gateways none to anywhere by sending from the service port.
 *
 * Rules that pass log nothing; those that drop write each packet to the ALERT log with their text, and what is left is logged as
 * "aws:alert_strict action".
 */

export interface FirewallRuleSettings {
  servicePort: number;
  /** Front subnets of the zones: the load balancer's nodes and the NAT gateways. */
  frontRanges: readonly string[];
  allowedClients: readonly string[];
  /** Dropped both ways before all else. */
  denied: readonly string[];
  /** Clients that are passed to the service port before the team's own rules: no signature is looked for. */
  allowed: readonly string[];
  /** Named ranges for the team's own rules: `$NAME`. */
  ipSets: Readonly<Record<string, readonly string[]>>;
  /** The team's own groups by name. */
  suricata: Readonly<Record<string, { rules: string; capacity?: number; priority?: number }>>;
  /** Undefined: nothing goes out. */
  egress?: { domains?: readonly string[]; destinations: readonly { cidr: string; port: number }[] };
  /** Route 53 health checkers must be let in; the caller says which prefix list the reference ROUTE53 is. */
  healthCheckers: boolean;
}

export interface RuleGroupPlan {
  /** Part of resource names: denied, allowed, service, egress, own-NAME. */
  key: string;
  /** Its place in the policy, 1–65535. */
  priority: number;
  /** How many rules fit. Another capacity replaces the group. */
  capacity: number;
  /** Ranges by name, without the dollar sign. */
  variables: Record<string, string[]>;
  /** Prefix lists by name, without the at sign. They change without an update of the stack. */
  references: readonly string[];
  /** One rule a line. */
  rules: string;
  why: string;
}

/** Within RESERVED_SIDS of plan/suricataGroups.ts; by purpose, so that no purpose moves the ids of another. */
const SIDS = {
  denied: 1_900_000,
  allowed: 1_910_000,
  clients: 1_920_000,
  healthCheckers: 1_930_000,
  mtu: 1_938_000,
  resets: 1_939_000,
  egress: 1_940_000,
  domains: 1_950_000,
  destinations: 1_970_000,
} as const;

/** The prefix list of the Route 53 health checkers. */
export const HEALTH_CHECKERS = "ROUTE53";

/** Places in the policy. Own groups lie between `own` and `service`, so that none that comes or goes moves another. */
const PRIORITY = { denied: 100, allowed: 200, own: 1000, unordered: 22_000, service: 60_000, egress: 61_000 } as const;

/** How many own groups may ask for the same place. More groups than these a policy does not hold. */
const PLACES = 20;

/**
 * Rules that fit in a group of this file. Large enough for any config, and of a fixed size, as a capacity that followed the number of
 * rules would replace the group whenever a rule is added. All groups of a policy together have room for 30000 rules.
 */
const CAPACITY = { denied: 200, allowed: 200, service: 200, egress: 2000 } as const;

/** For own groups: the first that holds the rules there are, so that a group is replaced only where it outgrows a step. */
export const CAPACITY_STEPS = [1000, 2500, 5000, 10_000, 20_000, 30_000] as const;

/** Ranges in one variable. A rule may have 8192 characters with the values of its variables; a range has up to 18, and a comma. */
const RANGES_PER_RULE = 300;

const EACH_PACKET = "flow:stateless";
/**
 * Not the first packet of a connection. Not `flags:*AR`, which would say the same of resets too: a rule that names S, F or R is compared
 * only with packets that open or end a connection.
 */
const ANSWER = "flags:A+";
/** Such a packet belongs to no connection, so that a rule with a word about the flow never sees it. */
const FRAGMENTATION_NEEDED = "itype:3; icode:4";

export interface PolicyProblem {
  /** Key of the group that it is about; undefined where it is about all together. */
  group?: string;
  problem: string;
  fix: string;
}

/** What keeps the groups from being one policy: each problem with its remedy. */
export function policyProblems(groups: readonly RuleGroupPlan[]): PolicyProblem[] {
  const { groupsPerPolicy, policyCapacity } = LIMITS;
  const problems = groups.flatMap(({ key, rules, capacity }): PolicyProblem[] => {
    const count = countRules(rules);
    if (count <= capacity) return [];
    return [
      {
        group: key,
        problem: `group ${key} has ${count} rules, and room for ${capacity}`,
        fix: "join ranges, or name fewer",
      },
    ];
  });
  if (groups.length > groupsPerPolicy)
    problems.push({
      problem: `there are ${groups.length} rule groups; a policy holds ${groupsPerPolicy}`,
      fix: "join some of your own groups",
    });
  const room = groups.reduce((sum, { capacity }) => sum + capacity, 0);
  if (room > policyCapacity)
    problems.push({
      problem: `the rule groups reserve room for ${room} rules; a policy has room for ${policyCapacity}`,
      fix: "give your own groups less capacity",
    });
  return problems;
}

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

function allowedGroup({ allowed, servicePort, frontRanges }: FirewallRuleSettings): RuleGroupPlan[] {
  if (allowed.length === 0) return [];
  const sources = addressSets("ALLOWED", allowed);
  const rules = sources.flatMap(({ address }, index) =>
    toService(address, servicePort, "an allowed client", SIDS.allowed + 2 * index),
  );
  const variables = { ...front(frontRanges), ...variablesOf(sources) };
  return [group("allowed", variables, rules, "clients in which no signature is looked for")];
}

function serviceGroup(settings: FirewallRuleSettings): RuleGroupPlan {
  const { allowedClients, servicePort, frontRanges, healthCheckers } = settings;
  const sources = addressSets("CLIENTS", allowedClients);
  const rules = [
    ...sources.flatMap(({ address }, index) => toService(address, servicePort, "a client", SIDS.clients + 2 * index)),
    ...(healthCheckers
      ? toService(`@${HEALTH_CHECKERS}`, servicePort, "a Route 53 health checker", SIDS.healthCheckers)
      : []),
    ...fragmentationNeeded(),
    ...resets(),
  ];
  const variables = { ...front(frontRanges), ...variablesOf(sources) };
  const plan = group("service", variables, rules, "clients to the service port, and the limits of large packets");
  return { ...plan, references: healthCheckers ? [HEALTH_CHECKERS] : [] };
}

/** Both directions between clients and the service port. */
function toService(clients: string, port: number, who: string, sid: number): string[] {
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
    ...(egress.domains ? domainRules(egress.domains) : []),
    ...outAndBack("any", 443, "TLS", SIDS.egress),
  ];
  return [group("egress", front(frontRanges), rules, "the service's own connections, and their answers")];
}

/*
 * Names that TLS on port 443 may go to, by the server name that the client sends first. Of a connection whose beginning the firewall saw,
 * a greeting with another name or none is dropped, and so is what is not TLS. The rest passes by the rules after these: the handshake
 * of TCP, a greeting in several packets of which not all have come, and connections that were open before the firewall, whose name nobody
 * can know any more. The name is what the client says: this keeps the service from going astray, not an intruder who lies.
 *
 * A greeting has a JA4 fingerprint once all of it has come. Large ones come in several packets, those with post-quantum keys for instance.
 * Source: aws.github.io/aws-security-services-best-practices/guides/network-firewall (default deny rules)
 *
 * A domain list of AWS (rulesSourceList) is not used: it lets through what is not TLS, its ids begin at 1 in every group, and it would
 * have to be a group of its own between the rules that it depends on.
 * Source: docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-examples.html (domain list rules)
 */
function domainRules(domains: readonly string[]): string[] {
  const out = "$FRONT any -> any 443";
  const judged = "flowbits:isset,egress.opened; flowbits:isnotset,egress.known";
  return [
    rule(
      "alert",
      `tcp ${out}`,
      "A connection out begins",
      "flow:to_server; flags:S,CE; flowbits:set,egress.opened; noalert",
      SIDS.egress + 10,
    ),
    ...sorted(domains).map((domain, index) =>
      rule(
        "pass",
        `tls ${out}`,
        `TLS out to ${domain}`,
        `tls.sni; ${nameMatch(domain)}; flowbits:set,egress.known`,
        SIDS.domains + index,
      ),
    ),
    rule(
      "drop",
      `tls ${out}`,
      "TLS out to a name that is not listed",
      `ssl_state:client_hello; ja4.hash; content:"_"; ${judged}`,
      SIDS.egress + 11,
    ),
    rule("drop", `tcp ${out}`, "Out to port 443, and not TLS", `app-layer-protocol:!tls; ${judged}`, SIDS.egress + 12),
  ];
}

/** `.example.com` is the name and all below it, `example.com` the name alone. */
function nameMatch(domain: string): string {
  const content = `content:"${domain}"`;
  return domain.startsWith(".")
    ? `dotprefix; ${content}; nocase; endswith`
    : `${content}; startswith; nocase; endswith`;
}

function destinationRules(destinations: readonly { cidr: string; port: number }[]): string[] {
  const ports = [...new Set(destinations.map(({ port }) => port))].sort((one, other) => one - other);
  return ports
    .flatMap((port) => {
      const ranges = destinations.filter((each) => each.port === port).map(({ cidr }) => cidr);
      return chunks(sorted(ranges)).map((some) => ({
        port,
        address: some.includes(ANYWHERE) ? "any" : `[${some.join(",")}]`,
      }));
    })
    .flatMap(({ port, address }, index) =>
      outAndBack(address, port, `a configured destination on port ${port}`, SIDS.destinations + 2 * index),
    );
}

function outAndBack(address: string, port: number, what: string, sid: number): string[] {
  return [
    rule("pass", `tcp $FRONT any -> ${address} ${port}`, `Out: ${what}`, EACH_PACKET, sid),
    rule("pass", `tcp ${address} ${port} -> $FRONT any`, `Answer from outside: ${what}`, ANSWER, sid + 1),
  ];
}

function ownGroups({ suricata, ipSets }: FirewallRuleSettings): RuleGroupPlan[] {
  return inOrder(suricata).map(({ name, place }) => {
    const { rules, capacity } = suricata[name] ?? { rules: "" };
    const named = Object.entries(ipSets).filter(([set]) => new RegExp(`\\$${set}\\b`).test(rules));
    return {
      key: `own-${name}`,
      priority: place,
      capacity: capacity ?? capacityFor(rules),
      variables: Object.fromEntries(named.map(([set, ranges]) => [set, sorted(ranges)])),
      references: [],
      rules: oneRulePerLine(rules),
      why: "rules of the team's own",
    };
  });
}

/**
 * Own groups with their places: those with a priority first, each at a place that follows from the priority, then the others at one that
 * follows from the beginning of the name. So the order is that of priorities and names, and another group moves none.
 */
function inOrder(groups: FirewallRuleSettings["suricata"]): { name: string; place: number }[] {
  const wished = Object.entries(groups).map(([name, { priority }]) => ({
    name,
    place: priority === undefined ? PRIORITY.unordered + PLACES * beginning(name) : PRIORITY.own + PLACES * priority,
  }));
  wished.sort((one, other) => one.place - other.place || (one.name < other.name ? -1 : 1));
  let last = 0;
  return wished.map(({ name, place }) => ({ name, place: (last = Math.max(last + 1, place)) }));
}

/** In the order of code points, as names are sorted. */
const LETTERS = "-0123456789abcdefghijklmnopqrstuvwxyz";

/** The first two letters of a name as a number. Other characters than those of group names come last. */
function beginning(name: string): number {
  const digit = (letter: string | undefined) => (letter === undefined ? 0 : ((LETTERS.indexOf(letter) + 38) % 38) + 1);
  return digit(name[0]) * 39 + digit(name[1]);
}

function capacityFor(rules: string): number {
  const count = countRules(rules);
  return CAPACITY_STEPS.find((step) => step >= count) ?? LIMITS.groupCapacity;
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

/** `header` is protocol, source, port, direction, destination, port. */
function rule(action: "pass" | "drop" | "alert", header: string, msg: string, options: string, sid: number): string {
  return `${action} ${header} (msg:"${msg}"; ${options}; sid:${sid}; rev:1;)`;
}

interface AddressSet {
  /** As a rule says it: `$NAME`, or `any`. */
  address: string;
  variables: Record<string, string[]>;
}

/** Variables that hold the ranges; more than one where a rule could not hold them all. */
function addressSets(name: string, ranges: readonly string[]): AddressSet[] {
  const all = sorted(ranges);
  if (all.includes(ANYWHERE)) return [{ address: "any", variables: {} }];
  return chunks(all).map((some, index) => {
    const variable = index === 0 ? name : `${name}_${index + 1}`;
    return { address: `$${variable}`, variables: { [variable]: some } };
  });
}

function variablesOf(sets: readonly AddressSet[]): Record<string, string[]> {
  return Object.assign({}, ...sets.map(({ variables }) => variables)) as Record<string, string[]>;
}

const front = (ranges: readonly string[]): Record<string, string[]> => ({ FRONT: sorted(ranges) });

function chunks(all: readonly string[]): string[][] {
  const count = Math.ceil(all.length / RANGES_PER_RULE);
  return Array.from({ length: count }, (_, index) => all.slice(index * RANGES_PER_RULE, (index + 1) * RANGES_PER_RULE));
}

/** Each once, in an order that the file's has no part in. */
const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();
