import { type InputChange, type ResourceChange, kindOf } from "../../graph";
import { table } from "../text/table";

/** Tags that a resource has from its provider. */
const TAGS = "tagsAll";

const ORDER = { "create-before-delete": "the new one first", "delete-before-create": "the old one first" } as const;

/** Every resource of AWS that does not stay as it is; those that come and go by component. */
export function changeTable(changes: readonly ResourceChange[]): string {
  const real = changes.filter(({ type }) => type.startsWith("aws:"));
  const kept = real.filter(({ action }) => action === "keep").length;
  const touched = real.filter(({ action, inputs }) =>
    action === "replace" ? true : action === "update" && inputs.some(({ path }) => path !== TAGS),
  );
  const retagged =
    real.filter(({ action }) => action === "update").length -
    touched.filter(({ action }) => action === "update").length;
  const rows = [
    ...alikeTogether(touched),
    ...(["create", "read", "delete", "leave"] as const).flatMap((action) =>
      countedByComponent(real.filter((change) => change.action === action)).map((text): [string, string] => [
        action,
        text,
      ]),
    ),
    ...(retagged > 0 ? [["update", `${retagged} more: only the provider's default tags`] as [string, string]] : []),
    ["keep", kept === 1 ? "1 resource" : `${kept} resources`] as [string, string],
  ];
  return table(
    [
      { title: "", width: 7 },
      { title: "", fills: true },
    ],
    rows,
  );
}

/** From so many on, resources of one component that change alike are counted. */
const MANY = 3;

/** What becomes of each resource; of many alarms that are all to tell another topic, say, it is said once. */
function alikeTogether(changes: readonly ResourceChange[]): [string, string][] {
  const groups = new Map<string, { action: string; what: string[]; alike: ResourceChange[] }>();
  for (const change of changes) {
    const { action, component, type } = change;
    const what = whatChanges(change);
    const key = JSON.stringify([action, component, type, what]);
    groups.set(key, { action, what, alike: [...(groups.get(key)?.alike ?? []), change] });
  }
  return [...groups.values()].flatMap(({ action, what, alike }) => {
    const named = alike.map(({ type, name }) => `${kindOf(type)} ${name}`);
    const subjects = alike.length < MANY ? named : countedByComponent(alike);
    return subjects.map((subject): [string, string] => [action, [subject, ...what].join("\n")]);
  });
}

function whatChanges({ inputs, order }: ResourceChange): string[] {
  const forced = inputs.filter(({ effect }) => effect === "replace");
  const unknown = inputs.filter(({ effect }) => effect === "unknown");
  return [
    ...(order ? [`  replaced for ${pathList(forced)}; ${ORDER[order]}`] : []),
    ...new Set(
      inputs.filter(({ effect, path }) => effect !== "replace" && path !== TAGS).map((each) => `  ${inputText(each)}`),
    ),
    ...(unknown.length > 0 && !order ? [`  unknown whether it must be replaced for ${pathList(unknown)}`] : []),
  ];
}

const pathList = (inputs: readonly InputChange[]): string => [...new Set(inputs.map(({ path }) => path))].join(", ");

function inputText({ path, change, before, after, because }: InputChange): string {
  if (because !== undefined) return `${path}: another value from ${because.split("::").at(-1) ?? because}`;
  if (change === "added" || change === "first") return `${path}: + ${formatValue(after)}`;
  if (change === "removed" || change === "last") return `${path}: - ${formatValue(before)}`;
  const from = differenceOf(before, after);
  return `${path}: ${formatValue(before, from)} → ${formatValue(after, from)}`;
}

/** Where two long texts begin to differ, less a little that shows the place; 0 where the beginnings of both show it. */
function differenceOf(before: unknown, after: unknown): number {
  if (typeof before !== "string" || typeof after !== "string") return 0;
  let at = 0;
  while (at < before.length && before[at] === after[at]) at += 1;
  return at < MAX_VALUE_LENGTH / 2 ? 0 : at - CONTEXT_LENGTH;
}

const MAX_VALUE_LENGTH = 60;
const CONTEXT_LENGTH = 15;

/** @param from what of a text is left out before it. */
function formatValue(value: unknown, from = 0): string {
  const whole = typeof value === "string" ? value : JSON.stringify(value ?? null);
  const text = (from > 0 && whole.length > MAX_VALUE_LENGTH ? `…${whole.slice(from)}` : whole).replace(/\s+/g, " ");
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH - 1)}…` : text;
}

/** `tasks-eu-west-1: Cluster, 3 Role`: resources by the component they lie in. */
function countedByComponent(changes: readonly ResourceChange[]): string[] {
  const groups = new Map<string, Map<string, number>>();
  for (const { component: owner = "", type } of changes) {
    const kinds = groups.get(owner) ?? new Map<string, number>();
    kinds.set(kindOf(type), (kinds.get(kindOf(type)) ?? 0) + 1);
    groups.set(owner, kinds);
  }
  return [...groups].map(([owner, kinds]) => {
    const list = [...kinds].sort(([one], [other]) => one.localeCompare(other));
    return `${owner}: ${list.map(([kind, count]) => (count === 1 ? kind : `${count} ${kind}`)).join(", ")}`;
  });
}
