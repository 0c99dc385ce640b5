import type { z } from "zod";
import { type Mistake, onePerPath } from "./mistakes";
import type { RawNeeds } from "./needs";
import { type Wording, schemaMistakes } from "./schemaMistakes";

/** Mistakes of form in answers about a new stack. An answer about another kind of stack is told to be one. */
export const answerMistakes = (issues: readonly z.core.$ZodIssue[], raw: RawNeeds, wording: Wording): Mistake[] =>
  onePerPath(schemaMistakes(issues, raw, wording)).map((mistake) =>
    mistake.path.length === 1 && wording.foreign.keys.includes(String(mistake.path[0]))
      ? { ...mistake, allowed: "nothing: it is about another kind of stack" }
      : mistake,
  );
