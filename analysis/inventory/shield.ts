import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { type AddressRow, addresses } from "./addresses";
import { GUARD_TYPES } from "./resourceTypes";

/** A protection of Shield Advanced. */
export interface ProtectionRow {
  /** Logical name of the protection. */
  name: string;
  /** What it protects: an address or an accelerator of the stack. */
  address: AddressRow;
  /** Whether a health check belongs to it. */
  checked: boolean;
}

export function protections(index: GraphIndex): ProtectionRow[] {
  const all = addresses(index.graph);
  const checked = new Set(
    index.ofType(GUARD_TYPES.healthCheck).map(({ inputs }) => index.resolve(inputs["shieldProtectionId"])?.name),
  );
  return index.ofType(GUARD_TYPES.protection).flatMap((node) => {
    const address = all.find((each) => isOf(index, node, each));
    return address ? [{ name: node.name, address, checked: checked.has(node.name) }] : [];
  });
}

/** An address of one's own is known by its id alone. */
function isOf(index: GraphIndex, { inputs }: ResourceNode, { name, allocationId }: AddressRow): boolean {
  const arn = inputs["resourceArn"];
  return allocationId === undefined
    ? index.resolve(arn)?.name === name
    : String(arn).endsWith(`:eip-allocation/${allocationId}`);
}

/** What Shield Advanced protects here, by kind: addresses in use or parked, and accelerators. */
export interface ShieldSummary {
  addresses: number;
  accelerators: number;
}

/** Undefined where it protects nothing, so that there is Shield Standard alone. */
export function shieldSummary(index: GraphIndex): ShieldSummary | undefined {
  const rows = protections(index);
  if (rows.length === 0) return undefined;
  const accelerators = rows.filter(({ address }) => address.purpose === "anycast").length;
  return { addresses: rows.length - accelerators, accelerators };
}
