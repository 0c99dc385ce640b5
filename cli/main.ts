import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Command, Option } from "commander";
import { FileError } from "../graph";
import { plan } from "./plan";
import { writeSchema } from "./schema";
import { wrapped } from "./table";

/** What a stack can be exported as. */
const FORMATS = ["terraform"] as const;

const ROOT = join(__dirname, "..");

/** Parses the command line and runs its command. Ends the process with 1 where that fails. */
export async function main(argv: string[]): Promise<void> {
  let ended = false;
  // Node ends quietly where nothing is left to wait for, even inside an await. A command that ends the process is no such end.
  process.once("beforeExit", () => {
    if (ended) return;
    process.stderr.write("The program waits for something that never comes.\n");
    process.exitCode = 1;
  });
  try {
    await commands().parseAsync(argv);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  } finally {
    ended = true;
  }
}

function commands(): Command {
  const cli = new Command("ha-tcp").description("What a stack is, offline: no account, no engine");
  cli
    .command("plan")
    .description("print the plan of each stack, or what moving one to another config does")
    .argument("<stack...>", "name of a stack, or path of its config file")
    .option("--json", "everything, for machines", false)
    .addOption(new Option("--to <what>", "compare with a config file, a stack, or options: nlb,ecs").conflicts("from"))
    .option("--from <what>", "the same the other way round: what the stack is now")
    .option("--allow-loss <address...>", "accept that this address is lost: eu-west-1c, eu-west-1c/egress, eipalloc-…")
    .action(async (stacks: string[], options: PlanOptions) => {
      process.stdout.write(`${await planOrSwitch(stacks, options)}\n`);
    });
  cli
    .command("export")
    .description("print a stack as a document of another tool, and what is left out on stderr")
    .argument("<stack>", "name of a stack, or path of its config file")
    .addOption(new Option("--format <format>", "whose document").choices(FORMATS).makeOptionMandatory())
    .action(async (stack: string) => {
      const { writeExport } = await import("./export");
      await writeExport(ROOT, stack, process);
    });
  cli
    .command("schema")
    .description("write the JSON Schema of stack files again")
    .action(() => {
      process.stdout.write(`${writeSchema(ROOT)}\n`);
    });
  return cli;
}

interface PlanOptions {
  json: boolean;
  to?: string;
  from?: string;
  allowLoss?: string[];
}

/** Where an address would be lost without leave, the process ends with this. */
const LOSS = 2;

async function planOrSwitch(stacks: readonly string[], options: PlanOptions): Promise<string> {
  const { json, to, from, allowLoss = [] } = options;
  if (to === undefined && from === undefined) {
    if (allowLoss.length > 0) throw new FileError("--allow-loss needs --to or --from.");
    return plan(ROOT, stacks, json);
  }
  const [stack, ...others] = stacks;
  if (stack === undefined || others.length > 0) throw new FileError("--to and --from compare with one stack.");
  // Loaded where it is needed: a plan of one stack need not wait for it to be transpiled.
  const { planSwitch } = await import("./switch");
  const { renderSwitch } = await import("./renderSwitch");
  const view = await planSwitch(ROOT, { stack, to, from, allowLoss });
  if (view.losses.length + view.unheld.length > 0) process.exitCode = LOSS;
  return json ? JSON.stringify(view, null, 2) : renderSwitch(view);
}

/** What the user can mend is told without a stack trace; what only a programmer can, with one. */
function explain(error: unknown): string {
  if (pulumi.RunError.isInstance(error) || error instanceof FileError) return wrapped(error.message);
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? error.message;
}
