import type { ResourceChange } from "../../../graph/resourceChange";
import type { ResourceNode } from "../../../graph/graph";
import {
  type EndpointName,
  consumerNameOf,
  consumers,
  endpointNames,
  isConsumerEndpoint,
  zonesOf,
} from "../../inventory/consumers";
import { PRIVATE_LINK_TYPES, TYPES } from "../../inventory/resourceTypes";
import { admittedRanges } from "../../inventory/securityGroups";
import { type Comparison, changeAt, changesOfType, updated } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";
import { loadBalancersBehind, refusedRanges, refusedRangesOfLoadBalancers } from "./frontDoors";
import { privateDnsNames } from "./privateLinkService";

/** Consumers that the stack makes itself, whose endpoints go or are made anew. */
export function ownConsumers(comparison: Comparison): Interruption[] {
  const { from } = comparison;
  const endpoints = new Map(from.ofType(PRIVATE_LINK_TYPES.endpoint).map((node) => [node.name, node]));
  return changesOfType(comparison, PRIVATE_LINK_TYPES.endpoint, "delete", "replace").flatMap(
    (change): Interruption[] => {
      const node = endpoints.get(change.name);
      if (!node || !isConsumerEndpoint(node)) return [];
      return [
        {
          rule: "consumer",
          who: `the consumer ${consumerNameOf(from, node)}`,
          resources: [change.name],
          ...endpointOutcome(comparison, node, change),
        },
      ];
    },
  );
}

function endpointOutcome(comparison: Comparison, node: ResourceNode, { name, action, order, inputs }: ResourceChange) {
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
  const service = comparison.from.resolve(node.inputs["serviceName"])?.name ?? "";
  if (comparison.changes.get(`${PRIVATE_LINK_TYPES.service} ${service}`)?.action === "replace")
    return { severity, what: "the targets go to another service before its next endpoint is there", ...time };
  const now = consumers(comparison.to.graph).find(({ endpoint }) => endpoint === name);
  if (now?.acceptance === "by the provider")
    return { severity, what: "its name leads to another endpoint, which the provider has to accept first", ...time };
  return { severity: "brief" as const, what: "it gets another endpoint", ...timed(DURATIONS.endpointMoved) };
}

/** The endpoints of consumers that are in both graphs. In another VPC nobody reaches one as before, which is reported of the consumer. */
function stayingConsumers({ from, to, changes }: Comparison) {
  const former = new Map(from.ofType(PRIVATE_LINK_TYPES.endpoint).map((node) => [node.name, node]));
  return to
    .ofType(PRIVATE_LINK_TYPES.endpoint)
    .filter(isConsumerEndpoint)
    .flatMap((after) => {
      const before = former.get(after.name);
      const change = changes.get(`${PRIVATE_LINK_TYPES.endpoint} ${after.name}`);
      if (!before || change?.inputs.some(({ path }) => path === "vpcId")) return [];
      return [{ name: consumerNameOf(to, after), before, after }];
    });
}

/**
 * Another port of a service elsewhere: security group and network ACLs of the endpoint then refuse the old one. That of a service of the
 * stack is reported with its listener.
 */
