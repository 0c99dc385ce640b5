import { createHash } from "node:crypto";

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * Content Security Policy of a page that is whole: a browser runs these scripts and takes these style sheets, and nothing else, from nowhere.
 * The empty icon is what keeps it from asking for one.
 */
export const policyOf = ({ styles, scripts }: { styles: readonly string[]; scripts: readonly string[] }): string =>
  [
    "default-src 'none'",
    `style-src ${styles.map(hashOf).join(" ")}`,
    `script-src ${scripts.map(hashOf).join(" ")}`,
    "font-src data:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
