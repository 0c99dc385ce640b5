import { IPv6 } from "ipaddr.js";
import type { InputChange } from "../graph/compare";
import { referencesIn, type GraphIndex, type ResourceNode } from "../graph/graph";
import { acceleratedDoors, isAccelerated } from "./accelerators";
import { covered, isV6 } from "../plan/cidrs";
import { changeOfBackend, doors, ofType, timed, TYPES, type Comparison, type Interruption } from "./comparison";
import { isOfConsumer, LINK_TYPES } from "./consumers";
import { DURATIONS } from "./durations";
import type { FrontDoorRow } from "./frontDoors";

/** The top-level inputs that force a replacement. */
const forcing = (inputs: readonly InputChange[]): string[] => [
  ...new Set(inputs.flatMap(({ effect, path }) => (effect === "replace" ? [path.split(".")[0] ?? path] : []))),
];

export function loadBalancers(comparison: Comparison): Interruption[] {
  const gone = ofType(comparison, TYPES.loadBalancer, "replace", "delete");
  // One that makes room for its successor only when that is there is told by what leads to it.
  const lost = gone.filter(({ action, order }) => action === "delete" || order === "delete-before-create");
  // What the accelerator's clients notice is told with its regions.
  const led = acceleratedDoors(comparison.from);
  return lost
    .filter(({ name }) => !led.has(name))
    .map(({ name, action, inputs }) => ({
      rule: "load-balancer",
      severity: "outage",
      who: `every client of ${name}`,
      what: action === "delete" ? "it is deleted" : `it is replaced, for ${forcing(inputs).join(", ")}`,
      ...timed(action === "delete" ? DURATIONS.forGood : DURATIONS.loadBalancer),
      resources: [name],
    }));
}

export function ports(comparison: Comparison): Interruption[] {
  const { from } = comparison;
  const behind = acceleratedDoors(from);
  const accelerated = new Set(
    from.ofType(TYPES.listener).flatMap((each) => (isAccelerated(behind, each) ? each.name : [])),
  );
  return ofType(comparison, TYPES.listener, "update", "replace").flatMap(({ name, action, inputs }): Interruption[] => {
    // Clients connect to the accelerator's port, which is told with that.
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
    // One that follows its load balancer is told with that.
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
  });
}

/** A share of the connections goes to a group whose targets come only with this update. */
export function emptyTargetGroups(comparison: Comparison): Interruption[] {
  return doors(comparison).flatMap(({ door, before, after }) =>
    after
      .filter(({ weight }) => weight > 0)
      .filter((target) =>
        beginsEmpty(
          comparison,
          before.find((each) => each.targetGroup === target.targetGroup),
          target,
        ),
      )
      .map(({ targetGroup, percent, backends }) => ({
        rule: "empty-target-group",
        severity: "outage",
        who: `${percent} % of the new connections to ${door}`,
        what: `they go to ${targetGroup}, whose targets only start with this update`,
        ...timed(DURATIONS.registration),
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
interface Refusal {
  /** The rule that goes. */
  rule: string;
  cidr: string;
}

/** A load balancer names its security groups otherwise than an endpoint. */
const groupsOf = ({ inputs }: ResourceNode): unknown[] =>
  (inputs["securityGroups"] ?? inputs["securityGroupIds"] ?? []) as unknown[];

/** What the security groups of a load balancer or an endpoint let in: ranges of IPv4 and IPv6, with their port. */
export function letIn(index: GraphIndex, node: ResourceNode): { rule: string; cidr: string; port: number }[] {
  const groups = new Set(groupsOf(node).map((id) => index.referred(id)));
  return index.ofType(TYPES.ingressRule).flatMap(({ name: rule, inputs }) => {
    const group = index.referred(inputs["securityGroupId"]);
    const cidr = inputs["cidrIpv4"] ?? inputs["cidrIpv6"];
    return group && groups.has(group) && typeof cidr === "string"
      ? [{ rule, cidr, port: Number(inputs["fromPort"]) }]
      : [];
  });
}

/** Ranges that the security groups of a load balancer or an endpoint let in and let in no more. */
export function refusals({ from, to }: Comparison, before: ResourceNode, after: ResourceNode): Refusal[] {
  const ranges = letIn(to, after).map(({ cidr }) => cidr);
  const isDualstack = ({ inputs }: ResourceNode) => inputs["ipAddressType"] === "dualstack";
  // Where IPv6 goes altogether, that is told.
  const losesIpv6 = isDualstack(before) && !isDualstack(after);
  return letIn(from, before)
    .filter(({ cidr }) => !isCovered(cidr, ranges) && !(losesIpv6 && isV6(cidr)))
    .map(({ rule, cidr }) => ({ rule, cidr }));
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
export const doorsBehind = (index: GraphIndex, { inputs }: ResourceNode): string[] =>
  referencesIn(index.referred(inputs["serviceName"])?.inputs["networkLoadBalancerArns"]).map(({ name }) => name);

/** Ranges of consumers that go to another service of the stack, with the load balancer that they leave: it refuses nobody by that. */
function movedClients({ from, to }: Comparison): { door: string; cidr: string }[] {
  const now = new Map(to.ofType(LINK_TYPES.endpoint).map((node) => [node.name, node]));
  return from
    .ofType(LINK_TYPES.endpoint)
    .filter(isOfConsumer)
    .flatMap((before) => {
      const after = now.get(before.name);
      const next = after ? doorsBehind(to, after) : [];
      const left = doorsBehind(from, before).filter((door) => next.length > 0 && !next.includes(door));
      return left.flatMap((door) => letIn(from, before).map(({ cidr }) => ({ door, cidr })));
    });
}

/** Ranges that a load balancer let in and lets in no more. One whose rules are not asked about PrivateLink lets all of it in. */
export function refusalsOfDoors(comparison: Comparison): (Refusal & { door: string })[] {
  const { from, to } = comparison;
  const moved = movedClients(comparison);
  return from.ofType(TYPES.loadBalancer).flatMap((door) => {
    const now = to.ofType(TYPES.loadBalancer).find(({ name }) => name === door.name);
    if (!now) return [];
    if (now.inputs["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] === "off") return [];
    return refusals(comparison, door, now)
      .filter(({ cidr }) => !moved.some((each) => each.door === door.name && each.cidr === cidr))
      .map((refusal) => ({ ...refusal, door: door.name }));
  });
}

export const refusedClients = (comparison: Comparison): Interruption[] =>
  refusalsOfDoors(comparison).map(({ door, rule, cidr }) => ({
    rule: "clients",
    severity: "outage",
    who: `clients in ${cidr}`,
    what: `${door} lets them in no more`,
    ...timed(DURATIONS.forGood),
    resources: [rule],
  }));
