import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { costOf, groupsOf, unknownRegions } from "../../../analysis/cost";
import { priceFile } from "../../../analysis/cost/prices";
import type { CostSide, CostView } from "../../../cli/cost/cost";
import { itemSums, renderCost, unpricedTexts } from "../../../cli/cost/renderCost";
import { trafficOfLoad } from "../../../plan/traffic";
import { run } from "../../support/command";
import { costGraph } from "../../support/costGraph";
import { BASE, type Raw, recordStack } from "../../support/recording";
import { stateOf } from "../../support/state";

/** The rows of a table of the text, by cell; without its heading. */
const rows = (text: string, section: string): string[][] =>
  (text.split("\n\n").find((each) => each.startsWith(`${section}\n---`)) ?? "")
    .split("\n")
    .slice(3)
    .map((line) => line.trim().split(/ {2,}/));

const amount = (text = ""): number => Number(text.replaceAll(/[,~]/g, ""));

describe("cli: cost", () => {
  let directory: string;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), "ha-tcp-cost-"));
  });

  after(() => {
    rmSync(directory, { recursive: true });
  });

  const file = (name: string, keys: Raw): string => {
    const path = join(directory, `${name}.yaml`);
    writeFileSync(
      path,
      stringify({ config: Object.fromEntries(Object.entries(keys).map(([key, value]) => [`ha-tcp:${key}`, value])) }),
    );
    return path;
  };

  it("tells what dev costs, in 100 columns, and each table adds up", async () => {
    const { status, stdout, stderr } = await run("cost", "dev");
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(stdout.split("\n").filter((line) => line.length > 100 || / $/.test(line))).to.deep.equal([]);
    const total = amount(/^Total +([\d.,]+) USD: /m.exec(stdout)?.[1]);
    for (const [title, column] of [
      ["By region", 3],
      ["By layer", 3],
      ["By option", 3],
      ["Largest", -1],
    ] as const) {
      const sum = rows(stdout, title).reduce((all, row) => all + amount(row.at(column)), 0);
      expect(sum, title).to.be.closeTo(total, 0.1);
    }
    expect(stdout).to.include("eu-west-1: what traffic does not say is of load small: 5 new connections a second");
    expect(stdout).not.to.include("Budget");
  });

  it("gives machines every line, and sums that are those of the lines", async () => {
    const { stdout } = await run("cost", "examples/guarded.yaml", "--json");
    const view = JSON.parse(stdout) as CostView;
    expect([view.project, view.stack, view.options]).to.deep.equal(["ha-tcp", "guarded", ["nlb"]]);
    const sum = view.lines.reduce((all, { month }) => all + month, 0);
    expect(view.month.total).to.be.closeTo(sum, 1e-6);
    for (const groups of Object.values(view.by))
      expect(groups.reduce((all, { month }) => all + month.total, 0)).to.be.closeTo(sum, 1e-6);
    // Of 400: Shield Advanced alone is 3,000.
    expect(view.budget?.monthlyUsd).to.equal(400);
    expect(view.budget?.reached).to.deep.equal([80, 100]);
    expect(
      view.lines
        .filter(({ type }) => type === "aws:shield/protection:Protection")
        .map(({ item, month }) => [item, Math.round(month)]),
    ).to.deep.include(["Shield Advanced, once for an organization", 3000]);
  });

  it("compares with other options, and with another file's own traffic", async () => {
    const base = { ...BASE, regions: { "us-east-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" } } };
    const quiet = file("quiet", { ...base, traffic: { gbInPerMonth: 0, gbOutPerMonth: 100 } });
    const busy = file("busy", { ...base, traffic: { gbInPerMonth: 0, gbOutPerMonth: 1100 } });
    const { stdout: options } = await run("cost", quiet, "--to", "ecs");
    expect(options).to.match(/^Options +nlb → ecs$/m);
    expect(rows(options, "By option").map(([name]) => name)).to.have.members(["shared", "ecs", "nlb"]);
    const { stdout } = await run("cost", quiet, "--to", busy);
    // 1,000 GB out at 0.09, of which half cross a zone at 0.01 on both sides.
    expect(rows(stdout, "Largest changes")).to.deep.equal([
      ["us-east-1", "LoadBalancer: GB out to the internet", "9.00", "99.00", "+90.00"],
      ["us-east-1", "LoadBalancer: GB across zones, both sides", "1.00", "11.00", "+10.00"],
      ["us-east-1", "LoadBalancer: TCP capacity units, by GB", "0.60", "6.60", "+6.00"],
    ]);
    expect(/^Change +(.*)$/m.exec(stdout)?.[1]).to.match(/^\+106\.00 USD, \+\d+ %$/);
  });

  it("refuses absurd traffic with all mistakes at once", async () => {
    const { status, stdout, stderr } = await run(
      "cost",
      file("absurd", {
        ...BASE,
        traffic: { load: "huge", gbInPerMonth: -1, openConections: 5, regions: { "us-east-1": { gbOutPerMonth: 1 } } },
      }),
    );
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    expect(stderr.match(/^ {2}ha-tcp:traffic\S*/gm)).to.deep.equal([
      "  ha-tcp:traffic.load",
      "  ha-tcp:traffic.gbInPerMonth",
      "  ha-tcp:traffic.openConections",
      "  ha-tcp:traffic.regions.us-east-1",
    ]);
    expect(stderr).not.to.match(/^ +at /m);
  });

  it("suggests the option that --to may mean, and ends with 1", async () => {
    const { status, stdout, stderr } = await run("cost", "dev", "--to", "esc");
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    expect(stderr)
      .to.include("esc is no config file, no stack, and no list of options")
      .and.include("Did you mean ecs?");
  });

  it("reads what is deployed, and refuses regions of which the list has nothing", async () => {
    const state = JSON.stringify(stateOf(await recordStack("dev")));
    const path = join(directory, "state.json");
    writeFileSync(path, state);
    const deployed = await run("cost", "dev", "--state", path, "--json");
    const { stdout } = await run("cost", "dev", "--json");
    const month = (text: string) => (JSON.parse(text) as CostView).month.total;
    expect(month(deployed.stdout)).to.be.closeTo(month(stdout), 1e-6);
    writeFileSync(path, state.replaceAll("eu-west-1", "eu-west-9"));
    const { status, stderr } = await run("cost", "dev", "--state", path);
    expect({ status, stderr: stderr.replaceAll("\n", " ") }).to.deep.equal({
      status: 1,
      stderr:
        "No prices of eu-west-9 are known. Did you mean eu-west-1? Give eu-west-9 a row in plan/regions.ts, then fetch the prices: npm run prices ",
    });
  });

  it("knows a region of which the list has nothing", () => {
    const key = ["aws:kms/key:Key", "key", {}] as const;
    expect(unknownRegions(costGraph("aq-south-1", key))).to.deep.equal(["aq-south-1"]);
    expect(unknownRegions(costGraph("eu-west-1", key))).to.deep.equal([]);
  });

  it("marks what rests on prices of us-east-1, and says how much that is", () => {
    const prices = {
      ...priceFile(),
      prices: {
        "kms.key.month": { from: [], usd: { "us-east-1": 1.5 } },
        "ipv4.idle.hour": { from: [], usd: { "eu-west-1": 0.01 } },
      },
    };
    const side = (...resources: Parameters<typeof costGraph>[1][]): CostSide => {
      const cost = costOf(costGraph("eu-west-1", ...resources), trafficOfLoad("small"), prices);
      const by = { region: groupsOf(cost.lines, "region"), layer: [], option: [] };
      return { options: [], ...cost, by, savings: [] };
    };
    const [key, address] = [
      ["aws:kms/key:Key", "key", {}],
      ["aws:ec2/eip:Eip", "a", {}],
    ] as const;
    const view: CostView = { project: "p", stack: "s", ...side(key, address) };
    const text = renderCost(view);
    expect(text).to.include("Total     8.80 USD: 8.80 fixed, 0.00 usage; ~1.50 of it by prices of us-east-1\n");
    expect(rows(text, "Largest").map((cells) => cells.at(-1))).to.deep.equal(["7.30", "~1.50"]);
    const compared = renderCost({ ...view, to: side(address) });
    expect(compared).to.match(/^Then +7\.30 USD: 7\.30 fixed, 0\.00 usage$/m);
    expect(rows(compared, "Largest changes")).to.deep.equal([["eu-west-1", "Key: keys", "~1.50", "0.00", "-1.50"]]);
  });

  it("puts alike lines together, and says a reason once", () => {
    const line = {
      resource: "a",
      type: "aws:ec2/eip:Eip",
      layer: "addresses" as const,
      region: "eu-west-1",
      item: "hours in use",
      quantity: 730,
      unit: "hour",
      price: 0.005,
      month: 3.65,
      usage: false,
    };
    expect(itemSums([line, { ...line, resource: "b" }, { ...line, region: "us-east-1" }])).to.deep.equal([
      {
        name: "2 × Eip: hours in use",
        region: "eu-west-1",
        quantity: 1460,
        unit: "hour",
        month: 7.3,
        usage: false,
        estimated: false,
      },
      {
        name: "Eip: hours in use",
        region: "us-east-1",
        quantity: 730,
        unit: "hour",
        month: 3.65,
        usage: false,
        estimated: false,
      },
    ]);
    const unpriced = { type: "t", region: "eu-west-1", reason: "no price" };
    expect(
      unpricedTexts([
        { ...unpriced, resource: "a" },
        { ...unpriced, resource: "b" },
        { ...unpriced, resource: "c", reason: "nobody counts" },
        { ...unpriced, resource: "d", reason: "not above e", atMost: 1.5 },
        { ...unpriced, resource: "e", reason: "not above e", atMost: 2 },
      ]),
    ).to.deep.equal(["a and 1 more: no price", "c: nobody counts", "d and 1 more: not above e: up to 3.50 a month"]);
  });
});
