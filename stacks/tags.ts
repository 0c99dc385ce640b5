import * as pulumi from "@pulumi/pulumi";
import { sortedEntries } from "../plan/sortedEntries";

/** Of every resource. Sorted: a provider compares its default tags as text. */
export function stackTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  const all = { ...tags, Project: pulumi.getProject(), Stack: pulumi.getStack(), ManagedBy: "Pulumi" };
  return Object.fromEntries(sortedEntries(all));
}
