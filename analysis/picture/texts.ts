import type { Graph } from "../../graph";
import type { AddressRow } from "../inventory/addresses";

/** The addresses themselves where they are known, a line each; else what stands in for them. */
export function addressLines(row: AddressRow, { publicIps = {} }: Pick<Graph, "publicIps">): string[] {
  const { purpose, name, count, origin, allocationId, pool } = row;
  const known = purpose === "publicIpv6" ? [] : (row.publicIps ?? publicIps[name] ?? []);
  if (known.length === count) return [...known];
  if (origin === "own") return [allocationId ?? name];
  const rest = count - known.length;
  const pending = pool === undefined ? "assigned at first up" : "of its pool, if new";
  return [...known, ...(rest === 1 ? [pending] : [`${rest} addresses, ${pending}`])];
}

/** `eu-west-1a` gives `a`. */
export const letterOf = (zone: string): string => /[a-z]+$/.exec(zone)?.[0] ?? zone;

/** `TCP 443 → 8083`; one number where both are the same. */
export const portText = (protocol: string, port: number, to: readonly number[]): string => {
  const others = [...new Set(to)].filter((each) => each !== port);
  return others.length === 0 ? `${protocol} ${port}` : `${protocol} ${port} → ${others.join(", ")}`;
};

/** What there are one and many of. */
export type Words = readonly [string, string];

export interface Counts {
  min: number;
  desired: number;
  max: number;
}

/** `3 tasks (3 to 6)` */
export const countText = ({ min, desired, max }: Counts, [one, many]: Words): string =>
  `${desired} ${desired === 1 ? one : many}${min === desired && max === desired ? "" : ` (${min} to ${max})`}`;

/** How many of them are in each of some zones: `1 task`, `1 or 2 tasks`. */
export function shareText(desired: number, zones: number, [one, many]: Words): string {
  const least = Math.floor(desired / zones);
  if (desired === 0) return `no ${one} at first`;
  if (least * zones === desired) return `${least} ${least === 1 ? one : many}`;
  return `${least} or ${least + 1} ${many}`;
}

export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
