import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPLACEMENT_FILE, type ReplacementTable, type TypeEffects } from "../graph/terraform/replacementTable";
import { formattedJson } from "./json";
import { withCorrections } from "./replacement/corrections";
import { Prober } from "./replacement/prober";
import { type Inputs, recordedGraphs, recordedInputs } from "./replacement/recordedInputs";
import { typeEffectsOf } from "./replacement/rows";
import { topicsOf } from "./replacement/topics";
import { PROVIDER, VERSION, type Workspace, providerSchema, requireWorkspace } from "./terraform";

/** Writes graph/terraform/replacement.json again: all types in use, asked of the provider. Needs terraform, and no account. */
export async function main(): Promise<void> {
  const workspace = await requireWorkspace();
  try {
    const recorded = recordedInputs(await recordedGraphs());
    const types = await typeEffects(workspace, recorded, (text) => process.stderr.write(`${text} …\n`));
    const table: ReplacementTable = {
      provider: PROVIDER,
      version: VERSION,
      date: new Date().toISOString().slice(0, 10),
      types,
    };
    writeFileSync(join(__dirname, "..", REPLACEMENT_FILE), await replacementTableText(table));
    process.stdout.write(`wrote ${REPLACEMENT_FILE}\n`);
  } finally {
    workspace.remove();
  }
}

function replacementTableText(table: ReplacementTable): Promise<string> {
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
  const results = await new Prober(workspace, schema, progress).run(topics);
  const ofType = (type: string) => results.filter(({ topic }) => topic.type === type);
  return Object.fromEntries(types.map((type) => [type, withCorrections(type, typeEffectsOf(ofType(type)))]));
}
