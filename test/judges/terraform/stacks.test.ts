import { basename } from "node:path";
import { expect } from "chai";
import type { Graph } from "../../../graph";
import { toTerraform } from "../../../graph/terraform";
import { NEWER_TYPES } from "../../../graph/terraform/newer";
import { stackFiles } from "../../../tools/replacement/recordedInputs";
import { type Workspace, runForOutput, workspaceBeside } from "../../../tools/terraform";
import { BASE, recordConfig, recordStack } from "../../support/recording";
import { workspaceOrSkip } from "./workspace";

const SECRET_WORKLOAD = {
  ...BASE,
  instances: { workload: { kind: "userData", userData: "#!/bin/bash\nexport KEY=hidden\n" } },
};

/** How many resources a document manages. */
function managed(graph: Graph): number {
  const own = graph.resources.filter(({ custom, external }) => custom && !external);
  return own.filter(({ type }) => type.startsWith("aws:") && !(type in NEWER_TYPES)).length;
}

describe("the Terraform document of every stack and example", () => {
  const stacks = stackFiles();

  describe("as terraform sees it", () => {
    let validating: Workspace;
    let planning: Workspace;

    before(async function () {
      validating = await workspaceOrSkip(this);
      planning = workspaceBeside(validating, "planning");
    });

    for (const stack of stacks)
      it(`${basename(stack)}: is valid, and plans to create each resource`, async () => {
        const graph = await recordStack(stack);
        validating.write("main.tf.json", toTerraform(graph).document);
        planning.write("main.tf.json", toTerraform(graph, { withoutDataSources: true }).document);
        const [valid, planned] = await Promise.all([
          validating.run("validate", "-no-color"),
          planning.run("plan", "-refresh=false", "-lock=false", "-input=false", "-no-color"),
        ]);
        validating.clear();
        planning.clear();
        expect({ status: valid.status, said: valid.stderr }).to.deep.equal({ status: 0, said: "" });
        expect({ status: planned.status, said: planned.stderr }).to.deep.equal({ status: 0, said: "" });
        expect(valid.stdout).to.equal("Success! The configuration is valid.\n\n");
        expect(/Plan: .*/.exec(planned.stdout)?.[0]).to.equal(
          `Plan: ${managed(graph)} to add, 0 to change, 0 to destroy.`,
        );
      });

    it("a stack with secrets: is valid, and leaves them to variables", async () => {
      const graph = await recordConfig(SECRET_WORKLOAD, { secretKeys: ["instances"] });
      const { document } = toTerraform(graph);
      expect(document["variable"]).to.have.all.keys("fleet-eu-west-1-template_user_data");
      validating.write("main.tf.json", document);
      const { status, stderr } = await validating.run("validate", "-no-color");
      validating.clear();
      expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    });

    it("texts: mean what they are", async () => {
      const texts = [
        "${a}",
        "$${a}",
        "$$${a}",
        "%{b}",
        "%%{b}",
        "$",
        "%",
        "$$",
        "${Eip:x}",
        '"',
        "\\",
        "\n",
        "${HOME:-a.b}",
      ];
      const outputs = { list: texts, keys: Object.fromEntries(texts.map((text) => [text, text])) };
      planning.write(
        "main.tf.json",
        toTerraform({ project: "p", stack: "s", resources: [], invokes: [], outputs }).document,
      );
      await runForOutput(planning, "plan", "-refresh=false", "-lock=false", "-input=false", "-out=plan");
      const shown = JSON.parse(await runForOutput(planning, "show", "-json", "plan")) as {
        planned_values: { outputs: Record<string, { value: unknown }> };
      };
      planning.clear();
      const { list, keys } = shown.planned_values.outputs;
      expect(list?.value).to.deep.equal(outputs.list);
      expect(keys?.value).to.deep.equal(outputs.keys);
    });
  });
});
