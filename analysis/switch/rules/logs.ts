import { type GraphIndex, type ResourceNode, kindOf, referencesIn } from "../../../graph/graph";
import { GUARD_TYPES, TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/**
 * Logs that somebody may be asked for, by what holds them: log groups of a firewall and of queries, buckets of access logs and of an
 * accelerator's, and flow logs of a VPC that stays.
 */
const HOLDERS = [
  { type: TYPES.logGroup, what: "log groups", holds: isWrittenByAws },
  { type: GUARD_TYPES.bucket, what: "buckets", holds: isOfLogs },
] as const;

type Holds = (comparison: Comparison, node: ResourceNode) => boolean;

/** Flow logs of a VPC that goes say nothing more of anything. */
const holdsFlowLogs: Holds = ({ from, to }, { name }) =>
  from.ofType(TYPES.flowLog).some(({ inputs }) => {
    const vpc = from.resolve(inputs["vpcId"])?.name;
    const stays = to.ofType(TYPES.vpc).some((each) => each.name === vpc);
    return stays && referencesIn(inputs).some((each) => each.name === name);
  });

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
    const lost = from
      .ofType(type)
      .filter(
        (node) => gone.has(node.name) && !node.retainOnDelete && (holds(from, node) || holdsFlowLogs(comparison, node)),
      );
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

/** Flow logs cannot be changed, and two of one destination cannot be: what passes between the two is not logged. */
export function unloggedMeanwhile(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const replaced = new Set(changesOfType(comparison, TYPES.flowLog, "replace").map(({ name }) => name));
  // Of another VPC all is logged from its beginning.
  const newVpcs = new Set(changesOfType(comparison, TYPES.vpc, "replace").map(({ name }) => name));
  const vpcsOf = (index: GraphIndex) => index.ofType(TYPES.flowLog).map(({ inputs }) => index.resolve(inputs["vpcId"]));
  const logged = new Set(vpcsOf(to).map((vpc) => vpc?.name));
  const stays = new Set(to.ofType(TYPES.vpc).map(({ name }) => name));
  return from.ofType(TYPES.flowLog).flatMap(({ name, inputs }): Interruption[] => {
    const vpc = from.resolve(inputs["vpcId"])?.name ?? "";
    const common = {
      rule: "logs",
      severity: "none" as const,
      who: `whoever reads the flow logs of ${vpc}`,
      resources: [name],
    };
    if (newVpcs.has(vpc)) return [];
    if (replaced.has(name))
      return [
        {
          ...common,
          what: "what passes between the old flow log and the new is not logged",
          ...timed(DURATIONS.flowLog),
        },
      ];
    if (logged.has(vpc) || !stays.has(vpc)) return [];
    return [{ ...common, what: "nothing is logged any more", ...timed(DURATIONS.forGood) }];
  });
}
