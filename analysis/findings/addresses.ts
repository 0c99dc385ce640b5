import { type GraphIndex } from "../../graph/graph";
import { type AddressRow, addresses, isKept } from "../inventory/addresses";
import type { Finding } from "./finding";

export function unprotectedAddresses({ graph }: GraphIndex): Finding[] {
  const unprotected = addresses(graph).filter((row) => !isKept(row) && row.origin === "created");
  if (unprotected.length === 0) return [];
  return [
    {
      severity: "note",
      rule: "unprotected-addresses",
      text: `${counted(unprotected, "created address")} not protected: a destroy, or a zone taken out, releases them for good.`,
      fix: "Set ha-tcp:protect: true once anybody has them on an allow list.",
      resources: [...new Set(unprotected.map(({ name }) => name))],
    },
  ];
}

export function parkedAddresses({ graph }: GraphIndex): Finding[] {
  const parked = addresses(graph).filter(({ attachedTo }) => attachedTo === undefined);
  if (parked.length === 0) return [];
  return [
    {
      severity: "note",
      rule: "parked-addresses",
      text: `${counted(parked, "address")} parked: kept and charged for, and attached to nothing.`,
      fix: "none, while somebody still has them on an allow list.",
      resources: parked.map(({ name }) => name),
    },
  ];
}

/** A pool is asked when an address is made, and never again. */
export function pooledAddresses({ graph }: GraphIndex): Finding[] {
  const pooled = addresses(graph).flatMap(({ pool, name }) => (pool === undefined ? [] : [{ pool, name }]));
  if (pooled.length === 0) return [];
  const pools = [...new Set(pooled.map(({ pool }) => pool))].sort().join(", ");
  return [
    {
      severity: "note",
      rule: "pooled-addresses",
      text: `Addresses that are made from now on come from ${pools}. Those that exist stay what they are: none is replaced.`,
      fix: "none; aws ec2 describe-addresses shows which pool each is of.",
      resources: pooled.map(({ name }) => name),
    },
  ];
}

/** An update asks AWS first what is there, and credentials of another account are told: nothing. No protection keeps what is forgotten so. */
export function anyAccount(index: GraphIndex): Finding[] {
  const kept = addresses(index.graph).filter((row) => row.protected);
  const open = index.ofType("pulumi:providers:aws").filter(({ inputs }) => inputs["allowedAccountIds"] === undefined);
  if (kept.length === 0 || open.length === 0) return [];
  return [
    {
      severity: "warning",
      rule: "any-account",
      text: "Credentials of any account are taken: with those of another, an update would forget all addresses, protected or not, and make new ones.",
      fix: 'Set ha-tcp:account to the account\'s id, in quotes: "123456789012".',
      resources: open.map(({ name }) => name).sort(),
    },
  ];
}

/** `1 address is`, `3 addresses are`. */
function counted(rows: readonly AddressRow[], noun: string): string {
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  return count === 1 ? `1 ${noun} is` : `${count} ${noun}es are`;
}
