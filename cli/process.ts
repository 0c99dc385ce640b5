import { run } from "./main";
import { setPageWidth, widthFor } from "./text/pageWidth";

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
  setPageWidth(widthFor(process.stdout.columns, process.env));
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
