import { type Loss, lossesNamed } from "../../analysis/failures";
import { FileError, type Graph } from "../../graph";

/**
 * The losses of a stack that `--lose` names.
 *
 * @throws FileError where a name is none of a loss, with all of them at once.
 */
export function chosenLosses(graph: Graph, names: readonly string[]): Loss[] {
  const { found, unknown } = lossesNamed(graph, names);
  if (unknown.length === 0) return found;
  const count = unknown.length === 1 ? "a mistake" : `${unknown.length} mistakes`;
  const texts = unknown.map(({ value, nearest, allowed }) =>
    [
      "  --lose",
      `    value    ${value}`,
      `    allowed  ${allowed.join(", ")}`,
      `    fix      ${nearest === undefined ? "choose one of these; what-if without --lose names and tries each" : `write ${nearest}`}`,
    ].join("\n"),
  );
  throw new FileError([`What stack ${graph.stack} is to lose has ${count}; nothing was done.`, ...texts].join("\n\n"));
}
