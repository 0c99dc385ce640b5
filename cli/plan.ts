import {
  addresses,
  components,
  consumers,
  findings,
  frontDoors,
  names,
  pathFaults,
  paths,
  subnets,
  summary,
} from "../analysis";
import type { Graph } from "../graph";
import { type PlanView, renderPlan } from "./renderPlan";
import { StackRecorder } from "./stackRecorder";

/** Runs the program of a stack (by name or by path of its file) offline, and of the stacks that it refers to. */
export async function planStack(
  root: string,
  stackOrPath: string,
  recorder = StackRecorder.of(root),
): Promise<{ graph: Graph; view: PlanView }> {
  const graph = await recorder.graphOfStack(stackOrPath);
  return {
    graph,
    view: {
      summary: summary(graph),
      addresses: addresses(graph),
      frontDoors: frontDoors(graph),
      names: names(graph),
      consumers: consumers(graph),
      components: components(graph),
      subnets: subnets(graph),
      paths: paths(graph),
      pathFaults: pathFaults(graph),
      findings: findings(graph),
    },
  };
}

/** The plans as text for people, or as JSON: one object for one stack, a list for several. */
export async function plan(root: string, stacks: readonly string[], json: boolean): Promise<string> {
  const recorder = StackRecorder.of(root);
  const plans = [];
  for (const stack of stacks) plans.push(await planStack(root, stack, recorder));
  if (!json) return plans.map(({ view }) => renderPlan(view)).join("\n\n\n");
  const documents = plans.map(({ graph, view }) => ({ ...view, graph }));
  return JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2);
}
