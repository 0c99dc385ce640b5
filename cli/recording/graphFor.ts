import { basename } from "node:path";
import { shownPath } from "../../config/filePlaces";
import { FileError, type Graph, type StackFile, readStack, referencedStackName } from "../../graph";
import { graphOfState } from "../../graph/stateFile";
import { readText } from "../../graph/stackText/bytes";
import { StackRecorder } from "./stackRecorder";

export interface GraphSource {
  /** Path of what `pulumi stack export` has printed of the stack: its graph is read there. Default: the stack is recorded. */
  state?: string;
  /** Default: the one that the process shares. */
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
  { state, recorder = StackRecorder.of(root) }: GraphSource = {},
): Promise<Graph> {
  if (state === undefined) return recorder.graphOfStack(stackOrPath);
  const file = readStack(root, stackOrPath);
  const references = referencedStackName(file) === undefined ? [] : (await recorder.graphOfConfig(file)).references;
  const graph = graphOfState(readText(state), { file: shownPath(state), references });
  checkStack(graph, file, state);
  return graph;
}

/** What is planned as a stack of its own, as an example is, may be deployed by another name. */
function checkStack({ project, stack }: Graph, file: StackFile, state: string): void {
  const isNamed = /^Pulumi\..+\.ya?ml$/.test(basename(file.path));
  if (project === file.project && (stack === file.stack || !isNamed)) return;
  throw new FileError(
    `${shownPath(state)} is of the stack ${project}/${stack}, not of ${file.project}/${file.stack}: ` +
      `export that one (pulumi stack export --stack ${file.stack}), or name the stack that the state is of.`,
  );
}
