import { type GraphIndex, type ResourceNode, referencesIn } from "../../../graph/graph";
import { assumedRole } from "../../inventory/accounts";
import { publicRecords, zoneNameOf } from "../../inventory/dnsRecords";
import { TYPES } from "../../inventory/resourceTypes";
import { type Comparison, changesOfType, textOf } from "../comparison/comparison";
import { DURATIONS, type Duration } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";
import { DISABLING, ZONE, hasZone, recordsOf } from "./hostedZones";

/** Names on the internet; that of a consumer is reported with the consumer. */
export function removedNames(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const nameOf = (node: ResourceNode) => String(node.inputs["name"]);
  const after = new Set(publicRecords(to).map(nameOf));
  const records = publicRecords(from);
  // A name of both families is told of once.
  const isSecond = (node: ResourceNode) =>
    node.inputs["type"] === "AAAA" && records.some((each) => each !== node && nameOf(each) === nameOf(node));
  const former = new Map(records.filter((node) => !isSecond(node)).map((node) => [node.name, node]));
  return changesOfType(comparison, TYPES.record, "replace", "delete").flatMap(({ name, order }): Interruption[] => {
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

/** Where the records of a name are. */
interface HostedName {
  record: ResourceNode;
  /** The zone's resource, its id, or its name where it is looked up; in another account beside what stands for that. Two zones may have one name. */
  zone: string;
  /** The zone's name. */
  zoneName: string;
}

/** By hostname; those alone whose zone the graph tells. */
function hostedNames(index: GraphIndex): Map<string, HostedName> {
  return new Map(
    publicRecords(index).flatMap((record): [string, HostedName][] => {
      const { name, zoneId } = record.inputs;
      const [zone] = referencesIn(zoneId);
      const where = zone ? `${zone.kind}:${zone.name}` : textOf(zoneId);
      return [
        [
          String(name),
          { record, zone: `${where} ${assumedRole(index, record) ?? ""}`, zoneName: zoneNameOf(index, zoneId) },
        ],
      ];
    }),
  );
}

/** Names whose records go to another hosted zone: lookups are not led there at once, or not at all. */
export function movedNames(comparison: Comparison): Interruption[] {
  const after = hostedNames(comparison.to);
  return [...hostedNames(comparison.from)].flatMap(([hostname, was]): Interruption[] => {
    const is = after.get(hostname);
    if (!is || is.zone === was.zone || staysRecord(comparison, is.record)) return [];
    const { what, duration } = zoneMoveOf(comparison, was, is);
    return [
      {
        rule: "name-zone",
        severity: "outage",
        who: `clients that look up ${hostname}`,
        what,
        ...timed(duration),
        resources: [was.record.name],
      },
    ];
  });
}

/** A record that is the same afterwards stays where it is, whatever says where that is. */
const staysRecord = ({ changes }: Comparison, { name }: ResourceNode): boolean =>
  ["keep", "update"].includes(changes.get(`${TYPES.record} ${name}`)?.action ?? "");

interface ZoneMove {
  what: string;
  duration: Duration;
}

function zoneMoveOf({ from, to }: Comparison, was: HostedName, is: HostedName): ZoneMove {
  const zoneOf = (index: GraphIndex, { record }: HostedName) => index.resolve(record.inputs["zoneId"]);
  const [former, next] = [zoneOf(from, was), zoneOf(to, is)];
  const formerName = former && from.ofType(ZONE).find(({ name }) => name === former.name)?.name;
  const goes = formerName !== undefined && !to.ofType(ZONE).some(({ name }) => name === formerName);
  const comes = next !== undefined && !from.ofType(ZONE).some(({ name }) => name === next.name);
  const sameName = was.zoneName === is.zoneName;
  if (comes) return toNewZone(is, next, sameName, delegationOf(to, is.zoneName) !== undefined);
  if (goes) return fromDeletedZone(was, sameName, delegationOf(from, was.zoneName));
  const elsewhere = assumedRole(from, was.record) === assumedRole(to, is.record) ? "" : " in another account";
  return {
    what: `its records go from the zone ${was.zoneName} to another, ${is.zoneName}${elsewhere}: see first that lookups are led there`,
    duration: DURATIONS.otherZone,
  };
}

const delegationOf = (index: GraphIndex, zone: string): ResourceNode | undefined =>
  recordsOf(index, "NS").find(({ inputs }) => inputs["name"] === zone);

function toNewZone({ zoneName }: HostedName, { name }: ResourceNode, sameName: boolean, delegated: boolean): ZoneMove {
  if (sameName)
    return {
      what:
        `its records go to a new zone ${zoneName}, which is another than the one of that name that lookups are led to: import that ` +
        `one instead of creating it (pulumi import ${ZONE} ${name} ZONE-ID, with --parent and --provider)`,
      duration: DURATIONS.undelegated,
    };
  return delegated
    ? {
        what: `its records go to the zone ${zoneName}, which is made and delegated with them, maybe before them`,
        duration: DURATIONS.noSuchName,
      }
    : {
        what: `its records go to a new zone ${zoneName}, which nobody delegates to yet: say dns.delegation, or leave them where they are`,
        duration: DURATIONS.undelegated,
      };
}

function fromDeletedZone({ zoneName }: HostedName, sameName: boolean, delegation: ResourceNode | undefined): ZoneMove {
  const what = `its records leave the zone ${zoneName}, which is deleted`;
  const ttl = delegation?.inputs["ttl"];
  return {
    what: `${what}${sameName ? ", and lookups are led to it: leave create: true" : ": lower delegation.ttlSeconds before"}`,
    duration:
      ttl === undefined || sameName
        ? DURATIONS.undelegated
        : {
            text: `${Number(ttl)} s, the time that the delegation to the deleted zone may be kept`,
            source: "dns.delegation.ttlSeconds",
          },
  };
}

/** Zones that the zone above them leads to no more, or to name servers that are not theirs. */
export function delegations(comparison: Comparison): Interruption[] {
  const { from, to } = comparison;
  const outage = (zone: string, what: string, duration: Duration, resource: string): Interruption => ({
    rule: "delegation",
    severity: "outage",
    who: `clients that look up a name in ${zone}`,
    what,
    ...timed(duration),
    resources: [resource],
  });
  const delegated = new Map(recordsOf(from, "NS").map((node) => [node.name, node]));
  const undone = changesOfType(comparison, TYPES.record, "delete").flatMap(({ name }) => {
    const node = delegated.get(name);
    const zone = textOf(node?.inputs["name"]);
    return node && hasZone(to, zone) ? [outage(zone, "its delegation is gone", DURATIONS.forGood, name)] : [];
  });
  const anew = changesOfType(comparison, ZONE, "replace").flatMap(({ name }) => {
    const node = from.ofType(ZONE).find((each) => each.name === name && each.inputs["vpcs"] === undefined);
    const until = {
      text: "until the parent zone's delegation to the former one is changed and forgotten",
      source: DISABLING,
    };
    return node
      ? [outage(textOf(node.inputs["name"]), "the zone is another, with other name servers", until, name)]
      : [];
  });
  return [...undone, ...anew];
}
