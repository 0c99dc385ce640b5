import { Argument, type Command, type CommanderError, Option } from "commander";
import { version } from "../package.json";
import type { Output } from "./output";
import { pageWidth } from "./text/pageWidth";
import { fileGiven, pathGiven, stackGiven, stacksGiven } from "./standing";
import { command } from "./text/table";

/** What commands have in common. A path is taken as seen from where its writer stands. */
const NAMED = "name of a stack, or path of its config file";

export const stackArgument = (): Argument => new Argument("<stack>", NAMED).argParser(stackGiven);

export const stacksArgument = (): Argument => new Argument("<stack...>", NAMED).argParser(stacksGiven);

/** `--to <what>`, `--from <what>` */
export const sideOption = (flag: string, description: string): Option =>
  new Option(`${flag} <what>`, description).argParser(stackGiven);

/** Of a file or folder that is read: `--state <file>`. */
export const fileOption = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(fileGiven);

export const outputOption = (description: string): Option =>
  new Option("-o, --output <file>", description).argParser(pathGiven);

/** Whether errors are to be JSON, too: a command line that cannot be parsed has no better sign of it. */
export const asksForJson = (words: readonly string[]): boolean => words.includes("--json");

/**
 * What every command has: an end that is thrown, its text where the output goes, its version, and an example.
 *
 * @param example what stands behind `npm run`.
 */
export function withCommons(parser: Command, { stdout, stderr }: Output, words: readonly string[], example: string) {
  return (
    parser
      .exitOverride()
      .version(version, "-V, --version", "print the version of the program")
      // Else descriptions of a narrow page are not wrapped at all.
      .configureHelp({ minWidthToWrap: 20 })
      .configureOutput({
        getOutHelpWidth: pageWidth,
        getErrHelpWidth: pageWidth,
        writeOut: (text) => stdout.write(text),
        // For machines it is said once, on stdout.
        writeErr: (text) => (asksForJson(words) ? undefined : stderr.write(text)),
      })
      .addHelpText("after", () => `\n${exampleText(`npm run ${example}`)}`)
  );
}

function exampleText(text: string): string {
  const line = `Example: ${text}`;
  return line.length <= pageWidth() ? line : `Example:\n${command(text, 2)}`;
}

/** Of `advise`, whose flags are parsed on their own. */
export const ADVISE_EXAMPLE = "advise -- --regions eu-west-1 --hostname tcp.example.com --dns-zone example.com";

/** Of `new`, in the same way. */
export const NEW_EXAMPLE = "new -- test --port 7000 --allowed-clients 198.51.100.0/24";

/** What a command line that cannot be parsed has, without the prefix that terminals get. */
export const parseMessage = ({ message }: CommanderError): string => message.replace(/^error: /, "");

/** Of an option that may be said more than once. */
export const addedTo = (value: string, others: readonly string[] = []): string[] => [...others, value];
