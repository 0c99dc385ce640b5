/**
 * Arguments that the SDK has and the provider of the mapping does not: they are left out of the document, and named. By the SDK's
 * type and the path of the argument; the value is the reason. What is in neither place stops the export.
 */
export const NEWER: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

/** Why an argument is left out; undefined where that is not foreseen. */
export function newerReason(type: string, path: string): string | undefined {
  return NEWER[type]?.[path];
}
