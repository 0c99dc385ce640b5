import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { costView } from "../../../cli/cost/cost";
import { planStack } from "../../../cli/plan/plan";
import { allowList } from "../../../cli/report/allowList";
import { type ReportArgs, type ReportData, reportData } from "../../../cli/report/reportData";
import { renderPage } from "../../../cli/report/page/renderPage";
import { whatIf } from "../../../cli/whatIf/whatIf";
import { run } from "../../support/command";
import { FULL } from "../../support/full";
import { ROOT, plannedSwitch, recordStack } from "../../support/recording";
import { addressOf } from "../../support/reportData";
import { stateOf } from "../../support/state";

const of = async (stack: string, args?: ReportArgs): Promise<ReportData> => reportData(ROOT, stack, args);

describe("reportData", () => {
  let prod: ReportData;
  before(async () => {
    prod = await of("prod");
  });

  it("has of each command what that says itself", async () => {
    const { view } = await planStack(ROOT, "prod");
    const losses = await whatIf(ROOT, "prod", {});
    expect(prod.plan).to.deep.equal(view);
    expect(prod.cost).to.deep.equal(await costView(ROOT, { stack: "prod" }));
    expect(prod.whatIf?.verdict).to.deep.equal(losses.verdict);
    expect(prod.whatIf?.rows.map(({ loss }) => [loss])).to.deep.equal(losses.outcomes.map((each) => each.losses));
    expect([prod.project, prod.stack, prod.kind, prod.deployed, prod.switch]).to.deep.equal([
      ...["ha-tcp", "prod", "service", false, undefined],
    ]);
  });

  it("has for each loss what becomes of each address, and for how long", () => {
    const { columns = [], whole, rows = [] } = prod.whatIf ?? {};
    expect(columns.map(({ zone, known }) => [zone, known])).to.deep.equal([
      ["a", []],
      ["b", []],
      ["c", []],
    ]);
    expect(whole?.addresses).to.deep.equal(["answers", "answers", "answers"]);
    const row = rows.find(({ loss }) => loss.name === "zone=eu-west-1b");
    expect([row?.addresses, row?.served, row?.targets, row?.egress, row?.recovery?.seconds, row?.felt]).to.deep.equal([
      ["answers", "silent", "answers"],
      "all",
      { left: 2, needed: 3, atMost: 9 },
      { open: 2, zones: 2 },
      80,
      true,
    ]);
    const region = rows.find(({ loss }) => loss.name === "region=eu-west-1");
    expect([region?.served, region?.recovery?.seconds, region?.recovery?.who]).to.deep.equal([
      "none",
      undefined,
      "clients by tcp.example.com",
    ]);
    expect(rows.find(({ loss }) => loss.name === "check=dns-check-eu-west-1-a")?.felt).to.equal(false);
  });

  it("has with another side what a switch does, and both of cost and picture", async () => {
    const { changes, ...view } = await plannedSwitch({ stack: "dev", to: "ecs" });
    const report = await of("dev", { to: "ecs" });
    const { changes: rows, ...said } = report.switch ?? { changes: [] };
    expect(said).to.deep.equal(view);
    expect(report.cost).to.deep.equal(await costView(ROOT, { stack: "dev", to: "ecs" }));
    const moved = changes.filter(({ type, action }) => type.startsWith("aws:") && action !== "keep");
    expect(rows.map(({ name }) => name)).to.deep.equal(moved.map(({ name }) => name));
    expect(rows.find(({ name }) => name === "front-eu-west-1-listener")).to.deep.equal({
      name: "front-eu-west-1-listener",
      type: "Listener",
      action: "update",
      inputs: ["defaultActions.forward.targetGroups.arn"],
    });
    const names = Object.values(report.picture.boxes).flatMap(({ resources }) => resources.map(({ name }) => name));
    expect(names).to.include.members(["fleet-eu-west-1-asg", "tasks-eu-west-1-awsvpc-service"]);
  });

  it("has the addresses of what is deployed, as ranges to copy", async () => {
    const directory = mkdtempSync(join(tmpdir(), "ha-tcp-report-"));
    const path = join(directory, "stack.json");
    writeFileSync(path, JSON.stringify(stateOf(await recordStack("prod"))));
    const report = await of("prod", { state: path });
    rmSync(directory, { recursive: true });
    expect(report.deployed).to.equal(true);
    expect(report.allowList.map(({ for: side, known }) => [side, known])).to.deep.equal(
      ["clients", "clients", "clients", "egress", "egress", "egress"].map((side) => [side, true]),
    );
    expect(report.allowList[4]?.text).to.equal("eip-addresses-eu-west-1-egress-b-publicIp/32");
    expect(prod.allowList.map(({ text, known }) => [text, known])).to.deep.equal(
      Array.from({ length: 6 }, () => ["assigned at first up", false]),
    );
  });
});

/** Of each kind of picture and page one; the long form has all. */
const STACKS = FULL
  ? ["dev", "prod", ...readdirSync(join(ROOT, "examples")).map((name) => join("examples", name))]
  : [
      "dev",
      ...["accelerator", "consumer", "firewall", "nlb-ecs", "private-link"].map((name) => `examples/${name}.yaml`),
    ];

