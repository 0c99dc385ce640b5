import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";

/** The code of a canary, as the bucket and the canary take it. */
export interface CanaryCode {
  /** Where it lies in the bucket. Another script lies elsewhere, so that the canary sees that it is another. */
  key: string;
  /** The archive, in base64. */
  contentBase64: string;
  /** The function that Synthetics calls. */
  handler: string;
}

/** The first moment that an archive can say, in whatever time zone: the same script is the same archive. */
const noTime = (): Date => new Date(1980, 0, 1);

/** That Unix made the entry, and that everybody may read it: what says nothing of it nobody may. */
const READABLE = { os: 3, attrs: 0o644 << 16 } as const;

/**
 * An archive of one script in CommonJS that exports `handler`. `name`: of the file, without its ending.
 * Source: docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CanaryCodeInput.html (folders, handler)
 */
export function canaryCode(name: string, script: string): CanaryCode {
  const digest = createHash("sha256").update(script).digest("hex").slice(0, 12);
  const archive = zipSync(
    { [`nodejs/node_modules/${name}.js`]: [strToU8(script), READABLE] },
    { mtime: noTime(), level: 9 },
  );
  return {
    key: `code/${name}-${digest}.zip`,
    contentBase64: Buffer.from(archive).toString("base64"),
    handler: `${name}.handler`,
  };
}
