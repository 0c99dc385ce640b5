import { existsSync, statSync } from "node:fs";
import { dirname, extname } from "node:path";
import type { Diagram } from "../../analysis/picture/diagram";
import { layoutOf } from "../../analysis/picture/layoutOf";
import { FileError } from "../../graph";
import { closestWord } from "../../plan/closestWord";
import type { Output } from "../output";
import { type DiagramOptions, diagramFor } from "./diagramFor";
import { STREAM } from "../standing";
import { writeFile } from "../writeFile";
import { measure } from "./measure";
import { mermaidOf } from "./mermaid";
import type { Theme } from "./palette";
import { toPng } from "./png";
import { toSvg } from "./svg";

export interface DrawOptions extends DiagramOptions {
  /** Default: an SVG follows who looks at it, a PNG is light. */
  theme?: Theme;
  /** Path of a file, whose extension says as what. Default, and for `-`: SVG on stdout. */
  output?: string;
}

/** What a picture can be written as, by the extension of its file. */
const WRITERS: Record<string, (diagram: Diagram, theme: Theme | undefined) => Promise<string | Buffer>> = {
  ".svg": svgOf,
  ".png": async (diagram, theme = "light") => toPng(await layoutOf(diagram, measure), theme),
  ".mmd": (diagram) => Promise.resolve(mermaidOf(diagram)),
};

/** Draws a stack on stdout, or in a file, whose name stderr gets then. @throws FileError before anything is written. */
export async function draw(
  root: string,
  stack: string,
  options: DrawOptions,
  { stdout, stderr }: Output,
): Promise<void> {
  const output = options.output === STREAM ? undefined : options.output;
  const { theme } = options;
  const mistakes = mistakesIn({ theme, output });
  if (mistakes.length > 0) throw new FileError(mistakesText(mistakes));
  const write = WRITERS[output === undefined ? ".svg" : extensionOf(output)] ?? svgOf;
  const picture = await write(await diagramFor(root, stack, options), theme);
  if (output === undefined) {
    stdout.write(`${picture.toString()}\n`);
    return;
  }
  writeFile(output, typeof picture === "string" ? `${picture.trimEnd()}\n` : picture);
  stderr.write(`wrote ${output}\n`);
}

async function svgOf(diagram: Diagram, theme: Theme | undefined): Promise<string> {
  return toSvg(await layoutOf(diagram, measure), theme ?? "auto");
}

const extensionOf = (path: string): string => extname(path).toLowerCase();

interface Mistake {
  option: string;
  value: string;
  allowed: string;
  fix: string;
}

function mistakesIn({ output, theme }: Pick<DrawOptions, "output" | "theme">): Mistake[] {
  if (output === undefined) return [];
  const mistakes: Mistake[] = [];
  const known = Object.keys(WRITERS);
  const extension = extensionOf(output);
  const mistake = (allowed: string, fix: string) => mistakes.push({ option: "-o", value: output, allowed, fix });
  if (!known.includes(extension)) {
    const nearest = closestWord(extension, known) ?? ".svg";
    const base = extension === "" ? output : output.slice(0, -extension.length);
    const fix = output === "" ? "name a file, or leave out -o for SVG on stdout" : `write ${base}${nearest}`;
    mistake(`a file whose name ends in ${known.join(", ")}`, fix);
  }
  const folder = dirname(output);
  if (!existsSync(folder)) mistake("a file in a folder that exists", `create ${folder}, or name another`);
  else if (existsSync(output) && statSync(output).isDirectory()) mistake("a file", "name a file in this folder");
  if (extension === ".mmd" && theme !== undefined)
    mistakes.push({
      option: "--theme",
      value: theme,
      allowed: "nothing beside a file that ends in .mmd, which has no colours of its own",
      fix: "leave out --theme, or write an .svg or .png file",
    });
  return mistakes;
}

function mistakesText(mistakes: readonly Mistake[]): string {
  const count = mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`;
  const texts = mistakes.map(({ option, value, allowed, fix }) =>
    [`  ${option}`, `    value    ${value}`, `    allowed  ${allowed}`, `    fix      ${fix}`].join("\n"),
  );
  return [`The picture has ${count}:`, ...texts].join("\n\n");
}
