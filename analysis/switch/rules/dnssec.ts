import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { zoneNameOf } from "../../inventory/dnsRecords";
import type { Comparison } from "../comparison/comparison";
import { type Interruption, timed } from "../comparison/interruption";
import { DISABLING, hasZone, recordsOf } from "./hostedZones";

const SIGNING = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec";
const ENABLING = "docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-enable-signing.html";

/** The zones of a stack that are signed, by name, with the resource that signs each. */
const signedZones = (index: GraphIndex): Map<string, ResourceNode> =>
  new Map(index.ofType(SIGNING).map((node) => [zoneNameOf(index, zoneIdOf(index, node)), node]));

/** Of its zone it knows by its key. */
const zoneIdOf = (index: GraphIndex, { inputs }: ResourceNode): unknown => {
  const zoneId = inputs["hostedZoneId"];
  return index.resolve(zoneId)?.inputs["hostedZoneId"] ?? zoneId;
};

/** Signatures that come or go while others still have it otherwise. */
export function signatures({ from, to }: Comparison): Interruption[] {
  const [before, after] = [signedZones(from), signedZones(to)];
  const published = (index: GraphIndex, zone: string) =>
    recordsOf(index, "DS").find(({ inputs }) => inputs["name"] === zone);
  const ended = [...before].flatMap(([zone, node]) =>
    after.has(zone) ? [] : [endedSignatures(zone, node, published(from, zone))],
  );
  const begun = [...after].flatMap(([zone, node]) =>
    before.has(zone) || !published(to, zone) || !hasZone(from, zone) ? [] : [begunSignatures(zone, node)],
  );
  return [...ended, ...begun];
}

function endedSignatures(zone: string, node: ResourceNode, ds: ResourceNode | undefined): Interruption {
  const common = { rule: "dnssec", who: `clients whose resolvers check signatures of ${zone}`, resources: [node.name] };
  if (ds)
    return {
      ...common,
      severity: "outage",
      what: "the signatures end while the DS record is still kept by others: set publish: false first, and wait",
      ...timed({ text: `${String(ds.inputs["ttl"])} s, the time that the DS record may be kept`, source: DISABLING }),
      resources: [node.name, ds.name],
    };
  return {
    ...common,
    severity: "none",
    what: "the signatures end: look first that the parent zone has no DS record, and has had none for that record's time to live",
    ...timed({ text: "none, once that is so", source: DISABLING }),
  };
}

const begunSignatures = (zone: string, node: ResourceNode): Interruption => ({
  rule: "dnssec",
  severity: "outage",
  who: `clients whose resolvers check signatures of ${zone}`,
  what: "the DS record comes while answers without signatures are still kept: sign first, and set publish: true later",
  ...timed({ text: "the longest time that a record of the zone may be kept", source: ENABLING }),
  resources: [node.name],
});
