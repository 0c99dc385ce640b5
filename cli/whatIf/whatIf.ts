import {
  type Loss,
  type Outcome,
  type Pair,
  type Verdict,
  after,
  losses,
  pairs,
  verdict,
} from "../../analysis/failures";
import { FileError, type Graph } from "../../graph";
import { chosenLosses } from "./chosenLosses";
import { graphFor } from "../recording/graphFor";
import { StackRecorder } from "../recording/stackRecorder";

export interface WhatIfOptions {
  /** Names of losses, all at once. Default: each alone. */
  lose?: readonly string[];
  /** Whether every pair is tried, too. Default: false. */
  pairs?: boolean;
  /** Path of what `pulumi stack export` has printed. Default: the stack is recorded. */
  state?: string;
}

/** What a stack survives. */
export interface WhatIfView {
  project: string;
  stack: string;
  /** While all is well. */
  whole: Outcome;
  /** What is lost together, and what is left then; by default each loss alone. */
  outcomes: { losses: Loss[]; outcome: Outcome }[];
  /** Of the stack, where nothing is named. */
  verdict?: Verdict;
  /** Those that are worse than either alone, where they are asked for. */
  pairs?: Pair[];
}

/** @throws FileError where a name is none of a loss, with all of them at once. */
export async function whatIf(
  root: string,
  stackOrPath: string,
  { lose = [], pairs: tryPairs = false, state }: WhatIfOptions,
  onProgress: (text: string) => void = () => undefined,
): Promise<WhatIfView> {
  if (tryPairs && lose.length > 0) throw new FileError("--pairs tries every pair: leave out --lose.");
  const graph = await graphFor(root, stackOrPath, {
    ...(state !== undefined && { state }),
    recorder: StackRecorder.of(root),
  });
  if (lose.length > 0) {
    const chosen = chosenLosses(graph, lose);
    const { project, stack } = graph;
    return { project, stack, whole: after(graph, []), outcomes: [{ losses: chosen, outcome: after(graph, chosen) }] };
  }
  const tell = (done: number, all: number) => {
    onProgress(`${done} of ${all} pairs`);
  };
  return { ...eachLoss(graph), ...(tryPairs && { pairs: pairs(graph, tell) }) };
}

/** What a graph survives, each loss alone. */
export const eachLoss = (graph: Graph): WhatIfView & Required<Pick<WhatIfView, "verdict">> => ({
  project: graph.project,
  stack: graph.stack,
  whole: after(graph, []),
  outcomes: losses(graph).map((loss) => ({ losses: [loss], outcome: after(graph, [loss]) })),
  verdict: verdict(graph),
});
