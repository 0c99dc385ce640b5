import { IPv6 } from "ipaddr.js";
import type { InputChange } from "../../../graph/resourceChange";
import { type GraphIndex, type ResourceNode, referencesIn } from "../../../graph/graph";
import { covered, isNobody, isV6 } from "../../../plan/cidrs";
import { acceleratedLoadBalancers, isAccelerated } from "../../inventory/accelerators";
import { isConsumerEndpoint } from "../../inventory/consumers";
import { type FrontDoorRow, listenerRows } from "../../inventory/frontDoors";
import { PRIVATE_LINK_TYPES, TYPES } from "../../inventory/resourceTypes";
import { admittedRanges, letsNobodyIn } from "../../inventory/securityGroups";
import {
  type Comparison,
  changeOfBackend,
  changesOfType,
  frontDoorPairs,
  isReplaced,
  listenerPairs,
  updated,
} from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";
import { registration } from "./targets";

/** The top-level inputs that force a replacement. */
const replacingInputs = (inputs: readonly InputChange[]): string[] => [
  ...new Set(inputs.flatMap(({ effect, path }) => (effect === "replace" ? [path.split(".")[0] ?? path] : []))),
];

export function removedLoadBalancers(comparison: Comparison): Interruption[] {
  const gone = changesOfType(comparison, TYPES.loadBalancer, "replace", "delete");
  // One that makes room for its successor only when that is there is reported by what leads to it.
  const lost = gone.filter(({ action, order }) => action === "delete" || order === "delete-before-create");
  // What the accelerator's clients notice is reported with its regions.
  const accelerated = acceleratedLoadBalancers(comparison.from);
  return lost
    .filter(({ name }) => !accelerated.has(name))
    .map(({ name, action, inputs }) => ({
      rule: "load-balancer",
      severity: "outage",
      who: `every client of ${name}`,
      what: action === "delete" ? "it is deleted" : `it is replaced, for ${replacingInputs(inputs).join(", ")}`,
      ...timed(action === "delete" ? DURATIONS.forGood : DURATIONS.loadBalancer),
      resources: [name],
    }));
}

/** Clients of IPv6, as a public load balancer loses its addresses of that family. Of internal ones others tell. */
export const lostIpv6 = (comparison: Comparison): Interruption[] =>
  updated(comparison, TYPES.loadBalancer)
    .filter(({ before, change }) => before.inputs["internal"] !== true && change.action === "update")
    .filter(({ before, after }) => isDualstack(before) && !isDualstack(after))
    .map(({ after: { name } }) => ({
      rule: "ipv6",
      severity: "outage",
      who: `clients of ${name} that come by IPv6`,
      what: "it is reached by IPv4 only, and its IPv6 addresses are gone",
      ...timed(DURATIONS.forGood),
      resources: [name],
    }));

const isDualstack = ({ inputs }: ResourceNode): boolean => inputs["ipAddressType"] === "dualstack";

export function changedPorts(comparison: Comparison): Interruption[] {
  const { from } = comparison;
  const behind = acceleratedLoadBalancers(from);
  const accelerated = new Set(
    from.ofType(TYPES.listener).flatMap((each) => (isAccelerated(behind, each) ? each.name : [])),
  );
  return changesOfType(comparison, TYPES.listener, "update", "replace").flatMap(
    ({ name, action, inputs }): Interruption[] => {
      // Clients connect to the accelerator's port, which is reported with it.
      if (accelerated.has(name)) return [];
      const port = inputs.find(({ path }) => path === "port");
      const rest = { severity: "outage" as const, resources: [name] };
      if (port)
        return [
          {
            rule: "port",
            who: `clients that connect to port ${String(port.before)}`,
            what: `the service listens on port ${String(port.after)} instead`,
            ...timed(DURATIONS.forGood),
            ...rest,
          },
        ];
      const forced = inputs.filter(({ effect }) => effect === "replace");
      // One that follows its load balancer is reported with it.
      if (action !== "replace" || forced.every(({ because }) => because !== undefined)) return [];
      return [
        {
          rule: "listener",
          who: "new connections",
          what: "the listener is replaced",
          ...timed(DURATIONS.listener),
          ...rest,
        },
      ];
    },
  );
}

