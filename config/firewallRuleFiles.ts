import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_FOLDER } from "./filePlaces";

/** The text of a file that a stack file names, by its path from the project's folder; undefined where it cannot be read. */
export function readRuleFile(path: string): string | undefined {
  try {
    return readFileSync(ruleFilePath(path), "utf8");
  } catch {
    return undefined;
  }
}

/** Where such a file lies. */
export const ruleFilePath = (path: string): string => join(PROJECT_FOLDER, path);
