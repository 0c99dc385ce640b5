import { GUARD_TYPES } from "../../inventory/resourceTypes";
import type { Situation } from "../state/situation";
import type { State } from "../state/state";
import type { Loss } from "../types";

/** What is taken for granted of a loss, and what the plan cannot know. */
export function notesOf({ state }: Situation, losses: readonly Loss[]): string[] {
  const { model } = state;
  const kinds = new Set(losses.map(({ kind }) => kind));
  const foreign = model.groups.flatMap(({ endpoints }) => endpoints.filter((each) => each.foreign));
  return [
    ...(kinds.has("check-gone")
      ? [
          "What becomes of records whose check is deleted, AWS does not say: here they count as well; check=… is the other case.",
        ]
      : []),
    ...(kinds.has("zone") && model.index.ofType(GUARD_TYPES.autoshift).length > 0
      ? ["AWS may shift the zone away by itself before its targets fail their checks: zonal autoshift is on."]
      : []),
    ...wronglyReplaced(state),
    ...(kinds.has("dns")
      ? [
          "Whether another provider answers for the zone, too, the plan does not know: one that has loaded the output zoneFiles, and that the parent zone delegates to, goes on answering, with the addresses as they were.",
        ]
      : []),
    ...(kinds.has("registry") ? ["What runs goes on; only what starts anew needs its image."] : []),
    ...(foreign.length > 0
      ? [
          `What is behind ${foreign.map(({ name }) => name).join(" and ")} is not in the plan, and counts for nothing here.`,
        ]
      : []),
  ];
}

/** By checks that are wrong. A service does the same with its tasks. */
function wronglyReplaced({ model, lost, applied }: State): string[] {
  const wrong = [...model.balancers.values()].flatMap(({ groups }) =>
    groups
      .filter(({ name }) => lost.has(`check=${name}`))
      .flatMap(({ backends, drains }) => backends.map((backend) => ({ backend, drains }))),
  );
  return wrong
    .filter(({ backend }) => model.backends.get(backend)?.replacesUnhealthy === true)
    .map(({ backend, drains }) => {
      applied.add("replacedWell");
      return (
        `What runs of ${backend} fails the load balancer's checks, and so is replaced, again and again, though it is well: ` +
        `its connections end with it, at most ${drains} s after it leaves (service.deregistrationDelaySeconds).`
      );
    });
}
