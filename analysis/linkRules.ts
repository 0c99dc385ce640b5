import type { Change, InputChange } from "../graph/compare";
import { referencesIn, type GraphIndex, type ResourceNode } from "../graph/graph";
import { ofType, timed, TYPES, type Comparison, type Interruption } from "./comparison";
import { consumerOf, consumers, foundBy, isOfConsumer, LINK_TYPES, zonesOf, type FoundBy } from "./consumers";
import { doorsBehind, letIn, refusals, refusalsOfDoors } from "./doorRules";
import { DURATIONS } from "./durations";

/* What an update means to those who come by PrivateLink. */

/** The nodes of a type that are in both graphs, with what changes of them. */
function updated({ from, to, changes }: Comparison, type: string) {
  const former = new Map(from.ofType(type).map((node) => [node.name, node]));
  return to.ofType(type).flatMap((after) => {
    const before = former.get(after.name);
    const change = changes.get(`${type} ${after.name}`);
    return before && change ? [{ before, after, change }] : [];
  });
}

/** Consumers that the stack makes itself, whose endpoints go or are made anew. */
export function ownConsumers(comparison: Comparison): Interruption[] {
  const { from } = comparison;
  const endpoints = new Map(from.ofType(LINK_TYPES.endpoint).map((node) => [node.name, node]));
  return ofType(comparison, LINK_TYPES.endpoint, "delete", "replace").flatMap((change): Interruption[] => {
    const node = endpoints.get(change.name);
    if (!node || !isOfConsumer(node)) return [];
    return [
      {
        rule: "consumer",
        who: `the consumer ${consumerOf(from, node)}`,
        resources: [change.name],
        ...whatOfEndpoint(comparison, node, change),
      },
    ];
  });
}

function whatOfEndpoint(comparison: Comparison, node: ResourceNode, { name, action, order, inputs }: Change) {
  const severity = "outage" as const;
  if (action === "delete") return { severity, what: "its endpoint is deleted", ...timed(DURATIONS.forGood) };
  if (inputs.some(({ path }) => path === "vpcId"))
    return {
      severity,
      what: "its endpoint goes to another VPC; the one it has is left without",
      ...timed(DURATIONS.forGood),
    };
  const time = timed(DURATIONS.endpoint);
  if (order === "delete-before-create")
    return { severity, what: "its endpoint goes before the next one comes", ...time };
  const service = comparison.from.referred(node.inputs["serviceName"])?.name ?? "";
  if (comparison.changes.get(`${LINK_TYPES.service} ${service}`)?.action === "replace")
    return { severity, what: "the targets go to another service before its next endpoint is there", ...time };
  const now = consumers(comparison.to.graph).find(({ endpoint }) => endpoint === name);
  if (now?.acceptance === "by the provider")
    return { severity, what: "its name leads to another endpoint, which the provider has to accept first", ...time };
  return { severity: "brief" as const, what: "it gets another endpoint", ...timed(DURATIONS.endpointMoved) };
}

/**
 * AWS deletes no service that has endpoints, and swaps no load balancer under one. Its targets have left by then.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
 */
export function otherConsumers(comparison: Comparison): Interruption[] {
  return ofType(comparison, LINK_TYPES.service, "delete", "replace").map(({ name, action }) => ({
    rule: "endpoint-service",
    severity: "outage",
    who: `consumers of ${name} in other accounts`,
    what:
      action === "delete"
        ? "it loses its targets and is deleted, which AWS refuses while any of them is connected: the update ends there"
        : "its targets go to one of another name, which they must connect to; AWS refuses to delete this one while any of them is " +
          "connected: the update ends there",
    ...timed(DURATIONS.forGood),
    resources: [name],
  }));
}

/** The endpoints of consumers that are in both graphs. In another VPC nobody reaches one as before, which is told of the consumer. */
function stayingConsumers({ from, to, changes }: Comparison) {
  const former = new Map(from.ofType(LINK_TYPES.endpoint).map((node) => [node.name, node]));
  return to
    .ofType(LINK_TYPES.endpoint)
    .filter(isOfConsumer)
    .flatMap((after) => {
      const before = former.get(after.name);
      const change = changes.get(`${LINK_TYPES.endpoint} ${after.name}`);
      if (!before || change?.inputs.some(({ path }) => path === "vpcId")) return [];
      return [{ name: consumerOf(to, after), before, after }];
    });
}

