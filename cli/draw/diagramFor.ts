import { diagramOf } from "../../analysis/picture";
import type { Diagram } from "../../analysis/picture/diagram";
import { mergeDiagrams } from "../../analysis/picture/merge";
import { compare } from "../../graph/compare";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { StackRecorder } from "../stackRecorder";
import { switchSides } from "../switchSides";

export interface DiagramOptions {
  /** A config file, a stack's name, or options: what a switch to it does is marked. */
  to?: string;
}

/** A stack (by name or by path of its file) as boxes and ways, with marks where it changes. */
export async function diagramFor(root: string, stack: string, { to }: DiagramOptions): Promise<Diagram> {
  if (to === undefined) return diagramOf(await StackRecorder.of(root).graphOfStack(stack));
  const sides = await switchSides(root, { stack, to });
  const [before, after] = [sides.from.graph, sides.to.graph];
  return mergeDiagrams(diagramOf(before), diagramOf(after), compare(before, after, PROVIDER_EFFECTS));
}
