import { extname } from "node:path";
import { FileError } from "../../graph";
import type { Output } from "../output";
import { withProgress } from "../progress";
import { STREAM } from "../standing";
import { writeFile } from "../writeFile";
import { reportData } from "./reportData";

export interface ReportOptions {
  /** The data itself, for machines. */
  json: boolean;
  /** Path of the file to write. Default, and for `-`: stdout. */
  output?: string;
  /** A config file, a stack's name, or options, to compare with. Not with a state. */
  to?: string;
  /** Path of what `pulumi stack export` has printed. */
  state?: string;
}

/**
 * Writes a stack (by name or by path of its file) as one page that needs no other file, to stdout or into a file; to stderr what it does,
 * where that takes long.
 *
 * @throws FileError where a file cannot be read or written.
 */
export async function writeReport(
  root: string,
  stackOrPath: string,
  { json, output: path, to, state }: ReportOptions,
  { stdout, stderr }: Output,
): Promise<void> {
  const output = path === STREAM ? undefined : path;
  if (output !== undefined) checkName(output, json ? ".json" : ".html");
  const data = await withProgress(stderr, (tell) =>
    reportData(root, stackOrPath, state === undefined ? { to } : { state }, tell),
  );
  const document = json ? `${JSON.stringify(data, null, 2)}\n` : await page(data);
  if (output === undefined) {
    stdout.write(document);
    return;
  }
  writeFile(output, document);
  stderr.write(`wrote ${output}\n`);
}

async function page(data: Awaited<ReturnType<typeof reportData>>): Promise<string> {
  const { renderPage } = await import("./page/renderPage");
  return renderPage(data);
}

/** A browser takes a file for what its name says. */
function checkName(path: string, ending: string): void {
  const given = extname(path).toLowerCase();
  if (given === ending) return;
  const stem = path.slice(0, path.length - given.length);
  throw new FileError(
    [
      "-o has a mistake; nothing was written.",
      "",
      `  value    ${path}`,
      `  allowed  *${ending}`,
      `  fix      write ${stem}${ending}`,
    ].join("\n"),
  );
}
