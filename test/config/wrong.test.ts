import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { parse } from "yaml";
import { loadConfig } from "../../config/load";
import { MistakesError } from "../../config/mistakesError";
import { withRuntimeState } from "../../config/pulumiRuntime";
import { onePerPath } from "../../config/mistakes";
import { FileError, readStackText } from "../../graph";
import { ROOT } from "../support/recording";

const FOLDER = join(__dirname, "wrong");

/** A stack file, whole or by what is another in the smallest one, and what the program says of it. */
interface Wrong {
  what: string;
  file?: string;
  options?: string;
  service?: string;
  region?: string;
  /** Further keys of `config`, as lines. */
  more?: string;
  says: string;
}

const textOf = ({ file, options = "[nlb]", service = "port: 5000", region, more = "" }: Wrong): string =>
  file ??
  [
    "config:",
    `  ha-tcp:options: ${options}`,
    `  ha-tcp:service: { ${service} }`,
    "  ha-tcp:regions:",
    `    eu-west-1: { ${region ?? "zones: [a, b], cidr: 10.20.0.0/16"} }`,
    ...more.split("\n").map((line) => (line === "" ? "" : `  ${line}`)),
  ].join("\n");

/** All that is said of a text, without the line that counts. */
async function saidOf(text: string): Promise<string> {
  try {
    const { config, placeOf, mistakes = [], secretKeys } = readStackText(ROOT, join(ROOT, "wrong.yaml"), text);
    return await withRuntimeState(() => {
      pulumi.runtime.setAllConfig(config, secretKeys);
      try {
        loadConfig();
      } catch (error) {
        if (!(error instanceof MistakesError)) throw error;
        throw new MistakesError("wrong", onePerPath([...mistakes, ...error.mistakes])).located(placeOf);
      }
      throw mistakes.length === 0 ? new Error("it is right") : new MistakesError("wrong", mistakes);
    });
  } catch (error) {
    if (!(error instanceof MistakesError) && !(error instanceof FileError)) throw error;
    return `${error.message.split("\n").slice(2).join("\n")}\n`;
  }
}

describe("a wrong stack file", () => {
  for (const name of readdirSync(FOLDER))
    for (const wrong of parse(readFileSync(join(FOLDER, name), "utf8")) as Wrong[])
      it(wrong.what, async () => {
        expect(await saidOf(textOf(wrong)), `wrong/${name}, “${wrong.what}”`).to.equal(wrong.says);
      });
});
