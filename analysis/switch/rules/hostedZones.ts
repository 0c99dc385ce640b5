import type { GraphIndex, ResourceNode } from "../../../graph/graph";
import { TYPES } from "../../inventory/resourceTypes";

export const ZONE = "aws:route53/zone:Zone";
export const DISABLING = "docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-disable.html";

export const recordsOf = (index: GraphIndex, type: string): ResourceNode[] =>
  index.ofType(TYPES.record).filter(({ inputs }) => inputs["type"] === type);

export const hasZone = (index: GraphIndex, zone: string): boolean =>
  index.ofType(ZONE).some(({ inputs }) => inputs["name"] === zone);
