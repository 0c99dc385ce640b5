import * as pulumi from "@pulumi/pulumi";

/**
 * A value that only the update brings. A preview of a change that AWS answers with a new value shows the old one: where an `apply`
 * finds none in it, the value is unknown in a preview, and undefined else.
 */
export function orUnknown<T>(value: T | undefined): T | undefined {
  return value === undefined && pulumi.runtime.isDryRun() ? (pulumi.unknown as T) : value;
}
