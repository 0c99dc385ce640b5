import { QUOTAS, ROUTE53_PREFIX_LIST_WEIGHT } from "../plan/quotas";
import { GraphIndex, type Graph, type ResourceNode } from "../graph/graph";
import {
  collidingConnections,
  silentConnections,
  standbyRegions,
  togetherHealthy,
  translatedClients,
  zonesLeftOut,
} from "./acceleratorFindings";
import { addresses, type AddressRow } from "./addresses";
import {
  bypassedZones,
  neededNames,
  silentAlarms,
  unloggedDrops,
  unprotectedFirewall,
  unseenEndpoints,
  zonesToHave,
} from "./firewallFindings";
import { frontDoors } from "./frontDoors";
import { overlappingClients, shutOutConsumers } from "./linkClientFindings";
import {
  acrossRegions,
  assumedZones,
  closedService,
  connectionsOfLink,
  foreignNetworks,
  openService,
  singleZoneConsumers,
  uninspectedLink,
  unprovenName,
} from "./linkFindings";
import { obeyedSwitches } from "./nameRules";
import { publicRecords, summary, type RegionSummary } from "./summary";

/** Something about a stack that its owner should know. It works nevertheless; what cannot work is a mistake instead. */
export interface Finding {
  /** `warning`: it may fail, cost an outage or lose an address. `note`: worth knowing. */
  severity: "warning" | "note";
  /** A stable word for the rule. */
  rule: string;
  text: string;
  /** What to do about it. */
  fix: string;
  /** Logical names of the resources it is about. */
  resources: string[];
}

type Rule = (index: GraphIndex) => Finding[];

/** All findings, warnings first. */
export function findings(graph: Graph): Finding[] {
  const index = new GraphIndex(graph);
  return RULES.flatMap((rule) => rule(index)).sort((one, other) => rank(one) - rank(other));
}

const rank = ({ severity }: Finding): number => (severity === "warning" ? 0 : 1);

const RULES: readonly Rule[] = [
  addressQuota,
  vpcQuota,
  securityGroupQuota,
  unprotectedAddresses,
  parkedAddresses,
  sharedNat,
  noNat,
  fewZones,
  emptyZones,
  warmBackends,
  delegation,
  obeyedSwitches,
  noName,
  spotPools,
  bypassedZones,
  unseenEndpoints,
  unloggedDrops,
  neededNames,
  silentAlarms,
  unprotectedFirewall,
  zonesToHave,
  uninspectedLink,
  openService,
  closedService,
  shutOutConsumers,
  unprovenName,
  singleZoneConsumers,
  connectionsOfLink,
  acrossRegions,
  overlappingClients,
  foreignNetworks,
  assumedZones,
  togetherHealthy,
  zonesLeftOut,
  collidingConnections,
  translatedClients,
  standbyRegions,
  silentConnections,
];

const inEachRegion =
  (rule: (region: RegionSummary, index: GraphIndex) => Finding[]): Rule =>
  (index) =>
    summary(index.graph).regions.flatMap((region) => rule(region, index));

function addressQuota(index: GraphIndex): Finding[] {
  return byRegion(addresses(index.graph).filter(({ purpose }) => purpose !== "anycast")).flatMap(
    ([region, rows]): Finding[] => {
      const { limit, name, code } = QUOTAS.elasticIps;
      if (rows.length <= limit) return [];
      return [
        {
          severity: "warning",
          rule: "address-quota",
          text: `${region} needs ${rows.length} Elastic IPs; the default quota is ${limit} (${name}, ${code}).`,
          fix: `Ask for ${rows.length} or more in Service Quotas of ${region} before the first deployment.`,
          resources: rows.map(({ name: each }) => each),
        },
      ];
    },
  );
}

function byRegion<T extends { region: string }>(rows: readonly T[]): [string, T[]][] {
  const regions = [...new Set(rows.map(({ region }) => region))];
  return regions.map((region) => [region, rows.filter((row) => row.region === region)]);
}

