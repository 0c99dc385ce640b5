import { FileError } from "../graph/fileError";

/** Whether it is something that the user can mend, and not only a programmer. */
export async function isUsersError(error: unknown): Promise<boolean> {
  if (error instanceof FileError) return true;
  const pulumi = await import("@pulumi/pulumi");
  return pulumi.RunError.isInstance(error);
}

/** What the user can mend is printed without a stack trace; what only a programmer can, with one. */
export async function errorText(error: unknown): Promise<string> {
  const { wrapped } = await import("./table");
  if (!(error instanceof Error)) return String(error);
  return (await isUsersError(error)) ? wrapped(error.message) : (error.stack ?? error.message);
}

/** What stands in place of a document for machines that there cannot be. */
export interface ErrorDocument {
  error: { message: string };
}

export function errorDocument(error: unknown): ErrorDocument {
  return { error: { message: error instanceof Error ? error.message : String(error) } };
}
