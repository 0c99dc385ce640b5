import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { isOwnEndpoint } from "../../../plan/network/vpcEndpoints";
import { endpointService } from "../../inventory/endpoints";
import { PRIVATE_LINK_TYPES, TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/*
 * Endpoints of AWS services that come, go or let others pass, in VPCs that stay. An interface endpoint that comes is found by whoever asks
 * for the name anew; a gateway takes the packets at once, and with another source address an open connection ends.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */

const vpcOf = (index: GraphIndex, { inputs }: ResourceNode): string | undefined => index.resolve(inputs["vpcId"])?.name;

const hasNat = (index: GraphIndex, endpoint: ResourceNode): boolean =>
  index.ofType(TYPES.natGateway).some((nat) => index.regionOf(nat) === index.regionOf(endpoint));

const isGateway = ({ inputs }: ResourceNode): boolean => inputs["vpcEndpointType"] === "Gateway";

export function changedEndpoints(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const kept = new Set(from.ofType(TYPES.vpc).map(({ name }) => name));
  for (const name of [...kept]) if (!to.ofType(TYPES.vpc).some((vpc) => vpc.name === name)) kept.delete(name);
  const named = (action: "create" | "delete" | "update") =>
    new Set(changesOfType(comparison, PRIVATE_LINK_TYPES.endpoint, action).map(({ name }) => name));
  const of = (index: GraphIndex, names: ReadonlySet<string>) =>
    index.ofType(PRIVATE_LINK_TYPES.endpoint).flatMap((node): [string, ResourceNode][] => {
      const service = endpointService(index, node);
      return names.has(node.name) && service !== undefined && kept.has(vpcOf(index, node) ?? "")
        ? [[service, node]]
        : [];
    });
  return [
    ...of(to, named("create")).flatMap(([service, node]) => arrival(from, service, node)),
    ...of(from, named("delete"))
      .filter(([service]) => !(isOwnEndpoint(service) && losesBackend(comparison)))
      .map(([service, node]) => departure(to, service, node)),
    ...of(to, named("update")).flatMap(([service, node]) => otherPolicy(comparison, service, node)),
  ];
}

/** What the stack itself needs goes with who needs it. */
const losesBackend = (comparison: Comparison): boolean =>
  [TYPES.autoScalingGroup, TYPES.ecsService].some((type) => changesOfType(comparison, type, "delete").length > 0);

function arrival(from: GraphIndex, service: string, node: ResourceNode): Interruption[] {
  if (!isGateway(node) || !hasNat(from, node)) return [];
  return [
    {
      rule: "endpoints",
      severity: "brief",
      who: `the service's own connections to ${service} by ${node.name}`,
      what: "they leave the NAT gateway, and open ones are cut",
      ...timed(DURATIONS.gatewayEndpoint),
      resources: [node.name],
    },
  ];
}

function departure(to: GraphIndex, service: string, node: ResourceNode): Interruption {
  const common = {
    rule: "endpoints",
    who: `the service's own connections to ${service} by ${node.name}`,
    resources: [node.name],
  };
  return hasNat(to, node)
    ? {
        ...common,
        severity: "brief",
        what: "they go by the NAT gateway, and open ones are cut",
        ...timed(DURATIONS.gatewayEndpoint),
      }
    : { ...common, severity: "outage", what: "nothing leads there any more", ...timed(DURATIONS.forGood) };
}

function otherPolicy({ changes }: Comparison, service: string, { name }: ResourceNode): Interruption[] {
  const change = changes.get(`${PRIVATE_LINK_TYPES.endpoint} ${name}`);
  if (!change?.inputs.some(({ path }) => path === "policy")) return [];
  return [
    {
      rule: "endpoints",
      severity: "none",
      who: `calls of ${service} by ${name}`,
      what: "its policy changes: what that allows no more is refused",
      ...timed(DURATIONS.endpointPolicy),
      resources: [name],
    },
  ];
}
