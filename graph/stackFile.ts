import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type Mistake, SECRET } from "../config/mistakes";
import type { PlaceOf } from "../config/mistakesError";
import { decodeValue, encodeValue } from "../config/valueEncoding";
import { FileError, wrongFile } from "./fileError";
import { parseStackName } from "./referencedStacks";
import { readText } from "./stackText/bytes";
import { checkHasConfig } from "./stackText/noConfig";
import { REQUIRED, isMapping, namespaced, projectDefaults } from "./stackText/keys";
import { configPath, placeOfConfig, placedKeys } from "./stackText/places";
import { type YamlText, parseYamlText } from "./stackText/yamlText";

/** A stack's config as the engine would hand it to the program. */
export interface StackFile {
  project: string;
  stack: string;
  /** The file it was read from. */
  path: string;
  /** By namespaced key; mappings and lists as JSON. */
  config: Record<string, string>;
  /** Keys that hold a secret somewhere. Its value is not known here. */
  secretKeys: string[];
  /** Where a path of its config stands. Absent where it is of no file. */
  placeOf?: PlaceOf;
  /** What is wrong with how the file is written. Absent: nothing. */
  mistakes?: readonly Mistake[];
}

export { FileError };

/**
 * Reads a stack's config: `Pulumi.<stack>.yaml` beside Pulumi.yaml for a stack's name, or the file itself for a path. Keys that
 * the stack does not set come from the project file's `config`.
 */
export function readStack(root: string, stackOrPath: string): StackFile {
  const path = stackPath(root, stackOrPath);
  return readStackText(root, path, readText(path));
}

/** The same of a file with this text, be it there or not. */
export function readStackText(root: string, path: string, text: string): StackFile {
  const projectFile = readYamlText(join(root, "Pulumi.yaml"));
  const project = projectFile.mapping;
  const name = requiredText(project["name"], "Pulumi.yaml: name");
  const stackFile = mappingIn(path, text);
  const defaults = requiredMapping(project["config"] ?? {}, "Pulumi.yaml: config");
  checkHasConfig(path, name, stackFile, defaults);
  const own = configIn(path, stackFile);
  const merged = new Map(projectDefaults(name, defaults));
  for (const [key, value] of Object.entries(own)) merged.set(namespaced(name, key), value);
  checkRequiredKeys(name, merged, path);
  const values = [...merged].filter(([, value]) => value !== undefined);
  const keys = placedKeys(name, { stackFile, own }, { projectFile, defaults });
  return {
    project: name,
    stack: stackName(path),
    path,
    config: Object.fromEntries(values.map(([key, value]) => [key, encodeValue(maskSecrets(value))])),
    secretKeys: values.filter(([, value]) => holdsSecret(value)).map(([key]) => key),
    placeOf: (at) => placeOfConfig(name, keys, stackFile, at),
    mistakes: [...projectFile.mistakes, ...stackFile.mistakes].map((each) => ({
      ...each,
      path: configPath(name, each.path),
    })),
  };
}

/** Whether a stack is that of a consumer, which takes a service from elsewhere. */
export function isConsumerStack({ project, config }: StackFile): boolean {
  return config[`${project}:kind`] === "consumer";
}

/** The name of the stack whose outputs the program will read with this config; undefined where it reads none. */
export function referencedStackName(file: StackFile): string | undefined {
  if (!isConsumerStack(file)) return undefined;
  // What is malformed here, the program reports better.
  const provider = decodeValue(file.config[`${file.project}:provider`] ?? "");
  if (!isMapping(provider) || provider["kind"] !== "stack") return undefined;
  return typeof provider["stack"] === "string" && provider["stack"] !== "" ? provider["stack"] : undefined;
}

/**
 * Reads the config of a stack that another one refers to: from a file beside the other's own, else from the project's folder.
 *
 * @param otherFiles further files in whose folders it may lie.
 * @throws FileError where there is none, or where no plan of it can be of use.
 */
export function readReferencedStack(
  root: string,
  from: StackFile,
  name: string,
  otherFiles: readonly string[],
): StackFile {
  const { project = from.project, stack } = parseStackName(name);
  if (project !== from.project)
    throw new FileError(
      `Stack ${from.stack} refers to stack ${name} of project ${project}, and only stacks of ${from.project} can be planned here. ${withoutStackHint(from.project)}`,
    );
  if (stack === from.stack)
    throw new FileError(`Stack ${from.stack} refers to itself, as ${name}. ${serviceHint(from.project)}`);
  const folders = [...new Set([from.path, ...otherFiles].map((path) => dirname(path)))];
  const places = [
    ...folders.flatMap((folder) => [join(folder, `${stack}.yaml`), join(folder, `Pulumi.${stack}.yaml`)]),
    join(root, `Pulumi.${stack}.yaml`),
  ];
  const path = places.find((each) => existsSync(each));
  if (path === undefined) throw new FileError(notFoundMessage(from, name, [...new Set(places)]));
  const found = readStack(root, path);
  if (isConsumerStack(found))
    throw new FileError(
      `Stack ${from.stack} refers to stack ${name}, which is a consumer's itself. ${serviceHint(from.project)}`,
    );
  return found;
}

