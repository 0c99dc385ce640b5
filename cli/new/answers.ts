import { readFileSync } from "node:fs";
import { type Mistake, onePerPath } from "../../config/mistakes";
import { type NewConsumer, parseNewConsumer } from "../../config/newConsumer";
import { type NewStack, parseNewStack } from "../../config/newStack";
import type { StackKind } from "../../config/sections/kind";
import { validate, validateConsumer } from "../../config/validate";
import type { Answers } from "../questions/questions";
import { fileGiven } from "../standing";
import { consumerConfig } from "./consumerConfig";
import { type AnswerMistake, answerOfPlace } from "./places";
import { serviceConfig } from "./serviceConfig";

/** What was answered, with what holds else. */
export type NewAnswers = { kind: "service"; stack: NewStack } | { kind: "consumer"; consumer: NewConsumer };

export type Reading = { answers: NewAnswers; mistakes?: undefined } | { mistakes: readonly AnswerMistake[] };

/** Answers that others are judged by: where one of these is wrong, nothing is said of those. */
const JUDGED_BY: readonly string[] = ["environment", "regions", "internet", "containers", "hostname", "dnsZone"];

/**
 * The answers, or every mistake in them. What is malformed hides nothing: the rules are applied to the answers without it, and what they then
 * say of it is dropped.
 */
export function readAnswers(kind: StackKind, raw: Answers): Reading {
  const parsed = parseAnswers(kind, raw);
  if (!parsed.mistakes) {
    const mistakes = configMistakes(parsed.answers);
    return mistakes.length > 0 ? { mistakes: mistakes.map(inStackFile) } : parsed;
  }
  const own = parsed.mistakes.map(inAnswers);
  const wrong = new Set(own.map(({ answer }) => answer));
  const rest = Object.fromEntries(Object.entries(raw).filter(([key]) => !wrong.has(key)));
  if (JUDGED_BY.some((key) => wrong.has(key)) || Object.keys(rest).length === Object.keys(raw).length)
    return { mistakes: own };
  const others = readAnswers(kind, rest).mistakes ?? [];
  return { mistakes: [...own, ...others.filter(({ answer }) => !wrong.has(answer))] };
}

const inAnswers = (mistake: Mistake): AnswerMistake => ({ ...mistake, in: "answers", answer: String(mistake.path[0]) });

const inStackFile = (mistake: Mistake): AnswerMistake => ({
  ...mistake,
  in: "stackFile",
  answer: answerOfPlace(mistake.path),
});

/** The same, without what the program would say of the stack file. */
export function parseAnswers(
  kind: StackKind,
  raw: Answers,
): { answers: NewAnswers; mistakes?: undefined } | { mistakes: readonly Mistake[] } {
  if (kind === "consumer") {
    const parsed = parseNewConsumer(raw);
    return parsed.mistakes ? parsed : { answers: { kind, consumer: parsed.consumer } };
  }
  const script = scriptOf(raw["userData"]);
  const parsed = parseNewStack(raw);
  const mistakes = [...(parsed.mistakes ?? []), ...(script.mistake ? [script.mistake] : [])];
  if (parsed.mistakes || mistakes.length > 0) return { mistakes: onePerPath(mistakes) };
  return { answers: { kind, stack: { ...parsed.stack, ...(script.text !== undefined && { userData: script.text }) } } };
}

/** Without options the advisor asks the program about each set. */
function configMistakes(answers: NewAnswers): readonly Mistake[] {
  if (answers.kind === "consumer") return validateConsumer(consumerConfig(answers.consumer)).mistakes ?? [];
  const { stack } = answers;
  if (!stack.options) return [];
  return validate(serviceConfig(stack, stack.options, "usual")).mistakes ?? [];
}

/** A script that instances run, by its path. */
function scriptOf(path: unknown): { text?: string; mistake?: Mistake } {
  if (typeof path !== "string") return {};
  try {
    return { text: readFileSync(fileGiven(path), "utf8") };
  } catch (error) {
    return {
      mistake: {
        path: ["userData"],
        value: path,
        allowed: "the path of a script that can be read",
        fix: `name another: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      },
    };
  }
}
