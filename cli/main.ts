import { join } from "node:path";
import { Command, CommanderError, Option } from "commander";
import { FileError } from "../graph/stackFile";
import type { Theme } from "./draw/palette";
import { errorText } from "./errorText";

/** What a stack can be exported as. */
const FORMATS = ["terraform"] as const;

/** Colours of a picture. */
const THEMES: readonly Theme[] = ["light", "dark"];

const ROOT = join(__dirname, "..");

/** Where a command writes: the process's own streams, or a test's. */
export interface Output {
  stdout: { write: (text: string) => unknown };
  stderr: { write: (text: string) => unknown };
}

/** Runs the command of a command line as this process. */
export async function main(argv: string[]): Promise<void> {
  let ended = false;
  // Node ends quietly where nothing is left to wait for, even inside an await. A command that ends the process is no such end.
  process.once("beforeExit", () => {
    if (ended) return;
    process.stderr.write("The program waits for something that never comes.\n");
    process.exitCode = 1;
  });
  process.stdout.on("error", onWriteError);
  // Nobody reads what would be said of it.
  process.stderr.on("error", () => process.exit(1));
  const status = await run(argv, process);
  ended = true;
  process.exitCode ||= status;
}

/** Whoever reads may stop early, as `head` does; anything else that keeps the output from its reader is told. */
function onWriteError(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit();
  process.stderr.write(`The output cannot be written: ${error.message}\n`);
  process.exitCode = 1;
}

/** Parses a command line and runs its command. Gives the status that the process is to end with. */
export async function run(argv: readonly string[], output: Output): Promise<number> {
  const ending = { status: 0 };
  try {
    await commands(output, ending).parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    output.stderr.write(`${await errorText(error)}\n`);
    return 1;
  }
  return ending.status;
}

/**
 * Each command loads what it needs, and no other waits for that.
 *
 * @param ending gets the status of a command that ends well and still has something to say by it.
 */
function commands({ stdout, stderr }: Output, ending: { status: number }): Command {
  const cli = new Command("ha-tcp")
    .description("What a stack is, offline: no account, no engine")
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) });
  addPlan(cli, { stdout, stderr }, ending);
  addCost(cli, stdout);
  addWhatIf(cli, { stdout, stderr });
  addReport(cli, { stdout, stderr });
  addDraw(cli, { stdout, stderr });
  cli
    .command("export")
    .description("print a stack as a document of another tool, and what is left out on stderr")
    .argument("<stack>", "name of a stack, or path of its config file")
    .addOption(new Option("--format <format>", "whose document").choices(FORMATS).makeOptionMandatory())
    .action(async (stack: string) => {
      const { writeExport } = await import("./export");
      await writeExport(ROOT, stack, { stdout, stderr });
    });
  cli
    .command("forget")
    .description("print a stack's state without a region whose API does not answer, and what it was on stderr")
    .argument("<region>", "name of the region")
    .argument("<state>", "path of what pulumi stack export has printed")
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
  return cli;
}

function addPlan(cli: Command, { stdout, stderr }: Output, ending: { status: number }): void {
  cli
    .command("plan")
    .description("print the plan of each stack, or what moving one to another config does")
    .argument("<stack...>", "name of a stack, or path of its config file")
    .option("--json", "everything, for machines", false)
    .addOption(new Option("--markdown", "a comment on a change, for GitHub or GitLab").conflicts("json"))
    .addOption(new Option("--before <folder>", "with --markdown: the project as it was, to compare with"))
    .addOption(new Option("--to <what>", "compare with a config file, a stack, or options: nlb,ecs").conflicts("from"))
    .option("--from <what>", "the same the other way round: what the stack is now")
    .addOption(
      new Option("--state <file>", "what is deployed, out of what pulumi stack export has printed").conflicts([
        "markdown",
        "to",
        "from",
      ]),
    )
    .option("--allow-loss <address...>", "accept that this address is lost: eu-west-1c, eu-west-1c/egress, eipalloc-…")
    .action(async (stacks: string[], options: PlanOptions) => {
      const { text, status } = options.markdown
        ? await markdown(stacks, options, stderr)
        : await planOrSwitch(stacks, options);
      stdout.write(`${text}\n`);
      ending.status = status;
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
      const { adviseCommand } = await import("./adviseCommand");
      ending.status = await adviseCommand(ROOT, flags, { stdout, stderr });
    });
  cli
    .command("matrix")
    .description("print what each architecture is and costs, to compare")
    .option("--json", "for machines", false)
    .addOption(new Option("--markdown", "as tables of a page").conflicts("json"))
    .addOption(new Option("--write", "write the tables of README.md and docs/choosing.md again").conflicts("json"))
    .action(async (options: { json: boolean; markdown?: boolean; write?: boolean }) => {
      const progress = (line: string) => stderr.write(`${line} …\n`);
      const { printMatrix } = await import("./matrix");
      const { writeMatrix } = await import("./matrixPages");
      stdout.write(`${await (options.write ? writeMatrix(ROOT, progress) : printMatrix(ROOT, options, progress))}\n`);
    });
}

function addCost(cli: Command, stdout: Output["stdout"]): void {
  cli
    .command("cost")
    .description("print what a month of a stack costs, or what another config of it would")
    .argument("<stack>", "name of a stack, or path of its config file")
    .option("--json", "every line, for machines", false)
    .option("--to <what>", "compare with a config file, a stack, or options: nlb,ecs")
    .option("--state <file>", "what pulumi stack export has printed: what is deployed")
    .action(async (stack: string, { json, ...options }: { json: boolean; to?: string; state?: string }) => {
      const { costView } = await import("./cost");
      const view = await costView(ROOT, { stack, ...options });
      const { renderCost } = await import("./renderCost");
      stdout.write(`${json ? JSON.stringify(view, null, 2) : renderCost(view)}\n`);
    });
}

