import { type StackFile, readStack } from "../../graph";
import { decodedConfig, readOtherSide, withConfig } from "../recording/otherSide";
import { StackRecorder } from "../recording/stackRecorder";
import type { RecordSide, Side } from "./switchSteps";

export interface SidesArgs {
  /** Stack name or path of a config file: what `--to` begins with, and what `--from` ends with. */
  stack: string;
  /** A config file, a stack's name, or options: `nlb,ecs`. Exactly one of the two is given. */
  to?: string;
  from?: string;
}

/** A stack before and after a switch, each with its graph. */
export interface RecordedSides {
  /** The stack's own file, and the one that it is compared with. */
  own: StackFile;
  other: StackFile;
  from: Side;
  to: Side;
  /** For further updates between the two. */
  recordSide: RecordSide;
}

/** @throws FileError where a file cannot be read, or the other side is none. */
export async function switchSides(
  root: string,
  { stack, to, from }: SidesArgs,
  recorder = StackRecorder.of(root),
): Promise<RecordedSides> {
  const own = readStack(root, stack);
  const other = readOtherSide(root, own, to ?? from ?? "");
  const recordSide = sideRecorder(recorder, own, other);
  const [before, after] = to === undefined ? [other, own] : [own, other];
  return {
    own,
    other,
    from: await recordSide(decodedConfig(before)),
    to: await recordSide(decodedConfig(after)),
    recordSide,
  };
}

/** Records a config as the stack itself. The guard of published addresses is left to the comparison, which says more. */
function sideRecorder(recorder: StackRecorder, own: StackFile, other: StackFile): RecordSide {
  const secretKeys = [...new Set([...own.secretKeys, ...other.secretKeys])];
  // Those of the project's own file are in both.
  const found = [own, other].flatMap((file) => file.mistakes ?? []);
  const mistakes = [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
  return async (config) => {
    const file = withConfig(own, { ...config, published: undefined }, [other]);
    const known = { ...file, mistakes, secretKeys: secretKeys.filter((key) => key in file.config) };
    // What one of the two files refers to may lie beside either.
    return { config, graph: await recorder.graphOfConfig(known, [other.path]) };
  };
}
