import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { MistakesError } from "../../config/mistakesError";
import { existingName } from "../../plan/names";
import type { InterfaceEndpoint } from "../../plan/network/endpoints";
import {
  type ExistingTier,
  type ExpectedVpc,
  existingVpcProblems,
  existingVpcWarnings,
} from "../../plan/network/existingVpc";
import { s3ListName } from "../../plan/prefixLists";
import { type PerZone, type RoleSettings, zoneEntries } from "../shared";
import { getExistingVpcFacts } from "./existingVpcFacts";
import { type FlowLogSettings, createFlowLogs } from "./flowLogs";
import { createInterfaceEndpoints } from "./interfaceEndpoints";
import type { RegionNetwork } from "./regionNetwork";

export interface ExistingNetworkArgs {
  expected: ExpectedVpc;
  /** AWS services to reach by endpoints made here. Default: none. */
  interfaceEndpoints?: readonly InterfaceEndpoint[];
  /** Flow logs made here, beside those that the owner may have. Default: none. */
  flowLogs?: FlowLogSettings;
  /** What roles are like. */
  iam?: RoleSettings;
  /** A customer managed key that encrypts those flow logs. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Whether those flow logs stay in the account when they leave the stack. Default: false. */
  protect?: boolean;
}

/**
 * A VPC that exists, with its subnets: read, and nothing of it changed. Routes, network ACLs, gateways and its default security group are
 * its owner's. Whatever stands in it waits until AWS has said that it is what the stack file says.
 */
export class ExistingNetwork extends pulumi.ComponentResource implements RegionNetwork {
  readonly vpcId: pulumi.Output<string>;
  readonly frontSubnetIds: PerZone<pulumi.Output<string>>;
  readonly appSubnetIds: PerZone<pulumi.Output<string>>;
  readonly s3PrefixListId: pulumi.Output<string>;
  readonly endpointSecurityGroupId?: pulumi.Output<string>;
  readonly flowLogGroupName?: pulumi.Output<string>;
  readonly natGatewayIds = {};
  readonly firewallEndpointIds = {};
  readonly inboundPaths: pulumi.Resource[] = [];
  readonly outboundPaths: pulumi.Resource[];

  constructor(name: string, args: ExistingNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:ExistingNetwork", name, {}, opts);
    const { expected } = args;
    const checked = pulumi.output(checkVpc(expected, this));
    this.vpcId = checked.id;
    this.frontSubnetIds = subnetIds("front", expected, checked);
    this.appSubnetIds = subnetIds("app", expected, checked);
    readAll(name, this);
    this.s3PrefixListId = aws.ec2.getManagedPrefixListOutput(
      { name: s3ListName(expected.region) },
      { parent: this },
    ).id;
    const endpoints = createInterfaceEndpoints(name, endpointArgs(args, this), this);
    this.endpointSecurityGroupId = endpoints?.securityGroupId;
    this.outboundPaths = endpoints?.endpoints ?? [];
    if (args.flowLogs)
      this.flowLogGroupName = createFlowLogs(name, flowLogsArgs(args, args.flowLogs, this), this)?.name;
    const { front: frontSubnetIds, app: appSubnetIds } = expected.subnets;
    this.registerOutputs({ vpcId: expected.id, frontSubnetIds, appSubnetIds });
  }
}

/**
 * What is expected, once AWS has said that it is so.
 *
 * @throws pulumi.RunError, in a preview and in an update, where the VPC is not what the stack file says.
 */
async function checkVpc(expected: ExpectedVpc, parent: ExistingNetwork): Promise<ExpectedVpc> {
  const facts = await getExistingVpcFacts(expected, parent);
  const problems = existingVpcProblems(expected, facts);
  if (problems.length > 0) throw new MistakesError(pulumi.getStack(), problems);
  for (const warning of existingVpcWarnings(expected, facts)) void pulumi.log.warn(warning, parent);
  return expected;
}

const subnetIds = (
  tier: ExistingTier,
  { subnets }: ExpectedVpc,
  checked: pulumi.Output<ExpectedVpc>,
): PerZone<pulumi.Output<string>> =>
  Object.fromEntries(zoneEntries(subnets[tier]).map(([zone, id]) => [zone, checked.apply(() => id)]));

/** For the state to have them, and for whoever looks at the graph. */
function readAll(name: string, parent: ExistingNetwork): void {
  aws.ec2.Vpc.get(existingName(name, "vpc"), parent.vpcId, undefined, { parent });
  const tiers = { front: parent.frontSubnetIds, app: parent.appSubnetIds };
  for (const [tier, ids] of Object.entries(tiers))
    for (const [zone, id] of zoneEntries(ids))
      aws.ec2.Subnet.get(existingName(name, tier, zone), id, undefined, { parent });
}

const endpointArgs = (
  { expected: { region, cidr }, interfaceEndpoints = [] }: ExistingNetworkArgs,
  { vpcId, appSubnetIds }: ExistingNetwork,
) => ({ region, vpcId, clients: cidr, subnetIds: appSubnetIds, endpoints: interfaceEndpoints });

const flowLogsArgs = (
  { expected: { region }, kmsKeyArn, iam, protect = false }: ExistingNetworkArgs,
  flowLogs: FlowLogSettings,
  { vpcId }: ExistingNetwork,
) => ({ region, vpcId, kmsKeyArn, iam, protect, ...flowLogs });
