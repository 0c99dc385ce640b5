import { run as runInProcess } from "../../cli/main";

export interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs a command in this process, and gives what it wrote. */
export async function run(...args: string[]): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  const status = await runInProcess(["node", "ha-tcp", ...args], {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
  });
  return { status, ...written };
}
