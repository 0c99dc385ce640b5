import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FilePlace, Path } from "../../config/mistakes";
import { decodeValue, encodeValue } from "../../config/valueEncoding";
import { FileError, type StackFile, isConsumerStack, readStack } from "../../graph";
import { isStack, looksLikePath, stackNames } from "../../graph/stackPaths";
import { configKey } from "../../graph/stackText/places";
import { closestWord } from "../../plan/closestWord";
import { OPTION_NAMES, type Option } from "../../plan/options";
import type { SwitchConfig } from "../../plan/steps/switchConfig";
import { withOptions } from "../../plan/steps/withOptions";

/** What is named by no path and no stack are options. */
export function readOtherSide(root: string, own: StackFile, what: string): StackFile {
  const options = what.split(/[\s,+]+/).filter((word) => word !== "");
  const unknown = options.filter((word) => !OPTION_NAMES.includes(word as Option));
  // An option goes before an example that is named like it.
  const isExample = unknown.length > 0 && isStack(root, what);
  if (looksLikePath(what) || existsSync(join(root, `Pulumi.${what}.yaml`)) || isExample)
    return { ...readStack(root, what), stack: own.stack };
  if (isConsumerStack(own))
    throw new FileError(`Stack ${own.stack} is a consumer's, and has no options: give a config file.`);
  if (unknown.length > 0 || options.length === 0) throw new FileError(notOptionsMessage(root, what, unknown));
  return withConfig(own, withOptions(decodedConfig(own), options as Option[]));
}

function notOptionsMessage(root: string, what: string, unknown: readonly string[]): string {
  const known = unknown.length === 1 ? [...OPTION_NAMES, ...stackNames(root)] : OPTION_NAMES;
  const suggestion = unknown.map((word) => closestWord(word, known)).find((word) => word !== undefined);
  const hint = suggestion === undefined ? "" : ` Did you mean ${suggestion}?`;
  return `${what} is no config file, no stack, and no list of options (${OPTION_NAMES.join(", ")}).${hint}`;
}

/** Keys of other namespaces, as those of the provider, keep them. */
export function decodedConfig({ project, config }: StackFile): SwitchConfig {
  const entries = Object.entries(config).map(([key, value]): [string, unknown] =>
    key.startsWith(`${project}:`) ? [key.slice(project.length + 1), decodeValue(value)] : [key, value],
  );
  return Object.fromEntries(entries) as unknown as SwitchConfig;
}

/** Whether a key is of another namespace. */
export const isForeign = (key: string): boolean => key.includes(":");

/**
 * A file with another config.
 *
 * @param others further files that some of its keys may come from. What is as in none of them stands nowhere.
 */
export function withConfig(file: StackFile, config: SwitchConfig, others: readonly StackFile[] = []): StackFile {
  const entries = Object.entries(config)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]): [string, string] => [isForeign(key) ? key : `${file.project}:${key}`, encodeValue(value)]);
  const texts: Record<string, string> = Object.fromEntries(entries);
  const likeness = (each: StackFile) => Object.keys(texts).filter((key) => each.config[key] === texts[key]).length;
  // The one that the config is from stands first: what it lacks, it may lack in all of them.
  const files = [file, ...others].sort((one, other) => likeness(other) - likeness(one));
  const placeOf = (path: Path): FilePlace | undefined => {
    const key = configKey(file.project, path);
    return files.find((each) => each.config[key] === texts[key])?.placeOf?.(path);
  };
  return { ...file, config: texts, placeOf };
}
