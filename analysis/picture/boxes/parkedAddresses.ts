import type { Box } from "../diagram";
import { resourceTypeOf } from "../../inventory/addresses";
import { boxId } from "../ids";
import { type Scene, urnsNamed } from "../scene";
import { addressLines } from "../texts";

const FOR = {
  public: "for clients",
  publicIpv6: "for clients (IPv6)",
  egress: "for egress",
  anycast: "for clients",
} as const;

/** The addresses of a region that nothing uses, as one band; `global` for those of accelerators. */
export function parkedAddresses(scene: Scene, region: string): Box[] {
  const parked = scene.addresses.filter(
    (row) => row.region === region && row.purpose !== "anycast" && row.attachedTo === undefined,
  );
  if (parked.length === 0) return [];
  return [
    {
      id: `parked=${region}`,
      kind: "tier",
      title: "Parked addresses",
      lines: ["kept, and used by nothing"],
      resources: [],
      arrange: "columns",
      boxes: parked.map((row) => ({
        id: boxId("address", row.name),
        kind: "address",
        title: `Zone ${row.zone} ${FOR[row.purpose]}`,
        lines: [...(row.secondary === undefined ? [] : [row.secondary]), ...addressLines(row, scene.graph)],
        resources: urnsNamed(scene, resourceTypeOf(row.purpose), row.name),
      })),
    },
  ];
}
