import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { endpointGroups } from "../../inventory/accelerators";
import { ACCELERATOR_TYPES, TYPES } from "../../inventory/resourceTypes";
import type { ByHand } from "../comparison/byHand";
import { type Comparison, updated } from "../comparison/comparison";

/**
 * The security group that AWS makes in a VPC with its first endpoint that preserves client addresses, and never deletes. While it is there the VPC
 * cannot be deleted, however often an update is run.
 * Source: the documentation of the provider, of globalaccelerator.EndpointGroup, at clientIpPreservationEnabled
 */
export function leftSecurityGroups({ from, to, changes }: Comparison): ByHand[] {
  const [before, after] = [from, to].map(preservingVpcs) as [Set<string>, Set<string>];
  // One that is parked may have led there before.
  const wasAccelerated = from.ofType(ACCELERATOR_TYPES.accelerator).length > 0;
  return from.ofType(TYPES.vpc).flatMap((vpc): ByHand[] => {
    const action = changes.get(`${TYPES.vpc} ${vpc.name}`)?.action;
    const goes = action === "delete" || action === "replace";
    const known = before.has(vpc.name);
    if (goes ? !(known || (wasAccelerated && isOfService(from, vpc))) : !known || after.has(vpc.name)) return [];
    return [{ rule: "left-security-group", what: whatOf(vpc.name, { goes, known }), ...commandsFor(from, vpc) }];
  });
}

function whatOf(vpc: string, { goes, known }: { goes: boolean; known: boolean }): string {
  const group = "the security group GlobalAccelerator";
  if (!goes)
    return `${group}, which AWS made in ${vpc} for the accelerator, stays there: it costs nothing, and would keep the VPC from being deleted later`;
  const condition = known ? "" : ", if the accelerator ever led into that VPC";
  return (
    `${vpc} cannot be deleted while ${group}, which AWS made in it for the accelerator, is there: the update ends with an error${condition}. ` +
    "Delete the group once the endpoint group is gone, then update again"
  );
}

function commandsFor(from: GraphIndex, vpc: ResourceNode): Pick<ByHand, "commands" | "source" | "resources"> {
  const region = from.regionOf(vpc) ?? "";
  return {
    commands: [
      `aws ec2 describe-security-groups --region ${region} --query 'SecurityGroups[].GroupId' \\\n` +
        "  --filters Name=vpc-id,Values=VPC_ID Name=group-name,Values=GlobalAccelerator",
      `aws ec2 delete-security-group --region ${region} --group-id GROUP_ID`,
    ],
    source: "www.pulumi.com/registry/packages/aws/api-docs/globalaccelerator/endpointgroup",
    resources: [vpc.name],
  };
}

/** The VPCs of load balancers that an accelerator leads to with the clients' own addresses, by name. */
function preservingVpcs(index: GraphIndex): Set<string> {
  const endpoints = endpointGroups(index).flatMap((group) => group.endpoints);
  const names = new Set(endpoints.flatMap((each) => (each.preserveClientIp ? (each.loadBalancer ?? []) : [])));
  return new Set(
    index
      .ofType(TYPES.loadBalancer)
      .filter(({ name }) => names.has(name))
      .flatMap((each) => vpcOf(index, each)?.name ?? []),
  );
}

function vpcOf(index: GraphIndex, { inputs }: ResourceNode): ResourceNode | undefined {
  const [mapping] = (inputs["subnetMappings"] ?? []) as { subnetId?: unknown }[];
  return index.resolve(index.resolve(mapping?.subnetId)?.inputs["vpcId"]);
}

/** Accelerators lead to load balancers, which stand in the VPCs of the service alone. */
const isOfService = (index: GraphIndex, vpc: ResourceNode): boolean =>
  index.ofType(TYPES.loadBalancer).some((each) => vpcOf(index, each)?.name === vpc.name) ||
  index.ofType(TYPES.targetGroup).some(({ inputs }) => index.resolve(inputs["vpcId"])?.name === vpc.name);

/**
 * Hosts of tasks in a zone that their group leaves. They are protected from scaling in, so that they go only as ECS scales in itself, for which it
 * waits a quarter of an hour; the subnet that they are in cannot be deleted before.
 * Sources: docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html,
 * docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */
export function hostsInLeftZones(comparison: Comparison): ByHand[] {
  return updated(comparison, TYPES.autoScalingGroup).flatMap(({ before, after, change }): ByHand[] => {
    if (change.action !== "update" || before.inputs["protectFromScaleIn"] !== true) return [];
    const [was, is] = [zonesOfGroup(comparison.from, before), zonesOfGroup(comparison.to, after)];
    const region = comparison.from.regionOf(before) ?? "";
    return was
      .filter((zone) => !is.includes(zone))
      .map((zone) => ({
        rule: "hosts-in-left-zone",
        what:
          `hosts of ${after.name} in ${zone} are protected from scaling in. They go once ECS has moved their tasks and scales in, after a quarter ` +
          "of an hour or more, or at once by these commands as the update runs; their subnet is deleted only then, and if that takes longer " +
          "than the engine waits, the update ends with an error and has to be run again",
        commands: [
          `aws autoscaling describe-auto-scaling-instances --region ${region} \\\n` +
            `  --query "AutoScalingInstances[?AvailabilityZone=='${zone}']"`,
          `aws autoscaling terminate-instance-in-auto-scaling-group --region ${region} \\\n` +
            "  --instance-id INSTANCE_ID --no-should-decrement-desired-capacity",
        ],
        source: "docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html",
        resources: [after.name],
      }));
  });
}

const zonesOfGroup = (index: GraphIndex, { inputs }: ResourceNode): string[] =>
  ((inputs["vpcZoneIdentifiers"] ?? []) as unknown[])
    .map((subnetId) => String(index.resolve(subnetId)?.inputs["availabilityZone"]))
    .sort();

/**
 * Fewest instances of a warm pool that are said no more: the provider sends no 0, and AWS keeps what it was told.
 * Source: github.com/hashicorp/terraform-provider-aws/issues/44732
 */
export function keptPoolSizes(comparison: Comparison): ByHand[] {
  return updated(comparison, TYPES.autoScalingGroup).flatMap(({ before, after, change }): ByHand[] => {
    const [was, is] = [before, after].map(({ inputs }) => inputs["warmPool"] as { minSize?: number } | undefined);
    if (change.action !== "update" || was?.minSize === undefined || !is || is.minSize !== undefined) return [];
    return [
      {
        rule: "kept-pool-size",
        what:
          `the warm pool of ${after.name} goes on having ${was.minSize} instances at the least, as the provider cannot take that back: ` +
          "tell AWS once the update is done",
        commands: [
          `aws autoscaling put-warm-pool --region ${comparison.to.regionOf(after) ?? ""} \\\n` +
            "  --auto-scaling-group-name GROUP_NAME --min-size 0",
        ],
        source: "github.com/hashicorp/terraform-provider-aws/issues/44732",
        resources: [after.name],
      },
    ];
  });
}
