import type { FilePlace, Path } from "../../config/mistakes";
import { defaultPath, namespaced } from "./keys";
import type { YamlText } from "./yamlText";

/** Where a key of a stack's config stands: in which text, and by which path of it. */
type PlacedKeys = ReadonlyMap<string, { text: YamlText; path: readonly string[] }>;

/** By namespaced key; what the stack sets itself stands in its own file. */
export function placedKeys(
  project: string,
  { stackFile, own }: { stackFile: YamlText; own: Record<string, unknown> },
  { projectFile, defaults }: { projectFile: YamlText; defaults: Record<string, unknown> },
): PlacedKeys {
  return new Map([
    ...Object.entries(defaults).map(
      ([key, entry]) =>
        [namespaced(project, key), { text: projectFile, path: ["config", ...defaultPath(key, entry)] }] as const,
    ),
    ...Object.keys(own).map((key) => [namespaced(project, key), { text: stackFile, path: ["config", key] }] as const),
  ]);
}

/** Where a path of the config stands; of a key that is nowhere, the `config` of the stack's own file. */
export function placeOfConfig(project: string, keys: PlacedKeys, stackFile: YamlText, path: Path): FilePlace {
  const placed = keys.get(configKey(project, path));
  if (!placed) return stackFile.placeOf(["config"]);
  return placed.text.placeOf([...placed.path, ...path.slice(isForeign(path) ? 2 : 1)]);
}

/** The namespaced key that a path of the config begins with. */
export const configKey = (project: string, path: Path): string =>
  isForeign(path) ? `${path[0]}${path[1]}` : `${project}:${path[0]}`;

/** A first part that ends in a colon is a namespace of its own. */
const isForeign = (path: Path): boolean => String(path[0]).endsWith(":") && path.length > 1;

/** A path of a file, as one of its config: `config`, `ha-tcp:service`, `port` is `service.port`. Empty of what is not in `config`. */
export function configPath(project: string, [section, key, ...rest]: Path): Path {
  if (section !== "config" || key === undefined) return [];
  const [namespace = "", name = ""] = namespaced(project, String(key)).split(/:(.*)/s);
  return namespace === project ? [name, ...rest] : [`${namespace}:`, name, ...rest];
}
