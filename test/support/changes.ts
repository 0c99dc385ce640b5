import { expect } from "chai";
import { pathFaults } from "../../analysis/paths";
import { type Graph, type ResourceNode, kindOf } from "../../graph/graph";

/* Graphs with one thing changed, to see what notices it. */

export type Change = (graph: Graph) => Graph;

export const kept =
  (keep: (node: ResourceNode) => boolean): Change =>
  (graph) => ({ ...graph, resources: graph.resources.filter(keep) });

/** A component may have the name of a resource in it. */
const isIt = (each: ResourceNode, name: string, kind = kindOf(each.type)): boolean =>
  each.custom && each.name === name && kindOf(each.type) === kind;

/** Takes one resource out, which must be there. */
export const removed =
  (name: string): Change =>
  (graph) => {
    expect(graph.resources.filter((each) => each.name === name)).to.have.length(1);
    return kept((each) => each.name !== name)(graph);
  };

/** Other inputs of one resource, which must be there. A kind is needed where awsx gives several the same name: `Vpc`. */
export const edited =
  (name: string, edit: (inputs: Record<string, unknown>) => Record<string, unknown>, kind?: string): Change =>
  (graph) => {
    const wanted = graph.resources.filter((each) => isIt(each, name, kind));
    expect(wanted).to.have.length(1);
    const resources = graph.resources.map((each) =>
      wanted.includes(each) ? { ...each, inputs: edit(each.inputs) } : each,
    );
    return { ...graph, resources };
  };

export const added =
  (...nodes: ResourceNode[]): Change =>
  (graph) => {
    const provider = graph.resources.find(({ type }) => type === "pulumi:providers:aws")?.urn;
    return { ...graph, resources: [...graph.resources, ...nodes.map((each) => ({ ...each, provider }))] };
  };

export const all =
  (...changes: Change[]): Change =>
  (graph) =>
    changes.reduce((so_far, change) => change(so_far), graph);

export interface Entry {
  ruleNo: number;
}

export const withoutEntry = (acl: string, direction: "ingress" | "egress", ruleNo: number): Change =>
  edited(acl, (inputs) => {
    const entries = inputs[direction] as Entry[];
    expect(entries.map((each) => each.ruleNo)).to.include(ruleNo);
    return { ...inputs, [direction]: entries.filter((each) => each.ruleNo !== ruleNo) };
  });

/** `dropped | front-eu-west-1-sg | a b | client healthCheck`: the rule, the resource, the zones and kinds of ways, sorted. */
export const faultsIn = (graph: Graph): string[] =>
  pathFaults(graph)
    .map(({ rule, resource, zones, kinds }) =>
      [rule, resource, zones.map((zone) => zone.slice(-1)).join(" "), kinds.join(" ")].join(" | "),
    )
    .sort();
