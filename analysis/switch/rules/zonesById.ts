import { zonesByEither } from "../../../graph/zonesByEither";
import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, textOf } from "../comparison/comparison";
import { type Interruption, timed } from "../comparison/interruption";

const GETTING = "docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html";
const CHANGING =
  "docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html, InvalidChangeBatch";

/** Zones that were found by their names and have ids now, or the other way round: that they are the same is assumed. */
export const zonesById = ({ from, to }: Comparison): Interruption[] =>
  zonesByEither(from.graph, to.graph).map(({ zone, id, records }) => ({
    rule: "zone-by-id",
    severity: "none",
    who: `clients that look up a name in ${zone}`,
    what:
      `its records stay, if ${id} is the zone that is found by that name (aws route53 get-hosted-zone --id ${id}); ` +
      "else they go to another zone",
    ...timed({ text: "none, if it is", source: GETTING }),
    resources: records,
  }));

/** Records that other credentials make anew in the zone that has them: the engine creates before it deletes. */
export function recordsTwice({ from, to, changes }: Comparison): Interruption[] {
  const former = new Map(from.ofType(TYPES.record).map((node) => [node.urn, node]));
  const twice = to.ofType(TYPES.record).filter(({ urn, name, provider, inputs }) => {
    const was = former.get(urn);
    const zone = textOf(inputs["zoneId"]);
    const replaced = changes.get(`${TYPES.record} ${name}`)?.action === "replace";
    return replaced && was?.provider !== provider && was?.inputs["zoneId"] === zone && !zone.includes("${");
  });
  if (twice.length === 0) return [];
  return [
    {
      rule: "record-twice",
      severity: "outage",
      who: "nobody yet: the update fails before it deletes a record",
      what:
        "other credentials make the records of a zone anew in that same zone, which Route 53 refuses: leave assumeRoleArn as it is, or " +
        "have the state name the other provider (pulumi stack export, then import)",
      ...timed({ text: "none", source: CHANGING }),
      resources: twice.map(({ name }) => name),
    },
  ];
}
