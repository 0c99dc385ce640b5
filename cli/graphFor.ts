import { readFileSync } from "node:fs";
import { FileError, type Graph } from "../graph";
import { graphOfState } from "../graph/stateFile";
import { StackRecorder } from "./stackRecorder";

export interface GraphSource {
  /** Path of what `pulumi stack export` has printed of the stack: its graph is read there. Default: the stack is recorded. */
  state?: string;
  /** Default: one of its own. */
  recorder?: StackRecorder;
}

/**
 * The graph of a stack (by name or by path of its file): recorded offline, or read from its deployed state.
 *
 * @throws FileError where a file cannot be read, or the state is that of another stack.
 */
export async function graphFor(
  root: string,
  stackOrPath: string,
  { state, recorder = new StackRecorder(root) }: GraphSource = {},
): Promise<Graph> {
  if (state === undefined) return recorder.graphOfStack(stackOrPath);
  return graphOfState(readText(state));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new FileError(`${path} cannot be read as a state: ${error instanceof Error ? error.message : String(error)}`);
  }
}
