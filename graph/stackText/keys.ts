/*
 * How the keys of a project's file and of a stack's are written, and what they come to.
 */

/** `port` is `ha-tcp:port`; the old form `ha-tcp:config:port` is `ha-tcp:port` too. */
export function namespaced(project: string, key: string): string {
  if (!key.includes(":")) return `${project}:${key}`;
  return key.replace(/^([^:]+):config:/, "$1:");
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The words by which the engine knows a typed entry in the project's config. */
const TYPED_ENTRY_KEYS = ["type", "description", "items", "default", "value", "secret"];
export const REQUIRED = Symbol("required");

/** Defaults of the project file: `key: value`, or `key: { type, default }`, or `key: { value }`. */
export function projectDefaults(project: string, config: Record<string, unknown>): [string, unknown][] {
  return Object.entries(config).map(([key, entry]) => [
    namespaced(project, key),
    isTyped(entry) ? (entry["value"] ?? entry["default"] ?? REQUIRED) : entry,
  ]);
}

const isTyped = (entry: unknown): entry is Record<string, unknown> =>
  isMapping(entry) && Object.keys(entry).every((word) => TYPED_ENTRY_KEYS.includes(word));

/** Where the default of a key stands in the project's file, below `config`. */
export function defaultPath(key: string, entry: unknown): string[] {
  if (!isTyped(entry)) return [key];
  return [key, ...["value", "default"].filter((word) => word in entry).slice(0, 1)];
}
