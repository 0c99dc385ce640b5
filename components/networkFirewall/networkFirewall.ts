import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkFirewallConfig } from "../../config";
import { ruleGroupName } from "../../plan/names";
import { listsAround } from "../../plan/network/settledVpc";
import { firewallSubnetCidr } from "../../plan/network/subnets";
import { type ManagedGroups, managedReferences } from "../../plan/networkFirewall/managedGroups";
import { firewallPolicy, ruleGroup } from "../../plan/networkFirewall/policy";
import type { RuleGroupPlan } from "../../plan/networkFirewall/ruleGroupPlan";
import { HEALTH_CHECKERS } from "../../plan/networkFirewall/ruleGroups";
import { managedListArn } from "../../plan/prefixLists";
import { type Region, type ZoneLetter, zoneLetters } from "../../plan/regions";
import { type FlowLogSettings, createFlowLogs } from "../network";
import {
  type PerZone,
  type RoleSettings,
  createIsolatedVpc,
  getHealthCheckersListId,
  nameTag,
  ofZone,
} from "../shared";
import { type FirewallKey, createFirewallKey } from "./encryptionKey";
import { createFirewallLogs } from "./logs";
import { createSettledVpc } from "./settledVpc";

export interface NetworkFirewallArgs {
  region: Region;
  /** The zones that it has an endpoint of its own in; elsewhere no network can have one. */
  zones: readonly ZoneLetter[];
  /** Zones that no network uses any more, and in which it keeps an endpoint for one update more. Default: none. */
  parkedZones?: readonly ZoneLetter[];
  /**
   * Its own VPC: a private range, /16 to /25, with a subnet in each zone of the firewall. Where its zones are settled they hold all of
   * those, and another list makes another VPC.
   */
  vpc: { cidr: string; settledZones?: readonly ZoneLetter[] };
  /** The ranges that rules call HOME_NET: what it protects. */
  homeRanges: readonly string[];
  ruleGroups: readonly RuleGroupPlan[];
  /** Rule groups that AWS keeps. Default: none. */
  managedRuleGroups?: ManagedGroups;
  /** Seconds, 60 to 6000, after which it forgets a silent connection. */
  tcpIdleTimeoutSeconds: number;
  /** Whose key encrypts it. */
  key: FirewallKey;
  protection: NetworkFirewallConfig["protection"];
  logs: NetworkFirewallConfig["logs"];
  /** Of its own VPC. Nothing is routed there, so that they have something to say only where somebody changes that. */
  flowLogs: FlowLogSettings;
  /** A customer managed key that encrypts what those are kept in. Default: none. */
  flowLogsKeyArn?: pulumi.Input<string>;
  /** A customer managed key that encrypts log groups made here. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** What roles are like. */
  iam?: RoleSettings;
  /** Whether log groups made here stay in the account when they leave the stack. Default: false. */
  protect?: boolean;
}

/**
 * AWS Network Firewall in a VPC of its own: what it lets through, and its logs. Networks use it through endpoints that they
 * associate with it (see components/network/inspection.ts), each in its own zone. TLS is not decrypted: AWS refuses associations of a
 * firewall whose policy has a TLS inspection configuration.
 */
