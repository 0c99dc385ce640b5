import { relative } from "node:path";
import { type Mistake, mistakesText } from "../config/mistakes";

/** Something that is wrong with the files themselves, for the user. */
export class FileError extends Error {
  /** What it tells of, for machines. Empty where the message says all. */
  readonly mistakes: readonly Mistake[];

  constructor(message: string, { mistakes = [], ...options }: ErrorOptions & { mistakes?: readonly Mistake[] } = {}) {
    super(message, options);
    this.mistakes = mistakes;
  }
}

/** A file as messages name it: from the working directory where it lies in it, else by its whole path. */
export function shownPath(path: string): string {
  const shown = relative(process.cwd(), path);
  return shown === "" || shown.startsWith("..") ? path : shown;
}

/** That a text is not what it must be, with all that is wrong with it. */
export const wrongFile = (path: string, mistakes: readonly Mistake[]): FileError =>
  new FileError(
    mistakesText(`${shownPath(path)} has`, mistakes, () => ""),
    { mistakes },
  );
