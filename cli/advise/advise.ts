import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Advice, type ExcludedSet, type RankedSet, advice, isSlower } from "../../analysis/advice/advice";
import { exclusions } from "../../analysis/advice/exclusions";
import { type SetFacts, costFacts, setFacts } from "../../analysis/advice/facts";
import { setTraffic } from "../../analysis/advice/setTraffic";
import { type Checking, type StackConfigText, stackConfig } from "../../analysis/advice/stackConfig";
import { costOf, unknownRegions } from "../../analysis/cost";
import { verdict } from "../../analysis/failures";
import { pathText } from "../../config/mistakes";
import { validate } from "../../config/validate";
import { FileError, readStackText } from "../../graph";
import type { Needs } from "../../plan/needs";
import { OPTION_NAMES, type Option, compose } from "../../plan/options";
import { type OptionSet, optionSets, setName } from "../../plan/optionSets";
import { noPricesMessage } from "../cost/cost";
import { stackFileText } from "../recording/stackFileText";
import { StackRecorder } from "../recording/stackRecorder";
import type { Tell } from "../progress";
import { writeFile } from "../writeFile";

/** What a set that is ranked comes with. */
export type AdvisedSet = RankedSet & { stackFile: string };

export type AdviceView = Omit<Advice, "ranked"> & { ranked: AdvisedSet[] };

/** What a stack by some options says that meets needs. */
export type ConfigOf = (needs: Needs, options: readonly Option[], checking: Checking) => StackConfigText;

export interface AdviseArgs {
  /** Default: the one that the process shares. */
  recorder?: StackRecorder;
  /** Default: what the needs alone ask for. */
  configOf?: ConfigOf;
  /** Default: every set that there is. */
  sets?: readonly OptionSet[];
}

/** Plans a stack by each set of options that may meet the needs, and ranks those that do. */
export async function advise(
  root: string,
  needs: Needs,
  progress: Tell,
  { recorder = StackRecorder.of(root), configOf = stackConfig, sets = optionSets() }: AdviseArgs = {},
): Promise<AdviceView> {
  const plans: SetPlans = { root, needs, recorder, configOf };
  const excluded: ExcludedSet[] = [];
  const possible: (readonly Option[])[] = [];
  for (const set of sets) {
    const reasons = [...exclusions(needs, set)];
    if (reasons.length === 0) reasons.push(...refusals(plans, set.options));
    if (reasons.length > 0) excluded.push({ options: set.options, reasons });
    else possible.push(set.options);
  }
  const planned: SetFacts[] = [];
  for (const [index, options] of possible.entries()) {
    progress(`planning ${index + 1} of ${possible.length}: ${setName(options)}`);
    planned.push(await factsOfSet(plans, options));
  }
  const { ranked, ...rest } = advice(needs, planned, excluded);
  return {
    ...rest,
    ranked: ranked.map((set) => ({ ...set, stackFile: stackFileOf(plans, set.options, set.checking) })),
  };
}

/** What the plans of all sets have in common. */
interface SetPlans extends Required<Omit<AdviseArgs, "sets">> {
  root: string;
  needs: Needs;
}

/** What the program itself would say of the stack file. */
function refusals({ needs, configOf }: SetPlans, options: readonly Option[]): ExcludedSet["reasons"] {
  const { mistakes = [] } = validate(configOf(needs, options, "usual"));
  return mistakes.map(({ path, allowed, fix }) => ({
    by: "program",
    text: `at ${pathText(path)} is allowed: ${allowed} (${fix})`,
  }));
}

/** Where the usual checks are too slow for the needs, by the quickest that there are. */
async function factsOfSet(plans: SetPlans, options: readonly Option[]): Promise<SetFacts> {
  const usual = await factsWith(plans, options, "usual");
  const { recoverySeconds } = plans.needs;
  if (recoverySeconds === undefined || !isSlower(usual.recovery, recoverySeconds)) return usual;
  return factsWith(plans, options, "quick");
}

/** The program is run with the very file that would be written. */
async function factsWith(plans: SetPlans, options: readonly Option[], checking: Checking): Promise<SetFacts> {
  const { root, needs, recorder } = plans;
  const text = stackFileOf(plans, options, checking);
  const graph = await recorder.graphOfConfig(readStackText(root, join(root, "Pulumi.advised.yaml"), text));
  const unknown = unknownRegions(graph);
  if (unknown.length > 0) throw new FileError(noPricesMessage(unknown));
  return setFacts(graph, {
    options,
    checking,
    cost: costFacts(costOf(graph, setTraffic(needs, compose(options)))),
    verdict: verdict(graph),
  });
}

const stackFileOf = ({ needs, configOf }: SetPlans, options: readonly Option[], checking: Checking): string =>
  stackFileText(configOf(needs, options, checking), [
    `By npm run advise: what differs from the defaults. Set ha-tcp:account before it is deployed.`,
  ]);

/** The set that a name means, or the first. */
export function chosenSet({ ranked, excluded }: AdviceView, name?: string): AdvisedSet {
  const [first] = ranked;
  if (name === undefined) {
    if (!first) throw new FileError("No set of options meets the needs, so there is no stack file to write.");
    return first;
  }
  const words = name.split(",");
  const named = OPTION_NAMES.filter((option) => words.includes(option));
  const found = ranked.find(({ options }) => setName(options) === setName(named));
  if (found && named.length === words.length) return found;
  const out = excluded.find(({ options }) => setName(options) === setName(named));
  if (out && named.length === words.length)
    throw new FileError(`${name} does not meet the needs: ${out.reasons.map(({ text }) => text).join("; ")}.`);
  throw new FileError(
    `${name} is no set of options. Those that meet the needs: ${ranked.map(({ options }) => setName(options)).join("  ")}`,
  );
}

/**
 * As the engine takes a stack's name, and not like a flag, as commands take it.
 * Source: github.com/pulumi/pulumi, sdk/go/common/tokens/names.go (ParseStackName)
 */
export const STACK_NAME = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,99}$/;

/** The stack file of a new stack, in the project's folder. @throws FileError where there is one, or can be none. */
export function newStackFile(root: string, name: string): string {
  if (!STACK_NAME.test(name))
    throw new FileError(
      `"${name}" is no name of a stack: up to 100 letters, digits, hyphens, underscores and dots, no hyphen or dot first.`,
    );
  const file = `Pulumi.${name}.yaml`;
  if (existsSync(join(root, file))) throw new FileError(`${file} exists, and is left as it is: choose another name.`);
  return file;
}

/** Writes the stack file of a new stack. Gives what was done. */
export function writeStackFile(root: string, name: string, { stackFile, options }: AdvisedSet): string {
  const file = newStackFile(root, name);
  writeFile(join(root, file), stackFile, true);
  return `wrote ${file}: ${setName(options)}; npm run plan -- ${name} prints its plan`;
}
