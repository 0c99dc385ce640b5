import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "mocha";
import { missing } from "../missing";

/** A request that the stand-in got. */
export interface LoggedRequest {
  /** `network-firewall` */
  service: string;
  /** `CreateRuleGroup`; not there where no model could read it. */
  operation?: string;
  params?: Record<string, unknown>;
  /** What AWS's model says against it. */
  faults?: string[];
  /** Why no model could read it. */
  unread?: string;
}

/** A server that reads requests by AWS's models and answers them. Its code is stand_in.py. */
export interface StandIn {
  /** `http://127.0.0.1:40000` */
  url: string;
  /** What it got since it was last asked. */
  requests: () => LoggedRequest[];
  stop: () => void;
}

/** The codes of its errors. */
export const REFUSED = "RefusedByModel";
export const UNREAD = "UnreadByModel";

/** Python with what requirements.txt lists: what STAND_IN_PYTHON names, or that of a virtual environment in the user's cache. */
const python = (): string =>
  process.env["STAND_IN_PYTHON"] ??
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "ha-tcp", "stand-in", "bin", "python");

/** For a hook: the stand-in, or the tests of the hook's suite are skipped. */
export async function standInOrSkip(context: Context): Promise<StandIn> {
  const program = python();
  const standIn = existsSync(program) ? await start(program) : "no such file";
  if (typeof standIn !== "string") return standIn;
  missing(`${program} with what test/judges/wire/requirements.txt lists (${standIn})`);
  // It is said why, and is a failure where the judges are required.
  return context.skip();
}

/** The stand-in, or why it did not start. */
async function start(program: string): Promise<StandIn | string> {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-"));
  const log = join(folder, "requests.jsonl");
  const child = spawn(program, ["-B", join(__dirname, "stand_in.py"), log], { stdio: ["ignore", "pipe", "pipe"] });
  const stop = () => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", stop);
  const port = await printedPort(child);
  if (typeof port === "string") {
    stop();
    return port;
  }
  let read = 0;
  const requests = () => {
    const lines = readFileSync(log, "utf8").split("\n").slice(0, -1);
    const fresh = lines.slice(read).map((line) => JSON.parse(line) as LoggedRequest);
    read = lines.length;
    return fresh;
  };
  return { url: `http://127.0.0.1:${port}`, requests, stop };
}

/** What it prints when it listens, or what it says when it ends. */
function printedPort(child: ChildProcess): Promise<number | string> {
  let said = "";
  return new Promise((resolve) => {
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      resolve(Number(text));
    });
    // What it says later is about an answer that it could not make, which the client sees as an error.
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
    child
      .on("error", ({ message }) => {
        resolve(message);
      })
      .on("close", (status) => {
        resolve(said.trim().split("\n").at(-1) ?? `it ended with status ${status}`);
      });
  });
}
