import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { endpointGroups } from "../../inventory/accelerators";
import { ACCELERATOR_TYPES, TYPES } from "../../inventory/resourceTypes";
import type { ByHand } from "../comparison/byHand";
import type { Comparison } from "../comparison/comparison";

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
