import { type Conflict, OPTION_NAMES, type Option, compose, conflicts } from "./options";

/** Options that somebody may think of choosing together. */
export interface OptionSet {
  /** In the order of the options' table. */
  readonly options: readonly Option[];
  /** Why no stack may have them; undefined where they are allowed. */
  readonly conflict?: Conflict;
  /** A smaller set that makes the very same stack, where there is one. */
  readonly sameAs?: readonly Option[];
}

/** How a set is written in a stack file, and by `--to`: `nlb,ecs`. */
export const setName = (options: readonly Option[]): string => options.join(",");

/** What two sets have in common that make the same stack: all but their names. */
function stackOf(options: readonly Option[]): string {
  const { options: _, ...composition } = compose(options);
  return JSON.stringify(composition);
}

/** Every set of options there is, the smaller first. */
export function optionSets(): OptionSet[] {
  const all = OPTION_NAMES.reduce<Option[][]>((sets, name) => [...sets, ...sets.map((set) => [...set, name])], [[]])
    .filter((set) => set.length > 0)
    .sort((one, other) => one.length - other.length);
  const first = new Map<string, readonly Option[]>();
  return all.map((options): OptionSet => {
    const [conflict] = conflicts(options);
    if (conflict) return { options, conflict };
    const sameAs = first.get(stackOf(options));
    if (sameAs) return { options, sameAs };
    first.set(stackOf(options), options);
    return { options };
  });
}
