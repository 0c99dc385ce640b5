import * as aws from "@pulumi/aws";
import type { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { consumerNaclRules } from "../../plan/network/acls";
import { type ConsumerTier, consumerSubnetCidr } from "../../plan/network/subnets";
import type { ZoneLetter } from "../../plan/regions";
import { type FlowLogSettings, aclEntry, createFlowLogs } from "../network";
import { type PerZone, nameTag, perZone, zoneValues, createIsolatedVpc } from "../shared";

export interface ConsumerVpcArgs {
  region: string;
  /** A private range, /16 to /24. */
  cidr: string;
  /** Another list makes another VPC. */
  zones: readonly ZoneLetter[];
  servicePort: number;
  /** Whether somebody outside of the VPC may use the endpoint. */
  clientsElsewhere: boolean;
  flowLogs: FlowLogSettings;
  /** Whether the flow logs stay in the account when they leave the stack. */
  protect: boolean;
}

export interface ConsumerVpc {
  vpcId: pulumi.Output<string>;
  /** For whatever connects: a subnet in each zone, with a path to the endpoint and to nothing else. */
  clientSubnetIds: PerZone<pulumi.Output<string>>;
  endpointSubnetIds: PerZone<pulumi.Output<string>>;
}

const TIERS: readonly ConsumerTier[] = ["clients", "endpoints"];

/** A VPC with isolated subnets for clients and for the endpoint in each zone, and the network ACLs between the two. */
export function createConsumerVpc(name: string, args: ConsumerVpcArgs, parent: pulumi.ComponentResource): ConsumerVpc {
  const vpc = createVpc(name, args, parent);
  const subnetIds = (tier: ConsumerTier) =>
    perZone(args.zones, (zone) => subnetIdByCidr(vpc, consumerSubnetCidr(args.cidr, tier, zone)));
  const ids = { clients: subnetIds("clients"), endpoints: subnetIds("endpoints") };
  createFlowLogs(name, { region: args.region, vpcId: vpc.vpcId, protect: args.protect, ...args.flowLogs }, parent);
  for (const tier of TIERS) createNetworkAcl(`${name}-${tier}`, tier, args, { vpc, subnetIds: ids[tier] }, parent);
  return { vpcId: vpc.vpcId, clientSubnetIds: ids.clients, endpointSubnetIds: ids.endpoints };
}

function createVpc(name: string, { region, cidr, zones }: ConsumerVpcArgs, parent: pulumi.ComponentResource): Vpc {
  const tiers = Object.fromEntries(
    TIERS.map((tier) => [tier, (zone: ZoneLetter) => consumerSubnetCidr(cidr, tier, zone)]),
  );
  return createIsolatedVpc(name, { region, cidr, zones, tiers }, parent);
}

/** The id of the subnet with a range, which no other has. */
function subnetIdByCidr(vpc: Vpc, range: string): pulumi.Output<string> {
  return vpc.subnets
    .apply((subnets) => pulumi.all(subnets.map(({ id, cidrBlock }) => ({ id, cidrBlock }))))
    .apply((subnets) => {
      const found = subnets.find(({ cidrBlock }) => cidrBlock === range);
      if (!found) throw new RangeError(`the consumer's VPC has no subnet ${range}`);
      return found.id;
    });
}

function createNetworkAcl(
  name: string,
  tier: ConsumerTier,
  { cidr, servicePort, clientsElsewhere }: ConsumerVpcArgs,
  { vpc, subnetIds }: { vpc: Vpc; subnetIds: PerZone<pulumi.Output<string>> },
  parent: pulumi.ComponentResource,
): void {
  const rules = consumerNaclRules(tier, { vpcCidr: cidr, servicePort, clientsElsewhere });
  const entries = (wanted: "in" | "out") => rules.filter(({ direction }) => direction === wanted).map(aclEntry);
  new aws.ec2.NetworkAcl(
    `${name}-nacl`,
    {
      vpcId: vpc.vpcId,
      subnetIds: zoneValues(subnetIds),
      ingress: entries("in"),
      egress: entries("out"),
      tags: nameTag(name),
    },
    { parent },
  );
}
