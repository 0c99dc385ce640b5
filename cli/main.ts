import { Argument, Command, CommanderError, Option } from "commander";
import {
  NEW_EXAMPLE,
  addedTo,
  asksForJson,
  fileOption,
  parseMessage,
  sideOption,
  stackArgument,
  stacksArgument,
  withCommons,
} from "./commandLine";
import { errorDocument, errorText } from "./errorText";
import { type Output, printableOutput } from "./output";
import { addDraw, addReport } from "./pageCommands";
import type { PlanOptions } from "./planCommand";
import { withProgress } from "./progress";
import { ROOT, fileGiven } from "./standing";

/** What a stack can be exported as. */
const FORMATS = ["terraform"] as const;

/** Parses a command line and runs its command. Gives the status that the process is to end with. */
export async function run(argv: readonly string[], streams: Output): Promise<number> {
  const output = printableOutput(streams);
  const ending = { status: 0 };
  try {
    await commands(output, ending, argv).parseAsync([...argv]);
  } catch (error) {
    const isParsers = error instanceof CommanderError;
    // Help and version end so, too.
    if (isParsers && error.exitCode === 0) return 0;
    if (asksForJson(argv)) {
      const document = await errorDocument(isParsers ? new Error(parseMessage(error)) : error);
      output.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    } else if (!isParsers) output.stderr.write(`${await errorText(error)}\n`);
    return 1;
  }
  return ending.status;
}

/** What stands behind `npm run` to try a command. */
const COMMAND_EXAMPLES: Readonly<Record<string, string>> = {
  new: NEW_EXAMPLE,
  plan: "plan -- prod --to ecs",
  cost: "cost -- prod --to nlb,ecs",
  "what-if": "what-if -- prod --lose zone=eu-west-1a",
  report: "report -- prod -o prod.html",
  draw: "draw -- prod -o prod.svg",
  pictures: "pictures",
  export: "--silent export -- prod --format terraform > main.tf.json",
  forget: "--silent forget -- eu-west-2 state.json > without.json",
  schema: "schema",
  runbook: "runbook",
  matrix: "matrix",
};

/**
 * Each command loads what it needs, and no other waits for that.
 *
 * @param ending gets the status of a command that ends well and still has something to say by it.
 */
function commands({ stdout, stderr }: Output, ending: { status: number }, words: readonly string[]): Command {
  const cli = new Command("ha-tcp")
    .description("What a stack is, offline: no account, no engine")
    .enablePositionalOptions();
  addNew(cli, { stdout, stderr }, ending);
  addPlan(cli, { stdout, stderr }, ending);
  addCost(cli, stdout);
  addWhatIf(cli, { stdout, stderr });
  addReport(cli, { stdout, stderr });
  addDraw(cli, { stdout, stderr });
  cli
    .command("export")
    .description("print a stack as a document of another tool, and what is left out on stderr")
    .addArgument(stackArgument())
    .addOption(new Option("--format <format>", "whose document").choices(FORMATS).makeOptionMandatory())
    .action(async (stack: string) => {
      const { writeExport } = await import("./export");
      await writeExport(ROOT, stack, { stdout, stderr });
    });
  cli
    .command("forget")
    .description("print a stack's state without a region whose API does not answer, and what it was on stderr")
    .argument("<region>", "name of the region")
    .addArgument(new Argument("<state>", "path of what pulumi stack export has printed").argParser(fileGiven))
    .action(async (region: string, path: string) => {
      const { writeForgotten } = await import("./forget");
      writeForgotten(region, path, { stdout, stderr });
    });
  cli
    .command("schema")
    .description("write the JSON Schema of stack files and docs/config.md again")
    .action(async () => {
      const { writeSchema } = await import("./schema");
      stdout.write(`${writeSchema(ROOT)}\n`);
    });
  cli
    .command("runbook")
    .description("write docs/runbook.md again, from what the alarms say")
    .action(async () => {
      const { writeRunbook } = await import("./runbook");
      stdout.write(`${writeRunbook(ROOT)}\n`);
    });
  adviceCommands(cli, { stdout, stderr }, ending);
  for (const command of cli.commands)
    withCommons(command, { stdout, stderr }, words, COMMAND_EXAMPLES[command.name()] ?? command.name());
  return withCommons(cli, { stdout, stderr }, words, "plan -- dev");
}

function addNew(cli: Command, { stdout, stderr }: Output, ending: { status: number }): void {
  cli
    .command("new")
    .description("write the file of a new stack, by questions or by flags, and plan it: --help tells the flags")
    .argument("[arguments...]", "its name, and the answers")
    // Its flags are those of the answers, which other commands do not wait for.
    .helpOption(false)
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (args: string[]) => {
      const { newCommand } = await import("./new/newCommand");
      ending.status = await newCommand(ROOT, args, { stdout, stderr });
    });
}

