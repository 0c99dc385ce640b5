import type { Mistake, Path } from "../mistakes";

/** What to do about an unknown key. */
export interface KeyFix {
  fix: string;
  /** The place that is meant, where it is known. */
  meant?: Path;
  /** Whether the fix says what to write there, too. */
  saysValue?: boolean;
}

/** A mistake of form. */
export interface FormMistake extends Mistake {
  /** Of an unknown key: where its value belongs, unless the fix says what to write there. */
  meant?: Path;
  /** The key that stands there by another name, and is not missing. */
  renamed?: Path;
  /** Whether one value, or some in one text, stand where a list of such is meant. */
  isAlone?: boolean;
}
