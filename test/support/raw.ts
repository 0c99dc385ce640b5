import type { z } from "zod";
import type { serviceStackSchema } from "../../config/schema";
import type { consumerStackSchema } from "../../config/sections/consumerStack";

/** What a stack file says, without the namespace of its keys and before any default. */
export type RawConfig = z.input<typeof serviceStackSchema>;

/** The same of a consumer's stack. */
export type RawConsumerStack = z.input<typeof consumerStackSchema>;

/** The shortest stack file that is right. */
export const smallest = (): RawConfig => ({
  options: ["nlb"],
  service: { port: 5000 },
  regions: { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.0.0.0/16" } },
});

/** `regions.eu-west-1.zones[0]` as its parts. */
const partsOf = (path: string): (string | number)[] =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** Values by their paths, as messages write them. Undefined takes a key out. */
export type Changes = Readonly<Record<string, unknown>>;

/** A copy with other values at some paths. Mappings and lists on the way to them are made. */
export function changed(raw: RawConfig, changes: Changes): Record<string, unknown> {
  const copy: Record<string, unknown> = structuredClone(raw);
  for (const [path, value] of Object.entries(changes)) {
    const parts = partsOf(path);
    let holder = copy as Record<string | number, unknown>;
    for (const [depth, part] of parts.slice(0, -1).entries())
      holder = (holder[part] ??= typeof parts[depth + 1] === "number" ? [] : {}) as typeof holder;
    const last = parts.at(-1) ?? "";
    if (value === undefined) Reflect.deleteProperty(holder, last);
    else holder[last] = structuredClone(value);
  }
  return copy;
}
