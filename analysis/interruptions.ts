import type { Change, InputChange } from "../graph/compare";
import { GraphIndex, type Graph, type ResourceNode } from "../graph/graph";
import { covered } from "../plan/cidrs";
import { draining, DURATIONS, type Duration } from "./durations";
import { frontDoors, type FrontDoorRow } from "./frontDoors";

/** What somebody notices of an update. */
export interface Interruption {
  /** A stable word for the rule. */
  rule: string;
  /** `brief`: open connections are cut, new ones are accepted. `outage`: new connections fail for a time. */
  severity: "brief" | "outage";
  /** Who notices. */
  who: string;
  what: string;
  duration: string;
  /** Where the duration comes from. */
  source: string;
  /** Logical names. */
  resources: string[];
}

interface Comparison {
  from: GraphIndex;
  to: GraphIndex;
  /** By type and name; names do not change where URNs do. */
  changes: Map<string, Change>;
  all: readonly Change[];
}

type Rule = (comparison: Comparison) => Interruption[];

const TYPES = {
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  listener: "aws:lb/listener:Listener",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  group: "aws:autoscaling/group:Group",
  service: "aws:ecs/service:Service",
  record: "aws:route53/record:Record",
  natGateway: "aws:ec2/natGateway:NatGateway",
  route: "aws:ec2/route:Route",
  routeTable: "aws:ec2/routeTable:RouteTable",
  ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
} as const;

/** All interruptions of an update, the worst first. */
export function interruptions(from: Graph, to: Graph, changes: readonly Change[]): Interruption[] {
  const comparison: Comparison = {
    from: new GraphIndex(from),
    to: new GraphIndex(to),
    changes: new Map(changes.map((change) => [`${change.type} ${change.name}`, change])),
    all: changes,
  };
  return RULES.flatMap((rule) => rule(comparison)).sort((one, other) => rank(one) - rank(other));
}

const rank = ({ severity }: Interruption): number => (severity === "outage" ? 0 : 1);

const RULES: readonly Rule[] = [
  loadBalancers,
  ports,
  emptyTargetGroups,
  leftTargetGroups,
  refusedClients,
  names,
  egress,
];

/** The top-level inputs that force a replacement. */
const forcing = (inputs: readonly InputChange[]): string[] => [
  ...new Set(inputs.flatMap(({ effect, path }) => (effect === "replace" ? [path.split(".")[0] ?? path] : []))),
];

const timed = ({ text, source }: Duration) => ({ duration: text, source });

const ofType = ({ all }: Comparison, type: string, ...actions: Change["action"][]): Change[] =>
  all.filter((change) => change.type === type && actions.includes(change.action));

function loadBalancers(comparison: Comparison): Interruption[] {
  return ofType(comparison, TYPES.loadBalancer, "replace", "delete").map(({ name, action, inputs }) => ({
    rule: "load-balancer",
    severity: "outage",
    who: `every client of ${name}`,
    what: action === "delete" ? "it is deleted" : `it is replaced, for ${forcing(inputs).join(", ")}`,
    ...timed(action === "delete" ? DURATIONS.forGood : DURATIONS.loadBalancer),
    resources: [name],
  }));
}

