import type { InputChange, ResourceChange } from "../../graph/compare";
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

/** `TargetGroup`: target group. */
const called = (type: string): string =>
  CALLED[type] ??
  kindOf(type)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();

/** `target group added`, `2 subnets added`. */
export function countedKinds(changes: readonly ResourceChange[], what: string): string[] {
  const counts = new Map<string, number>();
  for (const { type } of changes) counts.set(called(type), (counts.get(called(type)) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count === 1 ? kind : `${count} ${plural(kind)}`} ${what}`);
}

const plural = (word: string): string =>
  word.replace(/(?:(s|x)|y)?$/, (end) => (end === "y" ? "ies" : end ? `${end}es` : "s"));

type Words = (input: InputChange) => string | undefined;

/** Inputs whose change says more than that something changes, by type and path. */
const INPUT_WORDS: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  [TYPES.listener]: {
    "defaultActions.forward.targetGroups": weightWords,
    "defaultActions.forward.targetGroups.weight": () => "weights changed",
  },
  [TYPES.autoScalingGroup]: { minSize: fromTo("at least"), maxSize: fromTo("at most") },
  [TYPES.ecsService]: { desiredCount: fromTo("tasks") },
  [TYPES.loadBalancer]: { subnetMappings: zoneWords },
};

/** What an update changes; of tags that its provider gives alone, nothing. */
export function inputWords({ type, inputs }: ResourceChange): string[] {
  const words = inputs
    .filter(({ path }) => path !== PROVIDER_TAGS)
    .map((input) => INPUT_WORDS[type]?.[input.path]?.(input) ?? `${called(type)} changed`);
  return [...new Set(words)];
}

/** Tags that a resource has from its provider. */
const PROVIDER_TAGS = "tagsAll";

function fromTo(what: string): Words {
  return ({ before, after }) =>
    typeof before === "number" && typeof after === "number" ? `${what} ${before} → ${after}` : undefined;
}

/** A listener gives all of its groups with their weights, where their number changes. */
function weightWords({ before, after }: InputChange): string | undefined {
  const [from, to] = [weightsOf(before), weightsOf(after)];
  if (from.length > 0 && to.length > 0) return `weights ${from.join(" ")} → ${to.join(" ")}`;
  if (to.length > 0) return `weight ${to.join(" ")} added`;
  return from.length > 0 ? `weight ${from.join(" ")} removed` : undefined;
}

const weightsOf = (groups: unknown): number[] =>
  Array.isArray(groups) ? groups.map((group: { weight?: number }) => group.weight ?? 0) : [];

function zoneWords({ change, before, after }: InputChange): string | undefined {
  const [was, is] = [before, after].map((list) => (Array.isArray(list) ? list.length : 0));
  if (change === "added") return countedZones(is ?? 0, "added");
  if (change === "removed") return countedZones(was ?? 0, "removed");
  return undefined;
}

const countedZones = (count: number, what: string): string => `${count === 1 ? "zone" : `${count} zones`} ${what}`;

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

const NUMBER = /\d+/g;
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
