import { Command, Option } from "commander";
import { pathText } from "../../config/mistakes";
import { needsMistakesText, parseNeeds, type RawNeeds } from "../../config/needs";
import { NEEDS_KEYS, needDescriptions } from "../../config/needsSchema";
import { FileError, readYaml } from "../../graph/stackFile";
import { ADVISE_EXAMPLE, fileOption, withCommons } from "../commandLine";
import { advise, chosenSet, newStackFile, writeStackFile } from "./advise";
import { NEEDS_FORMS, type ShortForms, flagOf, readFlags } from "../questions/needsText";
import type { Output } from "../output";
import { withProgress } from "../progress";
import { renderAdvice } from "./renderAdvice";
import { wrapped } from "../text/table";

interface AdviseOptions {
  needs?: string;
  ask?: boolean;
  json?: boolean;
  write?: string;
  set?: string;
  [need: string]: unknown;
}

/** Nothing meets the needs. */
const EXIT_NO_SET = 1;

/** Runs `advise` by its flags. Gives the status that the process is to end with. */
export async function adviseCommand(root: string, flags: readonly string[], output: Output): Promise<number> {
  const parser = commandOf(output, flags);
  parser.parse([...flags], { from: "user" });
  const { needs: file, ask, json, write, set, ...said } = parser.opts<AdviseOptions>();
  if (write !== undefined) newStackFile(root, write);
  const source = file === undefined ? "" : ` of ${file}`;
  const raw = { ...(file === undefined ? {} : readYaml(file)), ...readFlags(NEEDS_FORMS, NEEDS_KEYS, said) };
  const answered = ask || Object.keys(raw).length === 0 ? await answers(raw, ask) : raw;
  const parsed = parseNeeds(answered);
  if (parsed.mistakes)
    throw new FileError(needsMistakesText(source, parsed.mistakes), { mistakes: parsed.mistakes, placeOf: pathText });
  const view = await withProgress(output.stderr, (tell) => advise(root, parsed.needs, tell));
  const chosen = write !== undefined || set !== undefined ? chosenSet(view, set) : undefined;
  output.stdout.write(`${json ? JSON.stringify(view, null, 2) : renderAdvice(view, chosen)}\n`);
  if (write !== undefined && chosen) output.stderr.write(`${writeStackFile(root, write, chosen)}\n`);
  return view.ranked.length > 0 ? 0 : EXIT_NO_SET;
}

const VALUES = "Values are YAML, but for the short forms above. docs/choosing.md has a file of needs.";

function commandOf(output: Output, words: readonly string[]): Command {
  const parser = new Command("ha-tcp advise")
    .description("Ranks the sets of options that meet what a service needs. Without a flag it asks, at a terminal.")
    .addOption(
      fileOption(
        "--needs <file>",
        "what it needs, from a YAML file whose keys are the flags below in camel case; a flag goes before it",
      ),
    )
    .option("--ask", "ask at the terminal for what is not said")
    .option("--write <name>", "write the stack file of the first set as Pulumi.NAME.yaml")
    .addOption(
      new Option("--set <options>", "with --write or alone: the stack file of this set instead, such as nlb,ecs"),
    )
    .option("--json", "everything, for machines")
    .addHelpText("after", () => wrapped(`\n${VALUES}`));
  addAnswerFlags(parser, needDescriptions(), NEEDS_FORMS);
  return withCommons(parser, output, words, ADVISE_EXAMPLE);
}

/** A flag for each key, with what it says and an example of its short form. */
export function addAnswerFlags(
  parser: Command,
  descriptions: Readonly<Record<string, string>>,
  forms: ShortForms,
): void {
  for (const [key, description] of Object.entries(descriptions)) {
    const example = forms[key]?.example;
    parser.option(`${flagOf(key)} [value]`, `${description}${example === undefined ? "" : ` Such as ${example}.`}`);
  }
}

/** At a terminal the person is asked; else what is missing is a mistake among the others. */
async function answers(raw: RawNeeds, ask = false): Promise<RawNeeds> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    if (ask) throw new FileError("--ask needs a terminal. Say the needs by flags, or by --needs FILE.");
    return raw;
  }
  const [{ askNeeds }, { terminal }] = await Promise.all([
    import("../questions/needsQuestions"),
    import("../questions/terminal"),
  ]);
  return askNeeds(terminal({ input: process.stdin, output: process.stderr }), raw);
}
