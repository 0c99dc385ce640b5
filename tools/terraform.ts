import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

export const PROVIDER = "hashicorp/aws";

/** The last release of the provider's fifth major version: what the tables of graph/terraform are made from. */
export const VERSION = "5.100.0";

export interface Outcome {
  /** Null where the process was killed. */
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A folder with an initialised provider, to run terraform in. */
export interface Workspace {
  dir: string;
  run: (...args: string[]) => Promise<Outcome>;
  /** The same, interrupted after some milliseconds: terraform then ends what it does, and says what that was. */
  runFor: (milliseconds: number, ...args: string[]) => Promise<Outcome>;
  /** Writes a file into the folder, as JSON unless it is text. */
  write: (file: string, content: unknown) => void;
  /** Removes the configuration files that were written. */
  clear: () => void;
  remove: () => void;
}

/** Nothing of the caller's account may matter here, and nothing may be asked. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([key]) => !/^(AWS_|TF_(LOG|CLI_ARGS|WORKSPACE|DATA_DIR|VAR))/.test(key),
  );
  const config = process.env["TF_CLI_CONFIG_FILE"];
  const stale = config !== undefined && !existsSync(config);
  return {
    // Its runs are short: garbage that is collected less often is a fifth of their time, for memory of 0.8 GB in place of 0.4.
    GOGC: "400",
    ...Object.fromEntries(own.filter(([key]) => !(stale && key === "TF_CLI_CONFIG_FILE"))),
    AWS_ACCESS_KEY_ID: "offline",
    AWS_SECRET_ACCESS_KEY: "offline",
    AWS_EC2_METADATA_DISABLED: "true",
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_REGISTRY_DISCOVERY_RETRY: "0",
    TF_REGISTRY_CLIENT_TIMEOUT: "5",
  };
}

function execute(cwd: string, args: readonly string[], timeout?: number): Promise<Outcome> {
  const limit = { timeout, killSignal: "SIGINT" } as const;
  const child = spawn("terraform", args, { cwd, env: environment(), stdio: ["ignore", "pipe", "pipe"], ...limit });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => (texts[name] += text));
  return new Promise((resolve) => {
    child
      .on("error", (error) => {
        resolve({ status: null, stdout: "", stderr: error.message });
      })
      .on("close", (status) => {
        resolve({ status, ...texts });
      });
  });
}

const PLUGIN = join("registry.terraform.io", ...PROVIDER.split("/"));

/**
 * Folders that may hold the provider's plugin, those that do: what TF_PLUGIN_DIR names, the implied mirrors of terraform, and
 * folders under /opt. Source of the mirrors: https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
function pluginFolders(): string[] {
  const data = process.env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share");
  const folders = [
    process.env["TF_PLUGIN_DIR"] ?? "",
    join(homedir(), ".terraform.d", "plugins"),
    join(data, "terraform", "plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    ...(existsSync("/opt") ? readdirSync("/opt").map((name) => join("/opt", name)) : []),
  ];
  return folders.filter((folder) => folder !== "" && existsSync(join(folder, PLUGIN)));
}

const REQUIRED = { terraform: { required_providers: { aws: { source: PROVIDER, version: VERSION } } } };

/**
 * A fresh folder with the provider at VERSION, or undefined where this machine has no terraform or cannot get the provider.
 * Plugins that lie on the machine are tried first; then what the machine's own settings of terraform give. The files that
 * `write` makes must require the provider themselves; that of the initialisation is gone.
 */
export async function openWorkspace(): Promise<Workspace | undefined> {
  const dir = mkdtempSync(join(tmpdir(), "terraform-"));
  const workspace = workspaceIn(dir);
  if ((await workspace.run("version")).status === 0) {
    workspace.write("init.tf.json", REQUIRED);
    for (const extra of [...pluginFolders().map((folder) => [`-plugin-dir=${folder}`]), []]) {
      const { status } = await workspace.run("init", "-input=false", "-backend=false", "-no-color", ...extra);
      if (status !== 0) continue;
      workspace.clear();
      return workspace;
    }
  }
  workspace.remove();
  return undefined;
}

function workspaceIn(dir: string): Workspace {
  return {
    dir,
    run: (...args) => execute(dir, args),
    runFor: (milliseconds, ...args) => execute(dir, args, milliseconds),
    write: (file, content) => {
      writeFileSync(join(dir, file), typeof content === "string" ? content : JSON.stringify(content, null, 1));
    },
    clear: () => {
      for (const file of readdirSync(dir)) if (file.endsWith(".tf.json")) rmSync(join(dir, file));
    },
    remove: () => {
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Another folder with the same provider, inside of an initialised one and removed with it: for a second run at the same time. */
export function workspaceBeside({ dir }: Workspace, name: string): Workspace {
  const inner = join(dir, name);
  mkdirSync(join(inner, ".terraform"), { recursive: true });
  symlinkSync(join(dir, ".terraform", "providers"), join(inner, ".terraform", "providers"));
  copyFileSync(join(dir, ".terraform.lock.hcl"), join(inner, ".terraform.lock.hcl"));
  return workspaceIn(inner);
}

/** The same for a script, which cannot do without. */
export async function requireWorkspace(): Promise<Workspace> {
  const workspace = await openWorkspace();
  if (workspace) return workspace;
  throw new Error(
    `This needs terraform on the PATH and its provider ${PROVIDER} ${VERSION} (TF_PLUGIN_DIR can name its folder).`,
  );
}

/** Runs terraform and gives what it prints. Throws where it fails. */
export async function runForOutput(workspace: Workspace, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await workspace.run(...args);
  if (status !== 0) throw new Error(`terraform ${args.join(" ")} failed:\n${stderr || stdout}`);
  return stdout;
}

/** A type as terraform writes it: `"string"`, `["set", "string"]`, `["object", { … }]`. */
export type TypeText = string | [string, TypeText | Record<string, TypeText>];

export interface AttributeSchema {
  type?: TypeText;
  nested_type?: { attributes: Record<string, AttributeSchema>; nesting_mode: string };
  required?: boolean;
  optional?: boolean;
  computed?: boolean;
  deprecated?: boolean;
}

export interface BlockSchema {
  attributes?: Record<string, AttributeSchema>;
  block_types?: Record<string, { nesting_mode: string; block: BlockSchema; min_items?: number; max_items?: number }>;
}

export interface ProviderSchema {
  provider: { version: number; block: BlockSchema };
  resource_schemas: Record<string, { version: number; block: BlockSchema }>;
  data_source_schemas: Record<string, { version: number; block: BlockSchema }>;
}

/** Of each folder, what was asked once: the answer is large, and only ever read. */
const schemas = new WeakMap<Workspace, Promise<ProviderSchema>>();

/** What `terraform providers schema -json` says of the provider. */
export function providerSchema(workspace: Workspace): Promise<ProviderSchema> {
  const schema = schemas.get(workspace) ?? askedSchema(workspace);
  schemas.set(workspace, schema);
  return schema;
}

async function askedSchema(workspace: Workspace): Promise<ProviderSchema> {
  workspace.write("required.tf.json", REQUIRED);
  const text = await runForOutput(workspace, "providers", "schema", "-json");
  rmSync(join(workspace.dir, "required.tf.json"));
  const { provider_schemas: schemas } = JSON.parse(text) as { provider_schemas: Record<string, ProviderSchema> };
  const [schema] = Object.values(schemas);
  if (!schema) throw new Error("terraform knows no provider");
  return schema;
}