function ports(comparison: Comparison): Interruption[] {
  const listeners = ofType(comparison, TYPES.listener, "update", "replace").filter(({ inputs }) => inputs.length > 0);
  return listeners.flatMap(({ name, action, inputs }): Interruption[] => {
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

interface DoorPair {
  door: string;
  before: FrontDoorRow["targets"];
  after: FrontDoorRow["targets"];
}

/** The load balancers that both have and that stay what they are. */
function doors({ from, to, changes }: Comparison): DoorPair[] {
  const former = frontDoors(from.graph);
  return frontDoors(to.graph).flatMap(({ loadBalancer, targets }) => {
    const was = former.find((each) => each.loadBalancer === loadBalancer);
    const action = changes.get(`${TYPES.loadBalancer} ${loadBalancer}`)?.action;
    return was && action !== "replace" ? [{ door: loadBalancer, before: was.targets, after: targets }] : [];
  });
}

/** A share of the connections goes to a group whose targets come only with this update. */
function emptyTargetGroups(comparison: Comparison): Interruption[] {
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

const changeOfBackend = (changes: Comparison["changes"], name: string): Change | undefined =>
  changes.get(`${TYPES.group} ${name}`) ?? changes.get(`${TYPES.service} ${name}`);

/** Connections that are open to targets that get no more, or that go. */
function leftTargetGroups(comparison: Comparison): Interruption[] {
  const { from } = comparison;
  return doors(comparison).flatMap(({ door, before, after }) =>
    before
      .filter(({ weight }) => weight > 0)
      .flatMap(({ targetGroup, backends }): Interruption[] => {
        const now = after.find((each) => each.targetGroup === targetGroup);
        const rest = { severity: "brief" as const, resources: [targetGroup, ...backends] };
        const who = `connections open through ${door} to ${backends.join(", ") || targetGroup}`;
        const delay = drainingOf(from, targetGroup);
        if (now?.weight === 0)
          return [
            {
              rule: "weight-zero",
              who,
              what: `${targetGroup} weighs 0: they are closed`,
              ...timed(DURATIONS.weightZero),
              ...rest,
            },
          ];
        if (now === undefined)
          return [{ rule: "backend-removed", who, what: `${targetGroup} is taken away`, ...timed(delay), ...rest }];
        const replaced = backends.filter((name) => isRenewed(changeOfBackend(comparison.changes, name)));
        if (replaced.length === 0) return [];
        return [{ rule: "rolling", who, what: "its targets are renewed, some at a time", ...timed(delay), ...rest }];
      }),
  );
}

function drainingOf(index: GraphIndex, targetGroup: string): Duration {
  const node = index.ofType(TYPES.targetGroup).find(({ name }) => name === targetGroup);
  return draining(Number(node?.inputs["deregistrationDelay"] ?? 0));
}

/** Inputs of an Auto Scaling group that start an instance refresh, and of a service that start no deployment. */
const REFRESHING = ["mixedInstancesPolicy", "launchTemplate"];
const QUIET = ["desiredCount", "tags", "tagsAll"];

function isRenewed(change: Change | undefined): boolean {
  if (change === undefined) return false;
  if (change.action === "delete" || change.action === "replace") return true;
  const paths = change.inputs.map(({ path }) => path.split(".")[0] ?? "");
  if (change.type === TYPES.group) return paths.some((path) => REFRESHING.includes(path));
  return paths.some((path) => !QUIET.includes(path));
}

/** Ranges that a load balancer let in and lets in no more. */
function refusedClients(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const rangesOf = (index: GraphIndex, door: ResourceNode) =>
    index.ofType(TYPES.ingressRule).flatMap(({ name, inputs }) => {
      const ofDoor = JSON.stringify(door.inputs["securityGroups"] ?? []).includes(
        JSON.stringify(inputs["securityGroupId"]),
      );
      return ofDoor && typeof inputs["cidrIpv4"] === "string" ? [{ name, cidr: inputs["cidrIpv4"] }] : [];
    });
  return from.ofType(TYPES.loadBalancer).flatMap((door) => {
    const now = to.ofType(TYPES.loadBalancer).find(({ name }) => name === door.name);
    if (!now) return [];
    const ranges = rangesOf(to, now).map((each) => each.cidr);
    return rangesOf(from, door)
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

function names(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const nameOf = (node: ResourceNode) => String(node.inputs["name"]);
  const after = new Set(to.ofType(TYPES.record).map(nameOf));
  return ofType(comparison, TYPES.record, "replace", "delete").flatMap(({ name, order }): Interruption[] => {
    const node = from.ofType(TYPES.record).find((each) => each.name === name);
    const hostname = node ? nameOf(node) : name;
    const common = {
      rule: "name",
      severity: "outage" as const,
      who: `clients that look up ${hostname}`,
      resources: [name],
    };
    if (!after.has(hostname)) return [{ ...common, what: "the name is gone", ...timed(DURATIONS.forGood) }];
    if (order !== "delete-before-create") return [];
    return [{ ...common, what: "the record goes before its successor comes", ...timed(DURATIONS.alias) }];
  });
}

/** NAT gateways that are replaced, and routes that lead to another one or to none. */
function egress(comparison: Comparison): Interruption[] {
  const replaced = ofType(comparison, TYPES.natGateway, "replace").map(({ name }) => ({
    rule: "egress",
    severity: "outage" as const,
    who: `the service's own connections through ${name}`,
    what: "the gateway is replaced",
    ...timed(DURATIONS.natGateway),
    resources: [name],
  }));
  return [...replaced, ...comparison.from.ofType(TYPES.route).flatMap((route) => waysOut(comparison, route))];
}

function waysOut({ from, to }: Comparison, route: ResourceNode): Interruption[] {
  const now = to.ofType(TYPES.route).find(({ name }) => name === route.name);
  const before = egressAddress(from, route);
  const after = now && egressAddress(to, now);
  // A route that goes with its zone takes its hosts along.
  const routeTable = from.referred(route.inputs["routeTableId"])?.name;
  const zoneStays = to.ofType(TYPES.routeTable).some(({ name }) => name === routeTable);
  if (before === undefined || before === after || !zoneStays) return [];
  const common = {
    rule: "egress",
    severity: "outage" as const,
    who: `the service's own connections by ${route.name}`,
    resources: [route.name],
  };
  if (after === undefined)
    return [{ ...common, what: "nothing leads to the internet any more", ...timed(DURATIONS.forGood) }];
  const what = `they come from ${after} instead of ${before}; open ones are cut`;
  return [{ ...common, what, ...timed(DURATIONS.admitted) }];
}

/** What the connections that a route leads through a NAT gateway come from. */
function egressAddress(index: GraphIndex, { inputs }: ResourceNode): string | undefined {
  const gateway = index.referred(inputs["natGatewayId"]);
  if (!gateway) return undefined;
  const { allocationId } = gateway.inputs;
  return index.referred(allocationId)?.name ?? String(allocationId);
}
