import type { CostGroup, CostLine, Unpriced } from "../../analysis/cost";
import { BASE_REGION } from "../../analysis/cost/prices";
import { kindOf } from "../../graph/graph";
import type { CostSide, CostView } from "./cost";
import { type Column, definitions, section, table, titled, wrapped } from "../text/table";

/** Lines that are shown; `--json` has all. */
const LARGEST = 12;

/** What a stack costs, for people: aligned, as wide as the page. */
export function renderCost(view: CostView): string {
  const title = `${view.project} / ${view.stack}: a month`;
  const parts = view.to ? comparison(view, view.to) : costParts(view);
  return [titled(title, "="), ...parts].join("\n\n");
}

export const usd = (sum: number): string =>
  sum.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** What rests on the price of another region is marked. */
export const marked = ({ month, estimated }: { month: number; estimated: boolean }): string =>
  `${estimated ? "~" : ""}${usd(month)}`;

export const signed = (sum: number): string => `${sum < 0 ? "-" : "+"}${usd(Math.abs(sum))}`;

const numbers = (...titles: readonly string[]): Column[] => titles.map((title) => ({ title, align: "right" }));

function costParts(side: CostSide): string[] {
  return [
    definitions(costRows(side)),
    section("By region", groupTable("region", side.by.region)),
    section("By layer", groupTable("layer", side.by.layer)),
    section("By option", groupTable("option", side.by.option)),
    section("Largest", largest(side.lines)),
    ...notes(side),
  ];
}

/** `290.81 USD: 269.97 fixed, 20.84 usage`, and how much of it, and beside it, no price of its own stands behind. */
export function monthText(
  { month: { total, fixed, usage, estimated }, unpriced }: Pick<CostSide, "month" | "unpriced">,
  unit = "USD",
): string {
  const more = unpriced.reduce((sum, { atMost = 0 }) => sum + atMost, 0);
  return [
    `${usd(total)} ${unit}: ${usd(fixed)} fixed, ${usd(usage)} usage`,
    ...(estimated > 0 ? [`~${usd(estimated)} of it by prices of ${BASE_REGION}`] : []),
    ...(more > 0 ? [`up to ${usd(more)} more is not counted`] : []),
  ].join("; ");
}

/** The total, and how much of a budget it is, a line each. */
export function costRows(side: CostSide): [string, string][] {
  const { budget } = side;
  return [
    ["Total", monthText(side)],
    ...(budget
      ? [
          [
            "Budget",
            `${usd(budget.monthlyUsd)} USD: ${budget.percent.toFixed(0)} % of it${budgetWords(budget.reached)}`,
          ] as [string, string],
        ]
      : []),
  ];
}

const budgetWords = (reached: readonly number[]): string =>
  reached.length === 0 ? "" : `, past what it tells at: ${reached.map((each) => `${each} %`).join(", ")}`;

