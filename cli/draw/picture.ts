import { after } from "../../analysis/failures";
import { type Diagram, diagramOf } from "../../analysis/picture";
import { withLosses } from "../../analysis/picture/losses";
import { mergeDiagrams } from "../../analysis/picture/merge";
import { FileError } from "../../graph";
import { compare } from "../../graph/compare";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { chosenLosses } from "../chosenLosses";
import { graphFor } from "../graphFor";
import { StackRecorder } from "../stackRecorder";
import { switchSides } from "../switchSides";

export interface PictureArgs {
  /** Stack name, or path of a config file. */
  stack: string;
  /** A config file, a stack's name, or options: what comes, goes and changes on the way there. */
  to?: string;
  /** Names of losses, all at once: what still answers after them. */
  lose?: readonly string[];
  /** Path of what `pulumi stack export` has printed. Default: the stack is recorded. */
  state?: string;
}

/**
 * What is to be drawn of a stack.
 *
 * @throws FileError where a file cannot be read, a name is none of a loss, or two pictures are asked for.
 */
export async function pictureOf(root: string, { stack, to, lose = [], state }: PictureArgs): Promise<Diagram> {
  if (to !== undefined && lose.length > 0) throw new FileError("--to and --lose are two pictures: give one of them.");
  const recorder = StackRecorder.of(root);
  if (to !== undefined) {
    if (state !== undefined) throw new FileError("--to compares two configs: leave out --state.");
    return pictureOfSwitch(root, { stack, to }, recorder);
  }
  const graph = await graphFor(root, stack, { recorder, ...(state !== undefined && { state }) });
  const lost = chosenLosses(graph, lose);
  return withLosses(diagramOf(graph), graph, lost, after(graph, lost));
}

async function pictureOfSwitch(
  root: string,
  args: { stack: string; to: string },
  recorder: StackRecorder,
): Promise<Diagram> {
  const { from, to } = await switchSides(root, args, recorder);
  const changes = compare(from.graph, to.graph, PROVIDER_EFFECTS);
  return mergeDiagrams(diagramOf(from.graph), diagramOf(to.graph), changes);
}
