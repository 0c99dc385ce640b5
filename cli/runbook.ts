import { join } from "node:path";
import { runbookPage } from "../plan/monitoring/runbook";
import { writeFile } from "./writeFile";

const RUNBOOK_FILE = "docs/runbook.md";

/** Writes the page that alarms lead to, of what the alarms themselves say. */
export function writeRunbook(root: string): string {
  writeFile(join(root, RUNBOOK_FILE), runbookPage());
  return `wrote ${RUNBOOK_FILE}`;
}
