import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { type Mistake, mistakesText } from "../../config/mistakes";
import { newConsumerSchema } from "../../config/newConsumer";
import { newStackSchema } from "../../config/newStackSchema";
import { descriptionsOf } from "../../config/needsSchema";
import { STACK_KINDS, type StackKind } from "../../config/sections/kind";
import { FileError, readYaml } from "../../graph/stackFile";
import { setName } from "../../plan/optionSets";
import { STACK_NAME } from "../advise/advise";
import { addAnswerFlags } from "../advise/adviseCommand";
import { NEW_EXAMPLE, fileOption, withCommons } from "../commandLine";
import type { Output } from "../output";
import { withProgress } from "../progress";
import { wrapped } from "../text/table";
import { writeFile } from "../writeFile";
import { readFlags } from "../questions/needsText";
import type { Answers } from "../questions/questions";
import { type NewAnswers, readAnswers } from "./answers";
import { newDocument } from "./newDocument";
import type { MadeStack } from "./newStack";
import { placeText } from "./places";
import { NEW_FORMS } from "./shortForms";

interface NewOptions {
  kind?: StackKind;
  needs?: string;
  ask?: boolean;
  print?: boolean;
  json?: boolean;
  [answer: string]: unknown;
}

/** Every flag that is an answer, of either kind of stack. */
const DESCRIPTIONS = (): Record<string, string> => ({
  ...descriptionsOf(newStackSchema),
  ...withPrefix("Of a consumer: ", descriptionsOf(newConsumerSchema)),
  // What both have is told of a service.
  ...shared(descriptionsOf(newStackSchema), newConsumerSchema.shape),
});

const shared = (texts: Record<string, string>, others: object): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([key]) => key in others));

const withPrefix = (prefix: string, texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, prefix + text]));

/** Runs `new` by its arguments: makes a stack file, plans it, and writes it where it plans. */
export async function newCommand(root: string, args: readonly string[], output: Output): Promise<number> {
  const parser = commandOf(output, args);
  parser.parse([...args], { from: "user" });
  const { kind, needs: file, ask, print = false, json = false, ...said } = parser.opts<NewOptions>();
  const given = {
    ...(file === undefined ? {} : readYaml(file)),
    ...readFlags(NEW_FORMS, Object.keys(DESCRIPTIONS()), said),
  };
  const wanted: Wanted = { kind, name: parser.args[0], given };
  const {
    name,
    kind: made = "service",
    given: raw,
  } = ask || Object.keys(given).length === 0 ? await asked(root, wanted, { ask, print }) : wanted;
  const answers = answersOrMistakes(root, { kind: made, name, given: raw }, print);
  const { makeStack } = await import("./newStack");
  const stack = await withProgress(output.stderr, (said) => makeStack(root, name ?? "new", answers, said));
  const path = `Pulumi.${name ?? "new"}.yaml`;
  if (!print) writeFile(join(root, path), stack.text, true);
  if (json) output.stdout.write(`${JSON.stringify(await newDocument(stack, path, !print), null, 2)}\n`);
  else await tell(name ?? "new", stack, { path, print }, output);
  return 0;
}

/** What was said so far. */
export interface Wanted {
  kind?: StackKind | undefined;
  name?: string | undefined;
  given: Answers;
}

const VALUES = "Values are YAML, but for the short forms above. docs/new.md has examples.";

function commandOf(output: Output, words: readonly string[]): Command {
  const parser = new Command("ha-tcp new")
    .description("Writes the file of a new stack, and plans it. Without a flag it asks, at a terminal.")
    .argument("[name]", "the stack's name: its file is Pulumi.NAME.yaml")
    .addOption(
      new Option("--kind <kind>", "a service, or a consumer of one by PrivateLink. Default: service").choices(
        STACK_KINDS,
      ),
    )
    .addOption(
      fileOption(
        "--needs <file>",
        "the answers, from a YAML file whose keys are the flags below in camel case; a flag goes before it",
      ),
    )
    .option("--ask", "ask at the terminal for what is not said")
    .option("--print", "print the file on stdout, and all else on stderr; write nothing")
    .option("--json", "what was written and why, for machines; with --print nothing is written", false)
    .addHelpText("after", () => wrapped(`\n${VALUES}`));
  addAnswerFlags(parser, DESCRIPTIONS(), NEW_FORMS);
  return withCommons(parser, output, words, NEW_EXAMPLE);
}