const groupTable = (what: string, groups: readonly CostGroup[]): string =>
  table(
    [{ title: what }, ...numbers("fixed", "usage", "total")],
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

/** `3 × NatGateway: hours`, the dearest first. */
export function itemSums(lines: readonly CostLine[]): ItemSum[] {
  const sums = new Map<string, { lines: CostLine[] }>();
  for (const line of lines) {
    const key = JSON.stringify([line.region, line.type, line.item]);
    const sum = sums.get(key);
    if (sum) sum.lines.push(line);
    else sums.set(key, { lines: [line] });
  }
  const all = [...sums.values()].map(({ lines: some }) => {
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
  return all.sort((one, other) => other.month - one.month);
}

export const quantityText = ({ quantity }: ItemSum): string =>
  quantity.toLocaleString("en-US", { maximumFractionDigits: 1 });

function largest(lines: readonly CostLine[]): string {
  const sums = itemSums(lines);
  const others = sums.slice(LARGEST);
  const rest = {
    month: others.reduce((sum, { month }) => sum + month, 0),
    estimated: others.some(({ estimated }) => estimated),
  };
  const rows = sums
    .slice(0, LARGEST)
    .map((sum) => [sum.region, sum.name, quantityText(sum), sum.usage ? "usage" : "", marked(sum)]);
  return table(
    [{ title: "region" }, { title: "item", width: 55 }, ...numbers("quantity"), { title: "" }, ...numbers("USD")],
    [...rows, ...(others.length > 0 ? [["", `${others.length} others`, "", "", marked(rest)]] : [])],
  );
}

function notes({ savings, unpriced, assumptions }: CostSide): string[] {
  return [
    ...(savings.length > 0 ? [section("Savings", savings.map(savingText).join("\n"))] : []),
    ...(unpriced.length > 0 ? [section("Not counted", list(unpricedTexts(unpriced)))] : []),
    section("Assumptions", list(assumptions)),
  ];
}

const savingText = ({ region, text, fix, source, rule }: CostSide["savings"][number]): string =>
  wrapped([`  ${rule} (${region}): ${text}`, `    fix: ${fix}`, `    source: ${source}`].join("\n"));

const list = (texts: readonly string[]): string => texts.map((text) => wrapped(`  ${text}`)).join("\n");

/** Each reason once, with whom it is about. */
export function unpricedTexts(unpriced: readonly Unpriced[]): string[] {
  const alike = new Map<string, Unpriced[]>();
  for (const each of unpriced) alike.set(each.reason, [...(alike.get(each.reason) ?? []), each]);
  return [...alike].map(([reason, all]) => {
    const [first, ...others] = all.map(({ resource }) => resource);
    const most = all.reduce((sum, { atMost = 0 }) => sum + atMost, 0);
    const names = others.length === 0 ? first : `${first} and ${others.length} more`;
    return `${names}: ${reason}${most === 0 ? "" : `: up to ${usd(most)} a month`}`;
  });
}

/** A consumer's stack has none. */
const optionsText = ({ options }: CostSide): string => (options.length === 0 ? "a consumer's" : options.join(", "));

function comparison(from: CostSide, to: CostSide): string[] {
  const difference = to.month.total - from.month.total;
  return [
    definitions([
      ["Options", `${optionsText(from)} → ${optionsText(to)}`],
      ["Now", monthText(from)],
      ["Then", monthText(to)],
      ["Change", `${signed(difference)} USD${percentOf(difference, from.month.total)}`],
      ...costRows(to).slice(1),
    ]),
    section("By region", differenceTable("region", from.by.region, to.by.region)),
    section("By layer", differenceTable("layer", from.by.layer, to.by.layer)),
    section("By option", differenceTable("option", from.by.option, to.by.option)),
    section("Largest changes", differenceItems(from.lines, to.lines)),
    ...notes(to),
  ];
}

const percentOf = (difference: number, before: number): string =>
  before === 0 ? "" : `, ${signed((difference / before) * 100).replace(/\.\d+$/, "")} %`;

function differenceTable(what: string, from: readonly CostGroup[], to: readonly CostGroup[]): string {
  return table(
    [{ title: what }, ...numbers("now", "then", "change")],
    groupDifferences(from, to).map(({ name, was, is }) => [
      name,
      usd(was.total),
      usd(is.total),
      signed(is.total - was.total),
    ]),
  );
}

export interface GroupDifference {
  name: string;
  was: CostGroup["month"];
  is: CostGroup["month"];
}

const FREE: CostGroup["month"] = { fixed: 0, usage: 0, total: 0, estimated: 0 };

/** Groups of either side, those of the second first. */
export function groupDifferences(from: readonly CostGroup[], to: readonly CostGroup[]): GroupDifference[] {
  const months = (groups: readonly CostGroup[]) => new Map(groups.map(({ name, month }) => [name, month]));
  const [before, after] = [months(from), months(to)];
  const names = [...new Set([...after.keys(), ...before.keys()])];
  return names.map((name) => ({ name, was: before.get(name) ?? FREE, is: after.get(name) ?? FREE }));
}

const NOTHING = { month: 0, estimated: false };

interface ItemDifference {
  region: string;
  name: string;
  was: Pick<ItemSum, "month" | "estimated">;
  is: Pick<ItemSum, "month" | "estimated">;
  by: number;
}

/** What costs more or less, the largest difference first. */
export function itemDifferences(from: readonly CostLine[], to: readonly CostLine[]): ItemDifference[] {
  const keyed = (lines: readonly CostLine[]) =>
    new Map(itemSums(lines).map((sum) => [`${sum.region} ${sum.name.replace(/^\d+ × /, "")}`, sum]));
  const [before, after] = [keyed(from), keyed(to)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((key) => {
      const [was, is] = [before.get(key), after.get(key)];
      const { region, name } = is ?? was ?? { region: "", name: key };
      return { region, name, was: was ?? NOTHING, is: is ?? NOTHING, by: (is?.month ?? 0) - (was?.month ?? 0) };
    })
    .filter(({ by }) => Math.abs(by) >= 0.005)
    .sort((one, other) => Math.abs(other.by) - Math.abs(one.by));
}

function differenceItems(from: readonly CostLine[], to: readonly CostLine[]): string {
  const rows = itemDifferences(from, to);
  if (rows.length === 0) return "  nothing";
  return table(
    [{ title: "region" }, { title: "item", width: 41 }, ...numbers("now", "then", "change")],
    rows.slice(0, LARGEST).map(({ region, name, was, is, by }) => [region, name, marked(was), marked(is), signed(by)]),
  );
}