export class NetworkFirewall extends pulumi.ComponentResource {
  readonly firewallArn: pulumi.Output<string>;
  /** By which its metrics know it. */
  readonly firewallName: pulumi.Output<string>;
  /** What must be there before traffic comes. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: NetworkFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:NetworkFirewall", name, {}, opts);
    const vpc = createVpc(name, args, this);
    createFlowLogs(`${name}-vpc`, flowLogsArgs(args, vpc), this);
    const encryption = createFirewallKey(name, args, this);
    const policy = createPolicy(name, args, encryption, this);
    const firewall = createFirewall(name, args, { vpc, policy, encryption }, this);
    const logging = createFirewallLogs(
      name,
      { ...args, protect: args.protect ?? false, firewallArn: firewall.arn },
      this,
    );
    this.firewallArn = firewall.arn;
    this.firewallName = firewall.name;
    this.ready = [logging];
    this.registerOutputs({ firewallArn: this.firewallArn });
  }
}

const endpointZones = ({ zones, parkedZones = [] }: NetworkFirewallArgs): ZoneLetter[] =>
  [...zones, ...parkedZones].sort();

interface FirewallVpc {
  vpcId: pulumi.Output<string>;
  subnetIds: PerZone<pulumi.Output<string>>;
}

function createVpc(name: string, args: NetworkFirewallArgs, parent: NetworkFirewall): FirewallVpc {
  const {
    region,
    vpc: { cidr, settledZones },
  } = args;
  const zones = endpointZones(args);
  if (settledZones) return createSettledVpc(name, { region, cidr, zones: settledZones }, parent);
  const tiers = { firewall: (zone: ZoneLetter) => firewallSubnetCidr(cidr, zone) };
  const settledLists = listsAround(zones, zoneLetters(region));
  const { vpcId, subnetIds } = createIsolatedVpc(name, { region, cidr, zones, tiers, settledLists }, parent);
  return { vpcId, subnetIds: subnetIds.firewall };
}

const flowLogsArgs = (
  { region, flowLogs, flowLogsKeyArn, iam, protect = false }: NetworkFirewallArgs,
  { vpcId }: FirewallVpc,
) => ({
  region,
  vpcId,
  kmsKeyArn: flowLogsKeyArn,
  iam,
  protect,
  ...flowLogs,
});

/** Undefined: with AWS's own key. */
type Encryption = aws.types.input.networkfirewall.FirewallEncryptionConfiguration | undefined;

function createPolicy(
  name: string,
  args: NetworkFirewallArgs,
  encryptionConfiguration: Encryption,
  parent: NetworkFirewall,
): aws.networkfirewall.FirewallPolicy {
  const groups = args.ruleGroups.map((plan) => {
    const groupName = ruleGroupName(name, plan.key);
    const group = new aws.networkfirewall.RuleGroup(
      groupName,
      {
        type: "STATEFUL",
        description: plan.why,
        capacity: plan.capacity,
        ruleGroup: ruleGroup(plan, prefixListArns(plan, args.region, parent)),
        encryptionConfiguration,
        tags: nameTag(groupName),
      },
      { parent },
    );
    return { priority: plan.priority, resourceArn: group.arn };
  });
  return new aws.networkfirewall.FirewallPolicy(
    `${name}-policy`,
    {
      firewallPolicy: firewallPolicy<pulumi.Input<string>>(args.homeRanges, args.tcpIdleTimeoutSeconds, [
        ...groups,
        ...managedReferences(args.region, args.managedRuleGroups ?? {}),
      ]),
      encryptionConfiguration,
      tags: nameTag(`${name}-policy`),
    },
    { parent },
  );
}

/** Lists of AWS that it keeps current itself. */
function prefixListArns(
  { references }: RuleGroupPlan,
  region: string,
  parent: NetworkFirewall,
): Record<string, pulumi.Output<string>> {
  if (!references.includes(HEALTH_CHECKERS)) return {};
  const id = getHealthCheckersListId(region, parent);
  return { [HEALTH_CHECKERS]: id.apply((list) => managedListArn(region, list)) };
}

interface FirewallParts {
  vpc: FirewallVpc;
  policy: aws.networkfirewall.FirewallPolicy;
  encryption: Encryption;
}

function createFirewall(
  name: string,
  args: NetworkFirewallArgs,
  { vpc, policy, encryption }: FirewallParts,
  parent: NetworkFirewall,
): aws.networkfirewall.Firewall {
  const { protection } = args;
  return new aws.networkfirewall.Firewall(
    name,
    {
      vpcId: vpc.vpcId,
      subnetMappings: endpointZones(args).map((zone) => ({
        subnetId: ofZone(vpc.subnetIds, zone),
        ipAddressType: "IPV4",
      })),
      firewallPolicyArn: policy.arn,
      deleteProtection: protection.deletion,
      firewallPolicyChangeProtection: protection.policyChange,
      subnetChangeProtection: protection.subnetChange,
      encryptionConfiguration: encryption,
      tags: nameTag(name),
    },
    { parent, protect: protection.deletion },
  );
}