/** Sources: docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html, and default-vpc.html there: each region has one already. */
function vpcQuota(index: GraphIndex): Finding[] {
  const vpcs = index.ofType("aws:ec2/vpc:Vpc").filter(({ external }) => !external);
  const rows = vpcs.map((node) => ({ region: index.regionOf(node) ?? "", name: node.name }));
  return byRegion(rows).flatMap(([region, own]): Finding[] => {
    const { limit, name, code } = QUOTAS.vpcs;
    if (own.length < limit) return [];
    return [
      {
        severity: "warning",
        rule: "vpc-quota",
        text: `${region} needs ${own.length} VPCs, beside those that the account has there, such as its default one; the default quota is ${limit} (${name}, ${code}).`,
        fix: `Ask for ${own.length + 1} or more in Service Quotas of ${region} before they are deployed: that of internet gateways grows with it.`,
        resources: own.map((each) => each.name),
      },
    ];
  });
}

function securityGroupQuota(index: GraphIndex): Finding[] {
  const { limit, name, code } = QUOTAS.securityGroupRules;
  const rules = index.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
  return index.ofType("aws:ec2/securityGroup:SecurityGroup").flatMap((group): Finding[] => {
    const own = rules.filter(({ inputs }) => index.referred(inputs["securityGroupId"]) === group);
    const weight = own.reduce(
      (sum, { inputs }) => sum + (inputs["prefixListId"] === undefined ? 1 : ROUTE53_PREFIX_LIST_WEIGHT),
      0,
    );
    if (weight <= limit) return [];
    return [
      {
        severity: "warning",
        rule: "security-group-quota",
        text: `${group.name} has inbound rules that count as ${weight}; the default quota is ${limit} (${name}, ${code}).`,
        fix: "Join the client ranges into larger ones, or ask for a higher quota.",
        resources: [group.name],
      },
    ];
  });
}

function unprotectedAddresses({ graph }: GraphIndex): Finding[] {
  const loose = addresses(graph).filter((row) => !(row.protected && row.retained) && row.origin === "created");
  if (loose.length === 0) return [];
  return [
    {
      severity: "note",
      rule: "unprotected-addresses",
      text: `${counted(loose, "created address")} not protected: a destroy, or a zone taken out, releases them for good.`,
      fix: "Set ha-tcp:protect: true once anybody has them on an allow list.",
      resources: loose.map(({ name }) => name),
    },
  ];
}

function parkedAddresses({ graph }: GraphIndex): Finding[] {
  const parked = addresses(graph).filter(({ attachedTo }) => attachedTo === undefined);
  if (parked.length === 0) return [];
  return [
    {
      severity: "note",
      rule: "parked-addresses",
      text: `${counted(parked, "address")} parked: kept and charged for, and attached to nothing.`,
      fix: "none, while somebody still has them on an allow list.",
      resources: parked.map(({ name }) => name),
    },
  ];
}

/** `1 address is`, `3 addresses are`. */
function counted(rows: readonly AddressRow[], noun: string): string {
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  return count === 1 ? `1 ${noun} is` : `${count} ${noun}es are`;
}

function sharedNat(index: GraphIndex): Finding[] {
  return inEachRegion(({ region, zones, natGateways }) =>
    natGateways !== 1 || zones.length === 1
      ? []
      : [
          {
            severity: "warning",
            rule: "shared-nat",
            text: `One NAT gateway serves the ${zones.length} zones of ${region}: with its zone, the others lose their way out.`,
            fix: `Set nat: perZone for ${region} where the service's own connections must survive a zone.`,
            resources: index
              .ofType("aws:ec2/natGateway:NatGateway")
              .filter((node) => index.regionOf(node) === region)
              .map(({ name }) => name),
          },
        ],
  )(index);
}

function noNat(index: GraphIndex): Finding[] {
  return inEachRegion(({ region, natGateways }) =>
    natGateways > 0
      ? []
      : [
          {
            severity: "note",
            rule: "no-nat",
            text: `What runs in ${region} reaches S3 and a few services of AWS through endpoints, and nothing else outside the VPC.`,
            fix: "Set nat: single or perZone if the service calls others.",
            resources: [],
          },
        ],
  )(index);
}

