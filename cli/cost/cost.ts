import {
  type BudgetOutlook,
  type Cost,
  type CostGroup,
  type Grouping,
  type Saving,
  budgetOf,
  costOf,
  groupsOf,
  savings,
  unknownRegions,
} from "../../analysis/cost";
import { FileError, type Graph, type StackFile, readStack } from "../../graph";
import { closestWord } from "../../plan/closestWord";
import { REGION_NAMES } from "../../plan/regions";
import type { Traffic } from "../../plan/traffic";
import { graphFor } from "../recording/graphFor";
import { readOtherSide } from "../recording/otherSide";
import { StackRecorder } from "../recording/stackRecorder";
import { trafficOfStack } from "../recording/stackTraffic";

export interface CostArgs {
  /** Stack name, or path of a config file. */
  stack: string;
  /** A config file, a stack's name, or options, to compare with. */
  to?: string;
  /** Path of what `pulumi stack export` has printed: what is deployed, in place of what would be. */
  state?: string;
}

/** What one graph costs. */
export interface CostSide extends Cost {
  options: string[];
  by: Record<Exclude<Grouping, "resource">, CostGroup[]>;
  /** Where the stack has one. */
  budget?: BudgetOutlook;
  savings: Saving[];
}

export interface CostView extends CostSide {
  project: string;
  stack: string;
  /** What it would cost, with `--to`. */
  to?: CostSide;
}

/** What a stack costs in a month; with `to`, what another config of it would. Its own traffic, unless that has its own. */
export async function costView(root: string, { stack, to, state }: CostArgs): Promise<CostView> {
  const recorder = StackRecorder.of(root);
  const own = readStack(root, stack);
  const graph = await graphFor(root, stack, { recorder, ...(state !== undefined && { state }) });
  if (to === undefined) return costOfGraphs({ file: own, graph });
  const other = readOtherSide(root, own, to);
  return costOfGraphs({ file: own, graph }, { file: other, graph: await recorder.graphOfConfig(other, [own.path]) });
}

/** A graph, and the file that says what traffic it has. */
interface CostSource {
  file: StackFile;
  graph: Graph;
}

/** What one graph costs, and another beside it. */
export function costOfGraphs({ file, graph }: CostSource, to?: CostSource): CostView {
  const { project, stack } = file;
  const side = costSide(graph, trafficOfStack(file));
  return { project, stack, ...side, ...(to && { to: costSide(to.graph, trafficOfStack(to.file)) }) };
}

function costSide(graph: Graph, traffic: Traffic): CostSide {
  const unknown = unknownRegions(graph);
  if (unknown.length > 0) throw new FileError(noPricesMessage(unknown));
  const cost = costOf(graph, traffic);
  const budget = budgetOf(graph, cost);
  return {
    options: (graph.outputs["options"] ?? []) as string[],
    ...cost,
    by: {
      region: groupsOf(cost.lines, "region"),
      layer: groupsOf(cost.lines, "layer"),
      option: groupsOf(cost.lines, "option"),
    },
    ...(budget && { budget }),
    savings: savings(graph, traffic, cost),
  };
}

/** What to do about regions that the price list has nothing of. */
export function noPricesMessage(regions: readonly string[]): string {
  const foreign = regions.filter((region) => !(REGION_NAMES as readonly string[]).includes(region));
  const suggestion = foreign.map((region) => closestWord(region, REGION_NAMES)).find((word) => word !== undefined);
  return [
    `No prices of ${regions.join(", ")} are known.`,
    ...(suggestion === undefined ? [] : [`Did you mean ${suggestion}?`]),
    ...(foreign.length > 0
      ? [`Give ${foreign.join(", ")} a row in plan/regions.ts, then fetch the prices:`]
      : ["Fetch them:"]),
    "npm run prices",
  ].join(" ");
}