function addWhatIf(cli: Command, { stdout, stderr }: Output): void {
  cli
    .command("what-if")
    .description("print what is left of a stack after each loss, or after some at once")
    .argument("<stack>", "name of a stack, or path of its config file")
    .option(
      "--lose <what>",
      "what is lost, as zone=eu-west-1a; of several, all at once; without it each alone",
      addedTo,
    )
    .option("--pairs", "every pair, too: those that are worse than either alone", false)
    .option("--json", "everything, for machines", false)
    .option("--state <file>", "what pulumi stack export has printed, instead of the plan")
    .action(
      async (
        stack: string,
        { json, ...options }: { json: boolean; lose?: string[]; pairs: boolean; state?: string },
      ) => {
        const { whatIf } = await import("./whatIf");
        const { renderWhatIf } = await import("./renderWhatIf");
        const view = await whatIf(ROOT, stack, options, (text) => stderr.write(`${text}\n`));
        stdout.write(`${json ? JSON.stringify(view, null, 2) : renderWhatIf(view)}\n`);
      },
    );
}

function addReport(cli: Command, output: Output): void {
  cli
    .command("report")
    .description("write a page about a stack to hand round, which needs no other file")
    .argument("<stack>", "name of a stack, or path of its config file")
    .option("--json", "what the page says, for machines", false)
    .option("--to <what>", "with a switch to a config file, a stack, or options: nlb,ecs")
    .addOption(new Option("--state <file>", "what pulumi stack export has printed: what is deployed").conflicts("to"))
    .option("-o, --output <file>", "where to write it. Default: stdout")
    .action(async (stack: string, options: { json: boolean; to?: string; state?: string; output?: string }) => {
      const { writeReport } = await import("./report/report");
      await writeReport(ROOT, stack, options, output);
    });
}

function addDraw(cli: Command, output: Output): void {
  cli
    .command("draw")
    .description("draw a stack: its regions, zones and tiers, and the ways of packets between them")
    .argument("<stack>", "name of a stack, or path of its config file")
    .option("--to <what>", "what a switch does to it: to a config file, a stack, or options: nlb,ecs")
    .addOption(
      new Option("--lose <what>", "what still answers without it, as zone=eu-west-1a; of several, all at once")
        .argParser(addedTo)
        .conflicts("to"),
    )
    .addOption(new Option("--state <file>", "what pulumi stack export has printed: what is deployed").conflicts("to"))
    .addOption(
      new Option(
        "--theme <theme>",
        "colours on a light or a dark ground; without it, an SVG follows who looks at it",
      ).choices(THEMES),
    )
    .option("-o, --output <file>", "FILE.svg, FILE.png or FILE.mmd, instead of SVG on stdout")
    .action(
      async (
        stack: string,
        options: { to?: string; lose?: string[]; state?: string; theme?: Theme; output?: string },
      ) => {
        const { draw } = await import("./draw/draw");
        await draw(ROOT, stack, options, output);
      },
    );
  cli
    .command("pictures")
    .description("draw again what the README and docs/ show")
    .action(async () => {
      const { writePictures } = await import("./draw/pictures");
      await writePictures(ROOT, (line) => output.stdout.write(`${line}\n`));
    });
}

/** Of an option that may be said more than once. */
const addedTo = (value: string, others: readonly string[] = []): string[] => [...others, value];

interface PlanOptions {
  json: boolean;
  markdown?: boolean;
  before?: string;
  to?: string;
  from?: string;
  allowLoss?: string[];
  state?: string;
}

/** Where an address would be lost without leave, the process ends with this. */
const EXIT_ADDRESS_LOST = 2;

async function planOrSwitch(
  stacks: readonly string[],
  options: PlanOptions,
): Promise<{ text: string; status: number }> {
  const { json, to, from, before, allowLoss = [], state } = options;
  if (before !== undefined) throw new FileError("--before needs --markdown.");
  if (to === undefined && from === undefined) {
    if (allowLoss.length > 0) throw new FileError("--allow-loss needs --to or --from.");
    const { plan } = await import("./plan");
    return { text: await plan(ROOT, stacks, json, state), status: 0 };
  }
  const [stack, ...others] = stacks;
  if (stack === undefined || others.length > 0) throw new FileError("--to and --from compare with one stack.");
  const { planSwitch } = await import("./switch");
  const { renderSwitch } = await import("./renderSwitch");
  const view = await planSwitch(ROOT, { stack, to, from, allowLoss });
  const status = view.losses.length + view.unheld.length > 0 ? EXIT_ADDRESS_LOST : 0;
  if (json) return { text: JSON.stringify(view, null, 2), status };
  // Neither a picture nor a page looks back.
  const { offers } = await import("./offers");
  return { text: [renderSwitch(view), ...(to === undefined ? [] : [offers({ stack, to })])].join("\n\n"), status };
}

async function markdown(
  stacks: readonly string[],
  { to, from, before, allowLoss = [] }: PlanOptions,
  stderr: Output["stderr"],
): Promise<{ text: string; status: number }> {
  if (to !== undefined || from !== undefined)
    throw new FileError(
      "--markdown compares with the stack files of a folder: give --before instead of --to or --from.",
    );
  const { planMarkdown } = await import("./planMarkdown");
  const progress = (stack: string) => stderr.write(`planning ${stack} …\n`);
  const { text, failed, lost } = await planMarkdown(ROOT, { stacks, before, allowLoss }, progress);
  return { text, status: failed ? 1 : lost ? EXIT_ADDRESS_LOST : 0 };
}
