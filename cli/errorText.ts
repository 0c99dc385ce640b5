import { FileError } from "../graph/stackFile";

/** What the user can mend is printed without a stack trace; what only a programmer can, with one. */
export async function errorText(error: unknown): Promise<string> {
  const pulumi = await import("@pulumi/pulumi");
  const { wrapped } = await import("./table");
  if (pulumi.RunError.isInstance(error) || error instanceof FileError) return wrapped(error.message);
  if (!(error instanceof Error)) return String(error);
  return error.stack ?? error.message;
}
