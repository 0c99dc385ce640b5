import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ANYWHERE, ANYWHERE_V6 } from "../../plan/cidrs";
import { natZones } from "../../plan/network/nat";
import { type Tier, tierCidr, tierCidrV6 } from "../../plan/network/subnets";
import { type PerZone, nameTag, zoneEntries, zoneValues } from "../shared";
import { createNetworkAcls } from "./acls";
import type { NetworkArgs } from "./args";
import { createFlowLogs } from "./flowLogs";
import { type Inspected, type InspectedZone, createInspection } from "./inspection";
import { createInterfaceEndpoints } from "./interfaceEndpoints";
import { createNat } from "./nat";
import type { RegionNetwork } from "./regionNetwork";
import { type TierSubnets, associations, createTier, routeTableIds, subnetIds } from "./tiers";

/**
 * A VPC with a front (public), an app (private) and an inspection subnet in each zone, each with a route table of its own,
 * so that one zone's routes can lead elsewhere without touching another's.
 */
export class Network extends pulumi.ComponentResource implements RegionNetwork {
  readonly vpcId: pulumi.Output<string>;
  readonly frontSubnetIds: PerZone<pulumi.Output<string>>;
  readonly appSubnetIds: PerZone<pulumi.Output<string>>;
  /** For routes to other networks. */
  readonly routeTableIds: Record<"app" | "front", PerZone<pulumi.Output<string>>>;
  /** The ranges of S3 in this region. */
  readonly s3PrefixListId: pulumi.Output<string>;
  /** The ranges of DynamoDB in this region, where there is a way to it. */
  readonly dynamodbPrefixListId?: pulumi.Output<string>;
  /** Takes security group rules of the interface endpoints; undefined where there are none. */
  readonly endpointSecurityGroupId?: pulumi.Output<string>;
  /** The log group of its flow logs, where they are in CloudWatch. */
  readonly flowLogGroupName?: pulumi.Output<string>;
  /** Of NAT gateways, where there are any. */
  readonly natGatewayIds: PerZone<pulumi.Output<string>>;
  /** Where the app subnets' connections by IPv6 come from, whatever zones there are: a /61. Undefined where none go out. */
  readonly egressIpv6Range?: pulumi.Output<string>;
  readonly internetGateway: aws.ec2.InternetGateway;
  /** Firewall endpoints, where there is a firewall, be they passed or not. */
  readonly firewallEndpointIds: PerZone<pulumi.Output<string>>;
  /**
   * What a public address in a front subnet needs in order to be reached and to answer, firewall endpoints among it. What depends on
   * it comes after it, with every zone that is added, and goes before it.
   */
  readonly inboundPaths: pulumi.Resource[];
  /**
   * What an instance needs in order to reach anything outside its subnet. What depends on it starts after it and ends before it:
   * an agent without an outbound path leaves whoever waits for its answer waiting.
   */
  readonly outboundPaths: pulumi.Resource[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Network", name, {}, opts);
    const vpc = createVpc(name, args, this);
    this.internetGateway = new aws.ec2.InternetGateway(
      `${name}-igw`,
      { vpcId: vpc.id, tags: nameTag(name) },
      { parent: this },
    );
    const front = createTier(name, "front", args, vpc, this);
    const app = createTier(name, "app", args, vpc, this);
    const inspection = createTier(name, "inspection", args, vpc, this);
    createNetworkAcls(name, networkAclArgs(args, { front, app, inspection }, vpc), this);
    const inspected = createZoneInspection(name, args, { front, inspection }, vpc, this);
    const frontRoutes = [
      ...createFrontRoutes(front, inspected.zones, this.internetGateway, this),
      ...(args.ipv6 === "public" ? createFrontRoutesV6(front, this.internetGateway, this) : []),
    ];
    const nat = createNat(name, args, front, app, this.internetGateway, this);
    const ipv6Routes = args.ipv6Egress ? createIpv6Egress(name, app, vpc, this) : [];
    const { s3, dynamodb } = createGatewayEndpoints(name, args, app, vpc, this);
    const endpoints = createInterfaceEndpoints(name, interfaceEndpointArgs(args, app, vpc), this);
    const flowLogGroup = createFlowLogs(name, flowLogsArgs(args, vpc), this);

    this.vpcId = vpc.id;
    this.firewallEndpointIds = inspected.endpointIds;
    this.frontSubnetIds = subnetIds(front);
    this.appSubnetIds = subnetIds(app);
    this.routeTableIds = { app: routeTableIds(app), front: routeTableIds(front) };
    this.s3PrefixListId = s3.prefixListId;
    this.dynamodbPrefixListId = dynamodb?.prefixListId;
    this.endpointSecurityGroupId = endpoints?.securityGroupId;
    this.flowLogGroupName = flowLogGroup?.name;
    this.natGatewayIds = nat.gatewayIds;
    if (args.ipv6Egress) this.egressIpv6Range = vpc.ipv6CidrBlock.apply((range) => tierRangeV6(range));
    this.inboundPaths = [this.internetGateway, ...frontRoutes, ...associations(front)];
    const throughNat = nat.routes.length === 0 ? [] : [...nat.routes, ...frontRoutes, ...associations(front)];
    this.outboundPaths = [
      ...associations(app),
      ...throughNat,
      ...ipv6Routes,
      s3,
      ...(dynamodb ? [dynamodb] : []),
      ...(endpoints?.endpoints ?? []),
    ];
    this.registerOutputs({ vpcId: this.vpcId, frontSubnetIds: this.frontSubnetIds, appSubnetIds: this.appSubnetIds });
  }
}

