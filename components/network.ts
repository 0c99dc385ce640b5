import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ANYWHERE, appSubnetCidrV6, subnetCidr, type Tier } from "../plan/cidrs";
import { natZoneOf, natZones, type NatSettings } from "../plan/egress";
import type { NaclSettings } from "../plan/nacls";
import { s3EndpointPolicy, type EndpointService } from "../plan/endpoints";
import { zoneName, type ZoneLetter } from "../plan/regions";
import { createFlowLogs, type FlowLogSettings } from "./flowLogs";
import { createInspection, type InspectedZone, type Inspection } from "./inspection";
import { createInterfaceEndpoints } from "./interfaceEndpoints";
import { createNetworkAcls } from "./networkAcls";
import type { Address } from "./fixedAddresses";
import { ofZone, perZone, zoneEntries, zoneValues, type PerZone } from "./perZone";
import { named } from "./tags";
import { orUnknown } from "./unknown";

export interface NetworkArgs extends NatSettings {
  region: string;
  /** A private range, /16 to /22. */
  cidr: string;
  /** An address for each zone with a NAT gateway. */
  egressAddresses: PerZone<Address>;
  /** What the network ACLs let through. */
  traffic: Pick<
    NaclSettings,
    | "servicePort"
    | "targetPorts"
    | "healthCheckPort"
    | "preserveClientIp"
    | "hasInternalDoor"
    | "internalDoorHasIpv6"
    | "egress"
  >;
  /** AWS services to reach without the internet. Default: none. */
  interfaceEndpoints?: readonly EndpointService[];
  /** Buckets that instances may use, beside those of AWS they need. Default: none. */
  s3Buckets?: readonly string[];
  flowLogs: FlowLogSettings;
  /** Whether the VPC and its app subnets have IPv6 addresses of Amazon's beside the others. No route leads there. Default: false. */
  ipv6?: boolean;
  /** The firewall that everything between the front subnets and the internet passes. Default: none. */
  inspection?: Inspection;
}

/**
 * A VPC with a front (public), an app (private) and an inspection subnet in each zone, each with a route table of its own,
 * so that one zone's routes can lead elsewhere without touching another's.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly frontSubnetIds: PerZone<pulumi.Output<string>>;
  readonly appSubnetIds: PerZone<pulumi.Output<string>>;
  readonly inspectionSubnetIds: PerZone<pulumi.Output<string>>;
  /** The ranges of S3 in this region. */
  readonly s3PrefixListId: pulumi.Output<string>;
  /** Takes security group rules of the interface endpoints; undefined where there are none. */
  readonly endpointSecurityGroupId?: pulumi.Output<string>;
  readonly internetGateway: aws.ec2.InternetGateway;
  /**
   * What a public address in a front subnet needs in order to be reached and to answer, firewall endpoints among it. What depends on
   * it comes after it, with every zone that is added, and goes before it.
   */
  readonly waysIn: pulumi.Resource[];
  /**
   * What an instance needs in order to reach anything outside its subnet. What depends on it starts after it and ends before it:
   * an agent that has lost its way out leaves whoever waits for its answer waiting.
   */
  readonly waysOut: pulumi.Resource[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Network", name, {}, opts);
    const vpc = createVpc(name, args, this);
    this.internetGateway = new aws.ec2.InternetGateway(
      `${name}-igw`,
      { vpcId: vpc.id, tags: named(name) },
      { parent: this },
    );
    const front = createTier(name, "front", args, vpc, this);
    const app = createTier(name, "app", args, vpc, this);
    const inspection = createTier(name, "inspection", args, vpc, this);
    createNetworkAcls(name, networkAclArgs(args, { front, app, inspection }, vpc), this);
    const inspected = createInspected(name, args, inspection, vpc, this);
    const frontRoutes = createFrontRoutes(front, inspected, this.internetGateway, this);
    const natRoutes = createNat(name, args, front, app, this.internetGateway, this);
    const s3 = createS3Endpoint(name, args, app, vpc, this);
    const endpoints = createInterfaceEndpoints(name, interfaceEndpointArgs(args, app, vpc), this);
    createFlowLogs(name, { region: args.region, vpcId: vpc.id, ...args.flowLogs }, this);

    this.vpcId = vpc.id;
    this.frontSubnetIds = subnetIds(front);
    this.appSubnetIds = subnetIds(app);
    this.inspectionSubnetIds = subnetIds(inspection);
    this.s3PrefixListId = s3.prefixListId;
    this.endpointSecurityGroupId = endpoints?.securityGroupId;
    this.waysIn = [this.internetGateway, ...frontRoutes, ...associations(front)];
    const throughNat = natRoutes.length === 0 ? [] : [...natRoutes, ...frontRoutes, ...associations(front)];
    this.waysOut = [...associations(app), ...throughNat, s3, ...(endpoints?.endpoints ?? [])];
    this.registerOutputs({ vpcId: this.vpcId, frontSubnetIds: this.frontSubnetIds, appSubnetIds: this.appSubnetIds });
  }
}

