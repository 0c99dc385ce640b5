import type { Change } from "../graph/compare";
import type { ResourceNode } from "../graph/graph";
import { ofType, timed, TYPES, type Comparison, type Interruption } from "./comparison";
import { DURATIONS } from "./durations";
import { publicRecords } from "./summary";

/** Names on the internet; that of a consumer is told with the consumer. */
export function names(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const nameOf = (node: ResourceNode) => String(node.inputs["name"]);
  const after = new Set(publicRecords(to).map(nameOf));
  const former = new Map(publicRecords(from).map((node) => [node.name, node]));
  return ofType(comparison, TYPES.record, "replace", "delete").flatMap(({ name, order }): Interruption[] => {
    const node = former.get(name);
    if (!node) return [];
    const hostname = nameOf(node);
    const common = {
      rule: "name",
      severity: "outage" as const,
      who: `clients that look up ${hostname}`,
      resources: [name],
    };
    if (!after.has(hostname)) return [{ ...common, what: "the name is gone", ...timed(DURATIONS.forGood) }];
    if (order !== "delete-before-create") return [];
    return [{ ...common, what: "the record goes before its successor comes", ...timed(DURATIONS.alias) }];
  });
}

/** Names inside the VPC that go, or come to mean something else. One that goes with its backend is wanted so. */
function privateName(comparison: Comparison, { name, action }: Change): Interruption {
  const { from, to } = comparison;
  const node = from.ofType(TYPES.discovery).find((each) => each.name === name);
  const zone = from.referred(node?.inputs["namespaceId"])?.inputs["name"];
  return {
    rule: "private-name",
    severity: to.ofType(TYPES.discovery).length > 0 ? "outage" : "brief",
    who: `whoever looks up ${textOf(node?.inputs["name"])}.${textOf(zone)} inside the VPC`,
    what: action === "delete" ? "the name is gone" : "the name goes before its successor comes",
    ...timed(action === "delete" ? DURATIONS.forGood : DURATIONS.registration),
    resources: [name],
  };
}

export const privateNames = (comparison: Comparison): Interruption[] =>
  ofType(comparison, TYPES.discovery, "replace", "delete").map((change) => privateName(comparison, change));

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
