import * as pulumi from "@pulumi/pulumi";
import {
  type AddressRow,
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
import type { Mistake } from "../config/mistakes";
import { FileError, type Graph } from "../graph";
import { graphFor } from "./graphFor";
import { offers } from "./offers";
import { type PlanView, renderPlan } from "./renderPlan";
import { StackRecorder } from "./stackRecorder";

/**
 * The plan of a stack (by name or by path of its file) and of the stacks that it refers to: the program is run offline.
 *
 * @param state path of the stack's exported state, to read there what is deployed. Default: none.
 */
export async function planStack(
  root: string,
  stackOrPath: string,
  recorder = StackRecorder.of(root),
  state?: string,
): Promise<{ graph: Graph; view: PlanView }> {
  const graph = await graphFor(root, stackOrPath, { state, recorder });
  return { graph, view: planOf(graph) };
}

/** What a graph is, as a plan tells it. */
export const planOf = (graph: Graph): PlanView => ({
  summary: summary(graph),
  addresses: addresses(graph).map((row) => withAddresses(row, graph)),
  frontDoors: frontDoors(graph),
  names: names(graph),
  consumers: consumers(graph),
  components: components(graph),
  subnets: subnets(graph),
  paths: paths(graph),
  pathFaults: pathFaults(graph),
  findings: findings(graph),
});

/** What a deployed stack has is known. */
const withAddresses = (row: AddressRow, { publicIps }: Graph): AddressRow => {
  const known = row.purpose === "publicIpv6" ? undefined : publicIps?.[row.name];
  return known ? { ...row, publicIps: [...known] } : row;
};

/**
 * The plans of several stacks. Where some have mistakes, all of these are told, and no plan of the others is printed: the command fails,
 * and who reads a plan above its mistakes may take it for a good one.
 */
async function planStacks(
  root: string,
  stacks: readonly string[],
  recorder: StackRecorder,
  state?: string,
): Promise<{ graph: Graph; view: PlanView }[]> {
  const plans = [];
  const errors: Error[] = [];
  for (const stack of stacks)
    try {
      plans.push(await planStack(root, stack, recorder, state));
    } catch (error) {
      if (!isForUser(error)) throw error;
      errors.push(error);
    }
  const [first, ...others] = errors;
  if (first && others.length === 0) throw first;
  if (first)
    throw new FileError(errors.map(({ message }) => message).join("\n\n\n"), {
      mistakes: errors.flatMap((each) => ("mistakes" in each ? (each.mistakes as readonly Mistake[]) : [])),
    });
  return plans;
}

/** What the user can mend. */
const isForUser = (error: unknown): error is Error => pulumi.RunError.isInstance(error) || error instanceof FileError;

/** The plans as text for people, or as JSON: one object for one stack, a list for several. */
export async function plan(root: string, stacks: readonly string[], json: boolean, state?: string): Promise<string> {
  if (state !== undefined && stacks.length > 1) throw new FileError("--state is of one stack: give that one alone.");
  const recorder = StackRecorder.of(root);
  const plans = await planStacks(root, stacks, recorder, state);
  if (!json)
    return plans
      .map(
        ({ view }, place) =>
          `${renderPlan(view)}\n\n${offers({ stack: stacks[place] ?? "", ...(state !== undefined && { state }) })}`,
      )
      .join("\n\n\n");
  const documents = plans.map(({ graph, view }) => ({ ...view, graph }));
  return JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2);
}
