import type { Context } from "mocha";
import { openWorkspace, type Workspace } from "../../tools/terraform";

let opened: Promise<Workspace | undefined> | undefined;

/** One folder for all tests that need terraform, initialised once; gone with the process. */
function shared(): Promise<Workspace | undefined> {
  opened ??= openWorkspace().then((workspace) => {
    if (workspace) process.once("exit", workspace.remove);
    else process.stderr.write("terraform, or its provider of AWS, is not found: tests that need it are skipped\n");
    return workspace;
  });
  return opened;
}

/** For a hook: the folder, or the tests of the hook's suite are skipped. */
export async function workspaceOrSkip(context: Context): Promise<Workspace> {
  const workspace = await shared();
  // Skipping throws.
  return workspace ?? context.skip();
}
