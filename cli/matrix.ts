import { join } from "node:path";
import {
  MATRIX_NEEDS,
  MATRIX_SETS,
  type MatrixColumn,
  matrixColumn,
  matrixRows,
  matrixSources,
} from "../analysis/advice/matrix";
import { stackConfig } from "../analysis/advice/stackConfig";
import { costOf } from "../analysis/cost";
import { readStackText } from "../graph";
import type { Option } from "../plan/options";
import { setName } from "../plan/optionSets";
import { LOAD_NAMES, LOADS, trafficOfLoad } from "../plan/traffic";
import type { Progress } from "./advise";
import { stackFileText } from "./stackFileText";
import { StackRecorder } from "./stackRecorder";
import { WIDTH, section, table } from "./table";

/** The architectures side by side, each taken from its plan: in groups. */
export async function matrix(
  root: string,
  progress: Progress = () => undefined,
  recorder = StackRecorder.of(root),
): Promise<MatrixColumn[][]> {
  const groups: MatrixColumn[][] = [];
  for (const sets of MATRIX_SETS) {
    const columns: MatrixColumn[] = [];
    for (const options of sets) {
      progress(`planning ${setName(options)}`);
      columns.push(await columnOf(root, options, recorder));
    }
    groups.push(columns);
  }
  return groups;
}

async function columnOf(root: string, options: readonly Option[], recorder: StackRecorder): Promise<MatrixColumn> {
  const text = stackFileText(stackConfig(MATRIX_NEEDS, options, "usual"), []);
  const graph = await recorder.graphOfConfig(readStackText(root, join(root, "Pulumi.matrix.yaml"), text));
  return matrixColumn(graph, options, (load) => costOf(graph, trafficOfLoad(load)).month.total);
}

export async function printMatrix(
  root: string,
  { json, markdown }: { json: boolean; markdown?: boolean },
  progress: Progress,
): Promise<string> {
  const groups = await matrix(root, progress);
  if (json) return JSON.stringify(groups.flat(), null, 2);
  return markdown ? matrixMarkdown(groups) : matrixText(groups);
}

const LABEL = 14;

/** So many fit beside each other. */
const ABREAST = 3;

function matrixText(groups: readonly MatrixColumn[][]): string {
  const all = groups.flat();
  const parts = Array.from({ length: Math.ceil(all.length / ABREAST) }, (_, index) =>
    all.slice(ABREAST * index, ABREAST * (index + 1)),
  );
  return [
    ...parts.map(columnsText),
    section("Loads, of each region", loadsText()),
    section(
      "Published figures",
      matrixSources(all)
        .map((source) => `  ${source}`)
        .join("\n"),
    ),
  ].join("\n\n");
}

function columnsText(columns: readonly MatrixColumn[]): string {
  const width = Math.floor((WIDTH - 2 - LABEL) / ABREAST) - 2;
  return table(
    [{ title: "", width: LABEL }, ...columns.map(({ options }) => ({ title: options.join(", "), width }))],
    matrixRows(columns).map(({ requirement, cells }) => [requirement, ...cells]),
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

/** The same as tables of a page. */
export const matrixMarkdown = (groups: readonly MatrixColumn[][]): string =>
  groups
    .map((columns) => {
      const rows = matrixRows(columns).map(({ requirement, cells }) => [requirement, ...cells]);
      const head = ["", ...columns.map(({ options }) => options.map((name) => `\`${name}\``).join(" + "))];
      return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
    })
    .join("\n\n");
