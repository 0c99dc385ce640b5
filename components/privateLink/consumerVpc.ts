import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { consumerNaclRules } from "../../plan/privateLink/acls";
import { type ConsumerTier, consumerSubnetCidr } from "../../plan/network/subnets";
import type { ZoneLetter } from "../../plan/regions";
import { type FlowLogSettings, aclEntry, createFlowLogs } from "../network";
import { type IsolatedVpc, type PerZone, type RoleSettings, createIsolatedVpc, nameTag, zoneValues } from "../shared";

export interface ConsumerVpcArgs {
  region: string;
  /** A private range, /16 to /24. */
  cidr: string;
  zones: readonly ZoneLetter[];
  servicePort: number;
  furtherPorts: readonly number[];
  /** Whether somebody outside of the VPC may use the endpoint. */
  clientsElsewhere: boolean;
  flowLogs: FlowLogSettings;
  /** A customer managed key that encrypts the flow logs. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** What roles are like. */
  iam?: RoleSettings;
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
  const { region, cidr, zones, flowLogs, kmsKeyArn, iam, protect } = args;
  const cidrOf = (tier: ConsumerTier) => (zone: ZoneLetter) => consumerSubnetCidr(cidr, tier, zone);
  const tiers = { clients: cidrOf("clients"), endpoints: cidrOf("endpoints") };
  const vpc = createIsolatedVpc(name, { region, cidr, zones, tiers, settledLists: [zones] }, parent);
  createFlowLogs(name, { region, vpcId: vpc.vpcId, kmsKeyArn, iam, protect, ...flowLogs }, parent);
  for (const tier of TIERS) createNetworkAcl(`${name}-${tier}`, tier, args, vpc, parent);
  return { vpcId: vpc.vpcId, clientSubnetIds: vpc.subnetIds.clients, endpointSubnetIds: vpc.subnetIds.endpoints };
}

function createNetworkAcl(
  name: string,
  tier: ConsumerTier,
  { cidr, servicePort, furtherPorts, clientsElsewhere }: ConsumerVpcArgs,
  { vpcId, subnetIds }: IsolatedVpc<ConsumerTier>,
  parent: pulumi.ComponentResource,
): void {
  const rules = consumerNaclRules(tier, { vpcCidr: cidr, servicePort, furtherPorts, clientsElsewhere });
  const entries = (wanted: "in" | "out") => rules.filter(({ direction }) => direction === wanted).map(aclEntry);
  new aws.ec2.NetworkAcl(
    `${name}-nacl`,
    {
      vpcId,
      subnetIds: zoneValues(subnetIds[tier]),
      ingress: entries("in"),
      egress: entries("out"),
      tags: nameTag(name),
    },
    { parent },
  );
}
