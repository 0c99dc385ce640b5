import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { looksLikePath } from "../graph/stackPaths";

/** Folder of the project, in which npm runs its commands. */
export const ROOT = join(__dirname, "..");

/** What stands for stdout where a file may be named. */
export const STREAM = "-";

/**
 * A path as its writer meant it, seen from the working directory: npm runs commands in the project's folder, and tells in INIT_CWD where
 * their writer stood. Source: docs.npmjs.com/cli/commands/npm-run
 */
export function pathGiven(path: string): string {
  const { INIT_CWD: stood = "" } = process.env;
  if (path === STREAM || stood === "" || process.cwd() !== ROOT) return path;
  const meant = relative(ROOT, resolve(stood, path));
  return meant === "" || resolve(path) === resolve(stood, path) ? path : meant;
}

/** The same of a file to read, which may be meant from the project's folder, too. */
export function fileGiven(path: string): string {
  const meant = pathGiven(path);
  return existsSync(meant) ? meant : path;
}

/** The same of a stack or another side, which may be no path at all. */
export const stackGiven = (word: string): string => (looksLikePath(word) ? fileGiven(word) : word);

/** The same of an argument that takes several. */
export const stacksGiven = (word: string, others: readonly string[] = []): string[] => [...others, stackGiven(word)];
