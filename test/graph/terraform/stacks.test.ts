import { basename } from "node:path";
import { expect } from "chai";
import { type Graph, kindOf, referencesIn } from "../../../graph";
import { toTerraform } from "../../../graph/terraform";
import { NEWER_TYPES } from "../../../graph/terraform/newer";
import { stackFiles } from "../../../tools/replacement/recordedInputs";
import { recordStack } from "../../support/recording";

/** How many resources a document manages. */
function managed(graph: Graph): number {
  const own = graph.resources.filter(({ custom, external }) => custom && !external);
  return own.filter(({ type }) => type.startsWith("aws:") && !(type in NEWER_TYPES)).length;
}

/** What a document lacks, as the provider has it not yet: `VpcEndpointAssociation firewall-eu-west-1-endpoint-a`. */
const newer = (graph: Graph): string[] =>
  graph.resources.flatMap(({ type, name }) => (type in NEWER_TYPES ? [`${kindOf(type)} ${name}`] : [])).sort();

/** The same of those whose endpoints others refer to, by name. */
const endpoints = (graph: Graph): string[] =>
  newer(graph).flatMap((what) => /^VpcEndpointAssociation (\S+)$/.exec(what)?.[1] ?? []);

/** What the resources refer to in other stacks: a consumer to the service. */
const foreign = ({ resources, references = [] }: Graph): string[] => {
  const others = new Set(references.flatMap((each) => each.resources.map(({ name }) => name)));
  const labels = referencesIn(resources.map(({ inputs }) => inputs)).flatMap(({ kind, name, property }) =>
    others.has(name) ? [`${kind}_${name.replace("/", "_")}_${property}`] : [],
  );
  return [...new Set(labels)];
};

describe("the Terraform document of every stack and example", () => {
  const stacks = stackFiles();

  for (const stack of stacks)
    it(`${basename(stack)}: says all that the stack has, in the order of names`, async () => {
      const graph = await recordStack(stack);
      const { document, leftOut } = toTerraform(graph);
      const types = Object.keys(NEWER_TYPES).map(kindOf);
      const whole = leftOut.map(({ what }) => what).filter((what) => types.includes(what.split(" ")[0] ?? ""));
      expect(whole.sort()).to.deep.equal(newer(graph));
      expect(Object.keys(document["variable"] ?? {}).sort()).to.deep.equal(
        [...endpoints(graph).map((name) => `${name}_endpointId`), ...foreign(graph)].sort(),
      );
      // What a consumer has of the service is its name; all else is known now.
      expect(foreign(graph).length).to.equal(basename(stack) === "consumer.yaml" ? 1 : 0);
      const resources = document["resource"] as Record<string, Record<string, unknown>>;
      const names = Object.entries(resources).flatMap(([type, each]) =>
        Object.keys(each).map((name) => `${type}.${name}`),
      );
      expect(names).to.have.length(managed(graph));
      expect(Object.keys(resources)).to.deep.equal(Object.keys(resources).sort());
    });
});
