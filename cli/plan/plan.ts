import {
  type AddressRow,
  type Published,
  addresses,
  components,
  consumers,
  findings,
  frontDoors,
  names,
  pathFaults,
  paths,
  review,
  subnets,
  summary,
} from "../../analysis";
import { costOf, unknownRegions } from "../../analysis/cost";
import { publishedName } from "../../analysis/inventory/published";
import { FileError, type Graph, type StackFile, readStack } from "../../graph";
import { errorDocument, isUsersError } from "../errorText";
import { graphFor } from "../recording/graphFor";
import { offers } from "./offers";
import type { MonthCost, PlanView, PlannedAddress } from "./planView";
import type { Option } from "../../plan/options";
import { decodedConfig } from "../recording/otherSide";
import { renderPlan } from "./renderPlan";
import { StackRecorder } from "../recording/stackRecorder";
import { trafficOfStack } from "../recording/stackTraffic";
import { unusedSections } from "./unusedSections";

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
  const file = readStack(root, stackOrPath);
  const graph =
    state === undefined ? await recorder.graphOfConfig(file) : await graphFor(root, stackOrPath, { state, recorder });
  return { graph, view: planOf(graph, file) };
}

/** What a graph is, as a plan tells it, with what the stack's file says of addresses and traffic. */
export const planOf = (graph: Graph, file: StackFile): PlanView => ({
  summary: summary(graph),
  addresses: addresses(graph).map((row) => withPublished(withAddresses(row, graph), decodedConfig(file) as Published)),
  frontDoors: frontDoors(graph),
  names: names(graph),
  consumers: consumers(graph),
  components: components(graph),
  subnets: subnets(graph),
  paths: paths(graph),
  pathFaults: pathFaults(graph),
  findings: findings(graph),
  review: review(graph),
  cost: monthCost(graph, file),
  unusedSections: unusedSections(decodedConfig(file), summary(graph).options as Option[]),
});

/** An IPv6 address that is published is known by that: the program ends where the load balancer has another. */
function withPublished(row: AddressRow, config: Published): PlannedAddress {
  const published = publishedName(row, config);
  if (published === undefined) return row;
  return { ...row, published, ...(row.purpose === "publicIpv6" && { publicIps: [published] }) };
}

function monthCost(graph: Graph, file: StackFile): MonthCost {
  const unknown = unknownRegions(graph);
  if (unknown.length > 0) return { unknownRegions: unknown };
  const { month, unpriced } = costOf(graph, trafficOfStack(file));
  return { month, unpriced };
}

/** What a deployed stack has is known. */
const withAddresses = (row: AddressRow, { publicIps }: Graph): AddressRow => {
  const known = row.purpose === "publicIpv6" ? undefined : publicIps?.[row.name];
  return known ? { ...row, publicIps: [...known] } : row;
};

/** What was planned, and the stacks that cannot be. */
export interface Plans {
  text: string;
  failures: { stack: string; error: unknown }[];
}

/**
 * The plans as text for people, or as JSON: one object for one stack, a list for several. Of several, each that can be planned is; in
 * the list an error stands in the place of a plan that cannot be.
 *
 * @throws what keeps a stack alone from being planned.
 */
export async function plan(root: string, stacks: readonly string[], json: boolean, state?: string): Promise<Plans> {
  if (state !== undefined && stacks.length > 1) throw new FileError("--state is of one stack: give that one alone.");
  const recorder = StackRecorder.of(root);
  const results: Planned[] = [];
  for (const stack of stacks) {
    const result = await planned(root, stack, recorder, state);
    if ("error" in result && stacks.length === 1) throw result.error;
    results.push(result);
  }
  const failures = results.flatMap((each) => ("error" in each ? [each] : []));
  return { text: json ? await documents(results) : texts(results, state), failures };
}

type Planned = { stack: string; graph: Graph; view: PlanView } | { stack: string; error: unknown };

/** What only a programmer can mend ends the command. */
async function planned(root: string, stack: string, recorder: StackRecorder, state?: string): Promise<Planned> {
  try {
    return { stack, ...(await planStack(root, stack, recorder, state)) };
  } catch (error) {
    if (!(await isUsersError(error))) throw error;
    return { stack, error };
  }
}

const texts = (results: readonly Planned[], state?: string): string =>
  results
    .flatMap((each) =>
      "error" in each
        ? []
        : [`${renderPlan(each.view)}\n\n${offers({ stack: each.stack, ...(state !== undefined && { state }) })}`],
    )
    .join("\n\n\n");

async function documents(results: readonly Planned[]): Promise<string> {
  const all = await Promise.all(
    results.map(async (each) => ("error" in each ? errorDocument(each.error) : { ...each.view, graph: each.graph })),
  );
  return JSON.stringify(all.length === 1 ? all[0] : all, null, 2);
}
