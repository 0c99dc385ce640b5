import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { PROJECT_FOLDER, callersFolder, shownPath } from "../config/filePlaces";
import { looksLikePath } from "../graph/stackPaths";

/** Folder of the project. */
export const ROOT = PROJECT_FOLDER;

/** What stands for stdout where a file may be named. */
export const STREAM = "-";

/** A path as its writer meant it, seen from the working directory. */
export function pathGiven(path: string): string {
  if (path === STREAM) return path;
  const stood = callersFolder();
  const meant = relative(process.cwd(), resolve(stood, path));
  return meant === "" || resolve(path) === resolve(stood, path) ? path : meant;
}

/** A stack as its writer finds it again: a path is seen from where they stood. */
export const stackShown = (word: string): string => (looksLikePath(word) ? shownPath(word) : word);

/** The same of a file to read, which may be meant from the project's folder, too. */
export function fileGiven(path: string): string {
  const meant = pathGiven(path);
  return existsSync(meant) ? meant : path;
}

/** The same of a stack or another side, which may be no path at all. */
export const stackGiven = (word: string): string => (looksLikePath(word) ? fileGiven(word) : word);

/** The same of an argument that takes several. */
export const stacksGiven = (word: string, others: readonly string[] = []): string[] => [...others, stackGiven(word)];
