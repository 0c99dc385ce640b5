import type { Cost, CostGroup, CostLine, Unpriced } from "../analysis/cost";
import { BASE_REGION } from "../analysis/cost/prices";
import { kindOf } from "../graph/graph";
import type { CostSide, CostView } from "./cost";
import { type Column, definitions, section, table, wrapped } from "./table";

/** Lines that are shown; `--json` has all. */
const BIGGEST = 12;

/** What a stack costs, for people: aligned, in 100 columns. */
export function renderCost(view: CostView): string {
  const title = `${view.project} / ${view.stack}: a month`;
  const parts = view.to ? comparison(view, view.to) : costParts(view);
  return [[title, "=".repeat(title.length)].join("\n"), ...parts].join("\n\n");
}

const usd = (sum: number): string =>
  sum.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What rests on the price of another region is marked. */
const marked = ({ month, estimated }: { month: number; estimated: boolean }): string =>
  `${estimated ? "~" : ""}${usd(month)}`;

const monthWords = ({ total, fixed, usage, estimated }: Cost["month"]): string =>
  [
    `${usd(total)} USD: ${usd(fixed)} fixed, ${usd(usage)} by traffic`,
    ...(estimated > 0 ? [`~${usd(estimated)} of it by prices of ${BASE_REGION}`] : []),
  ].join("; ");

const signed = (sum: number): string => `${sum < 0 ? "-" : "+"}${usd(Math.abs(sum))}`;

const numbers = (...titles: readonly string[]): Column[] => titles.map((title) => ({ title, align: "right" }));

function costParts(side: CostSide): string[] {
  return [
    definitions(summary(side)),
    section("By region", groupTable("region", side.by.region)),
    section("By layer", groupTable("layer", side.by.layer)),
    section("By option", groupTable("option", side.by.option)),
    section("Biggest", biggest(side.lines)),
    ...notes(side),
  ];
}

function summary({ month, budget }: CostSide): [string, string][] {
  return [
    ["Together", monthWords(month)],
    ...(budget
      ? [
          [
            "Budget",
            `${usd(budget.monthlyUsd)} USD: ${budget.percent.toFixed(0)} % of it ${budgetWords(budget.reached)}`,
          ] as [string, string],
        ]
      : []),
  ];
}

const budgetWords = (reached: readonly number[]): string =>
  reached.length === 0 ? "are spent" : `are spent: it tells at ${reached.map((each) => `${each} %`).join(", ")}`;

const groupTable = (what: string, groups: readonly CostGroup[]): string =>
  table(
    [{ title: what }, ...numbers("fixed", "by traffic", "together")],
    groups.map(({ name, month }) => [name, usd(month.fixed), usd(month.usage), usd(month.total)]),
  );

/** Lines of the same kind in a region. */
export interface ItemSum {
  name: string;
  region: string;
  quantity: number;
  unit: string;
  month: number;
  usage: boolean;
  /** Whether any of it is at the price of another region. */
  estimated: boolean;
}

/** `3 × NatGateway: hours` */
export function itemSums(lines: readonly CostLine[]): ItemSum[] {
  const sums = new Map<string, { lines: CostLine[] }>();
  for (const line of lines) {
    const key = JSON.stringify([line.region, line.type, line.item]);
    const sum = sums.get(key);
    if (sum) sum.lines.push(line);
    else sums.set(key, { lines: [line] });
  }
  return [...sums.values()].map(({ lines: some }) => {
    const [{ type, item, region, unit, usage }] = some as [CostLine];
    return {
      name: `${some.length > 1 ? `${some.length} × ` : ""}${kindOf(type)}: ${item}`,
      region,
      quantity: some.reduce((sum, each) => sum + each.quantity, 0),
      unit,
      month: some.reduce((sum, each) => sum + each.month, 0),
      usage,
      estimated: some.some(({ estimated }) => estimated),
    };
  });
}

