import type { MistakeData } from "../config/mistakes";
import { FileError } from "../graph/fileError";

/** Whether it is something that the user can mend, and not only a programmer. */
export async function isUsersError(error: unknown): Promise<boolean> {
  if (error instanceof FileError) return true;
  const pulumi = await import("@pulumi/pulumi");
  return pulumi.RunError.isInstance(error);
}

/** What the user can mend is printed without a stack trace; what only a programmer can, with one. */
export async function errorText(error: unknown): Promise<string> {
  const { wrapped } = await import("./text/table");
  if (!(error instanceof Error)) return String(error);
  return (await isUsersError(error)) ? wrapped(error.message) : (error.stack ?? error.message);
}

/** What stands in place of a document for machines that there cannot be. */
export interface ErrorDocument {
  error: {
    message: string;
    /** Where it tells of any. */
    mistakes?: MistakeData[];
  };
}

export async function errorDocument(error: unknown): Promise<ErrorDocument> {
  const [{ mistakesOf }, { NAMESPACE }] = await Promise.all([import("../config/mistakes"), import("../config/schema")]);
  const mistakes = mistakesOf(error, NAMESPACE);
  return {
    error: {
      message: error instanceof Error ? error.message : String(error),
      ...(mistakes.length > 0 && { mistakes }),
    },
  };
}
