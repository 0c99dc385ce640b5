import type { Mistake } from "../../config/mistakes";
import { newStackDefaults } from "../../config/newStack";
import { STACK_KINDS, type StackKind } from "../../config/sections/kind";
import { mistakeLine } from "../questions/answerForms";
import { type Answers, type Asker, type Problem, type Question, askAll } from "../questions/questions";
import { readAnswers } from "./answers";
import type { Wanted } from "./newCommand";
import { placeText } from "./places";
import { CONSUMER_QUESTIONS, SERVICE_QUESTIONS } from "./questions";

const KIND_LABELS: Readonly<Record<StackKind, string>> = {
  service: "a service that clients connect to",
  consumer: "a consumer that connects to a service by PrivateLink",
};

/** Asks for the kind of a stack, its name, and all that is not said already. */
export async function dialogue(
  asker: Asker,
  { kind: givenKind, name: givenName, given }: Wanted,
  nameMistake: (name: string) => Mistake | undefined,
): Promise<Wanted> {
  asker.say("Every answer can be changed at the end. Ctrl-C leaves, and writes nothing.");
  const kind = givenKind ?? (await askKind(asker));
  const name =
    givenName !== undefined && !nameMistake(givenName) ? givenName : await askName(asker, givenName, nameMistake);
  const isService = kind === "service";
  const questions: readonly Question[] = isService ? SERVICE_QUESTIONS : CONSUMER_QUESTIONS;
  const answers = await askAll(
    asker,
    questions,
    given,
    (each) => problemOf(kind, each),
    isService ? newStackDefaults : undefined,
  );
  return { kind, name, given: answers };
}

const askKind = async (asker: Asker): Promise<StackKind> =>
  (await asker.one(
    "What do you make?",
    STACK_KINDS.map((value) => ({ value, label: KIND_LABELS[value] })),
    "service",
  )) as StackKind;

const askName = (asker: Asker, given: string | undefined, nameMistake: (name: string) => Mistake | undefined) =>
  asker.text(
    "What is the stack called?\nIts file is Pulumi.NAME.yaml, and its name part of the names of its resources.",
    {
      initial: given ?? "",
      otherwise: "my-service",
      problem: (line) => {
        const mistake = nameMistake(line.trim());
        return mistake && mistakeLine(mistake);
      },
    },
  );

/** Of all answers together, as the command would say. */
function problemOf(kind: StackKind, answers: Answers): Problem | undefined {
  const [first] = readAnswers(kind, answers).mistakes ?? [];
  return first && { key: first.answer ?? "options", text: `${placeText(first)}: ${mistakeLine(first)}` };
}
