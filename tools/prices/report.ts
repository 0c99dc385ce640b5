import { table } from "../../cli/text/table";
import type { Value } from "../../analysis/cost/prices";
import type { InstanceChanges } from "./instances";
import type { Refreshed } from "./refresh";

/** What a refresh changed and what it did not find, as text. */
export function reportText({ changes, missing }: Refreshed, instances: readonly InstanceChanges[]): string {
  const moved = instances.filter(({ changed, added, gone }) => changed + added + gone > 0);
  return [
    changes.length === 0
      ? "No price changed."
      : `${count(changes.length, "price")} changed:\n${table(
          [{ title: "price" }, { title: "region" }, { title: "before" }, { title: "now" }],
          changes.map(({ what, region, before, after }) => [
            what,
            everywhere(region),
            valueText(before),
            valueText(after),
          ]),
        )}`,
    moved.length === 0
      ? "No price of an instance changed."
      : `Instances:\n${table(
          [
            { title: "region" },
            { title: "changed", align: "right" },
            { title: "new", align: "right" },
            { title: "gone", align: "right" },
          ],
          moved.map(({ region, changed, added, gone }) => [region, changed, added, gone]),
        )}`,
    ...(missing.length === 0
      ? []
      : [
          `Not found, and left as they were:\n${table(
            [{ title: "price" }, { title: "regions" }, { title: "why" }],
            missingRows(missing),
          )}`,
        ]),
  ].join("\n\n");
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

const everywhere = (region: string): string => (region === "*" ? "all" : region);

function valueText(value: Value | undefined): string {
  if (value === undefined) return "none";
  return typeof value === "number" ? String(value) : value.map(([from, usd]) => `${usd} from ${from}`).join(", ");
}

const WHY = { none: "nothing is listed", several: "several are listed, which differ" } as const;

/** A row for each price and reason, with its regions. */
function missingRows(missing: Refreshed["missing"]): string[][] {
  const rows = new Map<string, { what: string; why: string; regions: string[] }>();
  for (const { what, region, why } of missing) {
    const id = `${what} ${why}`;
    const row = rows.get(id) ?? { what, why: WHY[why], regions: [] };
    rows.set(id, { ...row, regions: [...row.regions, everywhere(region)] });
  }
  return [...rows.values()].map(({ what, why, regions }) => [
    what,
    regions.length > 4 ? `${regions.length} of them` : regions.join(" "),
    why,
  ]);
}
