import { alarmRows, type AlarmRow } from "../../analysis/inventory/alarmRows";
import { type Graph, kindOf, readStack } from "../../graph";
import type { ResourceChange } from "../../graph/resourceChange";
import { costOfGraphs, type CostView } from "../cost/cost";
import { graphFor } from "../recording/graphFor";
import { planOf } from "../plan/plan";
import type { PlanView } from "../plan/planView";
import { StackRecorder } from "../recording/stackRecorder";
import { type SwitchView, switchBetween } from "../switch/switch";
import { switchSides } from "../switch/switchSides";
import { eachLoss } from "../whatIf/whatIf";
import { type AllowListEntry, allowList } from "./allowList";
import { type LossMatrix, lossMatrix } from "./lossMatrix";
import { type Picture, pictureOf } from "./picture";

export type { AlarmRow, AllowListEntry, LossMatrix, Picture };

/** What becomes of one resource in a switch: of components and of what stays as it is, nothing is said. */
export interface ResourceChangeRow {
  name: string;
  /** `LoadBalancer` */
  type: string;
  action: Exclude<ResourceChange["action"], "keep">;
  /** The inputs that change. */
  inputs: string[];
}

/** What a switch does, as `plan --to` tells it. */
export interface SwitchReport extends Omit<SwitchView, "changes"> {
  changes: ResourceChangeRow[];
}

/** All that a report says: what the page needs, and nothing of the stack itself. Survives JSON as it is. */
export interface ReportData {
  project: string;
  stack: string;
  /** `service`, or a `consumer`'s, which has no addresses or alarms of its own. */
  kind: "service" | "consumer";
  /** Whether it tells what is deployed, and not what a file plans. */
  deployed: boolean;
  plan: PlanView;
  /** With a switch: of both sides, marked. */
  picture: Picture;
  /** Clients' addresses first. */
  allowList: AllowListEntry[];
  /** Left out where there is nothing to lose. */
  whatIf?: LossMatrix;
  /** With a switch it has the other side's, too. */
  cost: CostView;
  /** Those that wake somebody first. */
  alarms: AlarmRow[];
  /** With `--to`. */
  switch?: SwitchReport;
}

/** Without either: what the stack's file plans. */
export type ReportArgs =
  /** A config file, a stack's name, or options, to compare with. */
  | { to?: string; state?: never }
  /** Path of what `pulumi stack export` has printed: what is deployed, in place of what would be. */
  | { to?: never; state?: string };

/**
 * Gathers what a report says of a stack (by name or by path of its file), each thing once from one recording.
 *
 * @param onProgress hears what is done next.
 * @throws FileError where a file cannot be read, or the other side is none.
 */
export async function reportData(
  root: string,
  stackOrPath: string,
  { to, state }: ReportArgs = {},
  onProgress: (text: string) => void = () => undefined,
): Promise<ReportData> {
  const file = readStack(root, stackOrPath);
  onProgress(`planning ${file.stack}`);
  const recorder = StackRecorder.of(root);
  const sides = to === undefined ? undefined : await switchSides(root, { stack: stackOrPath, to }, recorder);
  const graph =
    sides?.from.graph ?? (await graphFor(root, stackOrPath, { recorder, ...(state !== undefined && { state }) }));
  if (sides) onProgress(`comparing it with ${to}`);
  const comparison = sides && (await switchBetween(sides, { to, allowLoss: [] }));
  onProgress("drawing");
  const picture = await pictureOf(graph, sides && comparison && { graph: sides.to.graph, changes: comparison.changes });
  const plan = planOf(graph, file);
  return {
    project: file.project,
    stack: file.stack,
    kind: plan.summary.kind,
    deployed: state !== undefined,
    plan,
    picture,
    allowList: allowList(plan.addresses),
    ...whatIfEntry(graph, plan),
    cost: costOfGraphs({ file, graph }, sides && { file: sides.other, graph: sides.to.graph }),
    alarms: alarmRows(graph),
    ...(comparison && { switch: switchReport(comparison) }),
  };
}

function whatIfEntry(graph: Graph, { addresses }: PlanView): Pick<ReportData, "whatIf"> {
  const view = eachLoss(graph);
  return view.outcomes.length === 0 ? {} : { whatIf: lossMatrix(view, addresses) };
}

/** Of providers and components nothing is said, which AWS does not have, nor of what stays. */
function switchReport({ changes, ...view }: SwitchView): SwitchReport {
  const rows = changes.flatMap(({ name, type, action, inputs }): ResourceChangeRow[] =>
    action === "keep" || !type.startsWith("aws:")
      ? []
      : [{ name, type: kindOf(type), action, inputs: inputs.map(({ path }) => path) }],
  );
  return { ...view, changes: rows };
}
