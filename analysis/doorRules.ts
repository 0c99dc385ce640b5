import type { InputChange } from "../graph/compare";
import type { GraphIndex, ResourceNode } from "../graph/graph";
import { covered } from "../plan/cidrs";
import {
  changeOfBackend,
  doors,
  ofType,
  rangesOf,
  timed,
  TYPES,
  type Comparison,
  type Interruption,
} from "./comparison";
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
  return lost.map(({ name, action, inputs }) => ({
    rule: "load-balancer",
    severity: "outage",
    who: `every client of ${name}`,
    what: action === "delete" ? "it is deleted" : `it is replaced, for ${forcing(inputs).join(", ")}`,
    ...timed(action === "delete" ? DURATIONS.forGood : DURATIONS.loadBalancer),
    resources: [name],
  }));
}

export function ports(comparison: Comparison): Interruption[] {
  return ofType(comparison, TYPES.listener, "update", "replace").flatMap(({ name, action, inputs }): Interruption[] => {
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

/** Ranges that a load balancer let in and lets in no more. One whose rules are not asked about PrivateLink lets all of it in. */
export function refusedClients(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const clientsOf = (index: GraphIndex, door: ResourceNode) =>
    ((door.inputs["securityGroups"] ?? []) as unknown[]).flatMap((id) => {
      const group = index.referred(id);
      return group ? rangesOf(index, TYPES.ingressRule, group) : [];
    });
  return from.ofType(TYPES.loadBalancer).flatMap((door) => {
    const now = to.ofType(TYPES.loadBalancer).find(({ name }) => name === door.name);
    if (!now) return [];
    if (now.inputs["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] === "off") return [];
    const ranges = clientsOf(to, now).map((each) => each.cidr);
    return clientsOf(from, door)
      .filter(({ cidr }) => !covered(cidr, ranges))
      .map(({ name, cidr }) => ({
        rule: "clients",
        severity: "outage",
        who: `clients in ${cidr}`,
        what: `${door.name} lets them in no more`,
        ...timed(DURATIONS.forGood),
        resources: [name],
      }));
  });
}
