/*
 * How values of a stack file travel: the engine hands a mapping or a list over as JSON, and a lone value as its text.
 */

export function encodeValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function decodeValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
