import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runbookPage } from "../plan/monitoring/runbook";

const RUNBOOK_FILE = "docs/runbook.md";

/** Writes the page that alarms lead to, of what the alarms themselves say. */
export function writeRunbook(root: string): string {
  writeFileSync(join(root, RUNBOOK_FILE), runbookPage());
  return `wrote ${RUNBOOK_FILE}`;
}