function biggest(lines: readonly CostLine[]): string {
  const sums = itemSums(lines).sort((one, other) => other.month - one.month);
  const others = sums.slice(BIGGEST);
  const rest = {
    month: others.reduce((sum, { month }) => sum + month, 0),
    estimated: others.some(({ estimated }) => estimated),
  };
  const rows = sums
    .slice(0, BIGGEST)
    .map((sum) => [
      sum.region,
      sum.name,
      sum.quantity.toLocaleString("en-US", { maximumFractionDigits: 1 }),
      sum.usage ? "traffic" : "",
      marked(sum),
    ]);
  return table(
    [{ title: "region" }, { title: "what", width: 55 }, ...numbers("quantity"), { title: "" }, ...numbers("USD")],
    [...rows, ...(others.length > 0 ? [["", `${others.length} others`, "", "", marked(rest)]] : [])],
  );
}

function notes({ savings, unpriced, assumptions }: CostSide): string[] {
  return [
    ...(savings.length > 0 ? [section("Cheaper", savings.map(savingText).join("\n"))] : []),
    ...(unpriced.length > 0 ? [section("Not counted", list(unpricedTexts(unpriced)))] : []),
    section("Taken to be so", list(assumptions)),
  ];
}

const savingText = ({ region, text, fix, source, rule }: CostSide["savings"][number]): string =>
  wrapped([`  ${rule} (${region}): ${text}`, `    fix: ${fix}`, `    source: ${source}`].join("\n"));

const list = (texts: readonly string[]): string => texts.map((text) => wrapped(`  ${text}`)).join("\n");

/** Each reason once, with whom it is about. */
export function unpricedTexts(unpriced: readonly Unpriced[]): string[] {
  const names = new Map<string, string[]>();
  for (const { resource, reason } of unpriced) names.set(reason, [...(names.get(reason) ?? []), resource]);
  return [...names].map(([reason, [first = "", ...others]]) =>
    others.length === 0 ? `${first}: ${reason}` : `${first} and ${others.length} more: ${reason}`,
  );
}

function comparison(from: CostSide, to: CostSide): string[] {
  const difference = to.month.total - from.month.total;
  return [
    definitions([
      ["Now", monthWords(from.month)],
      ["Then", monthWords(to.month)],
      ["Differs", `${signed(difference)} USD${percentOf(difference, from.month.total)}`],
      ...summary(to).slice(1),
    ]),
    section("By region", differenceTable("region", from.by.region, to.by.region)),
    section("By layer", differenceTable("layer", from.by.layer, to.by.layer)),
    section("By option", differenceTable("option", from.by.option, to.by.option)),
    section("What differs most", itemDifferences(from.lines, to.lines)),
    ...notes(to),
  ];
}

const percentOf = (difference: number, before: number): string =>
  before === 0 ? "" : `, ${signed((difference / before) * 100).replace(/\.\d+$/, "")} %`;

function differenceTable(what: string, from: readonly CostGroup[], to: readonly CostGroup[]): string {
  const totals = (groups: readonly CostGroup[]) => new Map(groups.map(({ name, month }) => [name, month.total]));
  const [before, after] = [totals(from), totals(to)];
  const names = [...new Set([...after.keys(), ...before.keys()])];
  return table(
    [{ title: what }, ...numbers("now", "then", "differs")],
    names.map((name) => {
      const [was, is] = [before.get(name) ?? 0, after.get(name) ?? 0];
      return [name, usd(was), usd(is), signed(is - was)];
    }),
  );
}

const NOTHING = { month: 0, estimated: false };

function itemDifferences(from: readonly CostLine[], to: readonly CostLine[]): string {
  const keyed = (lines: readonly CostLine[]) =>
    new Map(itemSums(lines).map((sum) => [`${sum.region} ${sum.name.replace(/^\d+ × /, "")}`, sum]));
  const [before, after] = [keyed(from), keyed(to)];
  const rows = [...new Set([...before.keys(), ...after.keys()])]
    .map((key) => {
      const [was, is] = [before.get(key), after.get(key)];
      const { region, name } = is ?? was ?? { region: "", name: key };
      return { region, name, was: was ?? NOTHING, is: is ?? NOTHING, by: (is?.month ?? 0) - (was?.month ?? 0) };
    })
    .filter(({ by }) => Math.abs(by) >= 0.005)
    .sort((one, other) => Math.abs(other.by) - Math.abs(one.by));
  if (rows.length === 0) return "  nothing";
  return table(
    [{ title: "region" }, { title: "what", width: 44 }, ...numbers("now", "then", "differs")],
    rows.slice(0, BIGGEST).map(({ region, name, was, is, by }) => [region, name, marked(was), marked(is), signed(by)]),
  );
}
