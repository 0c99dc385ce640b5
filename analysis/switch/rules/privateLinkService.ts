import { type GraphIndex, type ResourceNode, referencesIn } from "../../../graph/graph";
import { PRIVATE_LINK_TYPES, TYPES } from "../../inventory/resourceTypes";
import {
  type Comparison,
  type ConnectedConsumer,
  changeAt,
  changesOfType,
  textOf,
  updated,
} from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/* What AWS refuses of an update because of those who come by PrivateLink, or by IPv6. */

/**
 * AWS deletes no endpoint service while an endpoint is connected to it, and swaps no load balancer under one: the update would end there,
 * and so would each one after it. The program sees the new config alone, which may name nobody any more.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/delete-endpoint-service.html
 */
export function connectedServices(comparison: Comparison, connected: readonly ConnectedConsumer[]): string[] {
  const { from } = comparison;
  const services = new Map(from.ofType(PRIVATE_LINK_TYPES.service).map((node) => [node.name, node]));
  return changesOfType(comparison, PRIVATE_LINK_TYPES.service, "delete", "replace").flatMap(({ name, action }) => {
    const node = services.get(name);
    const region = node && from.regionOf(node);
    const who = connected.filter((each) => each.region === region).map((each) => each.name);
    if (who.length === 0) return [];
    const done = action === "delete" ? "deleted" : "replaced";
    return [
      `${name} would be ${done} while ${listed(who)} ${who.length === 1 ? "is" : "are"} connected to it, which AWS refuses: take ` +
        "consumers out of privateLink.connectedConsumers with an update of its own, once each has deleted its endpoint or you have " +
        "rejected it (aws ec2 reject-vpc-endpoint-connections)",
    ];
  });
}

/** `a`, `a and b`, `a, b and c` */
function listed(names: readonly string[]): string {
  const sorted = [...names].sort();
  const last = sorted.at(-1) ?? "";
  return sorted.length < 2 ? last : `${sorted.slice(0, -1).join(", ")} and ${last}`;
}

/**
 * AWS deletes no service that has endpoints, and swaps no load balancer under one. Its targets have left by then.
 * Source: docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
 */
export function otherConsumers(comparison: Comparison): Interruption[] {
  return changesOfType(comparison, PRIVATE_LINK_TYPES.service, "delete", "replace").map(({ name, action }) => ({
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

/** Load balancers of an endpoint service, by name. */
function behindServices(index: GraphIndex): Set<string> {
  return new Set(
    index
      .ofType(PRIVATE_LINK_TYPES.service)
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
  return mappings.map(({ subnetId }) => String(index.resolve(subnetId)?.inputs["availabilityZone"]));
}

export function privateDnsNames(comparison: Comparison): Interruption[] {
  return updated(comparison, PRIVATE_LINK_TYPES.service).flatMap(({ after, change }): Interruption[] => {
    const name = changeAt(change.inputs, "privateDnsName");
    if (change.action !== "update" || name?.before === undefined) return [];
    const common = { rule: "private-dns-name", resources: [after.name] };
    if (name.after === undefined)
      return [
        {
          ...common,
          severity: "none",
          who: `consumers that use ${textOf(name.before)}`,
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
        who: `consumers that use ${textOf(name.before)}`,
        what: `the service's own private DNS name is ${textOf(name.after)} instead, once AWS has verified it`,
        ...timed(DURATIONS.forGood),
      },
    ];
  });
}

/** Clients may come by IPv4 beside it; those that found the service by IPv6 do so no more. */
export function fewerAddressTypes(comparison: Comparison): Interruption[] {
  return updated(comparison, PRIVATE_LINK_TYPES.service).flatMap(({ before, after, change }): Interruption[] => {
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

/** Rules that were not enforced, and are from now on. */
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
  const services = new Set(comparison.to.ofType(PRIVATE_LINK_TYPES.service).map(({ name }) => name));
  const principals = new Map(comparison.from.ofType(PRIVATE_LINK_TYPES.principal).map((node) => [node.name, node]));
  return changesOfType(comparison, PRIVATE_LINK_TYPES.principal, "delete").flatMap(({ name }): Interruption[] => {
    const inputs = principals.get(name)?.inputs ?? {};
    const [service] = referencesIn(inputs["vpcEndpointServiceId"]);
    // Where the service goes too, that is reported.
    if (!service || !services.has(service.name)) return [];
    return [
      {
        rule: "principal",
        severity: "none",
        who: textOf(inputs["principalArn"]),
        what: "it can make no more endpoints; those that are connected stay so until they are rejected",
        ...timed(DURATIONS.byHand),
        resources: [name],
      },
    ];
  });
}

/** Regions whose consumers can make no more endpoints. */
export function fewerRegions(comparison: Comparison): Interruption[] {
  return updated(comparison, PRIVATE_LINK_TYPES.service).flatMap(({ before, after, change }): Interruption[] => {
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
