import { monitoringName } from "../../names";
import { isUrl } from "../runbook";
import { consoleUrl } from "./console";
import type { Row } from "./layout";
import { type WatchedStack, regionsOf } from "./stack";
import { text } from "./widgets";

/** What it is, where to go on, and that it is not to be changed by hand. */
export function headingRow({ name, runbook, ...stack }: WatchedStack<string>): Row {
  const logged = regionsOf({ name, runbook, ...stack }).filter(([, { flowLogGroup }]) => flowLogGroup !== undefined);
  const logs = logged.map(
    ([region]) => `[${name}-${monitoringName(region)}](${consoleUrl(region, "logsV2:logs-insights")})`,
  );
  const lines = [
    `# ${name}`,
    `**What to do:** ${isUrl(runbook) ? `[runbook](${runbook})` : runbook}. A red line wakes somebody, an orange one is for tomorrow.`,
    ...(logs.length === 0
      ? []
      : [`**Who connects, who is rejected:** the saved queries of Logs Insights in ${logs.join(", ")}.`]),
    "Made by the stack's program: changes made here are lost.",
  ];
  return [text(lines.join("\n\n"), 5, 12)];
}
