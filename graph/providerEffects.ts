import type { ProviderEffects } from "./resourceChange";
import { effectOf, recomputedBy } from "./terraform/effects";

/** What the provider plans, from the table of replacements, for comparing graphs. Of an input that is not in it: unknown. */
export const PROVIDER_EFFECTS: ProviderEffects = {
  effectOf(type, path, change) {
    // The engine's own: a provider with other settings is changed in place, and a reference to another stack is read anew.
    if (type.startsWith("pulumi:")) return "update";
    const effect = effectOf(type, path, change);
    if (effect !== "unknown") return effect;
    // A map says nothing of itself here: one that comes whole is `added`, to the provider it is the first entry.
    if (change === "added") return effectOf(type, path, "first");
    if (change === "removed") return effectOf(type, path, "last");
    return effect;
  },
  recomputes: (type, output, paths) => paths.some((path) => recomputedBy(type, path).includes(output)),
};
