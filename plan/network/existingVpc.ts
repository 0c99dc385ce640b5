import { ANYWHERE, contains, overlaps } from "../cidrs";
import { type ZoneLetter, zoneName } from "../regions";
import { sortedEntries } from "../sortedEntries";
import { tierCidr } from "./subnets";

/* A VPC that exists: what is taken for granted of it, and whether it is so where AWS was asked. */

/** The tiers of a VPC that exists: its owner's firewall, if there is one, is his affair. */
export type ExistingTier = "front" | "app";

type SubnetIds = Partial<Record<ZoneLetter, string>>;

/** What the stack file says of a VPC, and what the stack needs of it. */
export interface ExpectedVpc {
  region: string;
  id: string;
  /** The range that its subnets here lie in. */
  cidr: string;
  /** Those in use, by zone. */
  subnets: Readonly<Record<ExistingTier, SubnetIds>>;
  /** Whether the app subnets are to lead to the internet. */
  leadsOut: boolean;
  /** Whether an internet gateway must be attached, whatever the routes say: for an accelerator. */
  internetGateway: boolean;
  /** What needs names that only the VPC's own DNS gives, such as `interface endpoints`. */
  dnsFor: readonly string[];
  /** What is made here that AWS lets nobody make but the account that a VPC is of, with what to do without it. */
  ownersAlone: readonly { what: string; without: string }[];
  /** Whether the app subnets must have ranges of IPv6. */
  ipv6: boolean;
  /** Ranges of the stack's other VPCs, with whose they are: `us-east-1`. */
  others: readonly { cidr: string; whose: string }[];
  /** Addresses that the stack may take in each subnet of a tier. */
  addresses: Readonly<Record<ExistingTier, number>>;
}

/** What AWS says of a VPC. What nobody was asked about, as offline, is left out: it is assumed to be right. */
export interface VpcFacts {
  /** Of IPv4. */
  cidrs: readonly string[];
  /** The account that shares it, where it is not the stack's own. */
  sharedBy?: string;
  dnsSupport?: boolean;
  dnsHostnames?: boolean;
  /** Whether one is attached. */
  internetGateway?: boolean;
}

export interface SubnetFacts {
  vpcId: string;
  /** `eu-west-1a` */
  zone: string;
  cidr?: string;
  /** Free addresses. */
  free?: number;
  ipv6?: boolean;
  /** What its default route leads to: the id of a gateway or another target; `nothing` where it has none. */
  leadsTo?: string;
}

/** What AWS says of all that the stack file names. `undefined`: there is no such thing in the region, for this account. */
export interface ExistingVpcFacts {
  vpc: VpcFacts | undefined;
  subnets: Readonly<Record<ExistingTier, Partial<Record<ZoneLetter, SubnetFacts | undefined>>>>;
}

/** Something that is not as the stack file says, in the words of a mistake there. */
export interface VpcProblem {
  path: readonly (string | number)[];
  value: unknown;
  allowed: string;
  fix: string;
}

/** The range of a tier: of a VPC that exists all of it, as nobody knows where in it the tier's subnets lie. */
export const rangeOfTier = ({ cidr, vpc }: { cidr: string; vpc?: object | undefined }, tier: ExistingTier): string =>
  vpc ? cidr : tierCidr(cidr, tier);

/** All that is not as it should be, by the places in the stack file; nothing of what nobody was asked about. */
export function existingVpcProblems(expected: ExpectedVpc, { vpc, subnets }: ExistingVpcFacts): VpcProblem[] {
  if (!vpc) return [missingVpc(expected)];
  return [
    ...vpcProblems(expected, vpc),
    ...(["front", "app"] as const).flatMap((tier) =>
      sortedEntries(expected.subnets[tier]).flatMap(([zone, id]) =>
        subnetProblems(expected, { tier, zone, id }, subnets[tier][zone]),
      ),
    ),
  ];
}

const at = ({ region }: ExpectedVpc, ...parts: string[]) => ["regions", region, ...parts];

const missingVpc = (expected: ExpectedVpc): VpcProblem => ({
  path: at(expected, "vpc", "id"),
  value: expected.id,
  allowed: `a VPC that this account sees in ${expected.region}`,
  fix: `copy one from \`aws ec2 describe-vpcs --region ${expected.region}\`, and look at whose credentials these are`,
});

function vpcProblems(expected: ExpectedVpc, { cidrs, ...vpc }: VpcFacts): VpcProblem[] {
  const { id, cidr, dnsFor, others, internetGateway, ownersAlone } = expected;
  const wrong = (allowed: string, fix: string): VpcProblem => ({
    path: at(expected, "vpc", "id"),
    value: id,
    allowed,
    fix,
  });
  const lacksDns = dnsFor.length > 0 && (vpc.dnsSupport === false || vpc.dnsHostnames === false);
  return [
    ...(cidrs.includes(cidr)
      ? []
      : [
          {
            path: at(expected, "cidr"),
            value: cidr,
            allowed: `a range of ${id}: ${cidrs.join(", ")}`,
            fix: "write the one that the subnets lie in",
          },
        ]),
    ...cidrs.flatMap((range) => {
      const other = others.find((each) => overlaps(each.cidr, range));
      // What the stack file says itself is told without AWS.
      if (!other || range === cidr) return [];
      return [
        wrong(
          "a VPC of which no range overlaps one of the stack's other VPCs",
          `its ${range} overlaps ${other.cidr} of ${other.whose}: choose another VPC, or another range there`,
        ),
      ];
    }),
    ...(lacksDns
      ? [
          wrong(
            `a VPC with DNS support and DNS hostnames, which ${dnsFor.join(" and ")} need`,
            `have its owner set both: \`aws ec2 modify-vpc-attribute --vpc-id ${id} --enable-dns-hostnames\``,
          ),
        ]
      : []),
    ...(vpc.sharedBy === undefined
      ? []
      : ownersAlone.map(({ what, without }) =>
          wrong(
            `a VPC of the stack's own account, as who has a share of one makes no ${what} there`,
            `it is one of ${vpc.sharedBy}: ${without}`,
          ),
        )),
    ...(internetGateway && vpc.internetGateway === false
      ? [
          wrong(
            "a VPC with an internet gateway, by which the accelerator's clients come in",
            "have its owner attach one: it needs no route",
          ),
        ]
      : []),
  ];
}

