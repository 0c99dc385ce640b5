import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Command } from "commander";
import { FileError } from "../graph";
import { plan } from "./plan";
import { writeSchema } from "./schema";

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
    .description("print the plan of each stack")
    .argument("<stack...>", "name of a stack, or path of its config file")
    .option("--json", "the whole graph, for machines", false)
    .action(async (stacks: string[], { json }: { json: boolean }) => {
      process.stdout.write(`${await plan(ROOT, stacks, json)}\n`);
    });
  cli
    .command("schema")
    .description("write the JSON Schema of stack files again")
    .action(() => {
      process.stdout.write(`${writeSchema(ROOT)}\n`);
    });
  return cli;
}

/** What the user can mend is told without a stack trace; what only a programmer can, with one. */
function explain(error: unknown): string {
  if (pulumi.RunError.isInstance(error) || error instanceof FileError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? error.message;
}
