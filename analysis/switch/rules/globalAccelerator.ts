import {
  type EndpointGroup,
  acceleratedLoadBalancers,
  acceleratedPorts,
  endpointGroups,
} from "../../inventory/accelerators";
import { frontDoors } from "../../inventory/frontDoors";
import { ACCELERATOR_TYPES, TYPES } from "../../inventory/resourceTypes";
import { letsNobodyIn } from "../../inventory/securityGroups";
import { type Comparison, changesOfType, frontDoorPairs } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";
import { registration } from "./targets";

/* What an update means to those who come by the accelerator. */

const CLIENTS = "clients of the accelerator's addresses";

/** Nothing behind the addresses any more, or something else on their port. */
export function acceleratorListeners(comparison: Comparison): Interruption[] {
  const [before, after] = [acceleratedPorts(comparison.from), acceleratedPorts(comparison.to)];
  const behind = [...acceleratedLoadBalancers(comparison.from)];
  const unused = (port: number) =>
    behind.length > 0 && behind.every((loadBalancer) => letsNobodyIn(comparison.from, loadBalancer, port));
  return before
    .filter((port) => !after.includes(port) && !unused(port))
    .map((port) => ({
      rule: "accelerator",
      severity: "outage",
      who: after.length === 0 ? CLIENTS : `${CLIENTS} that connect to port ${port}`,
      what:
        after.length === 0
          ? nowhere(comparison)
          : `the accelerator listens on ${after.length === 1 ? "port" : "ports"} ${after.join(", ")} instead`,
      ...timed(DURATIONS.forGood),
      resources: comparison.from.ofType(ACCELERATOR_TYPES.listener).map(({ name }) => name),
    }));
}

function nowhere(comparison: Comparison): string {
  if (comparison.to.ofType(ACCELERATOR_TYPES.accelerator).length > 0) return "the addresses stay, and lead nowhere";
  return changesOfType(comparison, ACCELERATOR_TYPES.accelerator, "delete").length > 0
    ? "the accelerator is deleted: its addresses lead nowhere"
    : "the accelerator stays in the account, out of the stack's hands: its addresses lead nowhere";
}

/** Another accelerator has other addresses. Nobody was led anywhere by one that was parked. */
export function replacedAccelerators(comparison: Comparison): Interruption[] {
  if (acceleratedPorts(comparison.from).length === 0) return [];
  return changesOfType(comparison, ACCELERATOR_TYPES.accelerator, "replace").map(({ name }) => ({
    rule: "accelerator",
    severity: "outage",
    who: CLIENTS,
    what: "another accelerator, with other addresses, takes its place: those that they know lead nowhere",
    ...timed(DURATIONS.forGood),
    resources: [name],
  }));
}

/** The groups that get connections while they are healthy: the others take over when none of these is. */
const serving = (groups: readonly EndpointGroup[]): EndpointGroup[] =>
  groups.filter(({ endpoints }) => endpoints.some(({ weight }) => weight > 0));

/** Regions that lose their load balancer, while the accelerator leads to others or to the next one. */
export const leftRegions = (comparison: Comparison): Interruption[] => [
  ...goneRegions(comparison),
  ...replacedLoadBalancers(comparison),
];

/** A weight of 0 ends no connection; what is still open goes with the load balancer. */
function goneRegions({ from, to }: Comparison): Interruption[] {
  const [before, after] = [endpointGroups(from), endpointGroups(to)];
  if (after.length === 0) return [];
  const others = serving(after).map(({ region }) => region);
  const served = serving(before).map(({ region }) => region);
  return before
    .filter(({ region }) => !after.some((each) => each.region === region))
    .map(({ name, region }) => ({
      rule: "accelerator-region",
      severity: "brief",
      who: `clients that the accelerator leads to ${region}`,
      what: served.includes(region)
        ? `their connections are cut where its load balancer goes; new ones go to ${others.join(", ")}`
        : "connections still open to it are cut where its load balancer goes; it gets no new ones",
      ...timed(DURATIONS.accelerator),
      resources: [name],
    }));
}

/** A load balancer whose successor begins without a healthy target. */
function replacedLoadBalancers(comparison: Comparison): Interruption[] {
  const groups = endpointGroups(comparison.to);
  const gone = changesOfType(comparison, TYPES.loadBalancer, "replace").filter(({ name }) =>
    endpointGroupOf(groups, name),
  );
  return gone.flatMap(({ name, inputs }): Interruption[] => {
    const own = endpointGroupOf(endpointGroups(comparison.from), name);
    if (!own) return [];
    const regions = standIns(comparison, name);
    const weight = own.endpoints.find(({ loadBalancer }) => loadBalancer === name)?.weight ?? 0;
    const forced = inputs.flatMap(({ effect, path }) => (effect === "replace" ? [path.split(".")[0] ?? path] : []));
    const meanwhile = regions.length > 0 ? `new ones go to ${regions.join(", ")}` : "nothing else takes new ones";
    const rest = weight === 0 ? "it gets no new ones" : `until the next one has healthy targets, ${meanwhile}`;
    return [
      {
        rule: "accelerated-load-balancer",
        severity: weight > 0 && regions.length === 0 ? "outage" : "brief",
        who: `clients that the accelerator leads to ${name}`,
        what: `it is replaced, for ${[...new Set(forced)].join(", ")}: their connections are cut; ${rest}`,
        ...timed(registration(comparison, backendsOf(comparison, name), DURATIONS.accelerated)),
        resources: [name],
      },
    ];
  });
}

/** What gets the connections of a load balancer. */
const backendsOf = ({ to }: Comparison, loadBalancer: string): string[] =>
  frontDoors(to.graph).flatMap((each) =>
    each.loadBalancer === loadBalancer ? each.targets.flatMap(({ backends }) => backends) : [],
  );

