import { format } from "oxfmt";

/** A value as JSON, laid out as `npm run format` does. */
export async function formattedJson(value: unknown): Promise<string> {
  return (await format("table.json", JSON.stringify(value), { printWidth: 120 })).code;
}