function fewZones(index: GraphIndex): Finding[] {
  return inEachRegion(({ region, zones }) =>
    zones.length >= 3
      ? []
      : [
          {
            severity: "note",
            rule: "few-zones",
            text: `${region} has ${zones.length} zones: when one is lost, one is left.`,
            fix: "Three zones or more are advised for production; production: true demands them.",
            resources: [],
          },
        ],
  )(index);
}

/** What may go down to fewer than the zones, by the section that says how many there are. */
const COUNTED = [
  ["instances", "instances"],
  ["tasks", "ecs"],
] as const;

function emptyZones(index: GraphIndex): Finding[] {
  return inEachRegion((region) =>
    COUNTED.flatMap(([what, section]): Finding[] => {
      const least = region[what]?.min;
      if (least === undefined || least >= region.zones.length) return [];
      return [
        {
          severity: "warning",
          rule: "empty-zones",
          text: `${region.region} may go down to ${least} ${what} in ${region.zones.length} zones: a zone without one leaves DNS.`,
          fix: `Set ${section}.min to ${region.zones.length} or more.`,
          resources: [],
        },
      ];
    }),
  )(index);
}

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html */
function warmBackends({ graph }: GraphIndex): Finding[] {
  return frontDoors(graph).flatMap(({ loadBalancer, targets }) =>
    targets
      .filter(({ weight }) => weight === 0)
      .map(({ targetGroup }) => ({
        severity: "note",
        rule: "warm-backend",
        text: `${loadBalancer} sends no connection to ${targetGroup}: it is kept warm, and paid for.`,
        fix: "Give it a weight when it is to serve, or remove its option. A weight of 0 also ends the connections it had.",
        resources: [targetGroup],
      })),
  );
}

function delegation(index: GraphIndex): Finding[] {
  const delegated = new Set(
    index
      .ofType("aws:route53/record:Record")
      .flatMap(({ inputs }) => (inputs["type"] === "NS" ? [inputs["name"]] : [])),
  );
  // A private zone answers in its VPCs only.
  const published = index
    .ofType("aws:route53/zone:Zone")
    .filter(({ inputs }) => inputs["vpcs"] === undefined && !delegated.has(inputs["name"]));
  return published.map(({ name, inputs }) => ({
    severity: "note",
    rule: "delegation",
    text: `The zone ${String(inputs["name"])} is created here: nobody finds it until its parent delegates to it.`,
    fix: "Enter the output nameServers as NS records in the parent zone, or at the registrar.",
    resources: [name],
  }));
}

function noName(index: GraphIndex): Finding[] {
  const balancers = index
    .ofType("aws:lb/loadBalancer:LoadBalancer")
    .filter(({ inputs }) => inputs["internal"] !== true);
  if (balancers.length === 0 || publicRecords(index).length > 0) return [];
  return [
    {
      severity: "note",
      rule: "no-name",
      text: "The service has no public name of its own: clients use the load balancer's name, or the addresses.",
      fix: "Set service.hostname and dns.zone.",
      resources: balancers.map(({ name }) => name),
    },
  ];
}

interface MixedInstances {
  instancesDistribution?: { onDemandPercentageAboveBaseCapacity?: number };
  launchTemplate?: { overrides?: unknown[] };
}

function spotPools(index: GraphIndex): Finding[] {
  return index
    .ofType("aws:autoscaling/group:Group")
    .filter(hasOneSpotPool)
    .map(({ name }) => ({
      severity: "warning",
      rule: "spot-pools",
      text: `${name} has a spot share and one instance type: when that type is reclaimed in a zone, no other replaces it.`,
      fix: "Name several types of one architecture in instances.types.",
      resources: [name],
    }));
}

function hasOneSpotPool({ inputs }: ResourceNode): boolean {
  const mixed = (inputs["mixedInstancesPolicy"] ?? {}) as MixedInstances;
  const onDemand = mixed.instancesDistribution?.onDemandPercentageAboveBaseCapacity ?? 100;
  return onDemand < 100 && (mixed.launchTemplate?.overrides ?? []).length < 2;
}
