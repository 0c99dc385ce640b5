import type { Change, Condition, EdgeKind } from "../../analysis/picture/diagram";

/** Parts of a picture that have a colour. */
export type Ink =
  | "ground"
  | "region"
  | "vpc"
  | "tier"
  | "box"
  | "border"
  | "column"
  | "text"
  | "quiet"
  | EdgeKind
  | Change
  | Condition;

export type Theme = "light" | "dark";

/**
 * Hues as those of Okabe and Ito, which people with any of the usual colour vision deficiencies tell apart, made darker or lighter
 * until text in them has a contrast of 4.5 to what it stands on (WCAG 2.2, 1.4.3) and lines one of 3 (1.4.11).
 * https://jfly.uni-koeln.de/color/ and https://www.w3.org/TR/WCAG22/, read 2026-11-29.
 */
export const PALETTE: Record<Theme, Record<Ink, string>> = {
  light: {
    ground: "#ffffff",
    region: "#f5f7fa",
    vpc: "#ffffff",
    tier: "#edf2f8",
    box: "#ffffff",
    border: "#667180",
    column: "#9aa5b4",
    text: "#1a1f27",
    quiet: "#4a5361",
    client: "#0a58a6",
    consumer: "#7b3f9c",
    egress: "#a34500",
    name: "#00664d",
    serves: "#5c6673",
    comes: "#00664d",
    goes: "#a3270f",
    changes: "#805300",
    replaced: "#7b3f9c",
    lost: "#a3270f",
    silent: "#5c6673",
    less: "#805300",
  },
  dark: {
    ground: "#0d1117",
    region: "#131a23",
    vpc: "#0d1117",
    tier: "#1a2330",
    box: "#0d1117",
    border: "#8b97a6",
    column: "#5f6b7a",
    text: "#e8edf3",
    quiet: "#b3bdc9",
    client: "#6cb4ff",
    consumer: "#d3a6ff",
    egress: "#ffa45c",
    name: "#56d3ae",
    serves: "#a3aeba",
    comes: "#56d3ae",
    goes: "#ff907c",
    changes: "#e6b84c",
    replaced: "#d3a6ff",
    lost: "#ff907c",
    silent: "#a3aeba",
    less: "#e6b84c",
  },
};

/** How a picture gets its colours: `light` or `dark` for good, `auto` as who looks at it prefers, or `page` by the CSS variables of a page around it. */
export type Colours = Theme | "auto" | "page";

/** A CSS variable of a page that holds a colour of its picture: `--picture-client`. */
export const variableOf = (ink: Ink): string => `--picture-${ink}`;

/** Declarations of all those variables, for a rule of the page's. */
export function variables(theme: Theme): string {
  return Object.entries(PALETTE[theme])
    .map(([ink, colour]) => `${variableOf(ink as Ink)}:${colour};`)
    .join("");
}

/** Rules that colour what has been drawn in light colours: by the classes that `fill` and `stroke` of svg.tsx give. */
export function styleSheet(colours: Colours): string | undefined {
  const rules = (colourOf: (ink: Ink) => string) =>
    (Object.keys(PALETTE.light) as Ink[])
      .map((ink) => `.f-${ink}{fill:${colourOf(ink)}}.s-${ink}{stroke:${colourOf(ink)}}`)
      .join("");
  if (colours === "auto") return `@media (prefers-color-scheme:dark){${rules((ink) => PALETTE.dark[ink])}}`;
  if (colours === "page") return rules((ink) => `var(${variableOf(ink)},${PALETTE.light[ink]})`);
  return undefined;
}
