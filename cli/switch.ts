import { existsSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import type { AddressFate, PublishedId } from "../analysis";
import { namesOf } from "../analysis/fates";
import type { Connected } from "../analysis/linkRefusals";
import { losses, switchOf, type Switch, type Verdict } from "../analysis/switch";
import { formatPath, nearest, SECRET } from "../config/mistakes";
import { NAMESPACE } from "../config/schema";
import { fromText, toText } from "../config/text";
import { validate } from "../config/validate";
import { FileError, isConsumer, readStack, type Graph, type StackFile } from "../graph";
import { compare, type Change } from "../graph/compare";
import { PROVIDER_EFFECTS } from "../graph/providerEffects";
import { OPTION_NAMES, type Option } from "../plan/options";
import { serviceRegionOf } from "../plan/privateLink";
import type { Region } from "../plan/regions";
import { detours, steps, withOptions, zoneByZone, type Step, type SwitchConfig } from "../plan/steps";
import { StackRecorder } from "./recordStack";

export interface SwitchArgs {
  /** Stack name or path of a config file: what `--to` begins with, and what `--from` ends with. */
  stack: string;
  /** A config file, a stack's name, or options: `nlb,ecs`. Exactly one of the two is given. */
  to?: string;
  from?: string;
  /** Names of addresses whose loss is accepted. */
  allowLoss: readonly string[];
}

/** One update of the way, and what it does. */
export interface StepView {
  title: string;
  /** The keys of the stack file that change, as YAML without the namespace. */
  config: string;
  verdict: Verdict;
  interruptions: Switch["interruptions"];
}

export interface SwitchView extends Switch {
  project: string;
  stack: string;
  /** The options before and after. */
  from: readonly string[];
  to: readonly string[];
  changes: Change[];
  /** What to set in the stack file, as YAML without the namespace, where options alone were given and bring more keys. */
  keys?: string;
  /**
   * A way on which no new connection fails, where the one step is none; or one that cuts connections zone by zone, where the one step
   * cuts those of all zones. Else empty.
   */
  steps: StepView[];
  /** Logical names of resources with encrypted inputs: whether these change is seen, what changes in them is not. */
  hidden: string[];
  /** Addresses that would be lost without leave. */
  losses: AddressFate[];
  /** Published addresses that the new config itself does not hold, as the program would say. */
  unheld: string[];
}

interface Side {
  config: SwitchConfig;
  graph: Graph;
}

/** Compares what a stack is with what it would be, and looks for a way where one step would interrupt. */
export async function planSwitch(root: string, args: SwitchArgs): Promise<SwitchView> {
  const own = readStack(root, args.stack);
  const other = otherSide(root, own, args.to ?? args.from ?? "");
  const recordSide = sideRecorder(new StackRecorder(root), own, other);
  const [before, after] = args.to === undefined ? [other, own] : [own, other];
  const from = await recordSide(decoded(before));
  const to = await recordSide(decoded(after));
  const { changes, ...direct } = judged(from, to, args.allowLoss);
  const lost = direct.addresses.flatMap((fate) => (fate.lost ? (fate.allocationId ?? []) : []));
  const refusals = unheld(to.config, [...args.allowLoss, ...lost]);
  const result = withRefusals(direct, refusals);
  checkNames(result.addresses, args.allowLoss);
  return {
    project: own.project,
    stack: own.stack,
    from: optionsOf(from),
    to: optionsOf(to),
    ...result,
    changes,
    ...(args.to !== undefined && other.path === own.path && broughtKeys(from.config, to.config)),
    steps: await wayInSteps(from, to, result, args.allowLoss, recordSide),
    hidden: [...new Set(changes.filter(({ hidden }) => hidden.length > 0).map(({ name }) => name))],
    losses: losses(result.addresses, args.allowLoss),
    unheld: refusals,
  };
}

const optionsOf = ({ graph }: Side): string[] => (graph.outputs["options"] ?? []) as string[];

function judged(from: Side, to: Side, allowLoss: readonly string[]): Switch & { changes: Change[] } {
  const changes = compare(from.graph, to.graph, PROVIDER_EFFECTS);
  const published = (from.config["published"] ?? []) as PublishedId[];
  const connected = connectedOf(from.config);
  return { ...switchOf(from.graph, to.graph, changes, allowLoss, { published, connected }), changes };
}

interface WithConnected {
  regions?: object;
  privateLink?: { connectedConsumers?: { name: string; serviceRegion?: Region }[] };
}

/** Those of other accounts that a config says are connected, by the region of the service. */
function connectedOf(config: SwitchConfig): Connected[] {
  const { regions = {}, privateLink = {} } = config as WithConnected;
  return (privateLink.connectedConsumers ?? []).map(({ name, serviceRegion }) => ({
    name,
    region: serviceRegionOf({ serviceRegion }, Object.keys(regions) as Region[]),
  }));
}

/** What the program itself would refuse of the published addresses of a config, but for those that are spoken of already. */
function unheld(config: SwitchConfig, told: readonly string[]): string[] {
  const published = (config["published"] ?? []) as PublishedId[];
  const mistakes = validate(config).mistakes ?? [];
  const isAllowed = (index: unknown) => told.includes(published[Number(index)]?.allocationId ?? "");
  return mistakes
    .filter(({ path: [key, index] }) => key === "published" && !isAllowed(index))
    .map(({ path, fix }) => `the new config publishes what it does not hold, ${formatPath(NAMESPACE, path)}: ${fix}`);
}

function withRefusals<T extends Switch>(result: T, more: readonly string[]): T {
  if (more.length === 0) return result;
  return { ...result, verdict: "refused", refusals: [...result.refusals, ...more] };
}

/** What is named by no path and no stack are options. */
function otherSide(root: string, own: StackFile, what: string): StackFile {
  const isFile = /[\\/]|\.ya?ml$/.test(what) || existsSync(join(root, `Pulumi.${what}.yaml`));
  if (isFile) return { ...readStack(root, what), stack: own.stack };
  const options = what.split(/[\s,+]+/).filter((word) => word !== "");
  const unknown = options.filter((word) => !OPTION_NAMES.includes(word as Option));
  if (isConsumer(own))
    throw new FileError(`Stack ${own.stack} is a consumer's, and has no options: give a config file.`);
  if (unknown.length > 0 || options.length === 0) throw new FileError(notOptions(what, unknown));
  return encoded(own, withOptions(decoded(own), options as Option[]));
}

function notOptions(what: string, unknown: readonly string[]): string {
  const meant = unknown.map((word) => nearest(word, OPTION_NAMES)).find((word) => word !== undefined);
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return `${what} is no config file, no stack, and no list of options (${OPTION_NAMES.join(", ")}).${hint}`;
}

function decoded({ project, config }: StackFile): SwitchConfig {
  const own = Object.entries(config).filter(([key]) => key.startsWith(`${project}:`));
  const sections = own.map(([key, value]): [string, unknown] => [key.slice(project.length + 1), fromText(value)]);
  return Object.fromEntries(sections) as unknown as SwitchConfig;
}

function encoded(file: StackFile, config: SwitchConfig): StackFile {
  const own = Object.entries(config)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]): [string, string] => [`${file.project}:${key}`, toText(value)]);
  const foreign = Object.entries(file.config).filter(([key]) => !key.startsWith(`${file.project}:`));
  return { ...file, config: Object.fromEntries([...foreign, ...own]) };
}

