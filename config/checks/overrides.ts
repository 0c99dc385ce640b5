import { closestWord } from "../../plan/closestWord";
import { type Overridable, type Overrides, keptInputs, overridesOf, targetOf } from "../../plan/overrides";
import { REGION_NAMES } from "../../plan/regions";
import type { Mistake } from "../mistakes";
import { valueAt } from "../valueAt";

/** What an invariant hangs on is no matter of overrides; a name is judged once it is known what it names. */
export function overriddenTypes({ overrides }: { overrides: Overrides }): Mistake[] {
  return Object.entries(overrides).flatMap(([key, inputs]) => {
    const target = targetOf(key);
    return "name" in target ? [] : keptMistakes(key, target.type, inputs);
  });
}

/** Inputs of a resource, or of a type, that stay as the program says. */
export function keptMistakes(key: string, type: string, inputs: Overrides[string]): Mistake[] {
  return keptInputs(type, inputs).map(({ path, why }) => ({
    path: ["overrides", key, ...path],
    value: valueAt(inputs, path),
    allowed: `inputs of ${type} other than ${path.join(".")}: ${why}`,
    fix: "take it out; where the section of the part has a key for it, use that",
  }));
}

/** The resources that overrides are for, as they are found. */
export class OverriddenResources {
  private readonly names = new Set<string>();
  private readonly types = new Set<string>();
  private readonly typesByKey = new Map<string, Set<string>>();

  constructor(private readonly overrides: Overrides) {}

  /** The overrides of one more resource. */
  add(resource: Overridable): ReturnType<typeof overridesOf> {
    this.names.add(resource.name);
    this.types.add(resource.type);
    const own = overridesOf(this.overrides, resource);
    for (const [key] of own) this.typesByKey.set(key, (this.typesByKey.get(key) ?? new Set()).add(resource.type));
    return own;
  }

  /** Overrides of no resource, and those of a name that says too little. */
  mistakes(): Mistake[] {
    return Object.entries(this.overrides).flatMap(([key, value]) => {
      const types = [...(this.typesByKey.get(key) ?? [])].sort();
      if (types.length === 0) return [this.unused(key, value)];
      return types.length === 1 ? [] : [ambiguous(key, value, types)];
    });
  }

  private unused(key: string, value: unknown): Mistake {
    const target = targetOf(key);
    const isType = "type" in target && !this.types.has(target.type);
    const word = "name" in target ? target.name : isType ? target.type : target.place;
    const meant = closestWord(word, [...(isType ? this.types : [...this.names, ...REGION_NAMES])].sort());
    return {
      path: ["overrides", key],
      value,
      allowed:
        "name" in target
          ? "the logical name of a resource of AWS that this stack has"
          : "a type that this stack has there",
      fix:
        meant === undefined || meant === word
          ? "take the name or the type from npm run plan -- STACK --json"
          : `write ${key.replace(word, meant)}`,
    };
  }
}

const ambiguous = (key: string, value: unknown, types: readonly string[]): Mistake => ({
  path: ["overrides", key],
  value,
  allowed: `a name of one resource; of this one there are ${types.join(", ")}`,
  fix: `write the type before it: ${types[0]}@${key}`,
});
