import { shownPath } from "../config/filePlaces";
import { type Mistake, mistakesText } from "../config/mistakes";

/** Something that is wrong with the files themselves, or with how they are named, for the user. */
export class FileError extends Error {
  /** What it tells of, for machines. Empty where the message says all. */
  readonly mistakes: readonly Mistake[];

  constructor(message: string, { mistakes = [], ...options }: ErrorOptions & { mistakes?: readonly Mistake[] } = {}) {
    super(message, options);
    this.mistakes = mistakes;
  }
}

/** That a text is not what it must be, with all that is wrong with it. */
export const wrongFile = (path: string, mistakes: readonly Mistake[]): FileError =>
  new FileError(
    mistakesText(`${shownPath(path)} has`, mistakes, () => ""),
    { mistakes },
  );