/**
 * Another port of a service elsewhere: security group and network ACLs of the endpoint then refuse the old one. That of a service of the
 * stack is told with its listener.
 */
export function endpointPorts(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const told = ofType(comparison, TYPES.listener, "update", "replace").map(
    ({ inputs }) => changeAt(inputs, "port")?.before,
  );
  return stayingConsumers(comparison).flatMap(({ name, before, after }): Interruption[] => {
    const [was, is] = [letIn(from, before), letIn(to, after)].map((ranges) => [
      ...new Set(ranges.map(({ port }) => port)),
    ]);
    const closed = (was ?? []).filter((port) => !is?.includes(port) && !told.includes(port));
    if (closed.length === 0) return [];
    return [
      {
        rule: "endpoint-port",
        severity: "outage",
        who: `clients of the consumer ${name} that connect to port ${closed.join(", ")}`,
        what: `its endpoint is open on port ${(is ?? []).join(", ")} instead`,
        ...timed(DURATIONS.forGood),
        resources: [after.name],
      },
    ];
  });
}

/** Ranges that an endpoint let in and lets in no more. Those that the service's load balancer refuses, too, are told with that. */
export function endpointClients(comparison: Comparison): Interruption[] {
  const told = refusalsOfDoors(comparison);
  return stayingConsumers(comparison).flatMap(({ name, before, after }): Interruption[] => {
    const doors = doorsBehind(comparison.from, before);
    return refusals(comparison, before, after)
      .filter(({ cidr }) => !told.some((each) => each.cidr === cidr && doors.includes(each.door)))
      .map(({ rule, cidr }) => ({
        rule: "endpoint-clients",
        severity: "outage",
        who: `clients in ${cidr}`,
        what: `the endpoint of the consumer ${name} lets them in no more`,
        ...timed(DURATIONS.forGood),
        resources: [rule],
      }));
  });
}

/** Clients may come by IPv4 beside it; those that found the endpoint by IPv6 do so no more. */
export function endpointAddressTypes(comparison: Comparison): Interruption[] {
  return stayingConsumers(comparison).flatMap(({ name, before, after }): Interruption[] => {
    if (before.inputs["ipAddressType"] !== "dualstack" || after.inputs["ipAddressType"] === "dualstack") return [];
    return [
      {
        rule: "endpoint-ipv6",
        severity: "outage",
        who: `clients of the consumer ${name} that connect by IPv6`,
        what: "its endpoint is reached by IPv4 only",
        ...timed(DURATIONS.forGood),
        resources: [after.name],
      },
    ];
  });
}

/** The endpoints of consumers that stay, with what clients find them by. */
function renamedConsumers(comparison: Comparison) {
  const [was, is] = [foundBy(comparison.from.graph), foundBy(comparison.to.graph)];
  return stayingConsumers(comparison).map(({ name, before, after }) => ({
    name,
    endpoint: after.name,
    service: comparison.from.referred(before.inputs["serviceName"])?.name,
    before: was(before),
    after: is(after),
  }));
}

/** Clients that find an endpoint by a name that goes. */
export function consumerNames(comparison: Comparison): Interruption[] {
  const told = new Set(privateDnsNames(comparison).flatMap(({ resources }) => resources));
  return renamedConsumers(comparison).flatMap(({ name, endpoint, service, before, after }): Interruption[] => {
    // Another name of a service of the stack is told of the service, to all its consumers.
    if (before.kind === "service" && after.kind === "service" && told.has(service ?? "")) return [];
    // Two zones of one name are refused, before anything happens.
    if (before.kind === "none" || isSameName(before, after) || wouldBeTwo(before, after)) return [];
    return [
      {
        rule: "consumer-name",
        severity: "outage",
        who: `clients of the consumer ${name} that look up ${before.name ?? "the service's private DNS name"}`,
        ...whatOfName(before, after),
        resources: [endpoint],
      },
    ];
  });
}

const wouldBeTwo = (before: FoundBy, after: FoundBy): boolean =>
  before.kind === "hostedZone" && after.kind === "service" && before.name === after.name;

const isSameName = (before: FoundBy, after: FoundBy): boolean =>
  before.kind === after.kind && (before.kind === "none" || after.kind === "none" || before.name === after.name);

