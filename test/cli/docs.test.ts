import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { diagramOf } from "../../analysis/picture";
import { costView } from "../../cli/cost/cost";
import { mermaidOf } from "../../cli/draw/mermaid";
import { offers } from "../../cli/plan/offers";
import { plan } from "../../cli/plan/plan";
import { renderSwitch } from "../../cli/switch/renderSwitch";
import { stackFileSchema } from "../../config/jsonSchema";
import { formatPath } from "../../config/mistakes";
import { AWS_KEY } from "../../config/sections/aws";
import { stackKindOf, validate, validateConsumer } from "../../config/validate";
import { run } from "../support/command";
import { editorAccepts } from "../support/mistakes";
import {
  BASE,
  WATCHED,
  ROOT,
  type Raw,
  inputs,
  plannedSwitch,
  recordConfig,
  recordStack,
  serving,
} from "../support/recording";

const pageAt = (...path: string[]): string => readFileSync(join(ROOT, ...path), "utf8");

describe("docs/switching.md", () => {
  it("shows what the command prints today", async () => {
    const page = pageAt("docs", "switching.md");
    const printed = [
      renderSwitch(await plannedSwitch({ stack: "dev", to: "ecs" })),
      offers({ stack: "dev", to: "ecs" }),
    ];
    expect(page).to.include(`$ npm run plan -- dev --to ecs\n${printed.join("\n\n")}\n`);
  });
});

describe("docs/pictures.md", () => {
  it("shows dev as Mermaid as the command writes it today", async () => {
    const text = mermaidOf(diagramOf(await recordStack("dev")));
    expect(pageAt("docs", "pictures.md")).to.include(`\`\`\`mermaid\n${text}\`\`\`\n`);
  });
});