/** Records a config as the stack itself. The guard of published addresses is left to the comparison, which says more. */
function sideRecorder(recorder: StackRecorder, own: StackFile, other: StackFile): RecordSide {
  const secretKeys = [...new Set([...own.secretKeys, ...other.secretKeys])];
  return async (config) => {
    const file = encoded(own, { ...config, published: undefined });
    const known = { ...file, secretKeys: secretKeys.filter((key) => key in file.config) };
    // What one of the two files refers to may lie beside either.
    return { config, graph: await recorder.ofConfig(known, [other.path]) };
  };
}

/** Whether new connections fail for another reason than that just this is wanted. */
const avoidable = ({ interruptions }: Pick<Switch, "interruptions">): boolean =>
  interruptions.some(({ severity, lasting }) => severity === "outage" && !lasting);

const hasOptions = ({ config }: Side): boolean => config["kind"] !== "consumer";

type RecordSide = (config: SwitchConfig) => Promise<Side>;

async function wayInSteps(
  from: Side,
  to: Side,
  result: Switch,
  allowLoss: readonly string[],
  recordSide: RecordSide,
): Promise<StepView[]> {
  if (result.verdict === "refused") return [];
  // A consumer has no backends to bring up beside others, and no firewall: there is one way only.
  if (!hasOptions(from) || !hasOptions(to)) return [];
  if (avoidable(result)) return findWay(from, to, allowLoss, recordSide);
  // What is cut is cut zone by zone; what is lasting, such as clients that are denied, is so either way.
  if (result.interruption === "none") return [];
  return (await walk(from, zoneByZone(from.config, to.config), allowLoss, recordSide).catch(ifRefused)) ?? [];
}

