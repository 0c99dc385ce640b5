import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { errorDocument } from "../../../cli/errorText";
import { newCommand } from "../../../cli/new/newCommand";
import type { NewDocument } from "../../../cli/new/newDocument";
import { plan } from "../../../cli/plan/plan";
import type { PlanView } from "../../../cli/plan/planView";
import { failureOf } from "../../support/recording";
import { editorAccepts } from "../../support/mistakes";
import { ROOT } from "../../support/recording";

describe("npm run new", () => {
  let root: string;
  const written = { stdout: "", stderr: "" };
  const run = async (...args: string[]): Promise<typeof written> => {
    Object.assign(written, { stdout: "", stderr: "" });
    await newCommand(root, args, {
      stdout: { write: (text) => (written.stdout += text) },
      stderr: { write: (text) => (written.stderr += text) },
    });
    return written;
  };

  before(() => {
    root = mkdtempSync(join(tmpdir(), "new-"));
    copyFileSync(join(ROOT, "Pulumi.yaml"), join(root, "Pulumi.yaml"));
  });
  after(() => {
    rmSync(root, { recursive: true });
  });

  it("writes a file that plans, and says its plan and what comes next", async () => {
    const { stdout, stderr } = await run("mine", "--port", "7000", "--options", "nlb", "--account", "012345678901");
    const text = readFileSync(join(root, "Pulumi.mine.yaml"), "utf8");
    const [shown = "", next] = stdout.split("\n\nWrote Pulumi.mine.yaml.\n\nNext:\n");
    expect(
      `${shown}\n\nTo see it: npm run draw -- mine -o mine.svg; to hand it round: npm run report -- mine -o mine.html`,
    ).to.equal((await plan(root, ["mine"], false)).text);
    expect(next).to.equal(
      "  npm run plan -- mine  # again, after each change to the file\n" +
        "  npm run pulumi -- stack init mine && npm run pulumi -- up  # README.md, Deploy it\n",
    );
    expect(stderr).to.match(/^(planning 1 of 1: nlb …\n)?$/);
    expect(parse(text)).to.deep.equal({
      config: {
        "ha-tcp:options": ["nlb"],
        "ha-tcp:service": { port: 7000 },
        "ha-tcp:regions": { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" } },
        "ha-tcp:network": { flowLogs: { retentionDays: 7 } },
        "ha-tcp:tags": { Environment: "dev" },
        "ha-tcp:account": "012345678901",
      },
    });
    expect(text).to.match(/^# yaml-language-server: \$schema=\.\/config\/stack\.schema\.json\n/);
    expect(text).to.match(
      /\n# About \d+ USD a month .*\n# Everyone may connect: .*\n# It runs an echo server, .*\n# Nobody hears of its alarms: /,
    );
    expect(text).to.include(
      "# What it takes until it serves:\n# - create the stack: pulumi stack init and pulumi up\n# - have 2 new addresses put",
    );
  });

  it("lets the advisor choose by all that is said, says why, and prints where nothing is to be written", async () => {
    const flags = [
      "--inspection",
      "--containers",
      "none",
      "--regions",
      "us-east-1",
      "--allowed-clients",
      "198.51.100.0/24",
    ];
    const { stdout, stderr } = await run("--print", ...flags);
    const { config } = parse(stdout) as { config: Record<string, unknown> };
    expect(config["ha-tcp:options"]).to.deep.equal(["networkFirewall"]);
    expect(config["ha-tcp:service"]).to.deep.equal({ port: 5000, allowedClients: ["198.51.100.0/24"] });
    expect(editorAccepts(parse(stdout))).to.equal(true);
    expect(stderr.replace(/\s+/g, " ")).to.include(
      "The advisor chose networkFirewall: clients come by 2 Elastic IPs; a firewall inspects all from the internet, both ways",
    );
    expect(stderr).to.match(/\nNothing was written: Pulumi\.new\.yaml is on stdout\.\n$/);
    expect(existsSync(join(root, "Pulumi.new.yaml"))).to.equal(false);
  });

  it("says for machines what was written, what the advisor chose and why, and what the plan is", async () => {
    const flags = ["--inspection", "--containers", "none", "--regions", "us-east-1", "--port", "6000"];
    const { stdout } = await run("machine", "--json", ...flags);
    const { text, config, advice, plan: planned, steps, ...rest } = JSON.parse(stdout) as NewDocument;
    expect(rest).to.deep.equal({ stack: "machine", file: "Pulumi.machine.yaml", written: true });
    expect(readFileSync(join(root, "Pulumi.machine.yaml"), "utf8")).to.equal(text);
    expect(parse(text)).to.deep.equal({ config });
    expect(config["ha-tcp:service"]).to.deep.equal({ port: 6000 });
    expect(advice?.options).to.deep.equal(["networkFirewall"]);
    expect(advice?.why[0]).to.equal("clients come by 2 Elastic IPs");
    const view = JSON.parse((await plan(root, ["machine"], true)).text) as PlanView;
    expect(planned).to.deep.equal({ summary: view.summary, cost: view.cost });
    expect(steps.slice(0, 2)).to.deep.equal([
      'write ha-tcp:account: "123456789012", with your account\'s id, so that credentials of another account are refused',
      "create the stack: pulumi stack init and pulumi up",
    ]);
    expect(text).to.include(steps.map((step) => `# - ${step}`).join("\n"));

    const printed = await run("other", "--json", "--print", "--options", "nlb", "--port", "6000");
    const other = JSON.parse(printed.stdout) as NewDocument;
    expect(other).to.include({ stack: "other", file: "Pulumi.other.yaml", written: false });
    expect(other).not.to.have.property("advice");
    expect(existsSync(join(root, "Pulumi.other.yaml"))).to.equal(false);
  });

  it("says for machines what is wrong, where people read it", async () => {
    const error = await failureOf(run("a/b", "--json", "--zones", "9", "--tls", "--options", "nlb", "--account", "1"));
    const { mistakes = [] } = (await errorDocument(error)).error;
    expect(mistakes.map(({ path, value }) => [path, value])).to.deep.equal([
      ["NAME", "a/b"],
      ["--zones", 9],
      ["--account", "1"],
      ["ha-tcp:regions.eu-west-1.certificates (--certificates)", []],
    ]);
  });

  it("makes a consumer's stack, by a file of answers before which a flag goes", async () => {
    const path = join(root, "answers.yaml");
    writeFileSync(
      path,
      "serviceName: com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0\nserviceZoneIds: [euw1-az1]\nport: 1\n",
    );
    await run("theirs", "--kind", "consumer", "--needs", path, "--port", "8583", "--consumer-zones", "a,b");
    const text = readFileSync(join(root, "Pulumi.theirs.yaml"), "utf8");
    expect(parse(text)).to.deep.equal({
      config: {
        "ha-tcp:kind": "consumer",
        "ha-tcp:provider": {
          kind: "service",
          name: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
          zoneIds: ["euw1-az1"],
          port: 8583,
        },
        "ha-tcp:consumer": {
          name: "clients",
          region: "eu-west-1",
          vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b"] },
        },
      },
    });
    expect(editorAccepts(parse(text))).to.equal(true);
  });

  const ARN = "arn:aws:acm:eu-west-2:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
  for (const [what, args, places, words] of [
    [
      "wrong answers, all at once, those of the stack file with the flag that they come from",
      ["a/b", "--zones", "9", "--also-listens", "foo", "--tls", "--certificates", ARN, "--user-data", "none.sh"],
      ["NAME", "--zones", "--also-listens[0].port", "--user-data", "--certificates[0]"],
      /allowed {2}the path of a script that can be read\n {4}fix {6}name another: ENOENT/,
    ],
    [
      "what the program refuses of it, beside what is malformed",
      ["ok", "--options", "nlb", "--tls", "--account", "1", "--also-listens", "more=5000"],
      [
        "--account",
        "ha-tcp:service.alsoListens[0].port (--also-listens)",
        "ha-tcp:regions.eu-west-1.certificates (--certificates)",
      ],
      /one certificate of eu-west-1 or more/,
    ],
    ["no name, away from a terminal", ["--port", "1"], ["NAME"], /name the stack first: npm run new -- NAME/],
    ["nothing at all, away from a terminal", [], ["NAME"], /value {4}\(missing\)/],
    [
      "what only a consumer has",
      ["x", "--vpc-cidr", "10.0.0.0/22"],
      ["--vpc-cidr"],
      /about another kind of stack\n.*set --kind consumer/,
    ],
    [
      "what only a service has",
      ["x", "--kind", "consumer", "--tls", "--service-stack", "prod"],
      ["--tls"],
      /set --kind service/,
    ],
    [
      "a consumer of nothing",
      ["x", "--kind", "consumer"],
      ["--service-stack"],
      /add serviceStack where you can read its outputs/,
    ],
    [
      "a script for a container",
      ["x", "--user-data", __filename, "--containers", "ec2"],
      ["--user-data"],
      /remove containers and image/,
    ],
    [
      "hosts where there are none",
      ["x", "--containers", "fargate", "--instance-types", "t3.small"],
      ["--instance-types"],
      /set containers: ec2/,
    ],
    [
      "ranges of clients that do not come",
      [
        "x",
        "--internet",
        "false",
        "--private-consumers",
        "111122223333=10.60.0.0/23",
        "--allowed-clients",
        "10.0.0.0/8",
      ],
      ["--allowed-clients"],
      /privateConsumers/,
    ],
  ] as const)
    it(`refuses ${what}`, async () => {
      const { message } = await failureOf(run(...args));
      const [head = "", ...blocks] = message.split("\n\n");
      expect(head).to.equal(
        `The new stack has ${places.length === 1 ? "1 mistake" : `${places.length} mistakes`}; nothing was done.`,
      );
      expect(blocks.map((block) => block.trim().split("\n")[0])).to.deep.equal(places);
      expect(message).to.match(words);
      expect(existsSync(join(root, "Pulumi.ok.yaml"))).to.equal(false);
    });

  it("never overwrites a file, and writes none where the options do not meet the needs", async () => {
    writeFileSync(join(root, "Pulumi.there.yaml"), "config: {}\n");
    expect((await failureOf(run("there", "--port", "1"))).message).to.match(
      /Pulumi\.there\.yaml exists, and is never\s+overwritten/,
    );
    expect(readFileSync(join(root, "Pulumi.there.yaml"), "utf8")).to.equal("config: {}\n");
    const { message } = await failureOf(run("dear", "--options", "nlb", "--budget-usd", "5"));
    expect(message).to.match(/^nlb does not meet the needs: it costs \d+\.\d\d USD a month, \d+\.\d\d USD too much\.$/);
    const none = await failureOf(run("none", "--inspection", "--ipv6", "--containers", "none"));
    expect(none.message).to.match(
      /^No options meet these needs; nothing was written\.\n\n {2}inspection .*what comes from the internet passes no firewall/,
    );
    expect(["dear", "none"].filter((name) => existsSync(join(root, `Pulumi.${name}.yaml`)))).to.deep.equal([]);
    expect((await failureOf(run("--ask"))).message).to.match(/^--ask needs a terminal\./);
  });
});
