import { referencesIn } from "../../../graph/graph";
import { GUARD_TYPES, TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/** What holds logs that somebody may be asked for, by type: log groups of a firewall and of query logs, and buckets, which hold nothing else here. */
const HOLDERS = [
  { type: TYPES.logGroup, of: [TYPES.firewallLogging, GUARD_TYPES.queryLog], what: "log groups" },
  { type: GUARD_TYPES.bucket, of: undefined, what: "buckets" },
] as const;

/** Logs that go with what holds them; those that stay in the account lose nothing. */
export function deletedLogs(comparison: Comparison): Interruption[] {
  const { from } = comparison;
  return HOLDERS.flatMap(({ type, of, what }): Interruption[] => {
    const referred = new Set(
      (of ?? []).flatMap((each) =>
        from.ofType(each).flatMap(({ inputs }) => referencesIn(inputs).map(({ name }) => name)),
      ),
    );
    const retained = new Set(from.ofType(type).flatMap((node) => (node.retainOnDelete ? [node.name] : [])));
    const gone = changesOfType(comparison, type, "delete", "replace").filter(
      ({ name }) => (!of || referred.has(name)) && !retained.has(name),
    );
    if (gone.length === 0) return [];
    const names = gone.map(({ name }) => name).sort();
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