/** The provider sees that a service's own name is turned on only where it asks AWS: else it turns nothing off. */
function whatOfName(before: FoundBy, after: FoundBy) {
  const [was, is] = [before, after].map((found) => (found.kind === "none" ? undefined : found.name));
  if (before.kind === "service" && after.kind === "hostedZone" && (was ?? is) === is)
    return {
      what: "AWS's zone of that name goes before one is made here, which AWS refuses until then: update with pulumi up --refresh, twice if need be",
      ...timed(DURATIONS.privateZone),
    };
  if (before.kind === "service" && after.kind === "service")
    return { what: otherName(was, is), ...timed(DURATIONS.forGood) };
  if (before.kind === "service")
    return {
      what: "the name is gone there, where the update is made with pulumi up --refresh",
      ...timed(DURATIONS.forGood),
    };
  const unsure = before.kind === "hostedZone" && after.kind === "service" && is === undefined;
  const what = unsure
    ? "the zone goes; AWS refuses the update if the service's private DNS name is the same: set privateDns: none first"
    : "the name is gone there";
  return { what, ...timed(DURATIONS.forGood) };
}

const otherName = (was: string | undefined, is: string | undefined): string =>
  was === undefined || is === undefined
    ? "the service's own private DNS name may be another: one of the two is not known here"
    : `the service's own private DNS name is ${is} instead`;

/**
 * Names that AWS would have to answer by two zones in a VPC: a zone that goes is deleted last.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export function twoZones(comparison: Comparison): string[] {
  return renamedConsumers(comparison)
    .filter(({ before, after }) => wouldBeTwo(before, after))
    .map(
      ({ name }) =>
        `the consumer ${name} would get the service's private DNS name while its own hosted zone of that name is there, which AWS ` +
        "refuses: set its privateDns to none first, and to service with the next update",
    );
}

/** Zones in which an endpoint has a subnet no more; subnets, where their zones are not known. */
export function endpointZonesLeft(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  return updated(comparison, LINK_TYPES.endpoint).flatMap(({ before, after, change }): Interruption[] => {
    if (change.action !== "update" || !isOfConsumer(after)) return [];
    const left = zonesOf(from, before).filter((zone) => !zonesOf(to, after).includes(zone));
    if (left.length === 0) return [];
    const place = left.some((each) => each.startsWith("subnet-")) ? "subnet" : "zone";
    return [
      {
        rule: "endpoint-zones",
        severity: "brief",
        who: `clients of the consumer ${consumerOf(to, after)} that connect by ${left.join(", ")}`,
        what: `its endpoint is in ${left.length === 1 ? `that ${place}` : `those ${place}s`} no more`,
        ...timed(DURATIONS.endpointMoved),
        resources: [after.name],
      },
    ];
  });
}

/** Load balancers of an endpoint service, by name. */
function behindServices(index: GraphIndex): Set<string> {
  return new Set(
    index
      .ofType(LINK_TYPES.service)
      .flatMap(({ inputs }) => referencesIn(inputs["networkLoadBalancerArns"]).map(({ name }) => name)),
  );
}

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html; the provider does not ask AWS for it by itself. */
export function zonesToEnable(comparison: Comparison): Interruption[] {
  const behind = behindServices(comparison.to);
  return updated(comparison, TYPES.loadBalancer).flatMap(({ before, after, change }): Interruption[] => {
    if (change.action !== "update" || !behind.has(after.name)) return [];
    const zones = zonesOfMappings(comparison.to, after).filter(
      (zone) => !zonesOfMappings(comparison.from, before).includes(zone),
    );
    if (zones.length === 0) return [];
    return [
      {
        rule: "link-zones",
        severity: "none",
        who: `consumers of ${after.name}`,
        what:
          `they get no endpoint in ${zones.join(", ")} until AWS is told to enable the zone: ` +
          "aws ec2 modify-vpc-endpoint-service-configuration --service-id vpce-svc-…, then pulumi up --refresh",
        ...timed(DURATIONS.byHand),
        resources: [after.name],
      },
    ];
  });
}

function zonesOfMappings(index: GraphIndex, { inputs }: ResourceNode): string[] {
  const mappings = (inputs["subnetMappings"] ?? []) as { subnetId?: unknown }[];
  return mappings.map(({ subnetId }) => String(index.referred(subnetId)?.inputs["availabilityZone"]));
}

