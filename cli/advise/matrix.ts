import { join } from "node:path";
import {
  MATRIX_NEEDS,
  MATRIX_SETS,
  type MatrixColumn,
  matrixColumn,
  matrixGaps,
  matrixRows,
  matrixShared,
  matrixSources,
} from "../../analysis/advice/matrix";
import { costFacts } from "../../analysis/advice/facts";
import { stackConfig } from "../../analysis/advice/stackConfig";
import { costOf } from "../../analysis/cost";
import { readStackText } from "../../graph";
import type { Option } from "../../plan/options";
import { setName } from "../../plan/optionSets";
import { LOAD_NAMES, LOADS, trafficOfLoad } from "../../plan/traffic";
import { stackFileText } from "../recording/stackFileText";
import type { Tell } from "../progress";
import { StackRecorder } from "../recording/stackRecorder";
import { pageWidth } from "../text/pageWidth";
import { section, table, wrapped } from "../text/table";

/** The architectures side by side, each taken from its plan: in groups. */
export async function matrix(
  root: string,
  progress: Tell = () => undefined,
  recorder = StackRecorder.of(root),
): Promise<MatrixColumn[][]> {
  const groups: MatrixColumn[][] = [];
  const count = MATRIX_SETS.flat().length;
  for (const sets of MATRIX_SETS) {
    const columns: MatrixColumn[] = [];
    for (const options of sets) {
      progress(`planning ${groups.flat().length + columns.length + 1} of ${count}: ${setName(options)}`);
      columns.push(await columnOf(root, options, recorder));
    }
    groups.push(columns);
  }
  return groups;
}

async function columnOf(root: string, options: readonly Option[], recorder: StackRecorder): Promise<MatrixColumn> {
  const text = stackFileText(stackConfig(MATRIX_NEEDS, options, "usual"), []);
  const graph = await recorder.graphOfConfig(readStackText(root, join(root, "Pulumi.advised.yaml"), text));
  return matrixColumn(graph, options, (load) => costFacts(costOf(graph, trafficOfLoad(load))));
}

export async function printMatrix(
  root: string,
  { json, markdown }: { json: boolean; markdown?: boolean },
  progress: Tell,
): Promise<string> {
  const groups = await matrix(root, progress);
  if (json) return JSON.stringify(groups.flat(), null, 2);
  if (!markdown) return matrixText(groups);
  const { matrixMarkdown } = await import("./matrixPages");
  return matrixMarkdown(groups);
}

const LABEL = 19;

/** So wide is a column, at least, with what separates it. */
const COLUMN = 26;

const besideLabel = (): number => pageWidth() - 2 - LABEL;

/** So many fit beside each other. */
const abreast = (): number => Math.max(1, Math.floor(besideLabel() / COLUMN));

export function matrixText(groups: readonly MatrixColumn[][]): string {
  const all = groups.flat();
  const fitting = abreast();
  const parts = Array.from({ length: Math.ceil(all.length / fitting) }, (_, index) =>
    all.slice(fitting * index, fitting * (index + 1)),
  );
  return [
    ...parts.map((columns) => columnsText(columns, all)),
    section(
      "Of all of them",
      wrapped(
        matrixNotes(all)
          .map((line) => `  ${line}`)
          .join("\n"),
      ),
    ),
    section("Loads, of each region", loadsText()),
    section(
      "Published figures",
      wrapped(
        matrixSources(all)
          .map((source) => `  ${source}`)
          .join("\n"),
      ),
    ),
  ].join("\n\n");
}

function columnsText(columns: readonly MatrixColumn[], all: readonly MatrixColumn[]): string {
  const width = Math.floor(besideLabel() / abreast()) - 2;
  return table(
    [{ title: "", width: LABEL }, ...columns.map(({ options }) => ({ title: options.join(", "), width }))],
    matrixRows(columns, all).map(({ requirement, cells }) => [requirement, ...cells]),
  );
}

const loadsText = (): string =>
  table(
    [{ title: "" }, ...LOAD_NAMES.map((name) => ({ title: name, align: "right" as const }))],
    (["newConnectionsPerSecond", "openConnections", "gbInPerMonth", "gbOutPerMonth"] as const).map((number) => [
      number,
      ...LOAD_NAMES.map((load) => LOADS[load][number].toLocaleString("en-US")),
    ]),
  );

/** What holds for all, and what the sums are of. */
export const matrixNotes = (columns: readonly MatrixColumn[]): string[] => [
  `Costs are of a month of 730 hours in ${MATRIX_NEEDS.regions.join(", ")}, at list prices, with what all have in common: instances or tasks in ${MATRIX_NEEDS.zones} zones, a NAT gateway in each, flow logs and alarms.`,
  ...matrixGaps(columns),
  ...matrixShared(columns).map((figure) => `Published of every way in: ${figure}.`),
];
