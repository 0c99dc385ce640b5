import { join, relative, resolve } from "node:path";

/** Folder of Pulumi.yaml, in which npm runs its commands. */
export const PROJECT_FOLDER = join(__dirname, "..");

/**
 * Where the writer of a command stood: npm runs commands in the project's folder, and tells in INIT_CWD where they were called.
 * Source: docs.npmjs.com/cli/commands/npm-run
 */
export function callersFolder(): string {
  const { INIT_CWD: stood = "" } = process.env;
  return stood === "" || process.cwd() !== PROJECT_FOLDER ? process.cwd() : resolve(stood);
}

/** A file as messages name it: from the folder where the command was called where it lies in it, else by its whole path. */
export function shownPath(path: string): string {
  const shown = relative(callersFolder(), resolve(path));
  return shown === "" || shown.startsWith("..") ? resolve(path) : shown;
}