/** A port that a load balancer leaves, and that no listener of it takes over. */
export function removedPorts({ from, to, changes, all }: Comparison): Interruption[] {
  const behind = acceleratedLoadBalancers(from);
  const after = listenerRows(to.graph);
  return listenerRows(from.graph).flatMap(({ listener, loadBalancer, port }): Interruption[] => {
    const gone = all.some((each) => each.type === TYPES.listener && each.name === listener && each.action === "delete");
    const stays = changes.get(`${TYPES.loadBalancer} ${loadBalancer}`)?.action !== "delete";
    const stillThere = after.filter((each) => each.loadBalancer === loadBalancer);
    // Clients connect to the accelerator's port, which is reported with it.
    if (!gone || !stays || stillThere.length === 0 || behind.has(loadBalancer)) return [];
    if (stillThere.some((each) => each.port === port)) return [];
    if (letsNobodyIn(from, loadBalancer, port)) return [];
    return [
      {
        rule: "port-removed",
        severity: "outage",
        who: `clients that connect to port ${port} of ${loadBalancer}`,
        what: `nothing listens there any more, but on ${stillThere.map((each) => each.port).join(", ")}`,
        ...timed(DURATIONS.forGood),
        resources: [listener],
      },
    ];
  });
}

/**
 * Listeners that would take a port which another one has: a load balancer listens on it once, and the engine creates and changes in no order, and
 * deletes last. Source: docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html (DuplicateListener)
 */
export function takenPorts({ from, to, changes }: Comparison): string[] {
  const former = listenerRows(from.graph);
  return listenerRows(to.graph).flatMap(({ listener, loadBalancer, port }) => {
    const other = former.find((each) => each.loadBalancer === loadBalancer && each.port === port);
    if (!other || other.listener === listener) return [];
    // Another load balancer has all its ports free.
    if (isReplaced(changes, loadBalancer)) return [];
    return [
      `${listener} would listen on port ${port} of ${loadBalancer} while ${other.listener} does, which AWS refuses: take that port out with an ` +
        "update of its own before, or leave it its name",
    ];
  });
}

/** A share of the connections goes to a group whose targets come only with this update. */
export function emptyTargetGroups(comparison: Comparison): Interruption[] {
  const former = new Map(frontDoorPairs(comparison).map((pair) => [pair.loadBalancer, pair.before]));
  return listenerPairs(comparison).flatMap(({ loadBalancer, place, after }) =>
    after
      .filter(({ weight }) => weight > 0)
      .filter((target) =>
        beginsEmpty(
          comparison,
          // Another listener may lead there already.
          former.get(loadBalancer)?.find((each) => each.targetGroup === target.targetGroup),
          target,
        ),
      )
      .map(({ targetGroup, percent, backends }) => ({
        rule: "empty-target-group",
        severity: "outage",
        who: `${percent} % of the new connections to ${place}`,
        what: `they go to ${targetGroup}, whose targets only start with this update`,
        ...timed(registration(comparison, backends, DURATIONS.registration)),
        resources: [targetGroup, ...backends],
      })),
  );
}

type Target = FrontDoorRow["targets"][number];

/** Targets of before serve on until the update is done, unless they, or the group they are in, go first. */
function beginsEmpty({ changes }: Comparison, was: Target | undefined, target: Target): boolean {
  const group = changes.get(`${TYPES.targetGroup} ${target.targetGroup}`)?.action;
  if (was === undefined || group === "replace" || group === "create") return true;
  if (was.backends.length === 0) return target.backends.length > 0;
  return was.backends.every((name) => {
    const change = changeOfBackend(changes, name);
    return change?.action === "replace" && change.order === "delete-before-create";
  });
}

/** A range that something let in and lets in no more. */
interface RefusedRange {
  /** The rule that goes. */
  rule: string;
  cidr: string;
  /** Where others are let in on other ports. */
  port?: number;
}

