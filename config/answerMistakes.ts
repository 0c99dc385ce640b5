import type { z } from "zod";
import { type Mistake, allowedOnce, onePerPath } from "./mistakes";
import type { RawNeeds } from "./needs";
import { type Wording, schemaMistakes } from "./form/schemaMistakes";

/** The keys of answers are flags, too. */
const REFERENCE = { whole: "the answers", pageOf: () => "npm run new -- --help" };

/** Mistakes of form in answers about a new stack. An answer about another kind of stack is told to be one. */
export const answerMistakes = (
  issues: readonly z.core.$ZodIssue[],
  raw: RawNeeds,
  wording: Omit<Wording, "reference">,
): Mistake[] =>
  allowedOnce(onePerPath(schemaMistakes(issues, raw, { ...wording, reference: REFERENCE }))).map((mistake) =>
    mistake.path.length === 1 && wording.foreign.keys.includes(String(mistake.path[0]))
      ? { ...mistake, allowed: "nothing: it is about another kind of stack" }
      : mistake,
  );
