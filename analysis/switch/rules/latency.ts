import { canaryLogGroups } from "../../../plan/monitoring/canaryPolicies";
import { TYPES } from "../../inventory/resourceTypes";
import type { ByHand } from "../comparison/byHand";
import { type Comparison, changesOfType } from "../comparison/comparison";

/** The log groups of canaries that go: AWS makes them, and leaves them. */
export function leftCanaryLogs(comparison: Comparison): ByHand[] {
  const gone = new Set(changesOfType(comparison, TYPES.canary, "delete", "replace").map(({ name }) => name));
  return comparison.from
    .ofType(TYPES.canary)
    .filter(({ name }) => gone.has(name))
    .map((canary) => {
      const region = comparison.from.regionOf(canary) ?? "";
      return {
        rule: "left-canary-logs",
        what: `the log group of ${canary.name} stays, as AWS has made it; those of other stacks that measure from ${region} begin alike`,
        commands: [
          `aws logs describe-log-groups --region ${region} \\\n  --log-group-name-prefix ${canaryLogGroups(canary.name)}`,
          `aws logs delete-log-group --region ${region} --log-group-name NAME`,
        ],
        source: "docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_DeleteCanary.html",
        resources: [canary.name],
      };
    });
}