const changeAt = (inputs: readonly InputChange[], path: string): InputChange | undefined =>
  inputs.find((each) => each.path === path);

export function privateDnsNames(comparison: Comparison): Interruption[] {
  return updated(comparison, LINK_TYPES.service).flatMap(({ after, change }): Interruption[] => {
    const name = changeAt(change.inputs, "privateDnsName");
    if (change.action !== "update" || name?.before === undefined) return [];
    const common = { rule: "private-dns-name", resources: [after.name] };
    if (name.after === undefined)
      return [
        {
          ...common,
          severity: "none",
          who: `consumers that use ${text(name.before)}`,
          what:
            "the service keeps the name but not its proof, without which AWS denies further endpoints: " +
            "aws ec2 modify-vpc-endpoint-service-configuration --remove-private-dns-name takes it away",
          ...timed(DURATIONS.byHand),
        },
      ];
    return [
      {
        ...common,
        severity: "outage",
        who: `consumers that use ${text(name.before)}`,
        what: `the service's own private DNS name is ${text(name.after)} instead, once AWS has verified it`,
        ...timed(DURATIONS.forGood),
      },
    ];
  });
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Clients may come by IPv4 beside it; those that found the service by IPv6 do so no more. */
export function fewerAddressTypes(comparison: Comparison): Interruption[] {
  return updated(comparison, LINK_TYPES.service).flatMap(({ before, after, change }): Interruption[] => {
    const [was, is] = [before, after].map(({ inputs }) => (inputs["supportedIpAddressTypes"] ?? []) as string[]);
    if (change.action !== "update" || !was?.includes("ipv6") || is?.includes("ipv6")) return [];
    return [
      {
        rule: "link-ipv6",
        severity: "outage",
        who: `consumers' clients that reach ${after.name} by IPv6`,
        what: "it is reached by IPv4 only",
        ...timed(DURATIONS.forGood),
        resources: [after.name],
      },
    ];
  });
}

/** Rules that were not asked, and are asked from now on. */
export function enforcedRules(comparison: Comparison): Interruption[] {
  return updated(comparison, TYPES.loadBalancer).flatMap(({ after, change }): Interruption[] => {
    const enforced = changeAt(change.inputs, "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic");
    if (change.action !== "update" || enforced?.before !== "off") return [];
    return [
      {
        rule: "enforced-rules",
        severity: "outage",
        who: "consumers' clients outside privateLink.allowedClients and of the VPCs in privateLink.consumers",
        what: `the security group of ${after.name} lets them in no more`,
        ...timed(DURATIONS.forGood),
        resources: [after.name],
      },
    ];
  });
}

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html */
export function fewerPrincipals(comparison: Comparison): Interruption[] {
  const services = new Set(comparison.to.ofType(LINK_TYPES.service).map(({ name }) => name));
  const principals = new Map(comparison.from.ofType(LINK_TYPES.principal).map((node) => [node.name, node]));
  return ofType(comparison, LINK_TYPES.principal, "delete").flatMap(({ name }): Interruption[] => {
    const inputs = principals.get(name)?.inputs ?? {};
    const [service] = referencesIn(inputs["vpcEndpointServiceId"]);
    // Where the service goes too, that is told.
    if (!service || !services.has(service.name)) return [];
    return [
      {
        rule: "principal",
        severity: "none",
        who: text(inputs["principalArn"]),
        what: "it can make no more endpoints; those that are connected stay so until they are rejected",
        ...timed(DURATIONS.byHand),
        resources: [name],
      },
    ];
  });
}

/** Regions whose consumers can make no more endpoints. */
export function fewerRegions(comparison: Comparison): Interruption[] {
  return updated(comparison, LINK_TYPES.service).flatMap(({ before, after, change }): Interruption[] => {
    const now = (after.inputs["supportedRegions"] ?? []) as string[];
    const gone = ((before.inputs["supportedRegions"] ?? []) as string[]).filter((region) => !now.includes(region));
    const home = comparison.to.regionOf(after);
    const others = gone.filter((region) => region !== home);
    if (change.action !== "update" || others.length === 0) return [];
    return [
      {
        rule: "link-regions",
        severity: "none",
        who: `consumers in ${others.join(", ")}`,
        what: "they can make no more endpoints; those that are connected stay so until they are rejected",
        ...timed(DURATIONS.byHand),
        resources: [after.name],
      },
    ];
  });
}