export function endpointPorts(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const reported = changesOfType(comparison, TYPES.listener, "update", "replace").map(
    ({ inputs }) => changeAt(inputs, "port")?.before,
  );
  return stayingConsumers(comparison).flatMap(({ name, before, after }): Interruption[] => {
    const [was, is] = [admittedRanges(from, before), admittedRanges(to, after)].map((ranges) => [
      ...new Set(ranges.map(({ port }) => port)),
    ]);
    const closed = (was ?? []).filter((port) => !is?.includes(port) && !reported.includes(port));
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

/** Ranges that an endpoint let in and lets in no more. Those that the service's load balancer refuses, too, are reported with that. */
export function endpointClients(comparison: Comparison): Interruption[] {
  const reported = refusedRangesOfLoadBalancers(comparison);
  return stayingConsumers(comparison).flatMap(({ name, before, after }): Interruption[] => {
    const loadBalancers = loadBalancersBehind(comparison.from, before);
    return refusedRanges(comparison, before, after)
      .filter(({ cidr }) => !reported.some((each) => each.cidr === cidr && loadBalancers.includes(each.loadBalancer)))
      .map(({ rule, cidr, port }) => ({
        rule: "endpoint-clients",
        severity: "outage",
        who: `clients in ${cidr}${port === undefined ? "" : ` that connect to port ${port}`}`,
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
function consumersWithNames(comparison: Comparison) {
  const [was, is] = [endpointNames(comparison.from.graph), endpointNames(comparison.to.graph)];
  return stayingConsumers(comparison).map(({ name, before, after }) => ({
    name,
    endpoint: after.name,
    service: comparison.from.resolve(before.inputs["serviceName"])?.name,
    before: was(before),
    after: is(after),
  }));
}

/** Clients that find an endpoint by a name that goes. */
export function consumerNames(comparison: Comparison): Interruption[] {
  const reported = new Set(privateDnsNames(comparison).flatMap(({ resources }) => resources));
  return consumersWithNames(comparison).flatMap(({ name, endpoint, service, before, after }): Interruption[] => {
    // Another name of a service of the stack is reported of the service, for all its consumers.
    if (before.kind === "service" && after.kind === "service" && reported.has(service ?? "")) return [];
    // Two zones of one name are refused, before anything happens.
    if (before.kind === "none" || isSameName(before, after) || wouldHaveTwoZones(before, after)) return [];
    return [
      {
        rule: "consumer-name",
        severity: "outage",
        who: `clients of the consumer ${name} that look up ${before.name ?? "the service's private DNS name"}`,
        ...nameOutcome(before, after),
        resources: [endpoint],
      },
    ];
  });
}

const wouldHaveTwoZones = (before: EndpointName, after: EndpointName): boolean =>
  before.kind === "hostedZone" && after.kind === "service" && before.name === after.name;

const isSameName = (before: EndpointName, after: EndpointName): boolean =>
  before.kind === after.kind && (before.kind === "none" || after.kind === "none" || before.name === after.name);

/** The provider sees that a service's own name is turned on only where it asks AWS: else it turns nothing off. */
function nameOutcome(before: EndpointName, after: EndpointName) {
  const [was, is] = [before, after].map((endpointName) =>
    endpointName.kind === "none" ? undefined : endpointName.name,
  );
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
  return consumersWithNames(comparison)
    .filter(({ before, after }) => wouldHaveTwoZones(before, after))
    .map(
      ({ name }) =>
        `the consumer ${name} would get the service's private DNS name while its own hosted zone of that name is there, which AWS ` +
        "refuses: set its privateDns to none first, and to service with the next update",
    );
}

/** Zones in which an endpoint has a subnet no more; subnets, where their zones are not known. */
export function removedEndpointZones(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  return updated(comparison, PRIVATE_LINK_TYPES.endpoint).flatMap(({ before, after, change }): Interruption[] => {
    if (change.action !== "update" || !isConsumerEndpoint(after)) return [];
    const left = zonesOf(from, before).filter((zone) => !zonesOf(to, after).includes(zone));
    if (left.length === 0) return [];
    const noun = left.some((each) => each.startsWith("subnet-")) ? "subnet" : "zone";
    return [
      {
        rule: "endpoint-zones",
        severity: "brief",
        who: `clients of the consumer ${consumerNameOf(to, after)} that connect by ${left.join(", ")}`,
        what: `its endpoint is in ${left.length === 1 ? `that ${noun}` : `those ${noun}s`} no more`,
        ...timed(DURATIONS.endpointMoved),
        resources: [after.name],
      },
    ];
  });
}

/** Subnets for clients that go while their VPC stays. AWS deletes none that a network interface is in. */
export function removedClientSubnets(comparison: Comparison): Interruption[] {
  const { from, changes } = comparison;
  const deleted = changesOfType(comparison, TYPES.subnet, "delete").map(({ name }) => name);
  return from.ofType(TYPES.subnet).flatMap((subnet): Interruption[] => {
    const { Tier } = (subnet.inputs["tags"] ?? {}) as { Tier?: string };
    const vpc = from.resolve(subnet.inputs["vpcId"]);
    const vpcStays = changes.get(`${vpc?.type} ${vpc?.name}`)?.action !== "delete";
    if (Tier !== "clients" || !deleted.includes(subnet.name) || !vpcStays) return [];
    return [
      {
        rule: "client-subnet",
        severity: "outage",
        who: `what runs in ${subnet.name}`,
        what: "the subnet is deleted; while anything is in it, AWS refuses that, and the update waits and fails",
        ...timed(DURATIONS.forGood),
        resources: [subnet.name],
      },
    ];
  });
}
