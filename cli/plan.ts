import { addresses, findings, frontDoors, inventory, pathFaults, paths, subnets, summary } from "../analysis";
import { readStack, record, type Graph } from "../graph";
import program from "../index";
import { renderPlan, type PlanView } from "./renderPlan";

/** Runs the program of a stack (by name or by path of its file) offline. */
export async function planStack(root: string, stackOrPath: string): Promise<{ graph: Graph; view: PlanView }> {
  const graph = await record({ program: program, ...readStack(root, stackOrPath) });
  return {
    graph,
    view: {
      summary: summary(graph),
      addresses: addresses(graph),
      frontDoors: frontDoors(graph),
      components: inventory(graph),
      subnets: subnets(graph),
      paths: paths(graph),
      pathFaults: pathFaults(graph),
      findings: findings(graph),
    },
  };
}

/** The plans as text for people, or as JSON: one object for one stack, a list for several. */
export async function plan(root: string, stacks: readonly string[], json: boolean): Promise<string> {
  const plans = [];
  for (const stack of stacks) plans.push(await planStack(root, stack));
  if (!json) return plans.map(({ view }) => renderPlan(view)).join("\n\n\n");
  const documents = plans.map(({ graph, view }) => ({ ...view, graph }));
  return JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2);
}
