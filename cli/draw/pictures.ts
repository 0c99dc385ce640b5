import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { layoutOf } from "../../analysis/picture/layoutOf";
import { diagramFor } from "./diagramFor";
import { measure } from "./measure";
import type { Colours } from "./palette";
import { toSvg } from "./svg";
import { writeFile } from "../writeFile";

/** Pictures of the README and of docs/: of which stack, and in which colours. */
export const PICTURES: readonly { file: string; stack: string; colours: Colours }[] = [
  // GitHub tells a page's theme to <picture>, and to an image only the system's.
  { file: "docs/pictures/dev-light.svg", stack: "dev", colours: "light" },
  { file: "docs/pictures/dev-dark.svg", stack: "dev", colours: "dark" },
  ...["nlb", "accelerator", "firewall", "private-link", "ecs"].map((name) => ({
    file: `docs/pictures/${name}.svg`,
    stack: `examples/${name}.yaml`,
    colours: "auto" as const,
  })),
];

/** The text of a file that shows a stack. */
export async function pictureText(root: string, stack: string, colours: Colours): Promise<string> {
  const path = stack.endsWith(".yaml") ? join(root, stack) : stack;
  return `${toSvg(await layoutOf(await diagramFor(root, path, {}), measure), colours)}\n`;
}

/** Draws each of them again. */
export async function writePictures(root: string, onWritten: (line: string) => void): Promise<void> {
  for (const { file, stack, colours } of PICTURES) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFile(path, await pictureText(root, stack, colours));
    onWritten(`wrote ${file}`);
  }
}
