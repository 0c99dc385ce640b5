import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StackKind } from "../config/sections/kind";

/** Of each kind of stack, the file that says what Pulumi's console shows. */
const READMES: Readonly<Record<StackKind, string>> = {
  service: "Pulumi.README.md",
  consumer: "Pulumi.README.consumer.md",
};

/** What Pulumi's console shows of a stack. */
export const readme = (kind: StackKind): string => readFileSync(join(__dirname, "..", READMES[kind]), "utf8");
