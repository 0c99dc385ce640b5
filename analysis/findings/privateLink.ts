import { type GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";
import { EVERYONE } from "../../plan/privateLink/endpointService";
import { consumers } from "../inventory/consumers";
import { loadBalancerRows } from "../inventory/frontDoors";
import { PRIVATE_LINK_TYPES, TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/* What an owner of an endpoint service, or of an endpoint, should know. */

const services = (index: GraphIndex): ResourceNode[] => index.ofType(PRIVATE_LINK_TYPES.service);

/** The load balancers behind a service. */
const loadBalancersOf = (index: GraphIndex, { inputs }: ResourceNode): ResourceNode[] =>
  ((inputs["networkLoadBalancerArns"] ?? []) as unknown[]).flatMap((arn) => index.resolve(arn) ?? []);

/** Source: docs.aws.amazon.com/network-firewall/latest/developerguide/architectures.html: it sees what its endpoints are routed. */
export function uninspectedPrivateLink(index: GraphIndex): Finding[] {
  const inspected = new Set(index.ofType(TYPES.endpointAssociation).map((each) => index.regionOf(each)));
  const past = services(index).filter((each) => inspected.has(index.regionOf(each)));
  if (past.length === 0) return [];
  return [
    {
      severity: "warning",
      rule: "uninspected-link",
      text: `Consumers reach ${listed(past.flatMap((each) => loadBalancersOf(index, each)))} past the firewall: no route table decides where PrivateLink traffic goes.`,
      fix: "Leave out privateLink where everything must be inspected; else principals, acceptance and security groups decide.",
      resources: past.map(({ name }) => name),
    },
  ];
}

const listed = (nodes: readonly ResourceNode[]): string =>
  nodes
    .map(({ name }) => name)
    .sort()
    .join(", ");

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html */
export function openService(index: GraphIndex): Finding[] {
  const beside = index
    .ofType(PRIVATE_LINK_TYPES.principal)
    .filter(({ inputs }) => inputs["principalArn"] === EVERYONE)
    .flatMap(({ inputs }) => index.resolve(inputs["vpcEndpointServiceId"]) ?? []);
  const within = services(index).filter(({ inputs }) =>
    ((inputs["allowedPrincipals"] ?? []) as unknown[]).includes(EVERYONE),
  );
  return [...new Set([...beside, ...within])].map(({ name, inputs }) => ({
    severity: inputs["acceptanceRequired"] === false ? "warning" : "note",
    rule: "open-service",
    text:
      inputs["acceptanceRequired"] === false
        ? `Everybody in AWS can connect to ${name}: nobody has to be allowed or accepted.`
        : `Everybody in AWS can ask to connect to ${name}: whoever is accepted is in.`,
    fix: "Name the accounts in privateLink.allowedPrincipals.",
    resources: [name],
  }));
}

/** Connections at the same time that one target takes by PrivateLink, where all come from the load balancer's addresses. */
const CONNECTIONS_PER_TARGET = 55_000;

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-troubleshooting.html */
export function privateLinkConnections(index: GraphIndex): Finding[] {
  const behind = new Set(services(index).flatMap((each) => loadBalancersOf(index, each).map(({ name }) => name)));
  return loadBalancerRows(index.graph)
    .filter(({ loadBalancer }) => behind.has(loadBalancer))
    .map(({ loadBalancer, targets }) => ({
      severity: "note",
      rule: "link-connections",
      text: `By ${loadBalancer} each target takes ${CONNECTIONS_PER_TARGET.toLocaleString("en-US")} connections at the same time: all come from the load balancer's few addresses.`,
      fix: "Run more targets before consumers come near it; the metric PortAllocationErrorCount counts those refused.",
      resources: targets.map(({ targetGroup }) => targetGroup),
    }));
}

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html */
export function acrossRegions(index: GraphIndex): Finding[] {
  return services(index).flatMap(({ name, inputs, provider }): Finding[] => {
    const home = index.get(provider)?.inputs["region"];
    const others = ((inputs["supportedRegions"] ?? []) as string[]).filter((region) => region !== home);
    if (others.length === 0) return [];
    return [
      {
        severity: "note",
        rule: "across-regions",
        text: `${name} lets consumers of ${others.join(", ")} in: both sides need the permission vpce:AllowMultiRegion, and AWS has no metrics of them.`,
        fix: "Allow it to whoever deploys, here and there, before the next update.",
        resources: [name],
      },
    ];
  });
}

export function singleZoneConsumers(index: GraphIndex): Finding[] {
  const single = consumers(index.graph).filter(({ zones }) => zones.length === 1);
  return single.map(({ name, zones, endpoint }) => ({
    severity: "warning",
    rule: "single-zone-consumer",
    text: `The endpoint of ${name} is in one zone, ${zones.join("")}: it is lost with that zone.`,
    fix: "Give the consumer subnets in more zones of the service.",
    resources: [endpoint],
  }));
}

/** What exists is left as it is, and what it lets through is not known here. */
export function foreignNetworks(index: GraphIndex): Finding[] {
  const foreign = consumers(index.graph).filter(({ vpc }) => vpc.startsWith("vpc-"));
  if (foreign.length === 0) return [];
  const ports = [...new Set(foreign.flatMap(({ ports: each }) => each))].join(", ");
  return [
    {
      severity: "note",
      rule: "foreign-networks",
      text: `The network ACLs in the VPC of ${foreign.map(({ name }) => name).join(", ")} are not known here. Clients must get TCP ${ports} out to the endpoint's subnets, and ports 1024 to 65535 back.`,
      fix: "Look at the ACLs of the clients' and of the endpoint's subnets; in a shared VPC only its owner can make endpoints.",
      resources: foreign.map(({ endpoint }) => endpoint),
    },
  ];
}

/** Source: docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html */
export function assumedZones({ graph }: GraphIndex): Finding[] {
  const invokes = graph.invokes.filter(({ token }) => token === "aws:index/getAvailabilityZones:getAvailabilityZones");
  if (invokes.length === 0) return [];
  return [
    {
      severity: "note",
      rule: "assumed-zones",
      text: `Zone ids are assumed here: ${invokes.map(({ result }) => idsOf(result)).join("; ")}. In an account of the oldest regions letters stand for other ids.`,
      fix: "none: the update asks AWS.",
      resources: [],
    },
  ];
}

function idsOf({ names, zoneIds }: Readonly<Record<string, unknown>>): string {
  const ids = zoneIds as string[];
  return (names as string[])
    .map((name, index) => `${name} is ${String(ids[index])}`)
    .slice(0, 1)
    .join(", ");
}

/** Nobody can connect: not the stack's own account either, as it has no consumer here. */
export function closedService(index: GraphIndex): Finding[] {
  const allowed = new Set(
    index
      .ofType(PRIVATE_LINK_TYPES.principal)
      .flatMap(({ inputs }) => referencesIn(inputs["vpcEndpointServiceId"]).map(({ name }) => name)),
  );
  return services(index)
    .filter(({ name }) => !allowed.has(name))
    .map(({ name }) => ({
      severity: "note",
      rule: "closed-service",
      text: `Nobody can connect to ${name} yet: no principal is allowed.`,
      fix: "Name the consumers' accounts in privateLink.allowedPrincipals, or consumers of this account in privateLink.consumers.",
      resources: [name],
    }));
}

/**
 * AWS looks the proof of a private DNS name up on the internet, where nobody finds a zone before its parent delegates to it.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export function unprovenName(index: GraphIndex): Finding[] {
  return index.ofType(TYPES.record).flatMap(({ name, inputs }): Finding[] => {
    const service = index.resolve(inputs["records"]);
    const zone = index.resolve(inputs["zoneId"]);
    if (inputs["type"] !== "TXT" || service?.type !== PRIVATE_LINK_TYPES.service || !zone) return [];
    return [
      {
        severity: "warning",
        rule: "unproven-name",
        text: `AWS finds the proof of ${String(service.inputs["privateDnsName"])} only once the parent of ${String(zone.inputs["name"])} delegates to that zone, which is created here: a first update waits for it for 30 minutes, and fails.`,
        fix: "Leave privateLink.privateDnsName out of the first update, delegate the zone, then add the name.",
        resources: [name],
      },
    ];
  });
}