/** At a terminal the person is asked; else what is missing is a mistake among the others. */
async function asked(
  root: string,
  wanted: Wanted,
  { ask = false, print }: { ask?: boolean | undefined; print: boolean },
): Promise<Wanted> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    if (ask) throw new FileError("--ask needs a terminal. Say the answers by flags, or by --needs FILE.");
    return wanted;
  }
  const [{ dialogue }, { terminal }] = await Promise.all([import("./dialogue"), import("../questions/terminal")]);
  return dialogue(terminal({ input: process.stdin, output: process.stderr }), wanted, (name) =>
    nameMistake(root, name, print),
  );
}

/** @throws FileError with every mistake in the name and the answers. */
function answersOrMistakes(root: string, { kind = "service", name, given }: Wanted, print: boolean): NewAnswers {
  const ofName = print && name === undefined ? undefined : nameMistake(root, name, print);
  const reading = readAnswers(kind, given);
  if (reading.mistakes === undefined && !ofName) return reading.answers;
  const places = new Map<Mistake["path"], string>([
    ...(ofName ? [[ofName.path, NAME] as const] : []),
    ...(reading.mistakes ?? []).map((mistake) => [mistake.path, placeText(mistake)] as const),
  ]);
  const mistakes = [...(ofName ? [ofName] : []), ...(reading.mistakes ?? [])];
  const placeOf = (path: Mistake["path"]) => places.get(path) ?? "";
  throw new FileError(mistakesText("The new stack has", mistakes, placeOf), { mistakes, placeOf });
}

const NAME = "NAME";

/** What keeps a name from being that of a new stack. */
export function nameMistake(root: string, name: string | undefined, print = false): Mistake | undefined {
  if (name === undefined || !STACK_NAME.test(name))
    return {
      path: [NAME],
      value: name,
      allowed: "up to 100 letters, digits, hyphens, underscores and dots, no hyphen or dot first",
      fix: name === undefined ? "name the stack first: npm run new -- NAME" : "choose such a name",
    };
  const file = `Pulumi.${name}.yaml`;
  if (print || !existsSync(join(root, file))) return undefined;
  return {
    path: [NAME],
    value: name,
    allowed: `the name of a stack that has no file: ${file} exists, and is never overwritten`,
    fix: "choose another name, or print it beside: --print",
  };
}

/** The file, its plan, why it has its options, and what comes next. */
async function tell(
  name: string,
  { text, file, graph, chosen }: MadeStack,
  { path, print }: { path: string; print: boolean },
  output: Output,
): Promise<void> {
  const [{ planOf }, { renderPlan }] = await Promise.all([import("../plan/plan"), import("../plan/renderPlan")]);
  const told = [
    renderPlan(planOf(graph, file)),
    ...(chosen
      ? [`The advisor chose ${setName(chosen.options)}: ${chosen.why.join("; ")}. npm run advise compares all.`]
      : []),
    print ? `Nothing was written: ${path} is on stdout.` : `Wrote ${path}.`,
    ...(print ? [] : [nextSteps(name)]),
  ].join("\n\n");
  if (print) output.stdout.write(text);
  output[print ? "stderr" : "stdout"].write(`${wrapped(told)}\n`);
}

const nextSteps = (name: string): string =>
  [
    "Next:",
    `  npm run plan -- ${name}  # again, after each change to the file`,
    `  npm run pulumi -- stack init ${name} && npm run pulumi -- up  # README.md, Deploy it`,
  ].join("\n");