/** The first way whose steps all let new connections in; without one, none. */
async function findWay(
  from: Side,
  to: Side,
  allowLoss: readonly string[],
  recordSide: RecordSide,
): Promise<StepView[]> {
  for (const way of [steps(from.config, to.config), ...detours(from.config, to.config)]) {
    if (way.length < 2) continue;
    const views = await walk(from, way, allowLoss, recordSide).catch(ifRefused);
    if (views?.every((view) => view.verdict !== "refused" && !avoidable(view))) return views;
  }
  return [];
}

/** A config on the way may be one that the rules do not allow; then it is no way. */
function ifRefused(error: unknown): undefined {
  if (!pulumi.RunError.isInstance(error)) throw error;
}

async function walk(
  from: Side,
  way: readonly Step[],
  allowLoss: readonly string[],
  recordSide: RecordSide,
): Promise<StepView[]> {
  const views: StepView[] = [];
  let before = from;
  for (const { title, config } of way) {
    const after = await recordSide(config);
    const { verdict, interruptions } = judged(before, after, allowLoss);
    views.push({ title, config: changedKeys(before.config, config), verdict, interruptions });
    before = after;
  }
  return views;
}

/** Options as they are in the stack file. Where nothing else changes, they say all. */
function broughtKeys(before: Keys, after: Keys): Pick<SwitchView, "keys"> {
  const isAll = isDeepStrictEqual({ ...before, options: after["options"] }, after);
  return isAll ? {} : { keys: changedKeys(before, after) };
}

type Keys = Readonly<Record<string, unknown>>;

/** The keys to set, and those to remove, for one step. Of what is long, those within it that change, by their paths. */
function changedKeys(before: Keys, after: Keys, prefix = ""): string {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !isDeepStrictEqual(before[key], after[key]),
  );
  return keys.map((key) => changedKey(`${prefix}${key}`, before[key], after[key])).join("\n");
}

function changedKey(path: string, before: unknown, after: unknown): string {
  if (after === undefined) return `${path}: # remove`;
  const written = keyAsYaml(path, after);
  return written.includes("\n") && isMapping(before) && isMapping(after)
    ? changedKeys(before, after, `${path}.`)
    : written;
}

const isMapping = (value: unknown): value is Keys =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const WIDEST_LINE = 80;

/** In one line where that is short. */
function keyAsYaml(key: string, value: unknown): string {
  if (JSON.stringify(value).includes(SECRET)) return `${key}: # as the file has it: some of it is encrypted`;
  const line = `${key}: ${stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim()}`;
  return line.length <= WIDEST_LINE ? line : stringify({ [key]: value }).trim();
}

/** A name that is none of an address is a mistake: the loss it was to allow is another. */
function checkNames(fates: readonly AddressFate[], allowLoss: readonly string[]): void {
  const known = fates.flatMap(namesOf);
  const strangers = allowLoss.filter((name) => !known.includes(name));
  if (strangers.length === 0) return;
  const lost = fates.filter((fate) => fate.lost).map((fate) => namesOf(fate)[0] ?? "");
  const hint = lost.length === 0 ? "No address would be lost." : `Those that would be lost: ${lost.join(", ")}.`;
  throw new FileError(`--allow-loss ${strangers.join(" ")}: no address of the stack has this name. ${hint}`);
}