describe("reportData of", () => {
  for (const stack of STACKS)
    it(`${stack}: has what a page needs, as JSON`, async () => {
      const data = await of(stack);
      const drawn = idsDrawn(data);
      expect(new Set(drawn).size).to.equal(drawn.length);
      // What only puts boxes side by side is not drawn, and nobody can point at it.
      const boxes = Object.entries(data.picture.boxes).filter(([, { title }]) => title !== "");
      expect(drawn.sort()).to.deep.equal(boxes.map(([id]) => id).sort());
      const unknown = boxes.filter(([, { resources }]) => resources.some(({ type }) => type === ""));
      expect(unknown.map(([id]) => id)).to.deep.equal([]);
      const html = renderPage(data);
      expect(renderPage(JSON.parse(JSON.stringify(data)) as ReportData)).to.equal(html);
      const targets = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
      const anchors = [...html.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id);
      expect(anchors.length).to.be.above(5);
      expect(anchors.filter((id) => !targets.has(id))).to.deep.equal([]);
    });
});

const idsDrawn = ({ picture }: ReportData): string[] =>
  [...picture.svg.matchAll(/ data-box="([^"]*)"/g)].map(([, id = ""]) => unescaped(id));

const unescaped = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&amp;/g, "&");

describe("allowList", () => {
  const row = addressOf("a", { publicIps: ["203.0.113.1"] });
  const CASES: [title: string, change: Partial<typeof row>, expected: [string, boolean, string, string][]][] = [
    ["one of IPv4", {}, [["203.0.113.1/32", true, "clients", "clients"]]],
    [
      "one of IPv6",
      { purpose: "publicIpv6", publicIps: ["2001:db8::1"] },
      [["2001:db8::1/128", true, "clients", "clients (IPv6)"]],
    ],
    [
      "those of an accelerator, a line each",
      { purpose: "anycast", count: 2, publicIps: ["192.0.2.1", "192.0.2.2"] },
      [
        ["192.0.2.1/32", true, "clients", "clients"],
        ["192.0.2.2/32", true, "clients", "clients"],
      ],
    ],
    [
      "those of an accelerator of which not all are known",
      { purpose: "anycast", count: 4, publicIps: ["192.0.2.1", "192.0.2.2"] },
      [["4, assigned at first up", false, "clients", "clients"]],
    ],
    [
      "a further one of a NAT gateway, of one's own",
      { purpose: "egress", secondary: "second", origin: "own", allocationId: "eipalloc-0a", publicIps: undefined },
      [["eipalloc-0a", false, "egress", "egress, second"]],
    ],
  ];
  for (const [title, change, expected] of CASES)
    it(`has ${title}`, () => {
      const entries = allowList([{ ...row, ...change }]);
      expect(entries.map(({ text, known, for: side, purpose }) => [text, known, side, purpose])).to.deep.equal(
        expected,
      );
    });

  it("has what clients connect to first", () => {
    const rows = ["egress", "public"].map((purpose) => ({ ...row, purpose }) as typeof row);
    expect(allowList(rows).map((entry) => entry.for)).to.deep.equal(["clients", "egress"]);
  });
});

describe("report", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "ha-tcp-report-"));
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it("writes a page of prod that is small, and the same to stdout and into a file", async () => {
    const path = join(directory, "prod.html");
    expect(await run("report", "prod", "-o", path)).to.deep.equal({ status: 0, stdout: "", stderr: `wrote ${path}\n` });
    const html = readFileSync(path, "utf8");
    expect(html).to.match(/^<!doctype html>/i);
    expect(Buffer.byteLength(html)).to.be.below(2e6);
    expect(await run("report", "prod")).to.deep.equal({ status: 0, stdout: html, stderr: "" });
  });

  it("gives the data itself", async () => {
    const { status, stdout } = await run("report", "examples/consumer.yaml", "--json");
    expect(status).to.equal(0);
    expect(stdout).to.equal(`${JSON.stringify(await of("examples/consumer.yaml"), null, 2)}\n`);
  });

  const BAD: [title: string, args: string[], message: RegExp][] = [
    ["a name that a browser does not take for a page", ["prod", "-o", "prod.htm"], /\n {2}fix {6}write prod\.html\n$/],
    [
      "a folder that is not there",
      ["prod", "-o", "/nowhere/prod.html"],
      /^\/nowhere\/prod\.html cannot be written: its folder is not there\. Make it, or name another\.\n?$/,
    ],
    ["a state and another side", ["prod", "--to", "ecs", "--state", "s.json"], /cannot be used with/],
    ["no stack", ["prdo"], /^There is no stack file/],
    ["no side", ["prod", "--to", "esc"], /Did you mean ecs\?/],
  ];
  for (const [title, args, message] of BAD)
    it(`refuses ${title}, and writes nothing`, async () => {
      const { status, stdout, stderr } = await run("report", ...args);
      expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
      expect(stderr).to.match(message);
      expect(existsSync("prod.htm")).to.equal(false);
    });
});
