import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { ROOT } from "../support/recording";

describe("Pulumi.yaml", () => {
  const project = parse(readFileSync(join(ROOT, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;

  it("has the engine ask AWS what there is before each preview, update and destroy", () => {
    expect(project["options"]).to.deep.equal({ refresh: "always" });
  });

  it("transpiles at run time and starts at index.ts", () => {
    expect(project["main"]).to.equal("index.ts");
    expect(project["runtime"]).to.deep.equal({
      name: "nodejs",
      options: { typescript: false, nodeargs: "-r ts-node/register" },
    });
  });
});
