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

const VALID = { status: 0, stdout: "Success! The configuration is valid.\n\n", stderr: "" };

type Named = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** What a document asks of AWS, and what it reads of the answers in which arguments: `aws_vpc_endpoint.policy aws_caller_identity.account_id`. */
function dataReads({
  data = {},
  resource = {},
  output,
}: {
  data?: Named;
  resource?: Named;
  output?: object;
}): string[] {
  const asked = Object.entries(data).flatMap(([type, named]) =>
    Object.values(named).map((given) => `${type}: ${Object.keys(given).sort().join()}`),
  );
  const read = [...Object.entries(data), ...Object.entries(resource)].flatMap(([type, named]) =>
    Object.values(named).flatMap((given) => readsIn(given, type)),
  );
  return [...asked, ...read, ...readsIn(output, "output")];
}

function readsIn(value: unknown, at: string): string[] {
  if (typeof value === "string")
    return [...value.matchAll(/\bdata\.(\w+)\.[\w-]+((?:\.\w+|\[\d+\])+)/g)].map(
      ([, type = "", path = ""]) => `${at} ${type}${path}`,
    );
  if (Array.isArray(value)) return value.flatMap((each) => readsIn(each, at));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => readsIn(each, at === "output" ? at : `${at}.${key}`));
}

describe("the Terraform document of every stack and example", () => {
  const stacks = stackFiles();

  describe("as terraform sees it", () => {
    let validating: Workspace;
    let planning: Workspace;
    /** What was found valid. A plan asks AWS nothing, and finds the rest. */
    const validReads = new Set<string>();

    before(async function () {
      validating = await workspaceOrSkip(this);
      planning = workspaceBeside(validating, "planning");
    });

    async function validated(document: object) {
      validating.write("main.tf.json", document);
      const { status, stdout, stderr } = await validating.run("validate", "-no-color");
      validating.clear();
      return { status, stdout, stderr };
    }

    for (const stack of stacks)
      it(`${basename(stack)}: is valid, and plans to create each resource`, async () => {
        const graph = await recordStack(stack);
        const { document } = toTerraform(graph);
        planning.write("main.tf.json", toTerraform(graph, { withoutDataSources: true }).document);
        const reads = dataReads(document).filter((each) => !validReads.has(each));
        const [planned, valid] = await Promise.all([
          planning.run("plan", "-refresh=false", "-lock=false", "-input=false", "-no-color"),
          reads.length > 0 ? validated(document) : VALID,
        ]);
        planning.clear();
        expect(valid).to.deep.equal(VALID);
        for (const each of reads) validReads.add(each);
        expect({ status: planned.status, said: planned.stderr }).to.deep.equal({ status: 0, said: "" });
        expect(/Plan: .*/.exec(planned.stdout)?.[0]).to.equal(
          `Plan: ${managed(graph)} to add, 0 to change, 0 to destroy.`,
        );
      });

    it("a stack with secrets: is valid, and leaves them to variables", async () => {
      const graph = await recordConfig(SECRET_WORKLOAD, { secretKeys: ["instances"] });
      const { document } = toTerraform(graph);
      expect(document["variable"]).to.have.all.keys("fleet-eu-west-1-template_user_data");
      expect(await validated(document)).to.deep.equal(VALID);
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