function createVpc(name: string, { cidr, ipv6 = false }: NetworkArgs, parent: Network): aws.ec2.Vpc {
  const vpc = new aws.ec2.Vpc(
    `${name}-vpc`,
    {
      cidrBlock: cidr,
      ...(ipv6 !== false && { assignGeneratedIpv6CidrBlock: true }),
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: nameTag(name),
    },
    { parent },
  );
  // Adopts the group that AWS makes with the VPC and empties it, so that nothing is open by forgetting a group.
  new aws.ec2.DefaultSecurityGroup(
    `${name}-default-sg`,
    { vpcId: vpc.id, ingress: [], egress: [], tags: nameTag(`${name}-default`) },
    { parent },
  );
  return vpc;
}

/** The firewall endpoints, and the zones whose traffic passes them. */
function createZoneInspection(
  name: string,
  { region, cidr, zones, inspection }: NetworkArgs,
  { front, inspection: tier }: Pick<Record<Tier, TierSubnets>, "front" | "inspection">,
  vpc: aws.ec2.Vpc,
  parent: Network,
): Inspected {
  if (!inspection) return { endpointIds: {}, zones: {} };
  const { internetGateway } = parent;
  const frontSubnets = Object.fromEntries(zoneEntries(front).map(([zone, { subnet }]) => [zone, subnet]));
  const place = { region, cidr, zones, vpcId: vpc.id, internetGateway, frontSubnets, tier };
  return createInspection(name, { ...inspection, ...place }, parent);
}

/** Resources of their own: with inspection they get another target, and nothing else changes. */
function createFrontRoutes(
  front: TierSubnets,
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

/** No firewall endpoint is passed by IPv6: a stack with a firewall has no clients that come by it. */
const createFrontRoutesV6 = (
  front: TierSubnets,
  internetGateway: aws.ec2.InternetGateway,
  parent: Network,
): aws.ec2.Route[] =>
  zoneEntries(front).map(
    ([, { name, routeTable }]) =>
      new aws.ec2.Route(
        `${name}-default-ipv6`,
        { routeTableId: routeTable.id, destinationIpv6CidrBlock: ANYWHERE_V6, gatewayId: internetGateway.id },
        { parent },
      ),
  );

/** Out of the app subnets by IPv6, and nothing in. AWS spreads the gateway over the zones itself. */
function createIpv6Egress(name: string, app: TierSubnets, vpc: aws.ec2.Vpc, parent: Network): aws.ec2.Route[] {
  const gateway = new aws.ec2.EgressOnlyInternetGateway(
    `${name}-eigw`,
    { vpcId: vpc.id, tags: nameTag(name) },
    { parent },
  );
  return zoneEntries(app).map(
    ([, { name: zoneTier, routeTable }]) =>
      new aws.ec2.Route(
        `${zoneTier}-default-ipv6`,
        { routeTableId: routeTable.id, destinationIpv6CidrBlock: ANYWHERE_V6, egressOnlyGatewayId: gateway.id },
        { parent },
      ),
  );
}

/** Not known before AWS has given the VPC its range. */
const tierRangeV6 = (range: string | undefined): string => (range ? tierCidrV6(range, "app") : "");

function createGatewayEndpoints(
  name: string,
  { region, endpoints: { s3, dynamodb } }: NetworkArgs,
  app: TierSubnets,
  vpc: aws.ec2.Vpc,
  parent: Network,
): { s3: aws.ec2.VpcEndpoint; dynamodb?: aws.ec2.VpcEndpoint } {
  const gateway = (service: string, policy: pulumi.Input<string>) =>
    new aws.ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId: vpc.id,
        vpcEndpointType: "Gateway",
        serviceName: `com.amazonaws.${region}.${service}`,
        routeTableIds: zoneValues(app).map(({ routeTable }) => routeTable.id),
        policy,
        tags: nameTag(`${name}-${service}`),
      },
      { parent },
    );
  if (!dynamodb) return { s3: gateway("s3", JSON.stringify(s3.policy)) };
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  return {
    s3: gateway("s3", JSON.stringify(s3.policy)),
    dynamodb: gateway(
      "dynamodb",
      account.apply((id) => JSON.stringify(dynamodb.policy(id))),
    ),
  };
}

function networkAclArgs(args: NetworkArgs, tiers: Record<Tier, TierSubnets>, vpc: aws.ec2.Vpc) {
  const ids = (tier: Tier) => zoneValues(subnetIds(tiers[tier]));
  return {
    vpcId: vpc.id,
    subnetIds: { front: ids("front"), app: ids("app"), inspection: ids("inspection") },
    settings: {
      ...args.traffic,
      vpcCidr: args.cidr,
      hasNat: natZones(args).length > 0,
      hasInterfaceEndpoints: args.endpoints.interfaces.length > 0,
    },
  };
}

const interfaceEndpointArgs = (
  { region, cidr, endpoints: { interfaces } }: NetworkArgs,
  app: TierSubnets,
  vpc: aws.ec2.Vpc,
) => ({ region, vpcId: vpc.id, clients: tierCidr(cidr, "app"), subnetIds: subnetIds(app), endpoints: interfaces });

const flowLogsArgs = ({ region, flowLogs, kmsKeyArn, iam, protect = false }: NetworkArgs, vpc: aws.ec2.Vpc) => ({
  region,
  vpcId: vpc.id,
  kmsKeyArn,
  iam,
  protect,
  ...flowLogs,
});
