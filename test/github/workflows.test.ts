import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { renderMarkdown } from "../../cli/markdown/renderMarkdown";

const ROOT = join(__dirname, "../..");
const FOLDER = join(ROOT, ".github/workflows");

interface Job {
  permissions?: Record<string, string>;
  needs?: string;
  environment?: string;
  concurrency?: { "cancel-in-progress": boolean };
  with?: Record<string, unknown>;
  steps?: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}

interface Workflow {
  permissions: object;
  jobs: Record<string, Job>;
}

const read = (path: string): string => readFileSync(path, "utf8");
const texts = new Map(readdirSync(FOLDER).map((name) => [name, read(join(FOLDER, name))]));
const workflows = new Map([...texts].map(([name, text]) => [name, parse(text) as Workflow]));
const gitlab = read(join(ROOT, "docs/gitlab-ci.yml"));

describe("workflows", () => {
  it("pin every action of others by its commit, with the version beside it", () => {
    const uses = [...texts.values()].flatMap((text) => text.match(/uses: .*/g) ?? []);
    const loose = uses.filter((line) => !/uses: (\.\/|[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/.test(line));
    expect(uses.length).to.be.above(5);
    expect(loose).to.deep.equal([]);
  });

  it("pin an action by one commit in all of them", () => {
    const pins = [...texts.values()].flatMap((text) => text.match(/[\w.-]+\/[\w.-]+@[0-9a-f]{40}/g) ?? []);
    expect(new Set(pins).size).to.equal(new Set(pins.map((pin) => pin.split("@")[0])).size);
  });

  it("give no right to a job that does not ask for it", () => {
    const asked = [...workflows].flatMap(([name, { permissions, jobs }]) => [
      [name, permissions],
      ...Object.entries(jobs).map(([job, each]) => [`${name} ${job}`, each.permissions]),
    ]);
    const read = { contents: "read" };
    const comment = { ...read, "pull-requests": "write" };
    const signIn = { ...read, "id-token": "write", "pull-requests": "write" };
    expect(Object.fromEntries(asked)).to.deep.equal({
      "deploy.yaml": {},
      "deploy.yaml dev": signIn,
      "deploy.yaml prod": signIn,
      "drift.yaml": {},
      "drift.yaml drift": signIn,
      "pull-request.yaml": {},
      "pull-request.yaml plan": comment,
      "pull-request.yaml preview": signIn,
      "pull-request.yaml test": read,
      "pulumi.yaml": {},
      "pulumi.yaml pulumi": signIn,
    });
  });

  it("deploy dev, then prod with the approval of its environment, and stop nothing half way", () => {
    const { dev, prod } = workflows.get("deploy.yaml")?.jobs ?? {};
    expect(
      [dev?.with, prod?.with].map((each) => [each?.["stack"], each?.["environment"], each?.["command"]]),
    ).to.deep.equal([
      ["dev", "dev", "up"],
      ["prod", "prod", "up"],
    ]);
    expect(prod?.needs).to.equal("dev");
    expect(workflows.get("pulumi.yaml")?.jobs["pulumi"]?.concurrency).to.deep.equal({
      group: "stack-${{ inputs.stack }}",
      "cancel-in-progress": false,
    });
  });

  it("use the CLI in the version of package.json, on GitLab too", () => {
    const { scripts } = JSON.parse(read(join(ROOT, "package.json"))) as { scripts: Record<string, string> };
    const version = /pulumi@(\S+)/.exec(scripts["pulumi"] ?? "")?.[1];
    expect(texts.get("pulumi.yaml")).to.include(`pulumi-version: ${version}\n`);
    expect(gitlab).to.include(`pulumi@${version}\n`);
  });

  it("have the policy pack judge everything, and an update before it is made", () => {
    const steps = workflows.get("pulumi.yaml")?.jobs["pulumi"]?.steps ?? [];
    const pulumi = steps.filter(({ uses }) => uses?.startsWith("pulumi/actions@")).map((step) => step.with ?? {});
    expect(pulumi.map(({ command }) => command)).to.deep.equal(["preview", "${{ inputs.command }}"]);
    for (const { policyPacks, policyPackConfigs } of pulumi) {
      expect(policyPacks).to.equal("policy");
      expect(policyPackConfigs).to.include("format('policy/{0}.json', inputs.stack)");
    }
    const commands = gitlab.match(/\$PULUMI (preview|up)\b.*/g) ?? [];
    expect(commands.map((line) => line.replace(/^(\S+ \S+ \S+) .*/, "$1"))).to.deep.equal(
      ["preview", "preview", "up", "up"].map((command) => `$PULUMI ${command} $PACK`),
    );
  });

  it("find the comment by the mark that it begins with", () => {
    const [mark] = renderMarkdown([]).text.split("\n");
    expect(texts.get("pull-request.yaml")).to.include(`printf '${mark}\\n`);
  });

  it("the example for GitLab has the same stacks, one at a time, prod by hand", () => {
    const jobs = parse(gitlab) as Record<string, Record<string, unknown> & { rules?: { when?: string }[] }>;
    expect(jobs["prod"]).to.deep.include({ needs: ["dev"], environment: "prod", stage: "deploy" });
    expect(jobs["prod"]?.rules?.map(({ when }) => when)).to.deep.equal(["manual"]);
    expect(jobs[".pulumi"]).to.include({ resource_group: "stack-$STACK", interruptible: false });
    expect(jobs["drift"]?.["script"]).to.include("--refresh --expect-no-changes");
  });
});