interface ZoneOfTier {
  /** The logical name that all resources of this zone and tier begin with. */
  name: string;
  subnet: aws.ec2.Subnet;
  routeTable: aws.ec2.RouteTable;
  association: aws.ec2.RouteTableAssociation;
}

type TierZones = PerZone<ZoneOfTier>;

function createVpc(name: string, { cidr, ipv6 = false }: NetworkArgs, parent: Network): aws.ec2.Vpc {
  const vpc = new aws.ec2.Vpc(
    `${name}-vpc`,
    {
      cidrBlock: cidr,
      ...(ipv6 && { assignGeneratedIpv6CidrBlock: true }),
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: named(name),
    },
    { parent },
  );
  // Adopts the group that AWS makes with the VPC and empties it, so that nothing is open by forgetting a group.
  new aws.ec2.DefaultSecurityGroup(
    `${name}-default-sg`,
    { vpcId: vpc.id, ingress: [], egress: [], tags: named(`${name}-default`) },
    { parent },
  );
  return vpc;
}

function createTier(
  name: string,
  tier: Tier,
  { region, cidr, zones, ipv6 = false }: NetworkArgs,
  vpc: aws.ec2.Vpc,
  parent: Network,
): TierZones {
  return perZone(zones, (zone) => {
    const zoneTier = `${name}-${tier}-${zone}`;
    const subnet = new aws.ec2.Subnet(
      zoneTier,
      {
        vpcId: vpc.id,
        availabilityZone: zoneName(region, zone),
        cidrBlock: subnetCidr(cidr, tier, zone),
        ...(ipv6 && tier === "app" && { ipv6CidrBlock: rangeV6(vpc, zone) }),
        mapPublicIpOnLaunch: false,
        tags: { ...named(zoneTier), Tier: tier },
      },
      { parent },
    );
    const routeTable = new aws.ec2.RouteTable(`${zoneTier}-rt`, { vpcId: vpc.id, tags: named(zoneTier) }, { parent });
    const association = new aws.ec2.RouteTableAssociation(
      `${zoneTier}-rta`,
      { subnetId: subnet.id, routeTableId: routeTable.id },
      { parent },
    );
    return { name: zoneTier, subnet, routeTable, association };
  });
}

/** Without a range of the VPC's none: AWS then refuses whatever needs IPv6. */
const rangeV6 = (vpc: aws.ec2.Vpc, zone: ZoneLetter): pulumi.Output<string | undefined> =>
  vpc.ipv6CidrBlock.apply((range) => orUnknown(range ? appSubnetCidrV6(range, zone) : undefined));

/** The zones whose traffic passes a firewall. */
function createInspected(
  name: string,
  { region, cidr, zones, inspection }: NetworkArgs,
  tier: TierZones,
  vpc: aws.ec2.Vpc,
  parent: Network,
): PerZone<InspectedZone> {
  if (!inspection) return {};
  const { internetGateway } = parent;
  return createInspection(name, { ...inspection, region, cidr, zones, vpcId: vpc.id, internetGateway, tier }, parent);
}

