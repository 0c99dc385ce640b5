import * as pulumi from "@pulumi/pulumi";
import { type Mistake, pathText } from "../config/mistakes";
import { MistakesError } from "../config/mistakesError";
import { leaveOutSdkTraces, makeOutputsWhenRead, passValuesAsTheyAre, withRuntimeState } from "../config/pulumiRuntime";
import { Failures } from "./failures";
import type { Graph } from "./graph";
import { judgeOverrides } from "./overrides";
import { type RecordArgs, Recorder, overridesIn } from "./recorder";

/**
 * Runs a program under Pulumi's mocks and records each registration whole. Recordings share the process and its unhandled rejections:
 * one at a time, in order.
 *
 * @throws the first error of the program, of a registration or of an invoke; nothing that goes wrong is swallowed. pulumi.RunError where
 * the provider would not take what overrides say.
 */
export function record(args: RecordArgs): Promise<Graph> {
  return withRuntimeState(() => recordIsolated(args));
}

async function recordIsolated(args: RecordArgs): Promise<Graph> {
  const failures = new Failures();
  const recorder = new Recorder(args, failures);
  const onRejection = (reason: unknown) => {
    failures.addConsequence(reason);
  };
  leaveOutSdkTraces();
  makeOutputsWhenRead();
  passValuesAsTheyAre();
  process.on("unhandledRejection", onRejection);
  try {
    // After a failure the SDK may wait for ever for what was to follow, so the first one ends the recording.
    await Promise.race([runProgram(args, recorder, failures), failures.first]);
    // What else goes wrong in these turns belongs to this recording. Rejections that nobody awaits come a turn late.
    for (let turn = 0; turn < SETTLING_TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off("unhandledRejection", onRejection);
  }
  try {
    failures.throwFirst();
    throwMistakes(args.mistakes ?? [], args);
    return withOverrides(recorder.graph(), args);
  } catch (error) {
    throw located(withoutSerializationPrefix(error), args);
  }
}

function throwMistakes(mistakes: readonly Mistake[], { stack }: RecordArgs): void {
  if (mistakes.length > 0) throw new MistakesError(stack, mistakes);
}

/** With where they stand, and with those of how the file is written, which are told in place of what follows from them. */
function located(error: unknown, { placeOf, mistakes = [] }: RecordArgs): unknown {
  if (!(error instanceof MistakesError)) return error;
  const written = new Set(mistakes.map(({ path }) => pathText(path)));
  const others = error.mistakes.filter(({ path }) => !written.has(pathText(path)));
  return new MistakesError(error.stackName, [...mistakes, ...others]).located(placeOf);
}

function withOverrides(graph: Graph, args: RecordArgs): Graph {
  const overrides = overridesIn(args);
  if (!overrides) return graph;
  const { mistakes, overridden } = judgeOverrides(graph, overrides);
  throwMistakes(mistakes, args);
  return Object.keys(overridden).length === 0 ? graph : { ...graph, overridden };
}

/** The SDK puts the names of the inputs that wait for an output before an error that is thrown within it. */
function withoutSerializationPrefix(error: unknown): unknown {
  if (pulumi.RunError.isInstance(error))
    error.message = error.message.replace(/^(error serializing property "[^"]*": )+/, "");
  return error;
}

const SETTLING_TURNS = 10;

async function runProgram(args: RecordArgs, recorder: Recorder, failures: Failures): Promise<void> {
  pulumi.runtime.setAllConfig(args.config, [...(args.secretKeys ?? [])]);
  await recorder.listen();
  await pulumi.runtime
    .runInPulumiStack(() => Promise.resolve().then(args.program))
    .catch((error: unknown) => {
      failures.addConsequence(error);
    });
  await pulumi.runtime.disconnect();
}
