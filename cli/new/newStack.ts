import { join } from "node:path";
import { type Checking, type StackConfigText } from "../../analysis/advice/stackConfig";
import { unknownRegions } from "../../analysis/cost";
import { FileError, type Graph, type StackFile, readStackText } from "../../graph";
import { type OptionSet, setName } from "../../plan/optionSets";
import type { Option } from "../../plan/options";
import { advise, chosenSet } from "../advise/advise";
import { excludedText } from "../advise/renderAdvice";
import type { Tell } from "../progress";
import { StackRecorder } from "../recording/stackRecorder";
import { trafficOfStack } from "../recording/stackTraffic";
import type { NewAnswers } from "./answers";
import { consumerConfig } from "./consumerConfig";
import { serviceConfig } from "./serviceConfig";
import { newStackText, planFacts, stepsOf } from "./stackText";

/** A stack that plans, and is not written yet. */
export interface MadeStack {
  /** Of its file. */
  text: string;
  /** What that says, read as any other. */
  file: StackFile;
  graph: Graph;
  /** The options that the advisor chose and why, where it did. */
  chosen?: { options: readonly Option[]; why: readonly string[] };
  /** What people do until it serves, in order. */
  steps: readonly string[];
}

/**
 * The file of a new stack, planned as it would be written.
 *
 * @throws FileError where no options meet the needs. @throws whatever a plan of it throws.
 */
export async function makeStack(
  root: string,
  name: string,
  answers: NewAnswers,
  progress: Tell,
  recorder = StackRecorder.of(root),
): Promise<MadeStack> {
  const {
    config,
    chosen,
    notes = [],
  } = answers.kind === "consumer"
    ? { config: consumerConfig(answers.consumer) }
    : await serviceOf(root, answers.stack, progress, recorder);
  const path = join(root, `Pulumi.${name}.yaml`);
  // What only a plan tells stands in comments, which change no graph.
  const file = readStackText(root, path, newStackText(name, config, { steps: [] }, []));
  const graph = await recorder.graphOfConfig(file);
  const traffic = unknownRegions(graph).length === 0 ? trafficOfStack(file) : undefined;
  const facts = planFacts(graph, traffic);
  return {
    text: newStackText(name, config, facts, notes),
    file,
    graph,
    ...(chosen && { chosen }),
    steps: stepsOf(config, facts),
  };
}

type Stack = Extract<NewAnswers, { kind: "service" }>["stack"];

/** By the options that were said, or those that the advisor ranks first. Either must meet the needs. */
async function serviceOf(
  root: string,
  stack: Stack,
  progress: Tell,
  recorder: StackRecorder,
): Promise<{ config: StackConfigText; chosen?: NonNullable<MadeStack["chosen"]>; notes: string[] }> {
  const configOf = (_: unknown, options: readonly Option[], checking: Checking) =>
    serviceConfig(stack, options, checking);
  const { options } = stack;
  const sets: OptionSet[] | undefined = options && [{ options }];
  const view = await advise(root, stack.needs, progress, { recorder, configOf, ...(sets && { sets }) });
  if (view.ranked.length === 0 && !options)
    throw new FileError(`No options meet these needs; nothing was written.\n\n${excludedText(view.excluded)}`);
  const { options: taken, checking, why } = chosenSet(view, options && setName(options));
  return {
    config: serviceConfig(stack, taken, checking),
    notes: notesOf(stack),
    ...(!options && { chosen: { options: taken, why } }),
  };
}

/** What was said, or not, and is in no key of the file. */
function notesOf({ needs, allowedClients, userData, pageEmails, ticketEmails }: Stack): string[] {
  const nobodyHears = pageEmails.length + ticketEmails.length === 0;
  return [
    ...(needs.internet && allowedClients === undefined
      ? ["Everyone may connect: service.allowedClients would name who may."]
      : []),
    ...(userData === undefined && needs.image === undefined
      ? ["It runs an echo server, to try it, until you give it your program: docs/instances.md, docs/tasks.md."]
      : []),
    ...(nobodyHears ? ["Nobody hears of its alarms: monitoring.notify would say who (docs/monitoring.md)."] : []),
    ...(nobodyHears && needs.budgetUsd !== undefined
      ? [`Nobody hears when a month costs more than ${needs.budgetUsd} USD: guard.budget would tell (docs/guard.md).`]
      : []),
  ];
}
