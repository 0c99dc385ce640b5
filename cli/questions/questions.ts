/*
 * Questions at a terminal. A command says which, in a table; here they are asked one after the other, and any answer can be changed until all
 * are confirmed.
 */

/** One of several words to choose from. */
export interface Choice {
  value: string;
  label: string;
}

/** What asks: a terminal, or a test. Each promise fails with `Cancelled` where the person gives up. */
export interface Asker {
  /**
   * @param given.initial what the line has at first. @param given.otherwise what an empty line means, shown in it; else `hint` is.
   * @param given.problem what is wrong with a text; undefined where nothing is. An empty one is not asked about where `otherwise` is said.
   */
  text(
    title: string,
    given: { initial: string; otherwise?: string; hint?: string; problem: (text: string) => string | undefined },
  ): Promise<string>;
  yesOrNo(title: string, initial: boolean): Promise<boolean>;
  one(title: string, choices: readonly Choice[], initial?: string): Promise<string>;
  several(title: string, choices: readonly Choice[], initial: readonly string[]): Promise<string[]>;
  /** Says something that is no question. */
  say(text: string): void;
}

export type Answers = Readonly<Record<string, unknown>>;

export interface Question {
  /** The key of the answer. */
  key: string;
  title: string;
  /** What an answer means, in a line below the question. */
  meaning?: string;
  /** Whether it is asked at all, by the answers so far. Default: it is. */
  when?: (answers: Answers) => boolean;
  /** Whether it is asked before anybody wants to change its answer. Default: it is. */
  atFirst?: (answers: Answers) => boolean;
  /** Gives the answer; undefined where there is none. */
  ask: (asker: Asker, answers: Answers) => Promise<unknown>;
}

/** What is wrong with all answers together, and which question to go back to. */
export interface Problem {
  key: string;
  text: string;
}

const DONE = "";

/**
 * Asks for what is not said yet, then shows all answers until nobody wants to change one and nothing is wrong with them.
 *
 * @param defaults what holds where nothing is said, to show. Default: nothing is known of it.
 */
export async function askAll(
  asker: Asker,
  questions: readonly Question[],
  given: Answers,
  problem: (answers: Answers) => Problem | undefined,
  defaults: (answers: Answers) => Answers = () => ({}),
): Promise<Answers> {
  let answers = given;
  const missing = questions.filter(({ key }) => given[key] === undefined);
  for (const question of missing)
    if (question.atFirst?.(answers) ?? true) answers = await answered(asker, question, answers);
  for (;;) {
    const said = withoutUnasked(questions, answers);
    const wrong = problem(said);
    if (wrong) asker.say(wrong.text);
    const asked = questions.filter(({ when }) => when?.(answers) ?? true);
    const key = await asker.one(
      wrong ? "Which answer do you change?" : "Is that all right, or which answer do you change?",
      [
        ...(wrong ? [] : [{ value: DONE, label: "all is right: go on" }]),
        ...asked.map((question) => ({
          value: question.key,
          label: line(question, { ...defaults(answers), ...answers }),
        })),
      ],
      wrong?.key ?? DONE,
    );
    if (key === DONE && !wrong) return said;
    const question = asked.find((each) => each.key === key);
    if (question) answers = await answered(asker, question, answers);
  }
}

async function answered(asker: Asker, question: Question, answers: Answers): Promise<Answers> {
  if (question.when?.(answers) === false) return answers;
  return { ...answers, [question.key]: await question.ask(explained(asker, question), answers) };
}

/** Says below the first that a question asks what its answer means. */
function explained(asker: Asker, { meaning }: Question): Asker {
  if (meaning === undefined) return asker;
  let isSaid = false;
  const below = (title: string): string => {
    if (isSaid) return title;
    isSaid = true;
    return `${title}\n${meaning}`;
  };
  return {
    text: (title, given) => asker.text(below(title), given),
    yesOrNo: (title, initial) => asker.yesOrNo(below(title), initial),
    one: (title, choices, initial) => asker.one(below(title), choices, initial),
    several: (title, choices, initial) => asker.several(below(title), choices, initial),
    say: (text) => {
      asker.say(text);
    },
  };
}

const line = ({ key, title }: Question, answers: Answers): string => `${title}  ${asText(answers[key])}`;

/** An answer in a line: words as they are, what has parts as JSON. */
function asText(answer: unknown): string {
  if (answer === undefined) return "–";
  if (typeof answer === "boolean") return answer ? "yes" : "no";
  if (Array.isArray(answer) && answer.every((each) => typeof each === "string")) return answer.join(", ");
  return typeof answer === "string" ? answer : JSON.stringify(answer);
}

/** An answer to what would not be asked any more says nothing. */
function withoutUnasked(questions: readonly Question[], answers: Answers): Answers {
  const unasked = questions.filter(({ when }) => when?.(answers) === false).map(({ key }) => key);
  return Object.fromEntries(
    Object.entries(answers).filter(([key, value]) => value !== undefined && !unasked.includes(key)),
  );
}