/** Resources of their own: with inspection they get another target, and nothing else changes. */
function createFrontRoutes(
  front: TierZones,
  inspected: PerZone<InspectedZone>,
  internetGateway: aws.ec2.InternetGateway,
  parent: Network,
): aws.ec2.Route[] {
  return zoneEntries(front).map(([zone, { name, routeTable }]) => {
    const { endpointId: vpcEndpointId, edgeRoute } = inspected[zone] ?? {};
    return new aws.ec2.Route(
      `${name}-default`,
      {
        routeTableId: routeTable.id,
        destinationCidrBlock: ANYWHERE,
        ...(vpcEndpointId ? { vpcEndpointId } : { gatewayId: internetGateway.id }),
      },
      // The firewall sees what comes in before what goes out, so that it knows who began.
      { parent, dependsOn: edgeRoute },
    );
  });
}

/** The NAT gateways, and the app subnets' default routes to them. */
function createNat(
  name: string,
  args: NetworkArgs,
  front: TierZones,
  app: TierZones,
  internetGateway: aws.ec2.InternetGateway,
  parent: Network,
): aws.ec2.Route[] {
  const gateways = perZone(natZones(args), (zone) => {
    const gateway = `${name}-nat-${zone}`;
    const allocationId = ofZone(args.egressAddresses, zone).allocationId;
    return new aws.ec2.NatGateway(
      gateway,
      { subnetId: ofZone(front, zone).subnet.id, allocationId, tags: named(gateway) },
      // A second gateway cannot take the address before the first has gone.
      { parent, dependsOn: internetGateway, deleteBeforeReplace: true },
    );
  });
  return args.zones.flatMap((zone: ZoneLetter) => {
    const natZone = natZoneOf(args, zone);
    if (natZone === undefined) return [];
    const { name: zoneTier, routeTable } = ofZone(app, zone);
    const natGatewayId = ofZone(gateways, natZone).id;
    return [
      new aws.ec2.Route(
        `${zoneTier}-default`,
        { routeTableId: routeTable.id, destinationCidrBlock: ANYWHERE, natGatewayId },
        { parent },
      ),
    ];
  });
}

function createS3Endpoint(
  name: string,
  args: NetworkArgs,
  app: TierZones,
  vpc: aws.ec2.Vpc,
  parent: Network,
): aws.ec2.VpcEndpoint {
  return new aws.ec2.VpcEndpoint(
    `${name}-s3`,
    {
      vpcId: vpc.id,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${args.region}.s3`,
      routeTableIds: zoneValues(app).map(({ routeTable }) => routeTable.id),
      policy: JSON.stringify(s3EndpointPolicy(args.region, args.s3Buckets ?? [])),
      tags: named(`${name}-s3`),
    },
    { parent },
  );
}

function networkAclArgs(args: NetworkArgs, tiers: Record<Tier, TierZones>, vpc: aws.ec2.Vpc) {
  const ids = (tier: Tier) => zoneValues(subnetIds(tiers[tier]));
  return {
    vpcId: vpc.id,
    subnetIds: { front: ids("front"), app: ids("app"), inspection: ids("inspection") },
    settings: {
      ...args.traffic,
      vpcCidr: args.cidr,
      hasNat: natZones(args).length > 0,
      hasInterfaceEndpoints: (args.interfaceEndpoints ?? []).length > 0,
    },
  };
}

function interfaceEndpointArgs(
  { region, cidr, interfaceEndpoints = [] }: NetworkArgs,
  app: TierZones,
  vpc: aws.ec2.Vpc,
) {
  return { region, vpcId: vpc.id, vpcCidr: cidr, subnetIds: zoneValues(subnetIds(app)), services: interfaceEndpoints };
}

const associations = (tier: TierZones): pulumi.Resource[] => zoneValues(tier).map(({ association }) => association);

function subnetIds(tier: TierZones): PerZone<pulumi.Output<string>> {
  return Object.fromEntries(Object.entries(tier).map(([zone, { subnet }]) => [zone, subnet.id]));
}
