import { isDeepStrictEqual } from "node:util";
import { type GraphIndex, type ResourceNode, referencesIn } from "../../../graph/graph";
import { isConsumerEndpoint } from "../../inventory/consumers";
import { PRIVATE_LINK_TYPES, TYPES } from "../../inventory/resourceTypes";
import type { ByHand } from "../comparison/byHand";
import { type Comparison, type ConnectedConsumer, changesOfType } from "../comparison/comparison";
import { loadBalancersBehind } from "./frontDoors";

/**
 * Load balancers that are replaced only for zones that they leave. AWS can take a zone off one, unless an endpoint of PrivateLink is connected to it;
 * the provider cannot, and finds nothing to replace once it is done.
 * Sources: docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html,
 * github.com/hashicorp/terraform-provider-aws/issues/41418
 */
export function zonesLeftByHand(comparison: Comparison, connected: readonly ConnectedConsumer[]): ByHand[] {
  const { from, to } = comparison;
  return changesOfType(comparison, TYPES.loadBalancer, "replace").flatMap(({ urn, name, inputs }): ByHand[] => {
    const before = from.ofType(TYPES.loadBalancer).find((each) => each.name === name);
    const after = to.ofType(TYPES.loadBalancer).find((each) => each.name === name);
    if (!before || !after) return [];
    const forced = inputs.filter(({ effect }) => effect === "replace");
    const onlyZones = forced.every(
      ({ path, because }) => because === undefined && path.split(".")[0] === "subnetMappings",
    );
    const [was, is] = [mappingsOf(before), mappingsOf(after)];
    const kept = was.filter((mapping) => is.some((each) => isDeepStrictEqual(each, mapping)));
    if (!onlyZones || kept.length !== is.length || hasConsumers(from, before, connected)) return [];
    const left = was.filter((mapping) => !kept.includes(mapping)).map((mapping) => zoneOf(from, mapping));
    return [
      {
        rule: "load-balancer-zone",
        what: whatOf(name, left.sort(), isService(from, before)),
        commands: commandsFor(from, before, kept, urn),
        source: "docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html",
        resources: [name],
      },
    ];
  });
}

interface Mapping {
  subnetId?: unknown;
  allocationId?: unknown;
}

const mappingsOf = ({ inputs }: ResourceNode): Mapping[] => (inputs["subnetMappings"] ?? []) as Mapping[];

const zoneOf = (index: GraphIndex, { subnetId }: Mapping): string =>
  String(index.resolve(subnetId)?.inputs["availabilityZone"]);

const isService = (index: GraphIndex, { name }: ResourceNode): boolean =>
  index
    .ofType(PRIVATE_LINK_TYPES.service)
    .some(({ inputs }) => referencesIn(inputs["networkLoadBalancerArns"]).some((each) => each.name === name));

/** Whether an endpoint is connected, as far as the graph and the config tell. */
function hasConsumers(index: GraphIndex, loadBalancer: ResourceNode, connected: readonly ConnectedConsumer[]): boolean {
  if (!isService(index, loadBalancer)) return false;
  const own = index
    .ofType(PRIVATE_LINK_TYPES.endpoint)
    .filter(isConsumerEndpoint)
    .some((endpoint) => loadBalancersBehind(index, endpoint).includes(loadBalancer.name));
  return own || connected.some(({ region }) => region === index.regionOf(loadBalancer));
}

function whatOf(loadBalancer: string, zones: readonly string[], service: boolean): string {
  const list = zones.join(", ");
  return (
    `${loadBalancer} can leave ${list} without being replaced, by these commands before the update, which then replaces nothing: connections ` +
    `through ${list} and to targets there are cut, for up to 60 s clients may still try the address, and all other connections go on` +
    (service ? ". AWS refuses it while an endpoint of a consumer is connected" : "")
  );
}

/** `front-eu-west-1`, of which the provider's name has more, in the region. */
function commandsFor(index: GraphIndex, { name, inputs, ...node }: ResourceNode, kept: Mapping[], urn: string) {
  const region = index.regionOf({ name, inputs, ...node }) ?? "";
  const letters = kept.map((mapping) => zoneOf(index, mapping).slice(region.length).toUpperCase()).sort();
  const addressed = kept.some(({ allocationId }) => allocationId !== undefined);
  const mapping = (zone: string) => `SubnetId=SUBNET_${zone}${addressed ? `,AllocationId=EIPALLOC_${zone}` : ""}`;
  return [
    `aws elbv2 describe-load-balancers --region ${region} \\\n` +
      `  --query "LoadBalancers[?starts_with(LoadBalancerName, '${name}-')]"`,
    `aws elbv2 set-subnets --region ${region} --load-balancer-arn ARN --subnet-mappings \\\n` +
      letters.map((zone) => `  ${mapping(zone)}`).join(" \\\n"),
    `pulumi refresh --target \\\n  '${urn}'`,
  ];
}
