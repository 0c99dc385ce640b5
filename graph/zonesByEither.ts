import type { Graph, ResourceNode } from "./graph";

/** A hosted zone that one graph looks up by its name, and the other knows by its id. */
export interface ZoneByEither {
  /** The zone's name. */
  zone: string;
  /** Its id. */
  id: string;
  /** How it reads in the graph before, and in the one after. */
  before: string;
  after: string;
  /** Logical names of the records that lie in it. */
  records: string[];
}

const ZONE_LOOKED_UP = /^\$\{HostedZone:([^}]+)\.zoneId\}$/;
const ZONE_ID = /^Z[A-Z0-9]+$/;

/**
 * Records that stay what they are, in a zone that is looked up before and has an id after, or the other way round. That the two are the same
 * zone is assumed: AWS takes no record in a zone whose name it does not end in, and what has another provider may be another account's.
 */
export function zonesByEither(from: Graph, to: Graph): ZoneByEither[] {
  const former = new Map(from.resources.filter(isRecord).map((node) => [node.urn, node]));
  const found = new Map<string, ZoneByEither>();
  for (const node of to.resources.filter(isRecord)) {
    const was = former.get(node.urn);
    const [before, after] = [String(was?.inputs["zoneId"]), String(node.inputs["zoneId"])];
    const zone = ZONE_LOOKED_UP.exec(before)?.[1] ?? ZONE_LOOKED_UP.exec(after)?.[1];
    const id = [before, after].find((each) => ZONE_ID.test(each));
    if (zone === undefined || id === undefined || was?.provider !== node.provider) continue;
    const name = String(node.inputs["name"]);
    if (name !== zone && !name.endsWith(`.${zone}`)) continue;
    const known = found.get(before) ?? { zone, id, before, after, records: [] };
    found.set(before, { ...known, records: [...known.records, node.name] });
  }
  return [...found.values()];
}

const isRecord = ({ type }: ResourceNode): boolean => type === "aws:route53/record:Record";
