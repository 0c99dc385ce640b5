import { type GraphIndex, type ResourceNode, kindOf, referencesIn } from "../../../graph/graph";
import { GUARD_TYPES, TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/** Logs that somebody may be asked for, by what holds them: log groups of a firewall and of queries, and buckets of access logs and of an accelerator's. */
const HOLDERS = [
  { type: TYPES.logGroup, what: "log groups", holds: isWrittenByAws },
  { type: GUARD_TYPES.bucket, what: "buckets", holds: isOfLogs },
] as const;

function isWrittenByAws(index: GraphIndex, { name }: ResourceNode): boolean {
  const writers = [TYPES.firewallLogging, GUARD_TYPES.queryLog].flatMap((type) => index.ofType(type));
  return writers.some(({ inputs }) => referencesIn(inputs).some((each) => each.name === name));
}

/** Others hold what is made anew, as a canary's reports. */
function isOfLogs(index: GraphIndex, bucket: ResourceNode): boolean {
  return ["AccessLogs", "AnycastAddresses"].includes(kindOf(index.ownerOf(bucket)?.type ?? ""));
}

/** Logs that go with what holds them; those that stay in the account lose nothing. */
export function deletedLogs(comparison: Comparison): Interruption[] {
  const { from } = comparison;
  return HOLDERS.flatMap(({ type, what, holds }): Interruption[] => {
    const gone = new Set(changesOfType(comparison, type, "delete", "replace").map(({ name }) => name));
    const lost = from.ofType(type).filter((node) => gone.has(node.name) && !node.retainOnDelete && holds(from, node));
    if (lost.length === 0) return [];
    const names = lost.map(({ name }) => name).sort();
    return [
      {
        rule: "logs",
        severity: "none",
        who: `whoever reads ${names.join(", ")}`,
        what: `${what} are deleted with what they hold; export that before, if it must be kept`,
        ...timed(DURATIONS.forGood),
        resources: names,
      },
    ];
  });
}
