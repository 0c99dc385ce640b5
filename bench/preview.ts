import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./median";

const ROOT = join(__dirname, "..");

/** A stack of ours and a flat program of as many resources, previewed in turn by the engine. Times in seconds. */
export interface PreviewTimes {
  resources: number;
  ours: number;
  flat: number;
  /** Of each pair ours / flat, the median of these. */
  ratio: number;
}

/** Whether the engine and its language host are on PATH. */
export const hasEngine = (): boolean =>
  ["pulumi", "pulumi-language-nodejs"].every((name) => spawnSync("which", [name]).status === 0);

/**
 * Previews both in pairs, in a temporary folder with a file backend and a provider that stands in for AWS.
 *
 * @param config the stack's config, by key without namespace, or the name of a stack of the project.
 * @throws with what the engine printed, where a preview fails.
 */
export async function previewTimes(
  config: Readonly<Record<string, unknown>> | string,
  resources: number,
  runs: number,
): Promise<PreviewTimes> {
  const bench = await EngineBench.open();
  try {
    const ours = bench.ownProject(config);
    const flat = bench.flatProject(resources);
    for (const project of [ours, flat]) bench.preview(project);
    const pairs = Array.from({ length: runs }, () => [bench.preview(ours), bench.preview(flat)] as const);
    return {
      resources,
      ours: median(pairs.map(([time]) => time)),
      flat: median(pairs.map(([, time]) => time)),
      ratio: median(pairs.map(([one, other]) => one / other)),
    };
  } finally {
    bench.close();
  }
}

const STACK = "bench";

class EngineBench {
  private constructor(
    private readonly dir: string,
    private readonly provider: ChildProcess,
    private readonly port: string,
  ) {}

  static async open(): Promise<EngineBench> {
    const dir = mkdtempSync(join(tmpdir(), "ha-tcp-bench-"));
    mkdirSync(join(dir, "state"));
    const provider = spawn(process.execPath, [join(__dirname, "run.cjs"), "provider"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = (await once(provider.stdout, "data")) as [Buffer];
    return new EngineBench(dir, provider, port.toString().trim());
  }

  close(): void {
    this.provider.kill();
    rmSync(this.dir, { recursive: true });
  }

  /** The project by links, so that the engine writes no file of a stack into it. */
  ownProject(config: Readonly<Record<string, unknown>> | string): string {
    const dir = join(this.dir, "ours");
    mkdirSync(dir);
    for (const name of readdirSync(ROOT))
      if (!/^(\.git|Pulumi\..+\.yaml)$/.test(name)) symlinkSync(join(ROOT, name), join(dir, name));
    this.init(dir);
    const text =
      typeof config === "string"
        ? readFileSync(join(ROOT, `Pulumi.${config}.yaml`), "utf8")
        : JSON.stringify({
            config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`ha-tcp:${key}`, value])),
          });
    writeFileSync(join(dir, `Pulumi.${STACK}.yaml`), text);
    return dir;
  }

  /** As many resources as asked, as JavaScript: what engine and SDK alone cost. Each has three inputs, as most of ours. */
  flatProject(resources: number): string {
    const dir = join(this.dir, "flat");
    mkdirSync(dir);
    symlinkSync(join(ROOT, "node_modules"), join(dir, "node_modules"));
    writeFileSync(join(dir, "Pulumi.yaml"), JSON.stringify({ name: "flat", runtime: "nodejs", main: "index.js" }));
    writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "flat", main: "index.js" }));
    writeFileSync(
      join(dir, "index.js"),
      `const aws = require("@pulumi/aws");
const provider = new aws.Provider("flat", { region: "eu-west-1" });
for (let each = 0; each < ${resources - 2}; each++)
  new aws.cloudwatch.LogGroup(\`log-\${each}\`, { retentionInDays: 7, tags: { Name: \`log-\${each}\` } }, { provider });
`,
    );
    this.init(dir);
    return dir;
  }

  /** Seconds. */
  preview(dir: string): number {
    const start = process.hrtime.bigint();
    this.pulumi(dir, "preview", "--stack", STACK, "--suppress-progress");
    return Number(process.hrtime.bigint() - start) / 1e9;
  }

  private init(dir: string): void {
    this.pulumi(dir, "stack", "init", STACK);
  }

  private pulumi(cwd: string, ...args: string[]): void {
    const env = {
      ...process.env,
      PULUMI_HOME: join(this.dir, "home"),
      PULUMI_BACKEND_URL: `file://${join(this.dir, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "bench",
      PULUMI_DEBUG_PROVIDERS: `aws:${this.port}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    const { status, stdout, stderr } = spawnSync("pulumi", [...args, "--non-interactive"], {
      cwd,
      env,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`pulumi ${args.join(" ")} failed:\n${stdout}${stderr}`);
  }
}
