import { join } from "node:path";
import { shared } from "../config/editor/shared";
import { stackFileSchema } from "../config/jsonSchema";
import { configPage } from "./configPage/page";
import { writeFile } from "./writeFile";

export const SCHEMA_FILE = "config/stack.schema.json";

/** The text of the JSON Schema file that stack files name in their first line. */
export function schemaText(): string {
  return `${JSON.stringify(shared(stackFileSchema()), null, 2)}\n`;
}

export const REFERENCE_FILE = "docs/config.md";

/**
 * Writes the schema for editors and the reference for readers, of the schema that the program uses.
 *
 * @param into the folder that gets them. Default: the project's, whose stack files are the examples.
 */
export function writeSchema(root: string, into = root): string {
  writeFile(join(into, SCHEMA_FILE), schemaText());
  writeFile(join(into, REFERENCE_FILE), configPage(root));
  return `wrote ${SCHEMA_FILE} and ${REFERENCE_FILE}`;
}
