import type * as pulumi from "@pulumi/pulumi";
import { newCallback, offerTransforms } from "../../config/pulumiRuntime";
import type { Child } from "./expansion";
import type { Registration } from "./messages";

/** What a registration names a transform by. Here it has the transform with it, as it never leaves the process. */
interface Named {
  transform: pulumi.ResourceTransform;
}

/** Has the SDK send the transforms of remote components along, as it does with an engine that can apply them. */
export function takeTransforms(): void {
  offerTransforms({
    registerTransform: (transform): Promise<Named> => Promise.resolve(newCallback({ transform })),
    awaitStackRegistrations: () => Promise.resolve(),
    shutdown: () => undefined,
  });
}

/** The inputs of a child as the transforms of its component leave them: in the engine they see it before it is registered. */
export async function transformed(
  request: Registration,
  { type, name }: Child,
  inputs: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  let props = inputs;
  for (const { transform } of request.getTransformsList() as Named[]) {
    const result = await transform({ custom: true, type, name, props, opts: {} });
    if (result) props = result.props;
  }
  return props;
}
