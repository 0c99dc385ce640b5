import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { renderPage } from "../../../cli/report/page/renderPage";
import type { AddressChange } from "../../../analysis";
import { SHARP, reportOf } from "../../support/reportData";
import { found, hrefs, partOf, rowsOf, textOf } from "./markup";

const sha = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("The page of a report", () => {
  const html = renderPage(reportOf());
  /** What is not a style sheet or a script. */
  const markup = html.replace(/<(style|script)[^>]*>[^]*?<\/\1>/g, "");

  it("has its parts in order, each under a heading, and contents that lead to each", () => {
    const parts = [
      "summary",
      "picture",
      "switch",
      "addresses",
      "names",
      "paths",
      "what-if",
      "cost",
      "findings",
      "alarms",
    ];
    expect(found(markup, /<section id="([^"]*)"/g)).to.deep.equal(parts);
    expect(found(/<nav[^]*?<\/nav>/.exec(markup)?.[0] ?? "", /href="([^"]*)"/g)).to.deep.equal(
      parts.map((id) => `#${id}`),
    );
    const levels = found(markup, /<h(\d)/g).map(Number);
    expect(levels[0]).to.equal(1);
    levels.slice(1).forEach((level, place) => {
      expect(level).to.be.within(2, (levels[place] ?? 0) + 1);
    });
  });

  it("has no id twice, and no anchor that leads nowhere", () => {
    const ids = found(markup, /\sid="([^"]*)"/g);
    expect(ids).to.deep.equal([...new Set(ids)]);
    const named = [
      ...hrefs(markup).flatMap((href) => (href.startsWith("#") ? href.slice(1) : [])),
      ...found(markup, /aria-(?:labelledby|describedby)="([^"]*)"/g).flatMap((list) => list.split(" ")),
    ];
    expect(named.filter((id) => !ids.includes(id))).to.deep.equal([]);
  });

  it("escapes what it is told", () => {
    expect(html).not.to.include("<b ");
    const said = ["switch", "picture", "cost", "findings", "alarms"];
    expect(said.filter((id) => !textOf(partOf(html, id)).includes(SHARP))).to.deep.equal([]);
  });

  it("has nothing that its policy does not know, and asks for nothing", () => {
    const [policy = ""] = found(html, /Content-Security-Policy" content="([^"]*)"/g);
    const of = (element: string) =>
      found(html, new RegExp(`<${element}[^>]*>([^]*?)</${element}>`, "g"))
        .map(sha)
        .join(" ");
    expect(policy.replace(/&#39;/g, "'").split("; ")).to.deep.equal([
      "default-src 'none'",
      `style-src ${of("style")}`,
      `script-src ${of("script")}`,
      "font-src data:",
      "img-src data:",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(found(markup, /\s(style|on\w+|src|srcset)=/g)).to.deep.equal([]);
    expect(hrefs(markup).filter((href) => !href.startsWith("#"))).to.deep.equal([
      "data:,",
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/x.html",
      "https://aws.amazon.com/vpc",
    ]);
  });

  it("copies addresses as they are, and none that is not known", () => {
    const copies = (id: string) => found(partOf(html, id), /data-copy="([^"]*)"/g).map((text) => text.split("\n"));
    expect(copies("addresses")).to.deep.equal([
      ["203.0.113.7/32", "2001:db8::7/128", "203.0.113.9/32"],
      ["203.0.113.7/32"],
      ["2001:db8::7/128"],
      ["203.0.113.7/32", "2001:db8::7/128"],
      ["203.0.113.9/32"],
    ]);
    expect(textOf(partOf(html, "addresses"))).to.include("assigned at first up");
    expect(found(partOf(html, "switch"), /data-copy="([^"]*)"/g).map(textOf)).to.include(
      `aws ec2 describe --query 'A[?B<"1"]'`,
    );
  });

  it("says of one's own address that it is known by its id, and not after the first up", () => {
    const { allowList, ...rest } = reportOf();
    const own = allowList.map((entry) => ({
      ...entry,
      text: "eipalloc-0a",
      known: false,
      row: { ...entry.row, origin: "own" as const },
    }));
    const summaryOf = (entries: typeof allowList) =>
      textOf(partOf(renderPage({ ...rest, allowList: entries }), "summary"));
    expect(summaryOf(own)).to.include("4 addresses, by allocation id Survives");
    expect(summaryOf([...allowList, ...own])).to.include(
      "8 addresses, 1 known after the first up, 4 by allocation id Survives",
    );
    const text = textOf(partOf(renderPage({ ...rest, allowList: own }), "addresses"));
    expect(text).to.include("An allocation id stands for an address of yours");
    expect(text).not.to.include("pulumi up");
    expect(textOf(partOf(html, "addresses"))).not.to.include("allocation id");
  });

  it("tells of each loss which addresses answer, in words; what nobody notices stands apart", () => {
    expect(rowsOf(html, "Losses and the addresses that still answer")).to.deep.equal([
      ["Lost", "eu-west-1a 203.0.113.7", "eu-west-1b", "Served", "Targets left", "At most", "Way out", "Mended"],
      ["zone=eu-west-1a", "✕ silent", "✓ answers", "✓ all", "2 of 3", "8", "2 of 2", "80 s = 20 + 60"],
      ["region=eu-west-1", "✕ silent", "✕ silent", "✕ nobody", "0 of 3", "0", "none", "not by itself"],
    ]);
    expect(rowsOf(html, "Losses that nobody notices").slice(1)).to.deep.equal([
      ["check=dns", "✓ answers", "✓ answers", "✓ all", "3 of 3", "9", "2 of 2", "nobody notices"],
    ]);
    const part = textOf(partOf(html, "what-if"));
    expect(part).to.include("Parked, and so leading nowhere in any case: eu-west-1c.");
    expect(part).to.include("Amazon EC2 Auto Scaling brings the group back");
    expect(part).to.include("80 s: 20 s, health checks (service.healthCheck); 60 s, answers are kept (dns.ttl)");
  });

  it("has the cost of both sides by layer, as bars and in figures", () => {
    const rows = rowsOf(html, "Cost by layer, now and then");
    expect(rows).to.deep.equal([
      ["Layer", "Fixed and usage", "Now", "Then", "Change"],
      ["network", "now then", "39.54", "74.58", "+35.04"],
      ["frontDoor", "now then", "18.40", "18.40", "same"],
    ]);
    expect(textOf(partOf(html, "cost"))).to.match(/^Cost In US dollars a month\. Total now/);
    const bars = found(partOf(html, "cost"), /<rect class="fixed" width="([^"]*)"/g);
    expect(bars).to.deep.equal(["46.98%", "93.97%", "24.67%", "24.67%"]);
  });

  it("has warnings before notes, and alarms with what they tell and when", () => {
    const findings = textOf(partOf(html, "findings"));
    expect(findings.indexOf("Warnings (1)")).to.be.within(0, findings.indexOf("Notes (1)"));
    expect(found(partOf(html, "alarms"), /data-grade="([^"]*)"/g)).to.deep.equal(["page", "ticket", "aws"]);
    expect(found(partOf(html, "alarms"), /<option value="([^"]+)"/g)).to.deep.equal(["page", "ticket", "aws"]);
    expect(textOf(partOf(html, "summary"))).to.include("3 alarms, 1 of them wakes somebody");
    expect(textOf(partOf(html, "alarms"))).to.include("Minimum Count below 1, in 2 of 3 values of 60 s");
  });

  it("tells a switch from its verdict to what is done by hand", () => {
    const text = textOf(partOf(html, "switch"));
    const places = [
      "[nlb] → [ecs] ✕ refused",
      "Why it is refused",
      "✓ kept, serving",
      "✕ LOST: it is released",
      "For how long: minutes",
      "options: [ ecs ]",
      "Instead, in 2 updates",
      "bring up the tasks",
      "take the instances away",
      "By hand",
      "1 resource changes",
      "secret-task",
    ].map((words) => text.indexOf(words));
    expect(places).not.to.include(-1);
    expect(places).to.deep.equal([...places].sort((one, other) => one - other));
  });

  it("says of each address of a switch what becomes of it, as a new one is not kept, and a parked one leads nowhere", () => {
    const { switch: change, ...rest } = reportOf();
    if (!change?.addresses[0]) throw new Error("the report has no switch");
    const address = { ...change.addresses[0], lost: false };
    const states: [AddressChange["before"], AddressChange["after"]][] = [
      ["none", "serving"],
      ["none", "parked"],
      ["serving", "parked"],
      ["parked", "serving"],
    ];
    const addresses = states.map(([before, after]) => ({ ...address, before, after }));
    const page = renderPage({ ...rest, switch: { ...change, addresses } });
    const rows = rowsOf(page, "Addresses before and after the switch").slice(1);
    expect(rows.map((row) => row.at(-1))).to.deep.equal([
      "● new, serving",
      "● new, parked",
      "▲ kept, parked",
      "✓ kept, serving",
    ]);
  });

  it("says beside a refusal who else would notice, and of an outage that no steps are known where none are", () => {
    expect(textOf(partOf(html, "switch"))).to.include("… and beside that, outage: new connections fail for a time.");
    const { switch: change, ...rest } = reportOf();
    if (!change) throw new Error("the report has no switch");
    const page = renderPage({ ...rest, switch: { ...change, verdict: "outage", refusals: [], steps: [] } });
    expect(textOf(partOf(page, "switch"))).to.include("Instead No way in steps is known");
    expect(textOf(partOf(page, "switch"))).not.to.include("beside that");
  });

  it("says of alarms that nobody hears just that, and wakes nobody by them", () => {
    const { alarms, ...rest } = reportOf();
    const unheard = alarms.map(({ grade: _grade, ...alarm }) => ({ ...alarm, heard: false }));
    const page = renderPage({ ...rest, alarms: unheard });
    expect(found(partOf(page, "alarms"), /data-grade="([^"]*)"/g)).to.deep.equal(["unheard", "unheard", "aws"]);
    expect(textOf(partOf(page, "summary"))).to.include("3 alarms, which nobody hears");
    const text = textOf(partOf(page, "alarms"));
    expect(text).to.include("Of those unheard nobody is told");
    expect(text).to.include("As a rule");
    expect(text).not.to.include("wakes somebody");
  });

  it("folds the names of what a finding is about where they are many", () => {
    const { plan, ...rest } = reportOf();
    const of = (count: number) => {
      const resources = Array.from({ length: count }, (_, place) => `alarm-${place}`);
      const findings = plan.findings.map((finding) => ({ ...finding, resources }));
      return partOf(renderPage({ ...rest, plan: { ...plan, findings } }), "findings");
    };
    expect(of(8)).not.to.include("<details");
    expect(found(of(9), /<summary>([^<]*)/g)).to.deep.equal(["About 9 resources", "About 9 resources"]);
    expect(of(9)).to.include("<code>alarm-8</code>");
  });

  it("has all of its style sheets", () => {
    const folder = join(__dirname, "../../../cli/report/page/styles");
    const left = readdirSync(folder).filter((name) => !html.includes(readFileSync(join(folder, name), "utf8")));
    expect(left).to.deep.equal([]);
  });

  it("leaves out what a stack has nothing of", () => {
    const { whatIf: _losses, switch: _switch, ...rest } = reportOf();
    const consumer = renderPage({
      ...rest,
      kind: "consumer",
      allowList: [],
      alarms: [],
      plan: { ...rest.plan, names: [], findings: [] },
    });
    expect(found(consumer, /<section id="([^"]*)"/g)).to.deep.equal([
      "summary",
      "picture",
      "paths",
      "cost",
      "findings",
    ]);
    expect(textOf(partOf(consumer, "findings"))).to.equal("Findings There are none.");
    const unknown = renderPage({ ...rest, allowList: rest.allowList.filter(({ known }) => !known) });
    expect(found(partOf(unknown, "addresses"), /(data-copy)/g)).to.deep.equal([]);
  });
});
