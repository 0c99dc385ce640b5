import type { InputChange } from "../graph/compare";
import { referencesIn, type GraphIndex, type ResourceNode } from "../graph/graph";
import { ofType, timed, TYPES, type Comparison, type Interruption } from "./comparison";
import { consumerOf, isOfConsumer, LINK_TYPES, zonesOf } from "./consumers";
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
  return ofType(comparison, LINK_TYPES.endpoint, "delete", "replace").flatMap(
    ({ name, action, order }): Interruption[] => {
      const node = endpoints.get(name);
      if (!node || !isOfConsumer(node)) return [];
      const common = { rule: "consumer", who: `the consumer ${consumerOf(from, node)}`, resources: [name] };
      if (action === "delete")
        return [{ ...common, severity: "outage", what: "its endpoint is deleted", ...timed(DURATIONS.forGood) }];
      return order === "delete-before-create"
        ? [
            {
              ...common,
              severity: "outage",
              what: "its endpoint goes before the next one comes",
              ...timed(DURATIONS.endpoint),
            },
          ]
        : [{ ...common, severity: "brief", what: "it gets another endpoint", ...timed(DURATIONS.endpointMoved) }];
    },
  );
}

/** AWS deletes no service that has endpoints, and swaps no load balancer under one: those of other accounts decide when it goes. */
export function otherConsumers(comparison: Comparison): Interruption[] {
  return ofType(comparison, LINK_TYPES.service, "delete", "replace").map(({ name, action }) => ({
    rule: "endpoint-service",
    severity: "outage",
    who: `consumers of ${name} in other accounts`,
    what:
      action === "delete"
        ? "it is deleted, which AWS refuses while any of them is connected: the update ends there"
        : "another comes in its place, under another name, which they must connect to; AWS refuses to delete this one while any is " +
          "connected: the update ends there, and they keep their connections to it",
    ...timed(DURATIONS.forGood),
    resources: [name],
  }));
}

/** Zones in which an endpoint has a subnet no more. */
export function endpointZonesLeft(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  return updated(comparison, LINK_TYPES.endpoint).flatMap(({ before, after, change }): Interruption[] => {
    if (change.action !== "update" || !isOfConsumer(after)) return [];
    const left = zonesOf(from, before).filter((zone) => !zonesOf(to, after).includes(zone));
    if (left.length === 0) return [];
    return [
      {
        rule: "endpoint-zones",
        severity: "brief",
        who: `clients of the consumer ${consumerOf(to, after)} that connect by ${left.join(", ")}`,
        what: "its endpoint is in that zone no more",
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
          what: "the service keeps the name: only aws ec2 modify-vpc-endpoint-service-configuration --remove-private-dns-name takes it away",
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