interface Place {
  tier: ExistingTier;
  zone: ZoneLetter;
  id: string;
}

function subnetProblems(
  expected: ExpectedVpc,
  { tier, zone, id }: Place,
  facts: SubnetFacts | undefined,
): VpcProblem[] {
  const { region, id: vpcId, cidr } = expected;
  const wanted = zoneName(region, zone);
  const wrong = (allowed: string, fix: string): VpcProblem[] => [
    { path: at(expected, "vpc", tier, zone), value: id, allowed, fix },
  ];
  const all = `\`aws ec2 describe-subnets --region ${region} --filters Name=vpc-id,Values=${vpcId}\``;
  if (!facts) return wrong(`a subnet that this account sees in ${region}`, `copy one from ${all}`);
  if (facts.vpcId !== vpcId) return wrong(`a subnet of ${vpcId}`, `it is one of ${facts.vpcId}: copy one from ${all}`);
  if (facts.zone !== wanted) return wrong(`a subnet in ${wanted}`, `it is in ${facts.zone}: give the one of this zone`);
  if (facts.cidr !== undefined && !contains(cidr, facts.cidr))
    return wrong(
      `a subnet within ${cidr}`,
      `it has ${facts.cidr}: give another, or write the range of the VPC that holds all`,
    );
  return [
    ...routeProblems(expected, tier, facts, wrong),
    ...(tier === "app" && expected.ipv6 && facts.ipv6 === false
      ? wrong(
          "a subnet with a range of IPv6, where network.ipv6 is true",
          "have its owner give it one, or leave out network.ipv6",
        )
      : []),
  ];
}

/**
 * What a default route leads to, by the beginning of its target's id: to the internet, or past what somebody put before it. Of a network
 * interface of an instance AWS names the instance, too.
 * Source: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
 */
const PUBLIC_TARGETS = ["igw-", "vpce-", "eni-", "i-"];

function routeProblems(
  { leadsOut }: ExpectedVpc,
  tier: ExistingTier,
  { leadsTo }: SubnetFacts,
  wrong: (allowed: string, fix: string) => VpcProblem[],
): VpcProblem[] {
  if (leadsTo === undefined) return [];
  const found = leadsTo === NOWHERE ? "it has no default route" : `its default route leads to ${leadsTo}`;
  if (tier === "front")
    return PUBLIC_TARGETS.some((prefix) => leadsTo.startsWith(prefix))
      ? []
      : wrong(
          `a public subnet: one whose route to ${ANYWHERE} leads to an internet gateway, or to what inspects before it`,
          `${found}: give another, or have its owner change it`,
        );
  return leadsOut && leadsTo.startsWith("igw-")
    ? wrong(
        "a private subnet: what runs there has no public address, and an internet gateway leads nowhere without",
        `${found}: give one that leads to a NAT gateway, or set nat: none`,
      )
    : [];
}

/** Of a subnet without a default route. */
export const NOWHERE = "nothing";

/**
 * What may be meant so, or be right already, and is only told. A VPN gateway may propagate a default route, which the provider does not
 * show; and of the addresses that the stack needs, it may have some already.
 */
export function existingVpcWarnings(expected: ExpectedVpc, { subnets }: ExistingVpcFacts): string[] {
  return (["front", "app"] as const).flatMap((tier) =>
    sortedEntries(expected.subnets[tier]).flatMap(([zone, id]) => {
      const { free, leadsTo } = subnets[tier][zone] ?? {};
      const needed = expected.addresses[tier];
      return [
        ...(free !== undefined && free < needed
          ? [
              `${id} (${tier} of ${zoneName(expected.region, zone)}) has ${free} free addresses, and the stack may take ${needed} there, ` +
                `those that it has already among them. AWS makes a load balancer only where ${NLB_ADDRESSES} are free.`,
            ]
          : []),
        ...(tier === "app" && expected.leadsOut && leadsTo === NOWHERE
          ? [
              `${id} (app of ${zoneName(expected.region, zone)}) has no default route, unless a VPN gateway propagates one, ` +
                "which is not seen here: what runs there would reach nothing.",
            ]
          : []),
      ];
    }),
  );
}

/**
 * Addresses that must be free in each subnet of a load balancer when it is made, be it public or internal with an address of AWS's choice.
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html
 */
export const NLB_ADDRESSES = 8;
