import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { EFFECTS_FILE, type Effects, type TypeEffects } from "../graph/terraform/effects";
import { corrected } from "./replacement/corrections";
import { Interview } from "./replacement/interview";
import { topicsOf } from "./replacement/questions";
import { recordedGraphs, recordedInputs, type Inputs } from "./replacement/recorded";
import { formattedJson } from "./json";
import { rowOf } from "./replacement/rows";
import { demandWorkspace, PROVIDER, providerSchema, VERSION, type Workspace } from "./terraform";

/** Writes graph/terraform/replacement.json again: all types in use, asked of the provider. Needs terraform, and no account. */
export async function main(): Promise<void> {
  const workspace = await demandWorkspace();
  try {
    const recorded = recordedInputs(await recordedGraphs());
    const types = await typeEffects(workspace, recorded, (text) => process.stderr.write(`${text} …\n`));
    const table: Effects = { provider: PROVIDER, version: VERSION, date: new Date().toISOString().slice(0, 10), types };
    writeFileSync(join(__dirname, "..", EFFECTS_FILE), await effectsText(table));
    process.stdout.write(`wrote ${EFFECTS_FILE}\n`);
  } finally {
    workspace.remove();
  }
}

export function effectsText(table: Effects): Promise<string> {
  return formattedJson(table);
}

/** The rows of the types, asked of the provider. `recorded` has literal inputs of each type. */
export async function typeEffects(
  workspace: Workspace,
  recorded: ReadonlyMap<string, readonly Inputs[]>,
  progress: (text: string) => void = () => undefined,
): Promise<Record<string, TypeEffects>> {
  const schema = await providerSchema(workspace);
  const types = [...recorded.keys()].sort();
  const topics = types.flatMap((type) => topicsOf(type, recorded.get(type) ?? []));
  const findings = await new Interview(workspace, schema, progress).findings(topics);
  const ofType = (type: string) => findings.filter(({ topic }) => topic.type === type);
  return Object.fromEntries(types.map((type) => [type, corrected(type, rowOf(ofType(type)))]));
}
