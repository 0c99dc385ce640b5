import * as pulumi from "@pulumi/pulumi";
import type { PublishedId } from "../../analysis";
import type { ConnectedConsumer } from "../../analysis/switch/comparison/comparison";
import { type Switch, type Verdict, switchOf } from "../../analysis/switch/switch";
import type { Graph } from "../../graph";
import { compare } from "../../graph/compare";
import type { ResourceChange } from "../../graph/resourceChange";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { serviceRegionOf } from "../../plan/privateLink/consumers";
import type { Region } from "../../plan/regions";
import { detours, steps } from "../../plan/steps/backends";
import { inOrder } from "../../plan/steps/order";
import { throughFurtherPort } from "../../plan/steps/ports";
import type { Step, SwitchConfig } from "../../plan/steps/switchConfig";
import { bothWaysIn } from "../../plan/steps/waysIn";
import { zoneByZone } from "../../plan/steps/zones";
import { changedKeys } from "./changedKeys";

/** One update of several, and what it does. */
export interface StepView {
  title: string;
  /** The keys of the stack file that change, as YAML without the namespace. */
  config: string;
  verdict: Verdict;
  interruptions: Switch["interruptions"];
}

export interface Side {
  config: SwitchConfig;
  graph: Graph;
}

export function compareSides(
  from: Side,
  to: Side,
  allowLoss: readonly string[],
): Switch & { changes: ResourceChange[] } {
  const changes = compare(from.graph, to.graph, PROVIDER_EFFECTS);
  const published = (from.config["published"] ?? []) as PublishedId[];
  const connected = connectedConsumersOf(from.config);
  return { ...switchOf(from.graph, to.graph, changes, allowLoss, { published, connected }), changes };
}

interface ConfigWithConsumers {
  regions?: object;
  privateLink?: { connectedConsumers?: { name: string; serviceRegion?: Region }[] };
}

/** A region without zones is parked. */
const servingRegions = (regions: object): Region[] =>
  Object.entries(regions).flatMap(([name, { zones }]: [string, { zones: readonly string[] }]) =>
    zones.length > 0 ? [name as Region] : [],
  );

/** Those of other accounts that a config says are connected, by the region of the service. */
function connectedConsumersOf(config: SwitchConfig): ConnectedConsumer[] {
  const { regions = {}, privateLink = {} } = config as ConfigWithConsumers;
  return (privateLink.connectedConsumers ?? []).map(({ name, serviceRegion }) => ({
    name,
    region: serviceRegionOf({ serviceRegion }, servingRegions(regions)),
  }));
}

/** Whether new connections fail for another reason than that just this is wanted. */
export const isAvoidable = ({ interruptions }: Pick<Switch, "interruptions">): boolean =>
  interruptions.some(({ severity, lasting }) => severity === "outage" && !lasting);

const isServiceStack = ({ config }: Side): boolean => config["kind"] !== "consumer";

export type RecordSide = (config: SwitchConfig) => Promise<Side>;

/** What the updates of a way are planned with: names of addresses whose loss is accepted, and what records each. */
interface Planning {
  allowLoss: readonly string[];
  recordSide: RecordSide;
}

export async function alternativeSteps(from: Side, to: Side, result: Switch, planning: Planning): Promise<StepView[]> {
  // A consumer has no backends to bring up beside others, and no firewall: there is one update only.
  if (!isServiceStack(from) || !isServiceStack(to)) return [];
  const both = await throughBothWaysIn(from, to, planning);
  if (both.length > 0) return both;
  if (result.verdict === "refused") {
    const accepted = await findAcceptedSteps(from, to, planning);
    if (accepted.length > 0) return accepted;
    return (await whileUnprotected(from, to, "change the rest", planning)) ?? [];
  }
  if (isAvoidable(result)) return findUninterruptedSteps(from, to, planning);
  // What is cut is cut zone by zone; what is lasting, such as clients that are denied, is so either way.
  if (result.interruption === "none") return [];
  return (await planSteps(from, zoneByZone(from.config, to.config), planning).catch(undefinedIfRefused)) ?? [];
}

/** The updates, one after the other, of what is refused at once; none where one of them is refused, too. */
async function findAcceptedSteps(from: Side, to: Side, planning: Planning): Promise<StepView[]> {
  const sequence = inOrder(from.config, to.config);
  const views = (await planSteps(from, sequence, planning).catch(undefinedIfRefused)) ?? [];
  return views.every(({ verdict }) => verdict !== "refused") ? views : [];
}

