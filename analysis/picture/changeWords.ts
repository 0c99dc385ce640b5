import type { InputChange, ResourceChange } from "../../graph/resourceChange";
import { kindOf } from "../../graph/graph";
import { TYPES } from "../inventory/resourceTypes";

/** What is called otherwise than its type is. */
const CALLED: Readonly<Record<string, string>> = {
  [TYPES.eip]: "address",
  [TYPES.autoScalingGroup]: "Auto Scaling group",
  [TYPES.vpc]: "VPC",
  [TYPES.natGateway]: "NAT gateway",
  [TYPES.ecsService]: "ECS service",
  [TYPES.endpointAssociation]: "endpoint",
};

/** `TargetGroup`: target group; `VpcEndpoint`: VPC endpoint. */
const called = (type: string): string =>
  CALLED[type] ??
  kindOf(type)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase()
    .replace(/^vpc/, "VPC");

/** What follows from something else, as a rule does from another load balancer: said once, whatever becomes of it. */
const ASIDE: Readonly<Record<string, string>> = {
  SecurityGroup: "security groups",
  SecurityGroupIngressRule: "security groups",
  SecurityGroupEgressRule: "security groups",
  Role: "permissions",
  RolePolicy: "permissions",
  RolePolicyAttachment: "permissions",
  Policy: "permissions",
  InstanceProfile: "permissions",
};

export const isAside = ({ type }: ResourceChange): boolean => kindOf(type) in ASIDE;

/** `security groups changed` */
export function asideWords(changes: readonly ResourceChange[]): string[] {
  const changed = changes.filter((each) =>
    each.action === "update" ? inputWords(each).length > 0 : each.action !== "keep",
  );
  return [...new Set(changed.map(({ type }) => `${ASIDE[kindOf(type)] ?? called(type)} changed`))];
}

/** `target group added`, `2 subnets added`. */
export function countedKinds(changes: readonly ResourceChange[], what: string): string[] {
  const counts = new Map<string, number>();
  for (const { type } of changes) counts.set(called(type), (counts.get(called(type)) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count === 1 ? kind : `${count} ${plural(kind)}`} ${what}`);
}

/** `another target group`, where one comes for one that goes. */
export function comingAndGoing(come: readonly ResourceChange[], gone: readonly ResourceChange[]): string[] {
  const only = (type: string) => [come, gone].every((all) => all.filter((each) => each.type === type).length === 1);
  const swapped = [...new Set(come.map(({ type }) => type))].filter(only);
  const others = (all: readonly ResourceChange[]) => all.filter(({ type }) => !swapped.includes(type));
  return [
    ...swapped.map((type) => `another ${called(type)}`),
    ...countedKinds(others(come), "added"),
    ...countedKinds(others(gone), "removed"),
  ];
}

const plural = (word: string): string =>
  word.replace(/(?:(s|x)|y)?$/, (end) => (end === "y" ? "ies" : end ? `${end}es` : "s"));

/** Nothing is said of what a box's lines say already. */
type Words = (input: InputChange) => string | undefined;

/** Said by the lines of a box. */
const COUNTS = ["minSize", "maxSize", "desiredCapacity"];

/** Inputs whose change says more than that something changes, by type and path. */
const INPUT_WORDS: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  [TYPES.listener]: {
    "defaultActions.forward.targetGroups": weightWords,
    "defaultActions.forward.targetGroups.weight": () => "weights changed",
    "defaultActions.forward.targetGroups.arn": () => "listener leads elsewhere",
  },
  [TYPES.autoScalingGroup]: {
    ...Object.fromEntries(COUNTS.map((path) => [path, () => undefined])),
    vpcZoneIdentifiers: counted("zone"),
    targetGroupArns: counted("target group"),
  },
  [TYPES.ecsService]: { desiredCount: () => undefined, loadBalancers: counted("target group") },
  [TYPES.loadBalancer]: { subnetMappings: counted("zone") },
};

/** What an update changes, as far as it is known; of tags that its provider gives alone, nothing. */
export function inputWords({ type, inputs }: ResourceChange): string[] {
  const own = inputs.filter(({ path }) => path !== PROVIDER_TAGS);
  const known = INPUT_WORDS[type] ?? {};
  const words = own.flatMap((input) => known[input.path]?.(input) ?? []);
  const isSaid = words.length > 0 || own.every(({ path }) => path in known);
  return isSaid ? [...new Set(words)] : [`${called(type)} changed`];
}

/** Tags that a resource has from its provider. */
const PROVIDER_TAGS = "tagsAll";

/** A listener gives all of its groups with their weights, where their number changes. */
function weightWords({ before, after }: InputChange): string | undefined {
  const [from, to] = [weightsOf(before), weightsOf(after)];
  if (from.length > 0 && to.length > 0) return `weights ${from.join(" ")} → ${to.join(" ")}`;
  return to.length > 0 ? `with weight ${to.join(" ")}` : undefined;
}

const weightsOf = (groups: unknown): number[] =>
  Array.isArray(groups) ? groups.map((group: { weight?: number }) => group.weight ?? 0) : [];

/** Of a list: how many come or go. */
function counted(what: string): Words {
  return ({ change, before, after }) => {
    const [was, is] = [before, after].map((list) => (Array.isArray(list) ? list.length : 0));
    if (change === "changed") return was === 1 && is === 1 ? `another ${what}` : `${plural(what)} changed`;
    const [count, done] = change === "added" || change === "first" ? [is, "added"] : [was, "removed"];
    return count === 1 ? `${what} ${done}` : `${count ?? 0} ${plural(what)} ${done}`;
  };
}

/** Texts of a box that are others on the other side: `2 → 3 instances`, `before: nlb`. What only comes can be read there. */
export function lineWords(was: readonly string[], is: readonly string[]): string[] {
  const gone = was.filter((line) => !is.includes(line));
  const come = is.filter((line) => !was.includes(line));
  const alike = gone.map((line) => come.find((each) => pattern(each) === pattern(line)));
  const words = gone.map((line, place) => {
    const other = alike[place];
    return other === undefined ? `before: ${line}` : numberWords(line, other);
  });
  return words.length === 0 && come.length > 0 ? come.map((line) => `now: ${line}`) : words;
}

/** A number, or a range of addresses. */
const NUMBER = /\d+(?:[./]\d+)*/g;
const pattern = (line: string): string => line.replace(NUMBER, "#");

/** The one number that differs as both, and the text around it; of more than one the text as it was. */
function numberWords(was: string, is: string): string {
  const before = was.match(NUMBER) ?? [];
  const differing = (is.match(NUMBER) ?? []).filter((number, place) => number !== before[place]);
  if (differing.length > 1) return `before: ${was}`;
  let place = -1;
  return is.replace(NUMBER, (number) => {
    place += 1;
    return number === before[place] ? number : `${before[place] ?? ""} → ${number}`;
  });
}
