import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { costOf } from "../analysis/cost";
import { after, losses, pairs } from "../analysis/failures";
import { table } from "../cli/text/table";
import { type Graph, type RecordArgs, record } from "../graph";
import { trafficOfLoad } from "../plan/traffic";
import { median } from "./median";
import { RUNS, spawn } from "./processes";

/** What prod needs. All sets of options are planned for it, and ranked. */
const NEEDS = ["--regions", "eu-west-1", "--zones", "3", "--hostname", "tcp.example.com", "--dns-zone", "example.com"];

const PNG = join(tmpdir(), `ha-tcp-bench-${process.pid}.png`);

const COMMANDS: readonly [name: string, args: readonly string[]][] = [
  ["cost prod", ["cost", "prod"]],
  ["what-if prod", ["what-if", "prod"]],
  ["what-if prod --pairs", ["what-if", "prod", "--pairs"]],
  ["draw prod, as SVG", ["draw", "prod"]],
  ["draw prod, as PNG", ["draw", "prod", "-o", PNG]],
  ["report prod", ["report", "prod"]],
  ["report prod --to ecs", ["report", "prod", "--to", "ecs"]],
  ["advise, for what prod needs", ["advise", ...NEEDS]],
  ["matrix", ["matrix"]],
];

/** Each command in turn with a plan of prod. */
export function besidePlan(): string {
  const plan = () => spawn(["cli/run.cjs", "plan", "prod"]);
  plan();
  const rows = COMMANDS.map(([name, args]): [string, string, string] => {
    const runs = Array.from({ length: RUNS }, () => [spawn(["cli/run.cjs", ...args]), plan()] as const);
    return [
      name,
      median(runs.map(([own]) => own)).toFixed(2),
      median(runs.map(([own, base]) => own / base)).toFixed(2),
    ];
  });
  rmSync(PNG);
  return table(
    [{ title: "" }, { title: "seconds", align: "right" }, { title: "plan of prod = 1", align: "right" }],
    rows,
  );
}

/** Of each graph what its cost, each loss and each pair of losses take, in a process that is warm. */
export async function growthOfAnalyses(all: readonly RecordArgs[]): Promise<string> {
  const rows: (string | number)[][] = [];
  for (const args of all) {
    const graph = await record(args);
    const single = losses(graph);
    const pairCount = (single.length * (single.length - 1)) / 2;
    const cost = timed(graph, (each) => costOf(each, trafficOfLoad("small")));
    const alone = timed(graph, (each) => single.map((loss) => after(each, [loss])));
    const both = timed(graph, (each) => pairs(each));
    rows.push([
      graph.resources.length,
      perUnit(cost, graph.resources.length),
      single.length,
      perUnit(alone, single.length),
      pairCount,
      perUnit(both, pairCount),
    ]);
  }
  const right = (title: string) => ({ title, align: "right" as const });
  return table(["resources", "cost, µs each", "losses", "µs each", "pairs", "µs each"].map(right), rows);
}

const perUnit = (seconds: number, count: number): string => ((1e6 * seconds) / count).toFixed(0);

/** The median of some runs, each on a graph that nobody has asked anything. */
function timed(graph: Graph, ask: (graph: Graph) => unknown): number {
  const runs = Array.from({ length: RUNS + 1 }, () => {
    const fresh = { ...graph };
    const start = process.hrtime.bigint();
    ask(fresh);
    return Number(process.hrtime.bigint() - start) / 1e9;
  });
  // The first is not warm.
  return median(runs.slice(1));
}
