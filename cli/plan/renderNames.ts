import type { NameRow } from "../../analysis";
import { type Column, table, wrapped } from "../text/table";

/** Names, and when each is answered with what. */
export function renderNames(rows: readonly NameRow[]): string {
  const columns: Column[] = [
    { title: "name", width: widest(rows, nameText, 26) },
    { title: "by", width: 12 },
    { title: "leads to", width: 22 },
    { title: "when", fills: true },
    { title: "healthy with", width: 16 },
  ];
  return [
    table(columns, rows.flatMap(nameCells)),
    ...(rows.every((row) => row.private) ? [] : ["", wrapped(ZONE_FILES)]),
  ].join("\n");
}

/** A row for each of its answers: name and policy, of the first alone, what it leads to, when, and what it takes to be healthy. */
export const nameCells = (row: NameRow): string[][] =>
  row.answers.map(({ leadsTo, when, well = "" }, index) => [
    index === 0 ? nameText(row) : "",
    index === 0 ? policyText(row) : "",
    leadsTo.join("\n"),
    when,
    well,
  ]);

const ZONE_FILES =
  "  Once deployed, `pulumi stack output zoneFiles --json` has these names with their addresses, for a second DNS provider to load.";

const nameText = ({ hostname, private: inside }: NameRow): string => (inside ? `${hostname} (private)` : hostname);

const policyText = ({ accelerated, routing }: NameRow): string =>
  [...(accelerated ? ["accelerator"] : []), ...(routing === undefined ? [] : [routing])].join(", then ");

/** The width of a column, up to a most at which cells wrap. */
const widest = (rows: readonly NameRow[], text: (row: NameRow) => string, most: number): number =>
  Math.min(most, Math.max(...rows.map((row) => text(row).length)));
