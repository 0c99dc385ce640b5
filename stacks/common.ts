import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** Of every resource. Sorted: a provider compares its default tags as text. */
export function stackTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  const all = { ...tags, Project: pulumi.getProject(), Stack: pulumi.getStack(), ManagedBy: "Pulumi" };
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => one.localeCompare(other)));
}

/** What Pulumi's console shows of a stack. */
export const readme = (): string => readFileSync(join(__dirname, "..", "Pulumi.README.md"), "utf8");
