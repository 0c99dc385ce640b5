import { spawnSync } from "node:child_process";
import { join } from "node:path";

export const ROOT = join(__dirname, "..");

/** How often what is timed is run; the median counts. */
export const RUNS = 3;

/** Seconds of a process of node, in a checkout. */
export function spawn(args: readonly string[], cwd = ROOT): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e9;
}
