import { isIP } from "node:net";
import type { AddressRow } from "../../analysis";
import { addressText, purposeText } from "../plan/renderAddresses";

/** One line of what a reader may put on an allow list. */
export interface AllowListEntry {
  /**
   * What is to be copied: `203.0.113.7/32`, of a known address; else what stands in for it before the first `up`, as the plan says it:
   * `assigned at first up`.
   */
  text: string;
  /** Whether it is an address, and not what stands in for one. */
  known: boolean;
  /** Whether clients connect to it; else the service's own connections come from it. */
  for: "clients" | "egress";
  /** `clients (IPv6)`, `egress, second`: as the plan says it. */
  purpose: string;
  row: AddressRow;
}

/** Every address of a plan, a line each: those that clients connect to, then those that connections come from. */
export function allowList(rows: readonly AddressRow[]): AllowListEntry[] {
  const entries = rows.flatMap(entriesOf);
  const of = (side: AllowListEntry["for"]) => entries.filter((entry) => entry.for === side);
  return [...of("clients"), ...of("egress")];
}

function entriesOf(row: AddressRow): AllowListEntry[] {
  const common = { for: row.purpose === "egress" ? "egress" : "clients", purpose: purposeText(row), row } as const;
  const known = row.publicIps ?? [];
  if (known.length !== row.count) return [{ text: addressText(row), known: false, ...common }];
  return known.map((address) => ({ text: asRange(address), known: true, ...common }));
}

/** The one address as a range, as most lists want it. */
const asRange = (address: string): string => `${address}/${isIP(address) === 6 ? 128 : 32}`;
