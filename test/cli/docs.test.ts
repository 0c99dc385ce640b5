import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { renderSwitch } from "../../cli/renderSwitch";
import { planSwitch } from "../../cli/switch";
import { ROOT } from "../support/recording";

describe("docs/switching.md", () => {
  it("shows what the command prints today", async () => {
    const page = readFileSync(join(ROOT, "docs", "switching.md"), "utf8");
    const printed = renderSwitch(await planSwitch(ROOT, { stack: "dev", to: "ecs", allowLoss: [] }));
    expect(page).to.include(`$ npm run plan -- dev --to ecs\n${printed}\n`);
  });
});
