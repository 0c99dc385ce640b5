import type { AddressRow } from "../analysis";
import { isKept } from "../analysis/inventory/addresses";
import type { PlannedAddress } from "./planView";
import { table, wrapped } from "./table";

/** The addresses of a stack, a row each, and below them what is known of those that are published. */
export function renderAddresses(rows: readonly PlannedAddress[]): string {
  const drawn = table(
    [
      { title: "region" },
      { title: "zone" },
      { title: "for" },
      { title: "address" },
      { title: "leads to" },
      { title: "kept" },
    ],
    rows.map(addressCells),
  );
  const remark = publishedText(rows);
  return remark === undefined ? drawn : `${drawn}\n\n${wrapped(`  ${remark}`)}`;
}

/** What is known of the addresses that others have on their lists; undefined where the stack file names none. */
export function publishedText(rows: readonly PlannedAddress[]): string | undefined {
  const published = rows.filter((row) => row.published !== undefined);
  if (published.length === 0) return undefined;
  const one = published.length === 1;
  const ips = one ? "its IP address is" : "their IP addresses are";
  const known = published.every(({ publicIps }) => publicIps !== undefined);
  const where = known ? "above" : `not known offline: aws ec2 describe-addresses tells ${one ? "it" : "them"}`;
  return `Published: ${published.length} of these ${one ? "is" : "are"} on others' allow lists, and held, else there were no plan; ${ips} ${where}.`;
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
