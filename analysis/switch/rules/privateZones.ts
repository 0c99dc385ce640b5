import { type GraphIndex, type ResourceNode, referencesIn } from "../../../graph/graph";
import { assumedRole } from "../../inventory/accounts";
import { privateNameRecords, publicRecords } from "../../inventory/dnsRecords";
import { type Comparison, textOf } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";
import { ZONE } from "./hostedZones";

/* Names in private zones that lead to internal load balancers. Those of consumers are reported with them. */

const ASSOCIATING = "docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs.html";

/** Names that go, or whose records go to another zone. */
export function changedPrivateNames({ from, to }: Comparison): Interruption[] {
  const after = recordsByName(to);
  return [...recordsByName(from)].flatMap(([hostname, was]): Interruption[] => {
    const is = after.get(hostname);
    if (is && zoneKey(to, is) === zoneKey(from, was)) return [];
    return [
      {
        rule: "private-zone",
        severity: "outage",
        who: `clients that look up ${hostname} in a VPC`,
        ...(is ? moveOf(to, is) : GONE),
        resources: [was.name],
      },
    ];
  });
}

const GONE = {
  what: "the name is gone from the private zone: lookups get what the internet says of it, if anything",
  ...timed(DURATIONS.forGood),
};

const recordsByName = (index: GraphIndex): Map<string, ResourceNode> =>
  new Map(privateNameRecords(index).map((node) => [textOf(node.inputs["name"]), node]));

/** What says which zone it is: its resource with its name, or its id; and the account. */
function zoneKey(index: GraphIndex, record: ResourceNode): string {
  const { zoneId } = record.inputs;
  const made = index.resolve(zoneId);
  return `${made ? textOf(made.inputs["name"]) : textOf(zoneId)} ${referencesIn(zoneId).length} ${assumedRole(index, record) ?? ""}`;
}

function moveOf(to: GraphIndex, is: ResourceNode) {
  const made = to.resolve(is.inputs["zoneId"]);
  return made
    ? {
        what: `its records go to a new private zone ${textOf(made.inputs["name"])}, which answers in the VPCs maybe before it has them`,
        ...timed(DURATIONS.noSuchName),
      }
    : {
        what:
          `its records go to the private zone ${textOf(is.inputs["zoneId"])}: see first that it answers in the VPCs of the clients ` +
          "(aws route53 get-hosted-zone). AWS takes no second zone of a name in a VPC",
        ...timed({ text: "until that zone answers there", source: ASSOCIATING }),
      };
}

/** Names of the internet that get a private zone: in its VPCs that hides what the internet says of them. */
export function hiddenNames({ from, to }: Comparison): Interruption[] {
  const before = recordsByName(from);
  const known = new Set(publicRecords(from).map(({ inputs }) => textOf(inputs["name"])));
  return [...recordsByName(to)]
    .filter(([hostname]) => known.has(hostname) && !before.has(hostname))
    .map(([hostname, { name }]) => ({
      rule: "private-zone",
      severity: "none",
      who: `clients that look up ${hostname} in a VPC`,
      what: "the name leads to the internal load balancers from now on: see first that privateLink.allowedClients has their ranges",
      ...timed(DURATIONS.alias),
      resources: [name],
    }));
}

/**
 * Names of the internet that a wider private zone hides and has no records of: a VPC asks it alone.
 * Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
 */
export function unansweredNames({ from, to }: Comparison): Interruption[] {
  const inside = recordsByName(to);
  const before = zonesOfNames(from);
  const added = zonesOfNames(to).filter((zone) => !before.some((each) => zoneNamed(each) === zoneNamed(zone)));
  const known = [...new Set(publicRecords(from).map(({ inputs }) => textOf(inputs["name"])))];
  return added.flatMap((zone) =>
    known
      .filter((hostname) => hostname.endsWith(`.${zoneNamed(zone)}`) && !inside.has(hostname))
      .map((hostname) => ({
        rule: "private-zone",
        severity: "outage" as const,
        who: `clients that look up ${hostname} in a VPC that ${zoneNamed(zone)} answers in`,
        what: "the private zone hides it and has no such name: make the zone one of the private name alone (privateLink.privateZone.zone)",
        ...timed(DURATIONS.forGood),
        resources: [zone.name],
      })),
  );
}

/** Zones of the stack that have private names of it. */
const zonesOfNames = (index: GraphIndex): ResourceNode[] => [
  ...new Set(privateNameRecords(index).flatMap(({ inputs }) => index.resolve(inputs["zoneId"]) ?? [])),
];

const zoneNamed = ({ inputs }: ResourceNode): string => textOf(inputs["name"]);

/** VPCs that a zone of the stack answers in no more. One that goes itself has no clients left. */
export function leftVpcs({ from, to }: Comparison): Interruption[] {
  return zonesOfNames(from).flatMap((was): Interruption[] => {
    const is = to.ofType(ZONE).find(({ name }) => name === was.name);
    if (!is) return [];
    const still = new Set(vpcIds(is));
    return vpcIds(was)
      .filter((id) => /^vpc-/.test(id) && !still.has(id))
      .map((id) => ({
        rule: "private-zone",
        severity: "outage",
        who: `clients in ${id} that look up names in ${zoneNamed(was)}`,
        what: "the private zone answers there no more",
        ...timed(DURATIONS.forGood),
        resources: [was.name],
      }));
  });
}

const vpcIds = ({ inputs }: ResourceNode): string[] =>
  ((inputs["vpcs"] ?? []) as { vpcId?: unknown }[]).map(({ vpcId }) => textOf(vpcId));
