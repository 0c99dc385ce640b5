import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of Pulumi.yaml. */
const ROOT = join(__dirname, "..");

/** The text of a file that a stack file names, by its path from the project's folder; undefined where it cannot be read. */
export function readRuleFile(path: string): string | undefined {
  try {
    return readFileSync(join(ROOT, path), "utf8");
  } catch {
    return undefined;
  }
}
