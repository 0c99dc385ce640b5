import type { GraphIndex } from "../../graph/graph";
import { COST_TAGS } from "../../plan/guard/budget";
import { GUARD_TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/** A budget by tags counts nothing until AWS counts costs by them. Source: docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html */
export function costTags(index: GraphIndex): Finding[] {
  return index.ofType(GUARD_TYPES.budget).map(({ name }) => ({
    severity: "note",
    rule: "cost-tags",
    text:
      `${name} counts costs by the tags ${COST_TAGS.join(" and ")}, from the day on which they are active cost allocation tags. AWS lists a tag ` +
      "there a day after its first use, and only in the account that pays.",
    fix: `In that account: aws ce update-cost-allocation-tags-status --cost-allocation-tags-status ${COST_TAGS.map((tag) => `TagKey=${tag},Status=Active`).join(" ")}.`,
    resources: [name],
  }));
}