const endpointGroupOf = (groups: readonly EndpointGroup[], name: string): EndpointGroup | undefined =>
  groups.find(({ endpoints }) => endpoints.some(({ loadBalancer }) => loadBalancer === name));

/** Where an accelerator leads while a load balancer is unhealthy: what gets connections already, and stays as it is. */
function standIns({ from, to, changes }: Comparison, replaced: string): string[] {
  const before = endpointGroups(from);
  return endpointGroups(to).flatMap(({ name, region, endpoints }) => {
    const ready = endpoints.filter(({ id, weight, loadBalancer }) => {
      const known = before.some((group) => group.name === name && group.endpoints.some((each) => each.id === id));
      const action = loadBalancer && changes.get(`${TYPES.loadBalancer} ${loadBalancer}`)?.action;
      return weight > 0 && known && loadBalancer !== replaced && action !== "replace";
    });
    return ready.length > 0 ? [region] : [];
  });
}

/** Whether an endpoint preserves clients' addresses changes. */
export function preservedAddresses({ from, to }: Comparison): Interruption[] {
  const former = new Map(endpointGroups(from).map((group) => [group.name, group]));
  return endpointGroups(to).flatMap(({ name, region, endpoints }) => {
    const changed = endpoints.some(({ id, preserveClientIp }) =>
      former.get(name)?.endpoints.some((was) => was.id === id && was.preserveClientIp !== preserveClientIp),
    );
    if (!changed) return [];
    return [
      {
        rule: "accelerator-client-ip",
        severity: "brief",
        who: `clients that the accelerator leads to ${region}`,
        what: "its load balancers see other addresses of them; AWS does not say whether open connections live on, and advises another load balancer",
        ...timed(DURATIONS.preservation),
        resources: [name],
      },
    ];
  });
}

/** The load balancer listens on another port before the accelerator connects to it. */
export function movedEndpointPorts(comparison: Comparison): Interruption[] {
  const behind = acceleratedLoadBalancers(comparison.to);
  return changesOfType(comparison, TYPES.listener, "update", "replace").flatMap(({ name, inputs }): Interruption[] => {
    const listener = comparison.to.ofType(TYPES.listener).find((each) => each.name === name);
    const loadBalancer = comparison.to.resolve(listener?.inputs["loadBalancerArn"])?.name ?? "";
    if (!behind.has(loadBalancer) || !inputs.some(({ path }) => path === "port")) return [];
    return [
      {
        rule: "endpoint-port",
        severity: "outage",
        who: `clients that the accelerator leads to ${loadBalancer}`,
        what: "it listens on another port before the accelerator connects to that",
        ...timed(DURATIONS.acceleratorDeployed),
        resources: [name],
      },
    ];
  });
}

/** AWS counts a load balancer behind an accelerator as healthy while each of its target groups has a healthy target. */
export function coldTargetGroups(comparison: Comparison): Interruption[] {
  const behind = acceleratedLoadBalancers(comparison.to);
  return frontDoorPairs(comparison)
    .filter(({ loadBalancer }) => behind.has(loadBalancer))
    .flatMap(({ loadBalancer, before, after }) =>
      after
        .filter(
          ({ targetGroup }) =>
            !before.some((each) => each.targetGroup === targetGroup) ||
            comparison.changes.get(`${TYPES.targetGroup} ${targetGroup}`)?.action === "replace",
        )
        .map(({ targetGroup, backends }) => ({
          rule: "cold-target-group",
          severity: "none",
          who: `clients that the accelerator leads to ${loadBalancer}`,
          what:
            `until ${targetGroup} has a healthy target, the accelerator counts ${loadBalancer} as unhealthy: it leads them to another region ` +
            "that is well, or here all the same where none is",
          ...timed(registration(comparison, backends, DURATIONS.accelerated)),
          resources: [targetGroup],
        })),
    );
}

/** Clients of IPv6, as the accelerator loses its addresses of that family, which AWS keeps for it. */
export function fewerFamilies(comparison: Comparison): Interruption[] {
  // Of one that is parked, or gets parked, nobody was or is led anywhere.
  const [before, after] = [endpointGroups(comparison.from), endpointGroups(comparison.to)];
  if (before.length === 0 || after.length === 0) return [];
  return addressTypes(comparison)
    .filter(({ before: was, after: is }) => was === "DUAL_STACK" && is === "IPV4")
    .map(({ name }) => ({
      rule: "accelerator-ipv6",
      severity: "outage",
      who: `${CLIENTS} of IPv6`,
      what: "it is reached by IPv4 only",
      ...timed(DURATIONS.forGood),
      resources: [name],
    }));
}

/**
 * What AWS refuses: a second family for an accelerator that leads to Network Load Balancers.
 * Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints-caveats.html
 */
export function refusedFamilies(comparison: Comparison): string[] {
  const isInUse = endpointGroups(comparison.from).length > 0;
  return addressTypes(comparison)
    .filter(({ before, after }) => isInUse && before === "IPV4" && after === "DUAL_STACK")
    .map(
      ({ name }) =>
        `${name} would get IPv6 addresses while it leads to load balancers, which AWS refuses: take the option globalAccelerator out ` +
        "first, with the section as it is; then set ipAddressType; then put the option back",
    );
}

function addressTypes(comparison: Comparison) {
  return changesOfType(comparison, ACCELERATOR_TYPES.accelerator, "update").flatMap(({ name, inputs }) => {
    const change = inputs.find(({ path }) => path === "ipAddressType");
    return change ? [{ name, before: change.before, after: change.after }] : [];
  });
}
