import { type Graph, GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";
import type { Grade } from "../../plan/monitoring/alarm";
import { RUNBOOK, type RunbookText, entryOf } from "../../plan/monitoring/runbook";
import { COMPOSITE_ALARM, actionsOf, alarmsOf } from "./alarms";
import { type AlarmsCondition, type MetricCondition, conditionOf } from "./alarmConditions";

/** An alarm, who hears of it, and what to do. */
export interface AlarmRow {
  /** Logical name. */
  name: string;
  region: string;
  /** What it is about: `eu-west-1a, instances of front-eu-west-1`. Left out where it has no entry in the runbook. */
  subject?: string;
  /**
   * `page` wakes somebody, `ticket` is for the next working day: by the topics that it tells, or else as the runbook grades it. Left out where
   * nobody hears of it: what the runbook says is the rule, and the stack may have graded it otherwise.
   */
  grade?: Grade;
  /** Whether anybody hears of it, by itself or by an alarm that tells in its place. */
  heard: boolean;
  /** Logical names of the alarms that tell in its place. */
  toldBy: string[];
  when: MetricCondition | AlarmsCondition;
  /** Its own description. */
  description: string;
  /** What the runbook says. Left out where AWS acts on it, and no people. */
  runbook?: RunbookText;
}

/**
 * The alarms of a stack: those that wake somebody first, then those that people hear of, then those that nobody hears as the runbook grades
 * them, then what AWS acts on; by region and name.
 */
export function alarmRows(graph: Graph): AlarmRow[] {
  const index = GraphIndex.of(graph);
  const composites = index.ofType(COMPOSITE_ALARM);
  return alarmsOf(index)
    .map((node) => rowOf(index, node, composites))
    .map((row) => ({ row, key: orderOf(row) }))
    .sort((one, other) => one.key.localeCompare(other.key))
    .map(({ row }) => row);
}

const RANKS: Readonly<Record<Grade, number>> = { page: 0, ticket: 1 };

const orderOf = ({ grade, runbook, region, name, when }: AlarmRow): string =>
  [grade ? RANKS[grade] : runbook ? 2 + RANKS[runbook.grade] : 4, region, when.kind === "alarms" ? 0 : 1, name].join(
    " ",
  );

function rowOf(index: GraphIndex, node: ResourceNode, composites: readonly ResourceNode[]): AlarmRow {
  const description = String(node.inputs["alarmDescription"]);
  const entry = entryOf(description);
  const runbook = entry && RUNBOOK[entry];
  const tellers = actionsOf(node).length > 0 ? [] : composites.filter((each) => tellsOf(each, node));
  const heard = runbook !== undefined && (actionsOf(node).length > 0 || tellers.length > 0);
  const grade = heard ? (gradeOf([node, ...tellers]) ?? runbook.grade) : undefined;
  return {
    name: node.name,
    region: index.regionOf(node) ?? "",
    ...(runbook && { subject: description.slice(0, description.indexOf(`: ${runbook.means}`)), runbook }),
    ...(grade && { grade }),
    heard,
    toldBy: tellers.map(({ name }) => name),
    when: conditionOf(node),
    description,
  };
}

/** Whether an alarm tells somebody when another rings, whatever else rings: it rings when any of its alarms does. */
const tellsOf = (composite: ResourceNode, alarm: ResourceNode): boolean => {
  const rule = composite.inputs["alarmRule"];
  const named = referencesIn(rule).some(({ kind, name }) => name === alarm.name && alarm.type.endsWith(`:${kind}`));
  return named && actionsOf(composite).length > 0 && !String(rule).includes(" AND ");
};

const TOPIC = /-(page|ticket)$/;

/** By the names of the topics that the stack makes. Of others nothing tells for which grade they are. */
function gradeOf(tellers: readonly ResourceNode[]): Grade | undefined {
  const topics = tellers.flatMap((node) => referencesIn(actionsOf(node))).filter(({ kind }) => kind === "Topic");
  const grades = topics.map(({ name }) => TOPIC.exec(name)?.[1]);
  return grades.includes("page") ? "page" : grades.includes("ticket") ? "ticket" : undefined;
}
