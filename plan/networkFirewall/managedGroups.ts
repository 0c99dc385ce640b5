import { PARTITION } from "../regions";

interface ManagedGroup {
  /** What it looks for. */
  what: string;
  /** Rules that it reserves room for in the policy; undefined where AWS's pages do not say. */
  capacity?: number;
}

/**
 * Rule groups that AWS keeps, by their names without the order of rules at their ends. A group's place in the policy follows from its place
 * here: new ones come last.
 * Sources: docs.aws.amazon.com/network-firewall/latest/developerguide/aws-managed-rule-groups-atd.html, …-domain-list.html and
 * …-threat-signature.html; capacities: aws.github.io/aws-security-services-best-practices/guides/network-firewall (getting started policy)
 */
export const MANAGED_GROUPS = {
  AttackInfrastructure: { what: "what AWS sees attack others now (active threat defense)", capacity: 15_000 },
  BotNetCommandAndControlDomains: { what: "domains that command botnets", capacity: 200 },
  AbusedLegitBotNetCommandAndControlDomains: {
    what: "legitimate domains that are abused to command botnets",
    capacity: 200,
  },
  MalwareDomains: { what: "domains that host malware", capacity: 200 },
  AbusedLegitMalwareDomains: { what: "legitimate domains that are abused to host malware", capacity: 200 },
  ThreatSignaturesBotnet: { what: "known botnets" },
  ThreatSignaturesBotnetWeb: { what: "botnets that use HTTP" },
  ThreatSignaturesBotnetWindows: { what: "botnets of Windows", capacity: 3400 },
  ThreatSignaturesDoS: { what: "attempts at denial of service", capacity: 200 },
  ThreatSignaturesEmergingEvents: { what: "campaigns that are new, for as long as they last" },
  ThreatSignaturesExploits: { what: "attempts to exploit programs and protocols" },
  ThreatSignaturesFUP: { what: "games, peer-to-peer and what else a company may forbid" },
  ThreatSignaturesIOC: { what: "signs of a break-in" },
  ThreatSignaturesMalware: { what: "malware" },
  ThreatSignaturesMalwareCoinmining: { what: "coin mining" },
  ThreatSignaturesMalwareMobile: { what: "malware of mobile devices", capacity: 4000 },
  ThreatSignaturesMalwareWeb: { what: "malware in HTTP and TLS", capacity: 3300 },
  ThreatSignaturesPhishing: { what: "phishing", capacity: 4200 },
  ThreatSignaturesScanners: { what: "scans" },
  ThreatSignaturesSuspect: { what: "suspicious clients, such as by their user agents" },
  ThreatSignaturesWebAttacks: { what: "attacks on web servers", capacity: 1400 },
} as const satisfies Record<string, ManagedGroup>;

export type ManagedGroupName = keyof typeof MANAGED_GROUPS;

export const MANAGED_GROUP_NAMES = Object.keys(MANAGED_GROUPS) as [ManagedGroupName, ...ManagedGroupName[]];

/** How a stack uses one. */
export interface ManagedGroupUse {
  /** Whether what it would drop is only told of. */
  alertOnly: boolean;
  /** Whether a team's own groups are looked at before it. */
  afterOwn: boolean;
}

export type ManagedGroups = Readonly<Partial<Record<ManagedGroupName, ManagedGroupUse>>>;

/** Places in the policy before and after a team's own groups (plan/networkFirewall/ruleGroupPlan.ts). */
const PRIORITY = { beforeOwn: 300, afterOwn: 59_000 } as const;

/** A managed group's reference in a policy whose rules are in strict order. */
export interface ManagedReference {
  priority: number;
  resourceArn: string;
  override?: { action: "DROP_TO_ALERT" };
}

/** Source of the ARN: as above, and `aws network-firewall list-rule-groups --scope MANAGED` */
export const managedReferences = (region: string, groups: ManagedGroups): ManagedReference[] =>
  MANAGED_GROUP_NAMES.flatMap((name, index) => {
    const use = groups[name];
    if (!use) return [];
    return [
      {
        priority: PRIORITY[use.afterOwn ? "afterOwn" : "beforeOwn"] + index,
        resourceArn: `arn:${PARTITION}:network-firewall:${region}:aws-managed:stateful-rulegroup/${name}StrictOrder`,
        ...(use.alertOnly && { override: { action: "DROP_TO_ALERT" as const } }),
      },
    ];
  });

/** The name in such an ARN; undefined where it is none. */
export const managedGroupName = (arn: unknown): string | undefined =>
  typeof arn === "string" ? /:aws-managed:stateful-rulegroup\/(\w+)StrictOrder$/.exec(arn)?.[1] : undefined;

/** The room that the groups reserve, as far as it is known, and those of which it is not. */
export function managedRoom(groups: ManagedGroups): { capacity: number; unknown: ManagedGroupName[] } {
  const used = MANAGED_GROUP_NAMES.filter((name) => groups[name]);
  const room = (name: ManagedGroupName): number | undefined => (MANAGED_GROUPS[name] as ManagedGroup).capacity;
  return {
    capacity: used.reduce((sum, name) => sum + (room(name) ?? 0), 0),
    unknown: used.filter((name) => room(name) === undefined),
  };
}
