import * as pulumi from "@pulumi/pulumi";
import { type FilePlace, type Mistake, type Path, formatMistakes } from "./mistakes";
import { NAMESPACE } from "./schema";

/** Where a path of a stack's config stands in a file; undefined where that is not known. */
export type PlaceOf = (path: Path) => FilePlace | undefined;

const nowhere: PlaceOf = () => undefined;

/** Takes a value, and does nothing with it. */
const ignored = (): void => undefined;

/** All that cannot be right in a stack's config. The engine prints the message alone, without a trace. */
export class MistakesError extends pulumi.RunError {
  constructor(
    readonly stackName: string,
    readonly mistakes: readonly Mistake[],
  ) {
    const message = formatMistakes(NAMESPACE, stackName, mistakes);
    super(message);
    // The SDK puts before it the name of each property that waits for a value which never comes, and those of resources say nothing to
    // who reads of a place in the stack file. Source: @pulumi/pulumi/runtime/rpc
    Object.defineProperty(this, "message", { get: () => message, set: ignored });
  }

  /** The same, with where each mistake stands. What a mistake says itself of its place holds. */
  located(placeOf: PlaceOf = nowhere): MistakesError {
    return new MistakesError(
      this.stackName,
      this.mistakes.map((each) => ({ ...each, at: each.at ?? placeOf(each.path) })),
    );
  }
}
