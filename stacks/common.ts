import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { StackKind } from "../config/kind";

/** Of every resource. Sorted: a provider compares its default tags as text. */
export function stackTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  const all = { ...tags, Project: pulumi.getProject(), Stack: pulumi.getStack(), ManagedBy: "Pulumi" };
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => one.localeCompare(other)));
}

/** Of each kind of stack, the file that says what Pulumi's console shows. */
const READMES: Readonly<Record<StackKind, string>> = {
  service: "Pulumi.README.md",
  consumer: "Pulumi.README.consumer.md",
};

/** What Pulumi's console shows of a stack. */
export const readme = (kind: StackKind): string => readFileSync(join(__dirname, "..", READMES[kind]), "utf8");
