import type { ConsumerRow } from "../../analysis";
import { table } from "../text/table";

/** The consumers of a service, a row each. */
export function consumerTable(rows: readonly ConsumerRow[]): string {
  return table(
    [
      { title: "consumer", width: 12 },
      { title: "region" },
      { title: "VPC" },
      { title: "endpoint in", width: 14 },
      { title: "clients find it by", width: 24 },
      { title: "accepted", width: 9 },
    ],
    rows.map(consumerCells),
  );
}

/** Name, region, VPC, zones of its endpoint, what its clients find it by, and who lets it in. */
export const consumerCells = ({ name, region, vpc, zones, found, acceptance }: ConsumerRow): string[] => [
  name,
  region,
  vpc.startsWith("vpc-") ? "existing" : vpc,
  zones.map((zone) => (zone.startsWith(region) ? zone.slice(region.length) : zone)).join(" "),
  found,
  acceptance,
];
