import * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../../config/pulumiRuntime";

interface Refusals {
  /** What to say where a preview would make anew what is published; undefined where nothing is. */
  missing?: string;
  /** What to say of an id that is not the published one; undefined where it is. */
  mismatch: (actual: string) => string | undefined;
}

/**
 * The id of an address that others know, for what uses it to wait for: nothing is deleted before the program has ended without an error.
 *
 * @throws pulumi.RunError, in a preview and in an update, where it is not the published one.
 */
export function checkPublished(id: pulumi.Output<string>, { missing, mismatch }: Refusals): pulumi.Output<string> {
  if (missing !== undefined && pulumi.runtime.isDryRun())
    // A preview knows the id of what exists. Nobody waits for this: a rejection that nobody awaits ends the program, as it must.
    void isKnown(id).then((known) => {
      if (!known) throw new pulumi.RunError(missing);
    });
  return id.apply((actual) => {
    const message = mismatch(actual);
    if (message !== undefined) throw new pulumi.RunError(message);
    return actual;
  });
}
