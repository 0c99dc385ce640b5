import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { TYPES } from "../../inventory/resourceTypes";
import { textOf } from "../comparison/comparison";

export const ZONE = "aws:route53/zone:Zone";
export const DISABLING = "docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-disable.html";

export const zoneNameOf = (index: GraphIndex, zoneId: unknown): string => {
  const node = index.resolve(zoneId);
  return textOf(node?.inputs["name"]) || (/HostedZone:(.*)\.zoneId/.exec(textOf(zoneId))?.[1] ?? "");
};

export const recordsOf = (index: GraphIndex, type: string): ResourceNode[] =>
  index.ofType(TYPES.record).filter(({ inputs }) => inputs["type"] === type);

export const hasZone = (index: GraphIndex, zone: string): boolean =>
  index.ofType(ZONE).some(({ inputs }) => inputs["name"] === zone);
