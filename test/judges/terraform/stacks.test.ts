import { basename } from "node:path";
import { expect } from "chai";
import type { Graph } from "../../../graph";
import { toTerraform } from "../../../graph/terraform";
import { NEWER_TYPES } from "../../../graph/terraform/newer";
import { stackFiles } from "../../../tools/replacement/recordedInputs";
import { type Workspace, runForOutput, workspaceBeside } from "../../../tools/terraform";
import { BASE, recordConfig, recordStack } from "../../support/recording";
import { type Document, type Said, planAll, validateAll } from "./modules";
import { workspaceOrSkip } from "./workspace";

const SECRET_WORKLOAD = {
  ...BASE,
  instances: { workload: { kind: "userData", userData: "#!/bin/bash\nexport KEY=hidden\n" } },
};

/** What that one is called among the stacks. */
const SECRET = "with-secrets";

const nameOf = (stack: string): string => basename(stack, ".yaml");

const mapValues = <A, B>(things: Readonly<Record<string, A>>, make: (thing: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(things).map(([key, thing]) => [key, make(thing)]));

/** How many resources a document manages. */
function managed(graph: Graph): number {
  const own = graph.resources.filter(({ custom, external }) => custom && !external);
  return own.filter(({ type }) => type.startsWith("aws:") && !(type in NEWER_TYPES)).length;
}

describe("the Terraform document of every stack and example", () => {
  const stacks = stackFiles();

  describe("as terraform sees it", () => {
    let planning: Workspace;
    let graphs: Record<string, Graph>;
    let validated: Said;
    let planned: Said;

    before(async function () {
      const validating = await workspaceOrSkip(this);
      planning = workspaceBeside(validating, "planning");
      graphs = Object.fromEntries(
        await Promise.all(stacks.map(async (stack) => [nameOf(stack), await recordStack(stack)] as const)),
      );
      const secret = await recordConfig(SECRET_WORKLOAD, { secretKeys: ["instances"] });
      const documents = mapValues({ ...graphs, [SECRET]: secret }, (graph) => toTerraform(graph).document);
      // A plan would ask AWS what data sources read.
      const readingNothing = mapValues(graphs, (graph) => toTerraform(graph, { withoutDataSources: true }).document);
      const beside = workspaceBeside(validating, "validating");
      [validated, planned] = await Promise.all([validateAll(beside, documents), planAll(planning, readingNothing)]);
    });

    for (const stack of stacks.map(nameOf))
      it(`${stack}: is valid, and plans to create each resource`, () => {
        expect(validated.mistakes[stack]).to.deep.equal([]);
        expect(planned.mistakes[stack]).to.deep.equal([]);
        expect(planned.created[stack]).to.equal(managed(graphs[stack]!));
      });

    it("a stack with secrets: is valid, and leaves them to variables", async () => {
      const graph = await recordConfig(SECRET_WORKLOAD, { secretKeys: ["instances"] });
      expect(toTerraform(graph).document["variable"]).to.have.all.keys("fleet-eu-west-1-template_user_data");
      expect(validated.mistakes[SECRET]).to.deep.equal([]);
    });

    it("a document with a mistake: is found, by its name", async () => {
      const { provider } = toTerraform(graphs["dev"]!).document;
      const wrong = (resource: object) => ({ provider, resource }) as Document;
      const documents = {
        unknown: wrong({ aws_eip: { a: { provider: "aws.aws-eu-west-1", colour: "red" } } }),
        refused: wrong({ aws_lb: { a: { provider: "aws.aws-eu-west-1", idle_timeout: 1, name: "internal-a" } } }),
        good: wrong({ aws_eip: { a: { provider: "aws.aws-eu-west-1" } } }),
      };
      const { mistakes } = await validateAll(planning, documents);
      expect(mistakes["good"]).to.deep.equal([]);
      expect(mistakes["unknown"]?.join()).to.match(/Extraneous JSON object property: .*"colour"/);
      expect(mistakes["refused"]?.join()).to.match(/name.* cannot begin with "internal-"/);
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
