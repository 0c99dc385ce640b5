import type { ResourceNode } from "../../graph/graph";
import { ENDPOINT, type Consumer } from "./consumers";
import type { PathFault } from "./faults";
import { groupedBy } from "./parties";
import type { Topology } from "./topology";

/*
 * Whether names lead clients to their endpoint: by a private hosted zone that answers in their VPC, or by the private DNS name of the
 * service itself. Without either they use the endpoint's own names, and nothing is to be judged.
 * Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html,
 * docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */

/** A private hosted zone, and the endpoints that its records lead to. */
interface PrivateZone {
  node: ResourceNode;
  /** As `vpcOf` names them. */
  vpcs: ReadonlySet<string>;
  /** URNs of endpoints. */
  leadsTo: ReadonlySet<string>;
}

export function nameFaults(topology: Topology, consumers: readonly Consumer[]): PathFault[] {
  const zones = privateZones(topology);
  const byVpc = new Map<string, PrivateZone[]>();
  for (const zone of zones) for (const vpc of zone.vpcs) byVpc.set(vpc, [...(byVpc.get(vpc) ?? []), zone]);
  const inVpc = new Map(groupedBy(consumers, ({ vpc }) => vpc).map((each) => [each[0].vpc, each]));
  const known = new Map(consumers.map((consumer) => [consumer.urn, consumer]));
  return [
    ...zones.flatMap((zone) => zoneFaults(zone, known, inVpc)),
    ...consumers.flatMap((consumer) => vpcFaults(topology, consumer, byVpc.get(consumer.vpc) ?? [])),
  ];
}

interface WithVpcs {
  vpcs?: { vpcId?: unknown }[];
}

function privateZones({ index, own }: Topology): PrivateZone[] {
  const leads = new Map<string, Set<string>>();
  for (const { inputs } of index.ofType("aws:route53/record:Record"))
    for (const { name } of (inputs["aliases"] ?? []) as { name?: unknown }[]) {
      const [zone, endpoint] = [index.referred(inputs["zoneId"]), index.referred(name)];
      if (zone && endpoint?.type === ENDPOINT)
        leads.set(zone.urn, (leads.get(zone.urn) ?? new Set<string>()).add(endpoint.urn));
    }
  return index.ofType("aws:route53/zone:Zone").flatMap((node) => {
    const vpcs = ((node.inputs as WithVpcs).vpcs ?? []).map(({ vpcId }) => index.referred(vpcId)?.urn ?? String(vpcId));
    if (!own.has(node.urn) || vpcs.length === 0) return [];
    return [{ node, vpcs: new Set(vpcs), leadsTo: leads.get(node.urn) ?? new Set<string>() }];
  });
}

const fault = (resource: string, region: string, text: string): PathFault => ({
  rule: "name",
  region,
  resource,
  text,
  zones: [],
  kinds: ["consumer"],
  ways: 0,
});

/** It answers in its own VPCs alone, and there it has to have an answer. */
function zoneFaults(
  { node, vpcs, leadsTo }: PrivateZone,
  known: ReadonlyMap<string, Consumer>,
  inVpc: ReadonlyMap<string, readonly Consumer[]>,
): PathFault[] {
  const strange = [...leadsTo].flatMap((urn) => {
    const consumer = known.get(urn);
    if (!consumer || vpcs.has(consumer.vpc)) return [];
    return [fault(node.name, consumer.region, `it leads to ${consumer.endpoint}, and does not answer in its VPC`)];
  });
  const silent = [...vpcs].flatMap((vpc) => {
    const [first, ...others] = inVpc.get(vpc) ?? [];
    if (!first || strange.length > 0 || [first, ...others].some(({ urn }) => leadsTo.has(urn))) return [];
    return [
      fault(node.name, first.region, `it answers in the VPC of ${first.endpoint}, and no record in it leads there`),
    ];
  });
  return [...strange, ...silent];
}

/** What AWS asks of a VPC, and refuses. */
function vpcFaults({ index }: Topology, consumer: Consumer, zones: readonly PrivateZone[]): PathFault[] {
  const { vpc, region, endpoint, privateDns, service } = consumer;
  const settings = index.get(vpc);
  const named = privateDns || zones.length > 0;
  const deaf =
    named &&
    settings &&
    (settings.inputs["enableDnsSupport"] === false || settings.inputs["enableDnsHostnames"] !== true);
  const name = service?.privateDnsName;
  const rival = privateDns ? zones.find(({ node }) => node.inputs["name"] === name) : undefined;
  return [
    ...(deaf ? [fault(settings.name, region, "private names need both its DNS support and its DNS hostnames")] : []),
    ...(privateDns && service && name === undefined
      ? [fault(endpoint, region, `${service.name} has no private DNS name, and AWS refuses to turn it on`)]
      : []),
    ...(rival ? [fault(rival.node.name, region, `AWS refuses it beside the private DNS name of ${endpoint}`)] : []),
  ];
}
