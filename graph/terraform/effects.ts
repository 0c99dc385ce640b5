import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NEWER_TYPES } from "./newer";
import { resourceMapping, type Properties, type Property } from "./types";

/**
 * What happens to an input: it was not there and is, or the other way round; or it has another value. Of a collection (a list, a
 * set, a map) `added`, `removed` and `changed` speak of an element beside others; `first` and `last` of its coming from nothing or
 * going to nothing.
 */
export type Change = "added" | "removed" | "changed" | "first" | "last";

/** `update`: in place, or nothing at all. */
export type Effect = "update" | "replace";

/** One word for all that can happen to the input, or what is known. */
export type EffectRow = Effect | Partial<Record<Change, Effect>>;

export interface TypeEffects {
  /** By the SDK's path, places in lists left out: `healthCheck.port`. */
  inputs: Record<string, EffectRow>;
  /** By attribute, the inputs whose update in place changes it; `*` for all of them. */
  recomputed: Record<string, string[]>;
  /** By path, or path and change, why the row says otherwise than a plan. */
  corrected?: Record<string, string>;
  /** By path, or path and change, why the provider could not be asked. */
  unknown: Record<string, string>;
}

export interface Effects {
  provider: string;
  version: string;
  /** When the provider was asked: YYYY-MM-DD. */
  date: string;
  types: Record<string, TypeEffects>;
}

export const EFFECTS_FILE = "graph/terraform/replacement.json";

let loaded: Effects | undefined;

/** The table that `npm run replacement` writes: what the provider itself plans. */
export function effects(): Effects {
  loaded ??= JSON.parse(readFileSync(join(__dirname, "replacement.json"), "utf8")) as Effects;
  return loaded;
}

/**
 * What the provider would do about a change of one input of a resource.
 *
 * @param type the SDK's: `aws:lb/loadBalancer:LoadBalancer`.
 * @param path the SDK's, with or without places in lists: `subnetMappings[1].subnetId`. What lies in a map counts as the map's.
 */
export function effectOf(type: string, path: string, change: Change): Effect | "unknown" {
  const newer = NEWER_TYPES[type];
  if (newer) return newer.effects[withoutPlaces(path)] ?? newer.effects[path.split(".")[0] ?? path] ?? "unknown";
  const inputs = effects().types[type]?.inputs;
  if (!inputs) return "unknown";
  const plain = withoutPlaces(path);
  const row = inputs[plain] ?? inputs[mapAbove(resourceMapping(type).properties, plain) ?? ""];
  if (row === undefined) return "unknown";
  return typeof row === "string" ? row : (row[change] ?? "unknown");
}

/** `subnetMappings[1].subnetId` and `subnetMappings.1.subnetId` give `subnetMappings.subnetId`. */
function withoutPlaces(path: string): string {
  return path.replace(/\[\d+\]|\.\d+(?=\.|$)/g, "");
}

/** Attributes, by the SDK's names, that an update in place of an input changes. A field's change is one of all that it lies in. */
export function recomputedBy(type: string, path: string): string[] {
  const plain = withoutPlaces(path);
  const within = (input: string) => input === "*" || plain === input || plain.startsWith(`${input}.`);
  const rows = Object.entries(effects().types[type]?.recomputed ?? {});
  return rows.filter(([, inputs]) => inputs.some(within)).map(([attribute]) => attribute);
}

/** `tags` for `tags.Name`: the provider plans about a map as a whole. Objects say nothing of their fields, nor fields of them. */
function mapAbove(properties: Properties, path: string): string | undefined {
  const steps = path.split(".");
  let inner: Properties | undefined = properties;
  for (const [place, step] of steps.entries()) {
    const property: Property | undefined = inner?.[step];
    if (!property) return undefined;
    if (property.type === "map") return steps.slice(0, place + 1).join(".");
    inner = property.properties;
  }
  return undefined;
}
