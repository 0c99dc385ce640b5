import type { Context } from "mocha";
import { type Workspace, openWorkspace } from "../../../tools/terraform";
import { missing } from "../missing";

let opened: Promise<Workspace | undefined> | undefined;

/** One folder for all tests that need terraform, initialised once; gone with the process. */
function shared(): Promise<Workspace | undefined> {
  opened ??= openWorkspace().then((workspace) => {
    if (workspace) process.once("exit", workspace.remove);
    else missing("terraform 1.11 with its provider of AWS 5.100");
    return workspace;
  });
  return opened;
}

/** For a hook: the folder, or the tests of the hook's suite are skipped. */
export async function workspaceOrSkip(context: Context): Promise<Workspace> {
  const workspace = await shared();
  // Skipping throws. It is said why, and is a failure where the judges are required.
  return workspace ?? context.skip();
}
