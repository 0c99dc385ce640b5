import { dirname, join } from "node:path";
import { GlobalFonts, createCanvas, loadImage } from "@napi-rs/canvas";
import type { Layout } from "../../analysis/picture/layout";
import type { Theme } from "./palette";
import { toSvg } from "./svg";

/** Pixels of the file for each of the picture's, as screens with many have. */
const SCALE = 2;

/** A picture as a PNG file. Its font comes with the program, so that it looks alike on every machine. */
export async function toPng(layout: Layout, theme: Theme): Promise<Buffer> {
  loadFont();
  const image = await loadImage(Buffer.from(toSvg(layout, theme)));
  const canvas = createCanvas(layout.width * SCALE, layout.height * SCALE);
  const context = canvas.getContext("2d");
  context.scale(SCALE, SCALE);
  context.drawImage(image, 0, 0, layout.width, layout.height);
  return canvas.encode("png");
}

function loadFont(): void {
  if (GlobalFonts.has("Arimo")) return;
  const files = join(dirname(require.resolve("@fontsource/arimo/package.json")), "files");
  for (const weight of [400, 700])
    GlobalFonts.registerFromPath(join(files, `arimo-latin-${weight}-normal.woff`), "Arimo");
}