const serviceHint = (project: string): string => `Name the stack of the service as ${project}:provider.stack.`;
const withoutStackHint = (project: string): string =>
  `To plan without it, name the service itself: ${project}:provider with kind: service.`;

function notFoundMessage(from: StackFile, name: string, places: readonly string[]): string {
  return [
    `Stack ${from.stack} refers to stack ${name}, and its config is in none of these files:`,
    ...places.map((place) => `  ${place}`),
    `Put it there, so that the two stacks are planned together. ${withoutStackHint(from.project)}`,
  ].join("\n");
}

function stackPath(root: string, stackOrPath: string): string {
  const looksLikePath = /[\\/]|\.ya?ml$/.test(stackOrPath);
  const path = looksLikePath ? resolve(stackOrPath) : join(root, `Pulumi.${stackOrPath}.yaml`);
  if (!existsSync(path)) throw new FileError(`There is no stack file ${path}.`);
  return path;
}

/** `Pulumi.dev.yaml` is stack dev; `examples/nlb.yaml` is planned as stack nlb. */
function stackName(path: string): string {
  return basename(path)
    .replace(/\.ya?ml$/, "")
    .replace(/^Pulumi\./, "");
}

/** The mapping that a YAML file holds; an empty one, where it holds nothing. */
export const readYaml = (path: string): Record<string, unknown> => readYamlText(path).mapping;

const readYamlText = (path: string): YamlMapping => mappingIn(path, readText(path));

type YamlMapping = YamlText & { mapping: Record<string, unknown> };

function mappingIn(path: string, text: string): YamlMapping {
  const yaml = parseYamlText(path, text);
  const mapping = yaml.value ?? {};
  if (isMapping(mapping)) return { ...yaml, mapping };
  const words = { allowed: "a mapping of keys to values", fix: "write each as key: value, without a - before it" };
  throw wrongFile(path, [{ path: [], value: mapping, ...words, at: yaml.placeOf([]) }]);
}

function configIn(path: string, { mapping, placeOf }: YamlMapping): Record<string, unknown> {
  const config = mapping["config"] ?? {};
  if (isMapping(config)) return config;
  const glued = typeof config === "string" && /:\S/.test(config);
  const fix = glued ? "put a blank behind the last colon of each key" : "write each as key: value, below config:";
  const mistake = { path: [], value: config, allowed: "a mapping of keys to values below config:", fix };
  throw wrongFile(path, [{ ...mistake, at: placeOf(["config"]) }]);
}

/** A typed key of the project without a default must be set by each stack. */
function checkRequiredKeys(project: string, values: Map<string, unknown>, path: string): void {
  const keys = [...values].filter(([, value]) => value === REQUIRED).map(([key]) => key);
  if (keys.length > 0)
    throw new FileError(`${path} must set ${keys.join(", ")}: ${project}'s Pulumi.yaml declares it without a default.`);
}

function requiredMapping(value: unknown, what: string): Record<string, unknown> {
  if (!isMapping(value)) throw new FileError(`${what} must be a mapping of keys to values.`);
  return value;
}

function requiredText(value: unknown, what: string): string {
  if (typeof value !== "string" || value === "") throw new FileError(`${what} is missing.`);
  return value;
}

/** `{ secure: v1:… }`, as the engine writes an encrypted value. */
function isSecure(value: unknown): value is { secure: string } {
  return isMapping(value) && Object.keys(value).length === 1 && typeof value["secure"] === "string";
}

function holdsSecret(value: unknown): boolean {
  if (isSecure(value)) return true;
  return value !== null && typeof value === "object" && Object.values(value).some(holdsSecret);
}

/** Encrypted values cannot be read without the stack's key; they are shown as what they are. */
function maskSecrets(value: unknown): unknown {
  // Distinguished by what is encrypted, so that another value is seen to be another.
  if (isSecure(value)) return `${SECRET} ${createHash("sha256").update(value.secure).digest("hex").slice(0, 8)}`;
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (isMapping(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskSecrets(each)]));
  return value;
}
