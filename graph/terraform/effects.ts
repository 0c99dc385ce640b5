import type { ChangeKind } from "../differences";
import { type Properties, type Property, resourceMapping } from "./mappingTable";
import { NEWER_TYPES } from "./newer";
import { type PlannedEffect, replacementTable } from "./replacementTable";

/**
 * What the provider would do about a change of one input of a resource.
 *
 * @param type the SDK's: `aws:lb/loadBalancer:LoadBalancer`.
 * @param path the SDK's, with or without places in lists: `subnetMappings[1].subnetId`. What lies in a map counts as the map's.
 */
export function effectOf(type: string, path: string, change: ChangeKind): PlannedEffect | "unknown" {
  const newer = NEWER_TYPES[type];
  if (newer) return newer.effects[withoutIndexes(path)] ?? newer.effects[path.split(".")[0] ?? path] ?? "unknown";
  const inputs = replacementTable().types[type]?.inputs;
  if (!inputs) return "unknown";
  const plain = withoutIndexes(path);
  const row = inputs[plain] ?? inputs[enclosingMap(resourceMapping(type).properties, plain) ?? ""];
  if (row === undefined) return "unknown";
  return typeof row === "string" ? row : (row[change] ?? "unknown");
}

/** `subnetMappings[1].subnetId` and `subnetMappings.1.subnetId` give `subnetMappings.subnetId`. */
function withoutIndexes(path: string): string {
  return path.replace(/\[\d+\]|\.\d+(?=\.|$)/g, "");
}

/** Attributes, by the SDK's names, that an update in place of an input changes. A field's change is one of all that it lies in. */
export function recomputedBy(type: string, path: string): string[] {
  const plain = withoutIndexes(path);
  const within = (input: string) => input === "*" || plain === input || plain.startsWith(`${input}.`);
  const rows = Object.entries(replacementTable().types[type]?.recomputed ?? {});
  return rows.filter(([, inputs]) => inputs.some(within)).map(([attribute]) => attribute);
}

/** `tags` for `tags.Name`: the provider plans about a map as a whole. Objects say nothing of their fields, nor fields of them. */
function enclosingMap(properties: Properties, path: string): string | undefined {
  const steps = path.split(".");
  let inner: Properties | undefined = properties;
  for (const [index, step] of steps.entries()) {
    const property: Property | undefined = inner?.[step];
    if (!property) return undefined;
    if (property.type === "map") return steps.slice(0, index + 1).join(".");
    inner = property.properties;
  }
  return undefined;
}
