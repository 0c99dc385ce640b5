import type { ResourceNode } from "../../../graph/graph";
import { privateRecords } from "../../inventory/dnsRecords";
import type { PathFault } from "../network/pathFault";
import { groupedBy } from "../network/peers";
import type { Topology } from "../network/vpc";
import { type Consumer, VPC_ENDPOINT } from "./consumers";

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
  endpoints: ReadonlySet<string>;
  /** Whether its records lead to the service's load balancers themselves, for clients that need no endpoint. */
  leadsPast: boolean;
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
  const endpointsByZone = new Map<string, Set<string>>();
  for (const { inputs } of index.ofType("aws:route53/record:Record"))
    for (const { name } of (inputs["aliases"] ?? []) as { name?: unknown }[]) {
      const [zone, endpoint] = [index.resolve(inputs["zoneId"]), index.resolve(name)];
      if (zone && endpoint?.type === VPC_ENDPOINT)
        endpointsByZone.set(zone.urn, (endpointsByZone.get(zone.urn) ?? new Set<string>()).add(endpoint.urn));
    }
  const past = new Set(privateRecords(index).flatMap(({ inputs }) => index.resolve(inputs["zoneId"])?.urn ?? []));
  return index.ofType("aws:route53/zone:Zone").flatMap((node) => {
    const vpcs = ((node.inputs as WithVpcs).vpcs ?? []).map(({ vpcId }) => index.resolve(vpcId)?.urn ?? String(vpcId));
    if (!own.has(node.urn) || vpcs.length === 0) return [];
    const endpoints = endpointsByZone.get(node.urn) ?? new Set<string>();
    return [{ node, vpcs: new Set(vpcs), endpoints, leadsPast: past.has(node.urn) }];
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
  { node, vpcs, endpoints, leadsPast }: PrivateZone,
  known: ReadonlyMap<string, Consumer>,
  inVpc: ReadonlyMap<string, readonly Consumer[]>,
): PathFault[] {
  const elsewhere = [...endpoints].flatMap((urn) => {
    const consumer = known.get(urn);
    if (!consumer || vpcs.has(consumer.vpc)) return [];
    return [fault(node.name, consumer.region, `it leads to ${consumer.endpoint}, and does not answer in its VPC`)];
  });
  const unanswered = [...vpcs].flatMap((vpc) => {
    const [first, ...others] = inVpc.get(vpc) ?? [];
    if (!first || leadsPast || elsewhere.length > 0 || [first, ...others].some(({ urn }) => endpoints.has(urn)))
      return [];
    return [
      fault(node.name, first.region, `it answers in the VPC of ${first.endpoint}, and no record in it leads there`),
    ];
  });
  return [...elsewhere, ...unanswered];
}

/** What AWS demands of a VPC, and refuses. */
function vpcFaults({ index }: Topology, consumer: Consumer, zones: readonly PrivateZone[]): PathFault[] {
  const { vpc, region, endpoint, privateDns, service } = consumer;
  const settings = index.get(vpc);
  const named = privateDns || zones.length > 0;
  const dnsIsOff =
    named &&
    settings &&
    (settings.inputs["enableDnsSupport"] === false || settings.inputs["enableDnsHostnames"] !== true);
  const name = service?.privateDnsName;
  const duplicate = privateDns ? zones.find(({ node }) => node.inputs["name"] === name) : undefined;
  return [
    ...(dnsIsOff
      ? [fault(settings.name, region, "private names need both its DNS support and its DNS hostnames")]
      : []),
    ...(privateDns && service && name === undefined
      ? [fault(endpoint, region, `${service.name} has no private DNS name, and AWS refuses to turn it on`)]
      : []),
    ...(duplicate
      ? [fault(duplicate.node.name, region, `AWS refuses it beside the private DNS name of ${endpoint}`)]
      : []),
  ];
}
