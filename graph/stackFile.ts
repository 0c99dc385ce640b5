import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Document, LineCounter, isScalar, parse, parseDocument, visit } from "yaml";
import { SECRET } from "../config/mistakes";
import { decodeValue, encodeValue } from "../config/valueEncoding";
import { FileError } from "./fileError";
import { parseStackName } from "./referencedStacks";
import { stackPath } from "./stackPaths";

export { FileError };

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
}

/**
 * Reads a stack's config: by its name or by the path of its file (see stackPaths.ts). Keys that
 * the stack does not set come from the project file's `config`.
 */
export function readStack(root: string, stackOrPath: string): StackFile {
  const path = stackPath(root, stackOrPath);
  return readStackText(root, path, readText(path));
}

/** The same of a file with this text, be it there or not. */
export function readStackText(root: string, path: string, text: string): StackFile {
  const project = readYaml(join(root, "Pulumi.yaml"));
  const name = requiredText(project["name"], "Pulumi.yaml: name");
  const own = requiredMapping(yamlIn(path, text)["config"] ?? {}, `${path}: config`);
  const merged = new Map(projectDefaults(name, requiredMapping(project["config"] ?? {}, "Pulumi.yaml: config")));
  for (const [key, value] of Object.entries(own)) merged.set(namespaced(name, key), value);
  checkRequiredKeys(name, merged, path);
  const values = [...merged].filter(([, value]) => value !== undefined);
  return {
    project: name,
    stack: stackName(path),
    path,
    config: Object.fromEntries(values.map(([key, value]) => [key, encodeValue(maskSecrets(value))])),
    secretKeys: values.filter(([, value]) => holdsSecret(value)).map(([key]) => key),
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

/** `Pulumi.dev.yaml` is stack dev; `examples/nlb.yaml` is planned as stack nlb. */
function stackName(path: string): string {
  return basename(path)
    .replace(/\.ya?ml$/, "")
    .replace(/^Pulumi\./, "");
}

/** The mapping that a YAML file holds; an empty one, where it holds nothing. */
export const readYaml = (path: string): Record<string, unknown> => yamlIn(path, readText(path));

const unreadable = (path: string, error: unknown): FileError =>
  new FileError(`${basename(dirname(path))}/${basename(path)} cannot be read: ${(error as Error).message}`);

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw unreadable(path, error);
  }
}

function yamlIn(path: string, text: string): Record<string, unknown> {
  try {
    return requiredMapping(parseYaml(text) ?? {}, path);
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw unreadable(path, error);
  }
}

/** A text with more characters has its repeated keys reported by their line alone: the parser compares each key with all before it. */
const LONG_TEXT = 100_000;

function parseYaml(text: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { merge: true, uniqueKeys: false, lineCounter: lines });
  if (document.errors[0]) throw document.errors[0];
  const at = offsetOfRepeatedKey(document);
  if (at === undefined) return document.toJS();
  if (text.length <= LONG_TEXT) return parse(text, { merge: true });
  const { line, col } = lines.linePos(at);
  throw new Error(`Map keys must be unique at line ${line}, column ${col}`);
}

/** Where the first key stands that its mapping has already. */
function offsetOfRepeatedKey(document: Document.Parsed): number | undefined {
  let found: number | undefined;
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key) || key.value === "<<") continue;
        if (seen.has(key.value)) {
          found = key.range?.[0];
          return visit.BREAK;
        }
        seen.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

/** The words by which the engine knows a typed entry in the project's config. */
const TYPED_ENTRY_KEYS = ["type", "description", "items", "default", "value", "secret"];
const REQUIRED = Symbol("required");

/** Defaults of the project file: `key: value`, or `key: { type, default }`, or `key: { value }`. */
function projectDefaults(project: string, config: Record<string, unknown>): [string, unknown][] {
  return Object.entries(config).map(([key, entry]) => {
    const typed = isMapping(entry) && Object.keys(entry).every((word) => TYPED_ENTRY_KEYS.includes(word));
    const value = typed ? (entry["value"] ?? entry["default"] ?? REQUIRED) : entry;
    return [namespaced(project, key), value];
  });
}

/** A typed key of the project without a default must be set by each stack. */
function checkRequiredKeys(project: string, values: Map<string, unknown>, path: string): void {
  const keys = [...values].filter(([, value]) => value === REQUIRED).map(([key]) => key);
  if (keys.length > 0)
    throw new FileError(`${path} must set ${keys.join(", ")}: ${project}'s Pulumi.yaml declares it without a default.`);
}

/** `port` is `ha-tcp:port`; the old form `ha-tcp:config:port` is `ha-tcp:port` too. */
function namespaced(project: string, key: string): string {
  if (!key.includes(":")) return `${project}:${key}`;
  return key.replace(/^([^:]+):config:/, "$1:");
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
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