/** The updates by way of a config that has the old way in and the new one; none where there is no such, or where it takes an outage to get there. */
async function throughBothWaysIn(from: Side, to: Side, planning: Planning): Promise<StepView[]> {
  const both = bothWaysIn(from.config, to.config);
  if (!both) return [];
  const { reserves, opens, waits, closes } = both;
  const sides = [reserves?.config ?? from.config, both.config].map((config) => planning.recordSide(config));
  const [reserved, opened] = (await Promise.all(sides).catch(undefinedIfRefused)) ?? [];
  if (!reserved || !opened) return [];
  const reserving = reserves ? await planSteps(from, [reserves], planning) : [];
  const opening = await uninterrupted(reserved, opened, { first: opens, last: waits }, planning);
  const closing =
    (await uninterrupted(opened, to, { last: closes }, planning)) ??
    (await whileUnprotected(opened, to, closes, planning)) ??
    (await acceptedOnes(opened, to, closes, planning));
  if (!opening || !closing) return [];
  return [...reserving, ...opening, ...closing];
}

/** The updates of what is refused at once, the last by a title; undefined where there are none. */
async function acceptedOnes(from: Side, to: Side, title: string, planning: Planning): Promise<StepView[] | undefined> {
  const views = await findAcceptedSteps(from, to, planning);
  const last = views.at(-1);
  return last && [...views.slice(0, -1), { ...last, title }];
}

/** What is said of the first update, and of the last, where each may do more. */
interface Titles {
  first?: string;
  last: string;
}

/** One update where it has no outage that could be avoided, else several; undefined where there is neither, or where the one is refused. */
async function uninterrupted(
  from: Side,
  to: Side,
  { first, last }: Titles,
  planning: Planning,
): Promise<StepView[] | undefined> {
  const title = joined(first, last);
  const [direct] = await planSteps(from, [{ title, config: to.config }], planning);
  if (!direct || direct.verdict === "refused") return undefined;
  if (!isAvoidable(direct)) return [direct];
  const several = await findUninterruptedSteps(from, to, planning);
  if (several.length === 0) return undefined;
  return several.map((view, place) => ({
    ...view,
    title: joined(place === 0 ? first : undefined, view.title, place === several.length - 1 ? last : undefined),
  }));
}

const joined = (...titles: readonly (string | undefined)[]): string =>
  titles.filter((title) => title !== undefined).join("; ");

/** The same for what takes something protected away: its protection ends before, and is there again afterwards where it shall be. */
async function whileUnprotected(
  from: Side,
  to: Side,
  title: string,
  planning: Planning,
): Promise<StepView[] | undefined> {
  if (from.config["protect"] !== true) return undefined;
  const isAgain = to.config["protect"] === true;
  const before = await planning.recordSide({ ...from.config, protect: false });
  const after = isAgain ? await planning.recordSide({ ...to.config, protect: false }) : to;
  const between =
    (await uninterrupted(before, after, { last: title }, planning)) ??
    (await acceptedOnes(before, after, title, planning));
  const ended = { title: "end the protection from deletion", config: before.config };
  const again = { title: "protect again", config: to.config };
  return (
    between && [
      ...(await planSteps(from, [ended], planning)),
      ...between,
      ...(isAgain ? await planSteps(after, [again], planning) : []),
    ]
  );
}

/** The first sequence whose steps all let new connections in; without one, none. */
async function findUninterruptedSteps(from: Side, to: Side, planning: Planning): Promise<StepView[]> {
  const sequences = [
    steps(from.config, to.config),
    throughFurtherPort(from.config, to.config),
    ...detours(from.config, to.config),
  ];
  for (const sequence of sequences) {
    if (sequence.length < 2) continue;
    const views = await planSteps(from, sequence, planning).catch(undefinedIfRefused);
    if (views?.every((view) => view.verdict !== "refused" && !isAvoidable(view))) return views;
  }
  return [];
}

/** A config in between may be one that the rules do not allow; then the sequence is none. */
function undefinedIfRefused(error: unknown): undefined {
  if (!pulumi.RunError.isInstance(error)) throw error;
}

async function planSteps(from: Side, sequence: readonly Step[], planning: Planning): Promise<StepView[]> {
  const views: StepView[] = [];
  let before = from;
  for (const { title, config } of sequence) {
    const after = await planning.recordSide(config);
    const { verdict, interruptions } = compareSides(before, after, planning.allowLoss);
    views.push({ title, config: changedKeys(before.config, config), verdict, interruptions });
    before = after;
  }
  return views;
}
