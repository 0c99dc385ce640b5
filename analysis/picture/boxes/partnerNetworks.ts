import { partnerAccess } from "../../paths/frontDoor/partnerAccess";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import type { Scene } from "../scene";

export const PARTNER_NETWORKS = boxId("clients", "networks");

export function partnerNetworks({ followed }: Scene): Box[] {
  const ranges = [...new Set(partnerAccess(followed.frontDoors).map(({ range }) => range))].sort();
  if (ranges.length === 0) return [];
  return [{ id: PARTNER_NETWORKS, kind: "clients", title: "Clients in other networks", lines: ranges, resources: [] }];
}
