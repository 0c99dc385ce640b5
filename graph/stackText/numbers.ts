import type { Words } from "./problems";

/**
 * Scalars without quotes that the engine reads by YAML 1.1, and this program, as most readers do, by YAML 1.2; and numbers that lose
 * what they are written with. What the engine makes of each: `pulumi config --json` of version 3.265.0.
 */
const AMBIGUOUS: readonly (readonly [RegExp, (text: string) => Words])[] = [
  [/^0[0-7_]+$/, octal],
  [
    /^0[\d_]+$/,
    (text) => ({
      allowed: "a number without a leading zero, which it would lose; or a text in quotes",
      fix: `write ${Number(text.replaceAll("_", ""))} for the number, or "${text}" in quotes for the text`,
    }),
  ],
  [
    /^[-+]?(\d[\d_]*_[\d_]*|0b[01_]+)$/,
    (text) => ({
      allowed: "a number in plain digits; or a text in quotes",
      fix: `write ${Number(text.replaceAll("_", ""))} for the number, or "${text}" in quotes for the text`,
    }),
  ],
  [
    /^\d{4}-\d\d?-\d\d?([Tt ].*)?$/,
    (text) => ({
      allowed: "a text in quotes: without, the engine takes it for a time and hands on another text",
      fix: `write "${text}", in quotes`,
    }),
  ],
];

function octal(text: string): Words {
  const digits = text.replaceAll("_", "");
  return {
    allowed: `a number without a leading zero: with it, the engine reads ${Number.parseInt(digits, 8)} (octal), other readers ${Number(digits)}`,
    fix: `write ${Number(digits)}; or "${text}" in quotes, where it is a text`,
  };
}

/** What is to be written instead of a scalar without quotes that is not the same to all who read it; undefined for every other. */
export const ambiguity = (text: string): Words | undefined => AMBIGUOUS.find(([form]) => form.test(text))?.[1](text);