/** Ranges that the security groups of a load balancer or an endpoint let in and let in no more. */
export function refusedRanges({ from, to }: Comparison, before: ResourceNode, after: ResourceNode): RefusedRange[] {
  const admitted = new Map<number, string[]>();
  for (const { port, cidr } of admittedRanges(to, after)) admitted.set(port, [...(admitted.get(port) ?? []), cidr]);
  // A port that nobody may use any more is reported as such.
  const rangesOn = (port: number) => admitted.get(port) ?? [...admitted.values()].flat();
  // Where IPv6 goes altogether, that is reported.
  const losesIpv6 = isDualstack(before) && !isDualstack(after);
  return admittedRanges(from, before)
    .filter(({ cidr, port }) => !isNobody([cidr]) && !isCovered(cidr, rangesOn(port)) && !(losesIpv6 && isV6(cidr)))
    .map(({ rule, cidr, port }) => ({ rule, cidr, ...(admitted.size > 1 && { port }) }));
}

/** Ranges of IPv6 are not joined: there are few. */
function isCovered(range: string, by: readonly string[]): boolean {
  const alike = by.filter((each) => isV6(each) === isV6(range));
  if (!isV6(range)) return covered(range, alike);
  const [address, length] = IPv6.parseCIDR(range);
  return alike.some((each) => {
    const [network, bits] = IPv6.parseCIDR(each);
    return bits <= length && address.match(network, bits);
  });
}

/** The load balancers of the stack that an endpoint leads to. */
export const loadBalancersBehind = (index: GraphIndex, { inputs }: ResourceNode): string[] =>
  referencesIn(index.resolve(inputs["serviceName"])?.inputs["networkLoadBalancerArns"]).map(({ name }) => name);

/** Ranges of consumers that go to another service of the stack, with the load balancer that they leave: it refuses nobody by that. */
function movedClients({ from, to }: Comparison): { loadBalancer: string; cidr: string }[] {
  const now = new Map(to.ofType(PRIVATE_LINK_TYPES.endpoint).map((node) => [node.name, node]));
  return from
    .ofType(PRIVATE_LINK_TYPES.endpoint)
    .filter(isConsumerEndpoint)
    .flatMap((before) => {
      const after = now.get(before.name);
      const next = after ? loadBalancersBehind(to, after) : [];
      const left = loadBalancersBehind(from, before).filter(
        (loadBalancer) => next.length > 0 && !next.includes(loadBalancer),
      );
      return left.flatMap((loadBalancer) => admittedRanges(from, before).map(({ cidr }) => ({ loadBalancer, cidr })));
    });
}

/** Ranges that a load balancer let in and lets in no more. One whose rules are not enforced on PrivateLink lets all of it in. */
export function refusedRangesOfLoadBalancers(comparison: Comparison): (RefusedRange & { loadBalancer: string })[] {
  const { from, to } = comparison;
  const moved = movedClients(comparison);
  return from.ofType(TYPES.loadBalancer).flatMap((loadBalancer) => {
    const now = to.ofType(TYPES.loadBalancer).find(({ name }) => name === loadBalancer.name);
    if (!now) return [];
    if (now.inputs["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] === "off") return [];
    return refusedRanges(comparison, loadBalancer, now)
      .filter(({ cidr }) => !moved.some((each) => each.loadBalancer === loadBalancer.name && each.cidr === cidr))
      .map((refusal) => ({ ...refusal, loadBalancer: loadBalancer.name }));
  });
}

export const refusedClients = (comparison: Comparison): Interruption[] =>
  refusedRangesOfLoadBalancers(comparison).map(({ loadBalancer, rule, cidr, port }) => ({
    rule: "clients",
    severity: "outage",
    who: `clients in ${cidr}${port === undefined ? "" : ` that connect to port ${port}`}`,
    what: `${loadBalancer} lets them in no more`,
    ...timed(DURATIONS.forGood),
    resources: [rule],
  }));
