import { FileError } from "../graph/fileError";
import type { Output } from "./output";
import { withProgress } from "./progress";
import { WIDTH, setPageWidth } from "./text/pageWidth";
import { ROOT, stackShown } from "./standing";

export interface PlanOptions {
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

/** Prints plans, or what a switch does. Gives the status that the process is to end with. */
export async function planCommand(stacks: readonly string[], options: PlanOptions, output: Output): Promise<number> {
  if (options.markdown) return markdown(stacks, options, output);
  if (options.before !== undefined) throw new FileError("--before needs --markdown.");
  if (options.to !== undefined || options.from !== undefined) return switching(stacks, options, output.stdout);
  return plans(stacks, options, output);
}

/** Each stack that can be planned is; then what is wrong with each of the others, on stderr (in a JSON list: in its place), and status 1. */
async function plans(
  stacks: readonly string[],
  { json, allowLoss = [], state }: PlanOptions,
  { stdout, stderr }: Output,
): Promise<number> {
  if (allowLoss.length > 0) throw new FileError("--allow-loss needs --to or --from.");
  const { plan } = await import("./plan/plan");
  const { text, failures } = await plan(ROOT, stacks, json, state);
  if (text !== "") stdout.write(`${text}\n`);
  if (failures.length === 0) return 0;
  if (json) return 1;
  const { errorText } = await import("./errorText");
  for (const { error } of failures) stderr.write(`${await errorText(error)}\n\n`);
  stderr.write(`Not planned: ${failures.map(({ stack }) => stackShown(stack)).join(", ")}\n`);
  return 1;
}

async function switching(
  stacks: readonly string[],
  { json, to, from, allowLoss = [] }: PlanOptions,
  stdout: Output["stdout"],
): Promise<number> {
  const [stack, ...others] = stacks;
  if (stack === undefined || others.length > 0) throw new FileError("--to and --from compare with one stack.");
  const { planSwitch } = await import("./switch/switch");
  const { renderSwitch } = await import("./switch/renderSwitch");
  const view = await planSwitch(ROOT, { stack, to, from, allowLoss });
  // Neither a picture nor a page looks back.
  const { offers } = await import("./plan/offers");
  const text = () => [renderSwitch(view), ...(to === undefined ? [] : [offers({ stack, to })])].join("\n\n");
  stdout.write(`${json ? JSON.stringify(view, null, 2) : text()}\n`);
  return view.losses.length + view.unheld.length > 0 ? EXIT_ADDRESS_LOST : 0;
}

async function markdown(
  stacks: readonly string[],
  { to, from, before, allowLoss = [] }: PlanOptions,
  { stdout, stderr }: Output,
): Promise<number> {
  if (to !== undefined || from !== undefined)
    throw new FileError(
      "--markdown compares with the stack files of a folder: give --before instead of --to or --from.",
    );
  const { planMarkdown } = await import("./markdown/planMarkdown");
  // Who reads it has no part in this terminal.
  setPageWidth(WIDTH);
  const { text, failed, lost } = await withProgress(stderr, (tell) =>
    planMarkdown(ROOT, { stacks, before, allowLoss }, (stack) => {
      tell(`planning ${stack}`);
    }),
  );
  stdout.write(`${text}\n`);
  return failed ? 1 : lost ? EXIT_ADDRESS_LOST : 0;
}
