import * as aws from "@pulumi/aws";
import type { Vpc as FirewallVpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import type { NetworkFirewallConfig } from "../../config";
import { ruleGroupName } from "../../plan/names";
import { firewallSubnetCidr } from "../../plan/network/subnets";
import { firewallPolicy, ruleGroup } from "../../plan/networkFirewall/policy";
import type { RuleGroupPlan } from "../../plan/networkFirewall/ruleGroupPlan";
import { HEALTH_CHECKERS } from "../../plan/networkFirewall/ruleGroups";
import { managedListArn } from "../../plan/prefixLists";
import { type ZoneLetter, zoneName } from "../../plan/regions";
import { createIsolatedVpc, getHealthCheckersListId, nameTag } from "../shared";
import { createFirewallAlarms } from "./alarms";
import { type FirewallKey, createFirewallKey } from "./encryptionKey";
import { createFirewallLogs } from "./logs";

export interface NetworkFirewallArgs {
  region: string;
  /** The zones that it has an endpoint of its own in; elsewhere no network can have one. */
  zones: readonly ZoneLetter[];
  /** Its own VPC: a private range, /16 to /25, and the zones that have a subnet. Another list makes another VPC. */
  vpc: { cidr: string; zones: readonly ZoneLetter[] };
  /** The ranges that rules call HOME_NET: what it protects. */
  homeRanges: readonly string[];
  ruleGroups: readonly RuleGroupPlan[];
  /** Seconds, 60 to 6000, after which it forgets a silent connection. */
  tcpIdleTimeoutSeconds: number;
  /** Whose key encrypts it. */
  key: FirewallKey;
  protection: NetworkFirewallConfig["protection"];
  logs: NetworkFirewallConfig["logs"];
  alarms: NetworkFirewallConfig["alarms"];
}

/**
 * AWS Network Firewall in a VPC of its own: what it lets through, its logs and its alarms. Networks use it through endpoints that they
 * associate with it (see components/network/inspection.ts), each in its own zone. TLS is not inspected: AWS allows it on no firewall that has
 * such associations.
 */
export class NetworkFirewall extends pulumi.ComponentResource {
  readonly firewallArn: pulumi.Output<string>;
  /** What must be there before traffic comes. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: NetworkFirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:NetworkFirewall", name, {}, opts);
    const vpc = createVpc(name, args, this);
    const encryption = createFirewallKey(name, args, this);
    const policy = createPolicy(name, args, encryption, this);
    const firewall = createFirewall(name, args, { vpc, policy, encryption }, this);
    const logging = createFirewallLogs(name, { ...args, firewallArn: firewall.arn }, this);
    createFirewallAlarms(name, { ...args, firewallName: firewall.name }, this);
    this.firewallArn = firewall.arn;
    this.ready = [logging];
    this.registerOutputs({ firewallArn: this.firewallArn });
  }
}

/** Isolated subnets, one in each zone, in slots by the zones' letters; awsx makes the VPC, the subnets and their route tables. */
function createVpc(
  name: string,
  { region, vpc: { cidr, zones } }: NetworkFirewallArgs,
  parent: NetworkFirewall,
): FirewallVpc {
  const tiers = { firewall: (zone: ZoneLetter) => firewallSubnetCidr(cidr, zone) };
  return createIsolatedVpc(name, { region, cidr, zones, tiers }, parent);
}

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
      firewallPolicy: firewallPolicy(args.homeRanges, args.tcpIdleTimeoutSeconds, groups),
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
  const { region, protection } = args;
  return new aws.networkfirewall.Firewall(
    name,
    {
      vpcId: vpc.vpcId,
      subnetMappings: [...args.zones]
        .sort()
        .map((zone) => ({ subnetId: subnetIn(vpc, zoneName(region, zone)), ipAddressType: "IPV4" })),
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

/** The id of the VPC's subnet in a zone, found by the zone. */
function subnetIn(vpc: FirewallVpc, zone: string): pulumi.Output<string> {
  return vpc.subnets
    .apply((subnets) => pulumi.all(subnets.map(({ id, availabilityZone }) => ({ id, availabilityZone }))))
    .apply((subnets) => {
      const found = subnets.find(({ availabilityZone }) => availabilityZone === zone);
      if (!found) throw new RangeError(`the firewall's VPC has no subnet in ${zone}`);
      return found.id;
    });
}
