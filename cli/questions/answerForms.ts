import type { Mistake } from "../../config/mistakes";
import { type ShortForms, readLine } from "./needsText";
import type { Answers, Choice, Question } from "./questions";

type Ask = Question["ask"];

/** What the answers to a command's questions are, whichever question it is. */
export interface AnswerRules {
  /** How answers are written in a line, by key. */
  shortForms: ShortForms;
  /** What is wrong with some answers. */
  mistakesOf: (answers: Answers) => readonly Mistake[];
  /** What whoever only confirms says, by the answers so far, where that is not what a question says itself. */
  defaults?: (answers: Answers) => Answers;
}

export type AnswerForms = ReturnType<typeof answerForms>;

const NOTHING = "nothing";

/** An answer that was given, as a person would write it; else what stands for none. */
const written = (answer: unknown, otherwise: string): string =>
  answer === undefined ? otherwise : typeof answer === "string" ? answer : JSON.stringify(answer);

export const mistakeLine = ({ value, allowed, fix }: Mistake): string =>
  `${typeof value === "string" ? value : JSON.stringify(value)}: allowed is ${allowed}; ${fix}`;

/** The forms that a question can have. Each shows the answer of before, or what holds where nothing is said. */
export function answerForms({ shortForms, mistakesOf, defaults = () => ({}) }: AnswerRules) {
  const before = (key: string, answers: Answers): unknown => answers[key] ?? defaults(answers)[key];

  /** What is wrong with one answer after those so far. */
  function wrongWith(key: string, line: string, answers: Answers): string | undefined {
    try {
      const found = mistakesOf({ ...answers, [key]: readLine(shortForms, key, line) });
      const own = found.find(({ path: [first], value }) => first === key && value !== undefined);
      return own && mistakeLine(own);
    } catch (error) {
      return (error as Error).message;
    }
  }

  return {
    before,

    one:
      (key: string, title: string, choices: readonly Choice[], initial: string): Ask =>
      async (asker, answers) =>
        asker.one(title, choices, written(before(key, answers), initial)),

    /** One of some words, or none of them. */
    oneOrNone:
      (key: string, title: string, choices: readonly Choice[]): Ask =>
      async (asker, answers) => {
        const word = await asker.one(
          title,
          [{ value: NOTHING, label: "nothing in particular" }, ...choices],
          written(before(key, answers), NOTHING),
        );
        return word === NOTHING ? undefined : word;
      },

    yesOrNo:
      (key: string, title: string, initial: boolean): Ask =>
      (asker, answers) =>
        asker.yesOrNo(title, (before(key, answers) as boolean | undefined) ?? initial),

    /**
     * A line that is read as a flag of that name would be. Nothing is no answer.
     *
     * @param hint what a line may be, shown while there is none. Default: that of the flag.
     * @param otherwise the answer of whoever only confirms. Default: none.
     */
    text:
      (
        key: string,
        title: string,
        { hint = shortForms[key]?.example, otherwise = "" }: { hint?: string; otherwise?: string } = {},
      ): Ask =>
      async (asker, answers) => {
        const holds = written(defaults(answers)[key], otherwise);
        const given = await asker.text(title, {
          initial: written(answers[key], ""),
          ...(holds !== "" && { otherwise: holds }),
          ...(hint !== undefined && { hint }),
          problem: (line) => (line.trim() === "" ? undefined : wrongWith(key, line, answers)),
        });
        return given.trim() === "" ? undefined : readLine(shortForms, key, given);
      },
  };
}
