import { after } from "../../analysis/failures";
import { type Diagram, diagramOf, mergeDiagrams, withLosses } from "../../analysis/picture";
import { compare } from "../../graph/compare";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { chosenLosses } from "../whatIf/chosenLosses";
import { graphFor } from "../recording/graphFor";
import { StackRecorder } from "../recording/stackRecorder";
import { type SidesArgs, switchSides } from "../switch/switchSides";

export interface DiagramOptions {
  /** A config file, a stack's name, or options: what a switch to it does is marked. */
  to?: string;
  /** Names of losses, all at once, where nothing is to be switched: what still answers after them is marked. Default: none. */
  lose?: readonly string[];
  /** Path of what `pulumi stack export` has printed, where nothing is to be switched. Default: the stack is recorded. */
  state?: string;
}

/**
 * A stack (by name or by path of its file) as boxes and ways, with marks where it changes or loses something.
 *
 * @throws FileError where a file cannot be read, or a name is none of a loss.
 */
export async function diagramFor(
  root: string,
  stack: string,
  { to, lose = [], state }: DiagramOptions,
): Promise<Diagram> {
  if (to !== undefined) return diagramOfSwitch(root, { stack, to });
  const graph = await graphFor(root, stack, state === undefined ? {} : { state });
  const lost = chosenLosses(graph, lose);
  return lost.length === 0 ? diagramOf(graph) : withLosses(diagramOf(graph), graph, lost, after(graph, lost));
}

/** What a switch does, as boxes and ways with marks. */
export async function diagramOfSwitch(
  root: string,
  args: SidesArgs,
  recorder = StackRecorder.of(root),
): Promise<Diagram> {
  const sides = await switchSides(root, args, recorder);
  const [from, to] = [sides.from.graph, sides.to.graph];
  return mergeDiagrams(diagramOf(from), diagramOf(to), compare(from, to, PROVIDER_EFFECTS));
}
