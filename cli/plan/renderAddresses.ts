import type { AddressRow } from "../../analysis";
import { isKept } from "../../analysis/inventory/addresses";
import type { PlannedAddress } from "./planView";
import { table, wrapped } from "../text/table";

/** The addresses of a stack, a row each, and below them what is known of those that are published. */
export function renderAddresses(rows: readonly PlannedAddress[]): string {
  const drawn = table(
    [
      { title: "region" },
      { title: "zone" },
      { title: "for" },
      { title: "address" },
      { title: "leads to" },
      { title: "protected" },
    ],
    rows.map(addressCells),
  );
  const remark = publishedText(rows);
  return remark === undefined ? drawn : `${drawn}\n\n${wrapped(`  ${remark}`)}`;
}

const TOLD_BY = {
  elasticIp: "aws ec2 describe-addresses",
  accelerator: "aws globalaccelerator list-accelerators",
} as const;

/**
 * What is known of the addresses that others have on their lists; undefined where the stack file names none. That a stack holds them is
 * known where it names them, too; of one that it made, AWS alone knows the id.
 */
export function publishedText(rows: readonly PlannedAddress[]): string | undefined {
  const published = rows.filter((row) => row.published !== undefined);
  if (published.length === 0) return undefined;
  const named = published.filter((row) => row.allocationId !== undefined);
  const held = named.filter((row) => row.allocationId === row.published);
  const others = named.filter((row) => row.allocationId !== row.published);
  const unknown = published.filter(({ publicIps }) => publicIps === undefined);
  const commands = new Set(unknown.map(({ purpose }) => TOLD_BY[purpose === "anycast" ? "accelerator" : "elasticIp"]));
  return [
    `Published, on others' allow lists: ${published.length}`,
    ...(held.length > 0 ? [`held by allocation id: ${held.length}`] : []),
    ...(published.length > named.length
      ? [`which the stack made, so that a preview tells whether they are those: ${published.length - named.length}`]
      : []),
    ...(others.length > 0 ? [`NOT held: ${others.map((row) => row.published ?? "").join(" ")}`] : []),
    ...(unknown.length > 0 ? [`IP addresses are not known offline, but by ${[...commands].join(" and ")}`] : []),
  ].join("; ");
}

/** Whom an address is for: `clients`, `clients (IPv6)`, `egress`; further ones of a NAT gateway by their names, `egress, second`. */
export function purposeText({ purpose, secondary }: Pick<AddressRow, "purpose" | "secondary">): string {
  if (purpose === "egress") return ["egress", ...(secondary === undefined ? [] : [secondary])].join(", ");
  return purpose === "publicIpv6" ? "clients (IPv6)" : "clients";
}

/** Region, zone, purpose, address, what it leads to, and whether it is kept. */
export const addressCells = (row: PlannedAddress): string[] => [
  row.region,
  row.zone || "all",
  purposeText(row),
  addressText(row),
  row.attachedTo === undefined ? "nothing: parked" : (row.attachedTo.split("::").at(-1) ?? row.attachedTo),
  kept(row),
];

/** The address, or what stands in for it before the first `up`. */
export function addressText({ origin, allocationId, name, publicIps, count, pool }: AddressRow): string {
  if (publicIps && publicIps.length === count) return publicIps.join(" ");
  if (origin === "own") return allocationId ?? name;
  if (pool !== undefined) return "of its pool, if new";
  return count === 1 ? "assigned at first up" : `${count}, assigned at first up`;
}

function kept({ published, ...row }: PlannedAddress): string {
  return [keptWord(row), ...(published === undefined ? [] : ["published"])].join(", ");
}

function keptWord(row: AddressRow): string {
  if (row.origin === "own") return "yours";
  return isKept(row) ? "protected" : "no";
}
