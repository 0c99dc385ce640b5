import { join } from "node:path";
import { shared } from "../config/editor/shared";
import { stackFileSchema } from "../config/jsonSchema";
import { writeFile } from "./writeFile";

export const SCHEMA_FILE = "config/stack.schema.json";

/** The text of the JSON Schema file that stack files name in their first line. */
export function schemaText(): string {
  return `${JSON.stringify(shared(stackFileSchema()), null, 2)}\n`;
}

export function writeSchema(root: string): string {
  writeFile(join(root, SCHEMA_FILE), schemaText());
  return `wrote ${SCHEMA_FILE}`;
}
