import type { ResourceChange } from "../../../graph/resourceChange";
import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType, textOf } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/** Names inside the VPC that go, or come to mean something else. One that goes with its backend is wanted so. */
function privateName(comparison: Comparison, { name, action }: ResourceChange): Interruption {
  const { from, to } = comparison;
  const node = from.ofType(TYPES.cloudMapService).find((each) => each.name === name);
  const zone = from.resolve(node?.inputs["namespaceId"])?.inputs["name"];
  return {
    rule: "private-name",
    severity: to.ofType(TYPES.cloudMapService).length > 0 ? "outage" : "brief",
    who: `whoever looks up ${textOf(node?.inputs["name"])}.${textOf(zone)} inside the VPC`,
    what: action === "delete" ? "the name is gone" : "the name goes before its successor comes",
    ...timed(action === "delete" ? DURATIONS.forGood : DURATIONS.registration),
    resources: [name],
  };
}

export const privateNames = (comparison: Comparison): Interruption[] =>
  changesOfType(comparison, TYPES.cloudMapService, "replace", "delete").map((change) =>
    privateName(comparison, change),
  );
