import * as pulumi from "@pulumi/pulumi";
import { OverriddenResources, keptMistakes } from "../config/checks/overrides";
import type { Mistake } from "../config/mistakes";
import { MistakesError } from "../config/mistakesError";
import { supportsTransforms } from "../config/pulumiRuntime";
import { type Overridable, type OverrideInputs, type Overrides, isMapping, merged } from "../plan/overrides";
import { regionOfProvider } from "./providers";

/** A component of a package whose plugin makes the children: only the engine's own transforms reach them. */
const isRemote = (type: string): boolean => type.startsWith("awsx:");

/**
 * Has overrides merged into the inputs of each resource that the program makes from now on, before it is registered.
 *
 * @returns what is to be called when all are made. It throws pulumi.RunError where an override is of nothing, or of what stays as the
 * program says.
 */
export function applyOverrides(overrides: Overrides): () => void {
  const seen = new Seen(overrides);
  const transformRemote =
    (region: string | undefined): pulumi.ResourceTransform =>
    ({ type, name, props, opts }) => {
      if (!type.startsWith("aws:")) return undefined;
      const inputs = seen.withOverrides({ type, name, region }, props);
      // The program may have ended: what stays is refused before the resource is registered.
      seen.throwKept();
      return { props: inputs, opts };
    };
  pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
    const inputs = props as Record<string, unknown>;
    // What is read and not made has no inputs.
    if (type.startsWith("aws:") && opts.id === undefined)
      return { props: seen.withOverrides({ type, name, region: regionFor(type, opts) }, inputs), opts };
    if (!isRemote(type) || !supportsTransforms()) return undefined;
    seen.remote = true;
    return {
      props,
      opts: { ...opts, transforms: [...(opts.transforms ?? []), transformRemote(regionFor("aws:", opts))] },
    };
  });
  return () => {
    seen.throwMistakes();
  };
}

/** The region of the provider that an AWS resource with these options gets. */
function regionFor(
  type: string,
  opts: pulumi.CustomResourceOptions & pulumi.ComponentResourceOptions,
): string | undefined {
  const providers = Array.isArray(opts.providers) ? opts.providers : Object.values(opts.providers ?? {});
  const provider = opts.provider ?? providers[0] ?? opts.parent?.getProvider(`${type.split(":")[0]}:index/any:Any`);
  return provider && regionOfProvider(provider);
}

/** What was made, and what came of the overrides. */
class Seen {
  /** Whether there are resources that are made elsewhere, when the program has ended. */
  remote = false;
  private readonly resources: OverriddenResources;
  private readonly kept = new Map<string, Mistake>();

  constructor(overrides: Overrides) {
    this.resources = new OverriddenResources(overrides);
  }

  withOverrides(resource: Overridable, inputs: OverrideInputs): Record<string, unknown> {
    return this.resources.add(resource).reduce<Record<string, unknown>>(
      (given, [key, override]) => {
        for (const mistake of keptMistakes(key, resource.type, override))
          this.kept.set(JSON.stringify(mistake.path), mistake);
        return mergedInputs(given, override);
      },
      { ...inputs },
    );
  }

  throwMistakes(): void {
    // What components of other packages make is not known yet; the offline plan says of it, too.
    throwIfAny([...(this.remote ? [] : this.resources.mistakes()), ...this.kept.values()]);
  }

  throwKept(): void {
    throwIfAny([...this.kept.values()]);
  }
}

function throwIfAny(mistakes: readonly Mistake[]): void {
  if (mistakes.length > 0) throw new MistakesError(pulumi.getStack(), mistakes);
}

/** As `merged` does; what only comes when others are made is merged when it is there. */
function mergedInputs(inputs: Readonly<Record<string, unknown>>, override: OverrideInputs): Record<string, unknown> {
  const entries = Object.entries(override).map(([key, value]) => {
    const former = inputs[key];
    const waits = isMapping(value) && pulumi.Output.isInstance(former);
    return [key, waits ? former.apply((known: unknown) => merged(known, value)) : mergedDeep(former, value)] as const;
  });
  return { ...inputs, ...Object.fromEntries(entries) };
}

/** Inside of a mapping there may be what only comes later, too. */
function mergedDeep(former: unknown, value: unknown): unknown {
  if (!isMapping(value) || !isMapping(former)) return merged(former, value);
  return mergedInputs(former, value);
}