function addPlan(cli: Command, { stdout, stderr }: Output, ending: { status: number }): void {
  cli
    .command("plan")
    .description("print the plan of each stack, or what moving one to another config does")
    .addArgument(stacksArgument())
    .option("--json", "everything, for machines", false)
    .addOption(new Option("--markdown", "a comment on a change, for GitHub or GitLab").conflicts("json"))
    .addOption(fileOption("--before <folder>", "with --markdown: the project as it was, to compare with"))
    .addOption(sideOption("--to", "compare with a config file, a stack, or options: nlb,ecs").conflicts("from"))
    .addOption(sideOption("--from", "the same the other way round: what the stack is now"))
    .addOption(
      fileOption("--state <file>", "what is deployed, out of what pulumi stack export has printed").conflicts([
        "markdown",
        "to",
        "from",
      ]),
    )
    .option("--allow-loss <address...>", "accept that this address is lost: eu-west-1c, eu-west-1c/egress, eipalloc-…")
    .action(async (stacks: string[], options: PlanOptions) => {
      const { planCommand } = await import("./planCommand");
      ending.status = await planCommand(stacks, options, { stdout, stderr });
    });
}

/** What to choose among the options. */
function adviceCommands(cli: Command, { stdout, stderr }: Output, ending: { status: number }): void {
  cli
    .command("advise")
    .description("rank the sets of options that meet what a service needs: --help tells the flags")
    .argument("[flags...]", "what it needs")
    // Its flags are those of the needs, which other commands do not wait for.
    .helpOption(false)
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (flags: string[]) => {
      const { adviseCommand } = await import("./advise/adviseCommand");
      ending.status = await adviseCommand(ROOT, flags, { stdout, stderr });
    });
  cli
    .command("matrix")
    .description("print what each architecture is and costs, to compare")
    .option("--json", "for machines", false)
    .addOption(new Option("--markdown", "as tables of a page").conflicts("json"))
    .addOption(new Option("--write", "write the tables of README.md and docs/choosing.md again").conflicts("json"))
    .action(async (options: { json: boolean; markdown?: boolean; write?: boolean }) => {
      const { printMatrix } = await import("./advise/matrix");
      const { writeMatrix } = await import("./advise/matrixPages");
      const text = await withProgress(stderr, (tell) =>
        options.write ? writeMatrix(ROOT, tell) : printMatrix(ROOT, options, tell),
      );
      stdout.write(`${text}\n`);
    });
}

function addCost(cli: Command, stdout: Output["stdout"]): void {
  cli
    .command("cost")
    .description("print what a month of a stack costs, or what another config of it would")
    .addArgument(stackArgument())
    .option("--json", "every line, for machines", false)
    .addOption(sideOption("--to", "compare with a config file, a stack, or options: nlb,ecs"))
    .addOption(fileOption("--state <file>", "what pulumi stack export has printed: what is deployed"))
    .action(async (stack: string, { json, ...options }: { json: boolean; to?: string; state?: string }) => {
      const { costView } = await import("./cost/cost");
      const view = await costView(ROOT, { stack, ...options });
      const { renderCost } = await import("./cost/renderCost");
      stdout.write(`${json ? JSON.stringify(view, null, 2) : renderCost(view)}\n`);
    });
}

function addWhatIf(cli: Command, { stdout, stderr }: Output): void {
  cli
    .command("what-if")
    .description("print what is left of a stack after each loss, or after some at once")
    .addArgument(stackArgument())
    .option(
      "--lose <what>",
      "what is lost, as zone=eu-west-1a; of several, all at once; without it each alone",
      addedTo,
    )
    .option("--pairs", "every pair, too: those that are worse than either alone", false)
    .option("--json", "everything, for machines", false)
    .addOption(fileOption("--state <file>", "what pulumi stack export has printed, instead of the plan"))
    .action(
      async (
        stack: string,
        { json, ...options }: { json: boolean; lose?: string[]; pairs: boolean; state?: string },
      ) => {
        const { whatIf } = await import("./whatIf/whatIf");
        const { renderWhatIf } = await import("./whatIf/renderWhatIf");
        const view = await withProgress(stderr, (tell) => whatIf(ROOT, stack, options, tell));
        stdout.write(`${json ? JSON.stringify(view, null, 2) : renderWhatIf(view)}\n`);
      },
    );
}
