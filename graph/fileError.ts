import { shownPath } from "../config/filePlaces";
import { type Mistake, type PlaceText, mistakesText } from "../config/mistakes";

/** Something that is wrong with the files themselves, or with how they are named, for the user. */
export class FileError extends Error {
  /** What it tells of, for machines. Empty where the message says all. */
  readonly mistakes: readonly Mistake[];
  /** How the places of its mistakes are written. Default: as those of a stack file. */
  readonly placeOf?: PlaceText;

  constructor(
    message: string,
    { mistakes = [], placeOf, ...options }: ErrorOptions & { mistakes?: readonly Mistake[]; placeOf?: PlaceText } = {},
  ) {
    super(message, options);
    this.mistakes = mistakes;
    if (placeOf) this.placeOf = placeOf;
  }
}

/** That a text is not what it must be, with all that is wrong with it. */
export const wrongFile = (path: string, mistakes: readonly Mistake[]): FileError =>
  new FileError(
    mistakesText(`${shownPath(path)} has`, mistakes, () => ""),
    { mistakes },
  );
