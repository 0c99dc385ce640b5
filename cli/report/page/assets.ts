import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { transformSync } from "@swc/core";
import { type Ink, PALETTE, variableOf } from "../../draw/palette";

const find = createRequire(__filename).resolve;

/** In the order in which one goes before another: what the screen is like and what people wish come last. */
const STYLES = [
  "theme",
  "page",
  "header",
  "text",
  "controls",
  "tables",
  "marks",
  "entries",
  "code",
  "summary",
  "picture",
  "addresses",
  "cost",
  "alarms",
  "narrow",
  "preferences",
  "print",
] as const;

/** The page has the colours of its picture. */
export const pageStyles = (): string =>
  [
    `${pictureFonts()}:root{${pictureColours()}}`,
    ...STYLES.map((name) => readFileSync(join(__dirname, "styles", `${name}.css`), "utf8")),
  ].join("\n");

/** Of the letters that its texts are measured by, so that they fit on any machine. Signs that it does not have are of the next font. */
const pictureFonts = (): string =>
  [400, 700]
    .map((weight) => {
      const font = readFileSync(find(`@fontsource/arimo/files/arimo-latin-${weight}-normal.woff2`)).toString("base64");
      return `@font-face{font-family:Arimo;font-weight:${weight};src:url(data:font/woff2;base64,${font})}`;
    })
    .join("");

const pictureColours = (): string =>
  (Object.keys(PALETTE.light) as Ink[])
    .map((ink) => `${variableOf(ink)}:light-dark(${PALETTE.light[ink]},${PALETTE.dark[ink]});`)
    .join("");

/** The library that moves the picture, and the page's own script. */
export const pageScripts = (): string[] => [
  readFileSync(find("@panzoom/panzoom/dist/panzoom.min.js"), "utf8"),
  clientScript(),
];

/** In the order in which one needs another; the last one begins. */
const MODULES = [
  "elements",
  "theme",
  "copying",
  "scrolling",
  "panel",
  "boxes",
  "picture",
  "alarms",
  "folding",
  "contents",
  "main",
] as const;

/** The modules of `client/` as one script, each in a function of its own. */
function clientScript(): string {
  const modules = MODULES.map((name) => `${JSON.stringify(`./${name}`)}(exports,require){${transpiled(name)}}`);
  return [
    `const modules={${modules.join(",\n")}},loaded={};`,
    "const require=(name)=>{if(!loaded[name]){loaded[name]={};modules[name](loaded[name],require)}return loaded[name]};",
    `require("./${MODULES.at(-1) ?? ""}");`,
  ].join("\n");
}

function transpiled(name: string): string {
  const source = readFileSync(join(__dirname, "client", `${name}.ts`), "utf8");
  return transformSync(source, {
    configFile: false,
    swcrc: false,
    filename: `${name}.ts`,
    jsc: { parser: { syntax: "typescript" }, target: "es2022", minify: { compress: false, mangle: false } },
    module: { type: "commonjs" },
    minify: true,
  }).code;
}
