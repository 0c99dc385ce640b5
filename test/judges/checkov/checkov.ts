import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const REQUIREMENTS = join(__dirname, "requirements.txt");
const ACCEPTED = join(__dirname, "accepted.yaml");

/** What CHECKOV names, or that of a virtual environment in the user's cache with what requirements.txt lists. */
export const program = (): string =>
  process.env["CHECKOV"] ??
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "ha-tcp", "checkov", "bin", "checkov");

export interface Finding {
  /** The document's name. */
  stack: string;
  /** `CKV_AWS_150` */
  rule: string;
  /** `aws_lb.front-eu-west-1` */
  resource: string;
  says: string;
}

interface Report {
  summary: { passed: number; checkov_version: string };
  results: {
    failed_checks: {
      check_id: string;
      check_name: string;
      /** `/dev/main.tf.json` */
      file_path: string;
      /** Of the resource, from 1. */
      file_line_range: [number, number];
      /** With or without its type: `resource.front-eu-west-1`, `aws_lb.front-eu-west-1`. */
      resource: string;
    }[];
  };
}

export interface Judgement {
  version: string;
  passed: number;
  findings: Finding[];
}

/**
 * What checkov finds in Terraform documents, all in one run: it takes longer to load than to read them. Each has a folder of its own, so
 * that none is seen as a part of another.
 *
 * @throws where checkov does not end well.
 */
export async function judge(documents: Readonly<Record<string, object>>): Promise<Judgement> {
  const root = mkdtempSync(join(tmpdir(), "checkov-"));
  try {
    const lines = new Map(
      Object.entries(documents).map(([stack, document]) => {
        const text = JSON.stringify(document, null, 1);
        mkdirSync(join(root, stack));
        writeFileSync(join(root, stack, "main.tf.json"), text);
        return [stack, text.split("\n")];
      }),
    );
    const { summary, results } = JSON.parse(await run(root)) as Report;
    const findings = results.failed_checks.map(({ check_id, check_name, file_path, file_line_range, resource }) => {
      const stack = basename(dirname(file_path));
      const name = resource.slice(resource.indexOf(".") + 1);
      return {
        stack,
        rule: check_id,
        resource: `${typeAt(lines.get(stack) ?? [], file_line_range[0])}.${name}`,
        says: check_name,
      };
    });
    return { version: summary.checkov_version, passed: summary.passed, findings };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The type of the resource at a line: that of the nearest mapping above it that holds resources of one type. */
function typeAt(lines: readonly string[], line: number): string {
  const above = lines.slice(0, line).reverse();
  return above.flatMap((each) => /^ {2}"(\w+)": \{$/.exec(each)?.[1] ?? []).at(0) ?? "";
}

/** What it prints. Its status is 1 where it finds anything, and 2 where it breaks off. */
function run(directory: string): Promise<string> {
  const args = ["--directory", directory, "--framework", "terraform_json", "--output", "json", "--compact", "--quiet"];
  const child = spawn(program(), [...args, "--skip-download"], { stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (status) => {
      if (status === 0 || status === 1) resolve(stdout);
      else reject(new Error(`checkov ended with status ${String(status)}: ${stderr}`));
    });
  });
}

export const isInstalled = (): boolean => existsSync(program());

/** The version that requirements.txt asks for. */
export const pinnedVersion = (): string => /^checkov==(.+)$/m.exec(readFileSync(REQUIREMENTS, "utf8"))?.[1] ?? "";

const acceptedSchema = z.array(
  z.strictObject({
    rule: z.string(),
    says: z.string(),
    resources: z.string(),
    stacks: z.string().default(".*"),
    why: z.string().min(1),
  }),
);

export type Accepted = z.output<typeof acceptedSchema>[number];

export const accepted = (): Accepted[] => acceptedSchema.parse(parse(readFileSync(ACCEPTED, "utf8")));

const isAll = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`).test(text);

/** Findings that no entry accepts, and entries that accept none. */
export function compareFindings(
  findings: readonly Finding[],
  entries: readonly Accepted[],
): { unaccepted: Finding[]; unused: Accepted[] } {
  const accepts = ({ rule, resources, stacks }: Accepted, finding: Finding): boolean =>
    rule === finding.rule && isAll(resources, finding.resource) && isAll(stacks, finding.stack);
  return {
    unaccepted: findings.filter((finding) => !entries.some((entry) => accepts(entry, finding))),
    unused: entries.filter((entry) => !findings.some((finding) => accepts(entry, finding))),
  };
}