describe("docs/switching.md: its stack files", () => {
  const blocks = [...pageAt("docs", "switching.md").matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

  it("are one of a region that is taken out, and one of what is published", () => {
    expect(blocks.map((block) => Object.keys(parse(block) as Raw))).to.deep.equal([
      ["ha-tcp:regions"],
      ["ha-tcp:published"],
    ]);
  });

  for (const [index, block] of blocks.entries())
    it(`block ${index + 1} is right`, () => {
      const keys = Object.entries(parse(block) as Raw).map(([key, value]) => [key.replace("ha-tcp:", ""), value]);
      const raw = { ...BASE, ...(Object.fromEntries(keys) as Raw) };
      const { mistakes = [] } = validate(raw);
      expect(mistakes.map(({ path, fix }) => `${formatPath("ha-tcp", path)}: ${fix}`)).to.deep.equal([]);
    });
});

describe("links between the pages", () => {
  const docs = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
  const PAGES = ["README.md", "CONTRIBUTING.md", ...docs.map((name) => `docs/${name}`)];
  /** As GitHub names a heading. */
  const anchorsOf = (page: string): string[] =>
    [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replace(/[^\w\s-]/g, "")
        .replace(/ /g, "-"),
    );

  for (const name of PAGES)
    it(`${name}: each leads to a file, and to a heading of it`, () => {
      const links = [...pageAt(name).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
      const broken = links.filter(([, path = "", anchor]) => {
        const target = path === "" ? join(ROOT, name) : join(ROOT, dirname(name), path);
        if (!existsSync(target)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(target, "utf8")).includes(anchor);
      });
      expect(broken.map(([link]) => link)).to.deep.equal([]);
    });
});

describe("README.md", () => {
  it("shows of a plan what the command prints today", async () => {
    const [, shown = ""] = /```text\n\$ npm run plan -- dev\n([\s\S]*?)```/.exec(pageAt("README.md")) ?? [];
    const { text: printed } = await plan(ROOT, ["dev"], false);
    const parts = shown.split("\n…\n").map((part) => part.trimEnd());
    expect([parts.length, parts.filter((part) => !printed.includes(part))]).to.deep.equal([3, []]);
  });
});

describe("README.md: a stack file with mistakes", () => {
  it("is told what the command tells today", async () => {
    const directory = mkdtempSync(join(tmpdir(), "ha-tcp-readme-"));
    const file = join(directory, "bad.yaml");
    const lines = ["options: [nlb]", "service:", "  port: 5000", "  hostnme: tcp.example.com", "regions:"];
    const region = ["  eu-west-1:", "    zones: [a, b, d]", "    cidr: 10.20.0.0/16"];
    const named = [...lines, ...region].map((line) => (line.startsWith(" ") ? `  ${line}` : `  ha-tcp:${line}`));
    writeFileSync(file, `config:\n${named.join("\n")}\n`);
    const { status, stderr } = await run("plan", file);
    rmSync(directory, { recursive: true });
    expect(status).to.equal(1);
    expect(pageAt("README.md")).to.include(
      `$ npm run plan -- bad.yaml\n${stderr.replaceAll(file, "bad.yaml").trimEnd()}\n\`\`\``,
    );
  });
});

describe("README.md: what it costs to leave running", () => {
  const lines = pageAt("README.md").split("\n");
  const head = lines.findIndex((line) => /^\| layer +\| mostly +\| +dev \| +prod \|$/.test(line));
  const rows = lines.slice(head + 2, lines.indexOf("", head)).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/[*`]/g, "")),
  );

  for (const [index, stack] of (["dev", "prod"] as const).entries())
    it(`${stack}: has the sums of npm run cost, to the dollar`, async () => {
      const { by, month } = await costView(ROOT, { stack });
      const shown = rows.map(([layer = "", what = "", ...usd]): [string, number] => [
        layer || what,
        Number(usd[index]),
      ]);
      const fixed = new Map(by.layer.map(({ name, month: ofLayer }) => [name, Math.round(ofLayer.fixed)]));
      expect(shown).to.deep.equal([
        ...rows.flatMap(([layer = ""]) => (layer === "" ? [] : [[layer, fixed.get(layer) ?? 0]])),
        ["usage: GB, connections", Math.round(month.usage)],
        ["total", Math.round(month.total)],
      ]);
      expect(by.layer.filter(({ name }) => !rows.some(([layer]) => layer === name))).to.deep.equal([]);
    });
});

describe("docs/guard.md", () => {
  it("has blocks that a stack file may hold", () => {
    const blocks = [...pageAt("docs", "guard.md").matchAll(/```yaml\n([\s\S]*?)```/g)];
    const certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
    const found = blocks.map(([, block = ""]) => {
      const guard = (parse(block) as Record<string, unknown>)["ha-tcp:guard"];
      const regions = { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", certificates: [certificate] } };
      const service = { port: 5000, hostname: "tcp.example.com", tls: {} };
      return validate({ ...BASE, service, regions, dns: { zone: "example.com" }, guard }).mistakes ?? [];
    });
    expect(found).to.deep.equal(blocks.map(() => []));
    const parts = blocks.flatMap(([, block = ""]) =>
      Object.keys((parse(block) as Record<string, Raw>)["ha-tcp:guard"]!),
    );
    expect(parts).to.deep.equal(["shield", "autoshift", "budget", "keys", "keys", "audit"]);
  });
});

describe("docs/dns.md", () => {
  it("has blocks that a stack file may hold", () => {
    const blocks = [...pageAt("docs", "dns.md").matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = ""]) => {
      const keys = Object.entries(parse(block) as Raw).map(([key, value]) => [key.replace("ha-tcp:", ""), value]);
      return Object.fromEntries(keys) as Raw;
    });
    const zones = ["a", "b"];
    const regions = { "eu-west-1": { zones, cidr: "10.20.0.0/16" }, "eu-west-2": { zones, cidr: "10.21.0.0/16" } };
    const service = { port: 5000, hostname: "tcp.example.com" };
    const found = blocks.map((block) => {
      const isPrivate = "privateLink" in block;
      const rest = isPrivate ? { options: ["privateLink"], service: { port: 5000 } } : { service };
      return validate({ ...BASE, regions, ...rest, ...block }).mistakes ?? [];
    });
    expect(blocks.map((block) => Object.keys(block).join())).to.deep.equal([
      "dns,regions",
      "dns",
      "dns",
      "privateLink",
    ]);
    expect(found).to.deep.equal(blocks.map(() => []));
  });
});

describe("docs/ports.md", () => {
  const blocks = [...pageAt("docs", "ports.md").matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, block = ""]) => (parse(block) as Record<string, Raw>)["ha-tcp:service"]!,
  );

  it("has blocks that a stack file may hold", () => {
    const certificates = ["arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"];
    const found = blocks.map((service) => {
      const region = { zones: ["a", "b"], cidr: "10.20.0.0/16" };
      const ends = JSON.stringify(service).includes('"tls"');
      const regions = { "eu-west-1": { ...region, ...(ends && { certificates }) } };
      return validate({ ...BASE, service, regions }).mistakes ?? [];
    });
    expect(found).to.deep.equal(blocks.map(() => []));
  });

  it("says of another port of the targets what the command says: two updates, and no outage", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ports-"));
    const file = (name: string, service: Raw): string => {
      const path = join(folder, `${name}.yaml`);
      const config = {
        options: ["nlb"],
        service,
        regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" } },
      };
      writeFileSync(
        path,
        JSON.stringify({
          config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`ha-tcp:${key}`, value])),
        }),
      );
      return path;
    };
    const { port } = blocks[1] as { port: number };
    const to = file("to", { port, targetPort: 5001 });
    const { steps, verdict } = await plannedSwitch({ stack: file("from", { port }), to });
    rmSync(folder, { recursive: true });
    expect([verdict, ...steps.map((step) => step.verdict)]).to.deep.equal(["outage", "brief", "brief"]);
    expect((parse(steps[0]?.config ?? "") as Raw)["service.alsoListens"]).to.deep.equal(blocks[1]?.["alsoListens"]);
  });
});

type Schema = { [key in "properties" | "additionalProperties" | "anyOf" | "oneOf"]?: unknown };

/** The schemas of a key of one; a mapping with any keys has every key. */
function keyOf(schema: Schema, key: string): Schema[] {
  const { properties = {}, additionalProperties, anyOf = [], oneOf = [] } = schema;
  const own = (properties as Record<string, Schema>)[key];
  const any = typeof additionalProperties === "object" ? [additionalProperties as Schema] : [];
  const forms = [...(anyOf as Schema[]), ...(oneOf as Schema[])].flatMap((each) => keyOf(each, key));
  const all = key === "*" ? Object.values(properties as Record<string, Schema>) : [];
  return [...(own ? [own] : any), ...forms, ...all];
}

const FILE = stackFileSchema() as { properties: { config: { properties: Record<string, Schema> } } };

/** The sections of a stack file, without the namespace. */
const SECTIONS: Schema = {
  properties: Object.fromEntries(
    Object.entries(FILE.properties.config.properties).map(([key, schema]) => [key.replace("ha-tcp:", ""), schema]),
  ),
};

const exists = (path: string, from: Schema): boolean =>
  path.split(".").reduce((found, key) => found.flatMap((each) => keyOf(each, key)), [from]).length > 0;

describe("docs/monitoring.md and docs/runbook.md", () => {
  it("have blocks that a stack file may hold", () => {
    const blocks = [...pageAt("docs", "monitoring.md").matchAll(/```yaml\n([\s\S]*?)```/g)];
    expect(blocks).to.have.length(3);
    for (const [, block = ""] of blocks) {
      const keys = Object.entries(parse(block) as Raw).map(([key, value]) => [key.replace("ha-tcp:", ""), value]);
      const { mistakes = [] } = validate({ ...BASE, ...(Object.fromEntries(keys) as Raw) });
      expect(mistakes.map(({ path, fix }) => `${formatPath("ha-tcp", path)}: ${fix}`)).to.deep.equal([]);
    }
  });

  it("names keys that there are", () => {
    const words = Object.keys(SECTIONS.properties as object);
    const pattern = new RegExp(`\\b(firewall|${words.join("|")})(\\.[A-Za-z*]+)+`, "g");
    const named = [...(pageAt("docs", "runbook.md").match(pattern) ?? [])].filter((key) => !key.endsWith(".md"));
    expect(named).to.include.members(["regions.*.firewall.bypassZones", "ecs.hosts.max"]);
    expect(named.filter((key) => !exists(key, SECTIONS))).to.deep.equal([]);
  });
});

describe("docs/firewall.md", () => {
  const page = pageAt("docs", "firewall.md");
  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  const codes = [...page.replace(/```[\s\S]*?```/g, "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
  /** The rows of a table, by a word of its head: the cells, without quotes. */
  const tableOf = (word: string): string[][] => {
    const lines = page.split("\n");
    const head = lines.findIndex((line) => line.startsWith(`| ${word} `));
    const end = lines.findIndex((line, at) => at > head && !line.startsWith("|"));
    return lines.slice(head + 2, end).map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));
  };

  /** The smallest stack file with the option, and with a block's keys. */
  function stackWith(block = "{}"): Raw {
    const keys = Object.entries(parse(block) as Raw).map(([key, value]) => [key.replace("ha-tcp:", ""), value]);
    return { ...WATCHED, options: ["networkFirewall"], ...(Object.fromEntries(keys) as Raw) };
  }

  it("has the four blocks that a stack file may hold, by their namespaced keys", () => {
    expect(blocks.map((block) => Object.keys(parse(block) as Raw))).to.deep.equal([
      ["ha-tcp:networkFirewall"],
      ["ha-tcp:networkFirewall"],
      ["ha-tcp:regions"],
      ["ha-tcp:regions"],
    ]);
  });

  for (const [index, block] of blocks.entries())
    it(`block ${index + 1} is right, once its file of rules is there`, () => {
      // The file is the reader's own; one of the tests stands for it.
      const raw = stackWith(block.replace("firewall/team.rules", "test/support/team.rules"));
      const { mistakes = [] } = validate(raw);
      expect(mistakes.map(({ path, fix }) => `${formatPath("ha-tcp", path)}: ${fix}`)).to.deep.equal([]);
      const file = Object.fromEntries(Object.entries(raw).map(([key, value]) => [`ha-tcp:${key}`, value]));
      expect(editorAccepts({ config: file }), JSON.stringify(editorAccepts.errors)).to.equal(true);
    });

  it("block 1 says of its other kinds of logs what they need", () => {
    expect(blocks[0]).to.include("# or kind: s3 with bucket, or kind: firehose with deliveryStream");
    for (const logs of [
      { kind: "s3", bucket: "own-logs" },
      { kind: "firehose", deliveryStream: "own-stream" },
    ])
      expect(validate({ ...stackWith(), networkFirewall: { logs } }).mistakes).to.equal(undefined);
  });

  it("names keys that there are", () => {
    const paths = codes.flatMap((code) => /^([a-z]+(?:\.[\w*-]+)+|\*\.[a-z]+)(?:: .*)?$/i.exec(code)?.[1] ?? []);
    const keys = [...new Set(paths)].filter((path) => !path.startsWith("awsx.") && !path.endsWith(".yaml"));
    expect(keys).to.include.members(["networkFirewall.denied", "regions.*.firewall.bypassZones", "*.egress"]);
    const firewall = keyOf(SECTIONS, "networkFirewall")[0] ?? {};
    expect(keys.filter((path) => !exists(path, SECTIONS) && !exists(path, firewall))).to.deep.equal([]);
  });

  it("names settings of the policy that it has", async () => {
    const graph = await recordConfig(stackWith());
    const { "firewall-eu-west-1-policy": policy } = inputs(graph, "aws:networkfirewall/firewallPolicy:FirewallPolicy");
    const text = JSON.stringify(policy);
    for (const word of ["STRICT_ORDER", "aws:drop_strict", "aws:alert_strict", "streamExceptionPolicy: CONTINUE"]) {
      expect(codes).to.include(word);
      expect(text).to.include(word.split(": ").at(-1));
    }
  });

  it("lists the rule groups in the order of the policy, each from keys that bring it", async () => {
    const raw = stackWith(blocks[0]!.replace("firewall/team.rules", "test/support/team.rules"));
    const section = {
      ...(raw["networkFirewall"] as Raw),
      allowed: ["192.0.2.0/24"],
      managedRuleGroups: { MalwareDomains: {} },
    };
    const graph = await recordConfig({ ...raw, networkFirewall: section });
    const { "firewall-eu-west-1-policy": policy } = inputs(graph, "aws:networkfirewall/firewallPolicy:FirewallPolicy");
    const references = (policy!["firewallPolicy"] as Record<string, { priority: number; resourceArn: string }[]>)[
      "statefulRuleGroupReferences"
    ]!;
    const names = references.map(({ resourceArn }) =>
      /:aws-managed:/.test(resourceArn) ? "AWS's" : /RuleGroup:firewall-eu-west-1-(.*)\.arn/.exec(resourceArn)?.[1],
    );
    expect(names.map((name) => name?.replace("own-team", "own-NAME"))).to.deep.equal(
      tableOf("group").map(([, name]) => name),
    );
  });

  it("lists the alarms that there are, and names the saved query", async () => {
    const named = { service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } };
    const graph = await recordConfig({ ...stackWith(), ...named });
    const written = [...pageAt("docs", "monitoring.md").matchAll(/^\| `(firewall-Z-[a-z-]+)` /gm)];
    expect(written).to.have.length(4);
    const patterns = written.map(([, key = ""]) => `monitoring-eu-west-1-${key}`);
    const alarms = Object.entries(inputs(graph, "aws:cloudwatch/metricAlarm:MetricAlarm"));
    const queried = alarms.map(([name]) => name).filter((name) => /-firewall-[a-h]-/.test(name));
    const expected = patterns.flatMap((pattern) => ["a", "b"].map((zone) => pattern.replace("-Z-", `-${zone}-`)));
    expect(queried.sort()).to.deep.equal(expected.sort());
    const queries = Object.values(inputs(serving(graph), "aws:cloudwatch/queryDefinition:QueryDefinition"));
    expect(queries.map(({ name }) => name)).to.deep.equal(["ha-tcp-test-firewall-eu-west-1/dropped"]);
    expect(codes).to.include("PROJECT-STACK-firewall-REGION/dropped");
  });

  it("says of a switch what the command says: three updates, and none on the way out", async () => {
    const [there, back] = await Promise.all([
      plannedSwitch({ stack: "dev", to: "networkFirewall" }),
      plannedSwitch({ stack: "dev", from: "networkFirewall" }),
    ]);
    expect([there.verdict, there.steps.length, back.verdict, back.steps.length]).to.deep.equal(["brief", 3, "none", 0]);
    expect(page).to.include("`plan --to networkFirewall` shows the\n  three updates");
  });
});

/** What the blocks of a page need beside them. */
const BESIDE: Readonly<Record<string, Raw>> = {
  instances: {},
  tasks: { options: ["ecs"] },
  network: {},
  ipv6: { network: { ipv6: "public" }, service: { port: 5000, ipv6: true, allowedClients: ["::/0"] } },
  account: {},
  overrides: {},
};

/** A stack with what a block says; of a region that it says one thing of, the rest is as usual. */
function stackOf(block: Raw, beside: Raw): Raw {
  const said = Object.entries((block["config"] ?? block) as Raw);
  const own = said
    .filter(([key]) => key.startsWith("ha-tcp:"))
    .map(([key, value]) => [key.replace("ha-tcp:", ""), value]);
  const provider = said
    .filter(([key]) => key.startsWith(AWS_KEY))
    .map(([key, value]) => [key.slice(AWS_KEY.length), value]);
  const raw: Raw = { ...BASE, ...beside, ...(Object.fromEntries(own) as Raw), [AWS_KEY]: Object.fromEntries(provider) };
  const regions = Object.entries(raw["regions"] as Record<string, Raw>).map(([name, region]) => [
    name,
    region["cidr"] === undefined ? { zones: ["a", "b"], cidr: "10.20.0.0/16", ...region } : region,
  ]);
  return { ...raw, regions: Object.fromEntries(regions) };
}

describe("pages whose blocks a stack file may hold", () => {
  for (const [name, beside] of Object.entries(BESIDE))
    it(`docs/${name}.md`, () => {
      const blocks = [...pageAt("docs", `${name}.md`).matchAll(/```yaml\n([\s\S]*?)```/g)];
      expect(blocks.length).to.be.greaterThan(0);
      for (const [, text = ""] of blocks) {
        const { mistakes = [] } = validate(stackOf(parse(text) as Raw, beside));
        expect(mistakes.map(({ path, fix }) => `${formatPath("ha-tcp", path)}: ${fix}`)).to.deep.equal([]);
      }
    });
});

describe("docs/network.md: ways to elsewhere", () => {
  const [, section = ""] = pageAt("docs", "network.md").split("## Ways to elsewhere");
  const [, block = ""] = /```yaml\n([\s\S]*?)```/.exec(section) ?? [];

  it("has a block that a stack file may hold", () => {
    const keys = Object.entries(parse(block) as Raw).map(([key, value]) => [key.replace("ha-tcp:", ""), value]);
    const raw = { ...BASE, ...(Object.fromEntries(keys) as Raw) };
    expect(validate(raw).mistakes).to.equal(undefined);
    expect(Object.keys((raw["regions"] as Record<string, Raw>)["eu-west-1"]!)).to.include.members([
      "transitGateways",
      "peerings",
      "vpnGateway",
    ]);
  });
});

describe("docs/private-link.md", () => {
  const page = pageAt("docs", "private-link.md");
  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

  it("has a block for the service, and two for consumers", () => {
    const kinds = blocks.map((block) => (parse(block) as Raw)["ha-tcp:kind"] ?? "service");
    expect(kinds).to.deep.equal(["service", "consumer", "consumer"]);
  });

  for (const [index, block] of blocks.entries())
    it(`block ${index + 1} is right`, () => {
      const own = Object.entries(parse(block) as Raw).map(([key, value]) => [key.replace("ha-tcp:", ""), value]);
      const keys = Object.fromEntries(own) as Raw;
      const raw: Raw = stackKindOf(keys) === "consumer" ? keys : { ...BASE, options: ["privateLink"], ...keys };
      const { mistakes = [] } = stackKindOf(raw) === "consumer" ? validateConsumer(raw) : validate(raw);
      expect(mistakes.map(({ path, fix }) => `${formatPath("ha-tcp", path)}: ${fix}`)).to.deep.equal([]);
      const file = Object.fromEntries(Object.entries(raw).map(([key, value]) => [`ha-tcp:${key}`, value]));
      expect(editorAccepts({ config: file }), JSON.stringify(editorAccepts.errors)).to.equal(true);
    });
});

describe("docs/global-accelerator.md", () => {
  const page = pageAt("docs", "global-accelerator.md");
  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  const codes = [...page.replace(/```[\s\S]*?```/g, "").matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
  const keysOf = (block: string): Raw =>
    Object.fromEntries(Object.entries(parse(block) as Raw).map(([key, value]) => [key.replace("ha-tcp:", ""), value]));
  const stackWith = (block: string): Raw => ({
    ...WATCHED,
    options: ["globalAccelerator"],
    globalAccelerator: {},
    ...keysOf(block),
  });

  it("has a block for the whole, and one for a move", () => {
    expect(blocks.map((block) => Object.keys(keysOf(block)).join())).to.deep.equal([
      "options,protect,globalAccelerator,regions",
      "regions",
    ]);
  });

  for (const [index, block] of blocks.entries())
    it(`block ${index + 1} is right`, () => {
      const raw = stackWith(block);
      const { mistakes = [] } = validate(raw);
      expect(mistakes.map(({ path, fix }) => `${formatPath("ha-tcp", path)}: ${fix}`)).to.deep.equal([]);
      const file = Object.fromEntries(Object.entries(raw).map(([key, value]) => [`ha-tcp:${key}`, value]));
      expect(editorAccepts({ config: file }), JSON.stringify(editorAccepts.errors)).to.equal(true);
    });

  it("names keys that there are", () => {
    const paths = codes.flatMap((code) => /^([a-zA-Z]+(?:\.[\w*-]+)*)(?:: [\w]+)?$/.exec(code)?.[1] ?? []);
    const section = keyOf(SECTIONS, "globalAccelerator")[0] ?? {};
    const group = keyOf(keyOf(keyOf(SECTIONS, "regions")[0] ?? {}, "*")[0] ?? {}, "accelerator")[0] ?? {};
    const known = (path: string) =>
      [SECTIONS, section, group, keyOf(group, "endpoints")[0] ?? {}].some((each) => exists(path, each));
    const keys = paths
      .filter((path) => path.includes(".") || /[a-z][A-Z]/.test(path))
      .filter((path) => path !== "sourceIp");
    expect(keys).to.include.members(["regions.*.accelerator.dial", "preserveClientIp", "ownAddresses"]);
    const elsewhere = ["globalAccelerator", "networkFirewall", "GlobalAccelerator", "networkMode", "attachmentArn"];
    expect(keys.filter((path) => !known(path) && !elsewhere.includes(path))).to.deep.equal([]);
  });

  it("names resources that a stack of its first block has", async () => {
    const graph = await recordConfig(stackWith(blocks[0]!));
    const names = new Set(graph.resources.map(({ name }) => name));
    const picture = /```text\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    const drawn = [...picture.matchAll(/\b(?:anycast|accel(?:erator)?-[a-z0-9-]+)\b/g)].map(([name]) => name);
    const written = codes
      .map((code) => code.replace("REGION", "eu-west-1"))
      .filter((code) => /^(monitoring-us-west-2-)?accelerator-/.test(code));
    expect(drawn).to.have.length(6);
    expect(written).to.deep.equal(["monitoring-us-west-2-accelerator-eu-west-1-no-endpoint", "accelerator-down"]);
    expect([...drawn, ...written.slice(0, 1), "aws-accelerator"].filter((name) => !names.has(name))).to.deep.equal([]);
    expect(Object.keys(graph.outputs)).to.include("accelerator");
  });

  it("says of a switch what the command says: which section to write", async () => {
    const { keys, verdict } = await plannedSwitch({ stack: "dev", to: "nlb,globalAccelerator" });
    expect({ keys, verdict }).to.deep.equal({
      keys: "options: [ nlb, globalAccelerator ]\nglobalAccelerator: {}",
      verdict: "none",
    });
  });
});

describe("docs/network.md: a VPC that exists", () => {
  const page = pageAt("docs", "network.md");

  it("has a block that a stack file may hold", () => {
    const [, text = ""] = /## A VPC that exists[^]*?```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    const raw: Raw = { ...BASE, regions: (parse(text) as Raw)["ha-tcp:regions"] };
    expect(validate(raw).mistakes ?? []).to.deep.equal([]);
  });

  it("has a row for each key of it that says whose something is", () => {
    const rows = page.split("\n").filter((line) => line.startsWith("|"));
    for (const key of ["interfaceEndpoints: created", "flowLogs: created", "nat: existing", "network.ipv6"])
      expect(rows.filter((row) => row.includes(`\`${key}\``))).not.to.deep.equal([]);
  });
});
