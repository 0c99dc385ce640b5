import { type TerraformExport, toTerraform } from "../graph/terraform";
import type { Output } from "./output";
import { StackRecorder } from "./recording/stackRecorder";

/** A stack (by name or by path of its file) as a document of another tool, and what that cannot say. */
export async function exportStack(root: string, stackOrPath: string): Promise<TerraformExport> {
  return toTerraform(await StackRecorder.of(root).graphOfStack(stackOrPath));
}

/** The document goes to stdout, and a line for each thing that it leaves out to stderr. */
export async function writeExport(root: string, stackOrPath: string, { stdout, stderr }: Output): Promise<void> {
  const { document, leftOut } = await exportStack(root, stackOrPath);
  for (const { what, why } of leftOut) stderr.write(`left out: ${what}: ${why}\n`);
  stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
