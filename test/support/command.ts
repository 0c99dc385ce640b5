import { spawn } from "node:child_process";
import { ROOT } from "./recording";

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command as a process of its own. Colours are asked for, as a terminal or a CI may do. */
export function run(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, ["cli/run.cjs", ...args], {
    cwd: ROOT,
    env: { ...process.env, FORCE_COLOR: "1", NODE_OPTIONS: "", NODE_NO_WARNINGS: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => (texts[name] += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (status) => {
      resolve({ status, ...texts });
    });
  });
}
