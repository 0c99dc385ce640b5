import { TYPES } from "../../inventory/resourceTypes";
import type { NatGateway, Network } from "../../paths/network/vpc";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { type Scene, urnsNamed } from "../scene";
import { addressLines } from "../texts";
import { subnetLines } from "./loadBalancers";

/** The NAT gateways of a VPC as one band, each with the addresses that the service's own connections come from. */
export function natBands(scene: Scene, network: Network): Box[] {
  if (network.nats.length === 0) return [];
  return [
    {
      id: boxId("nat", network.name),
      kind: "nat",
      title: network.nats.length === 1 ? "NAT gateway" : "NAT gateways",
      lines: wayOut(scene, network),
      resources: [],
      boxes: network.nats.map((nat) => cellOf(scene, nat)),
    },
  ];
}

/** The internet gateway stands at the top of a VPC, and so does the firewall endpoint that packets out of it pass. */
function wayOut({ followed }: Scene, network: Network): string[] {
  const names = new Set(network.nats.map(({ name }) => name));
  const paths = followed.paths.filter(({ kind, through = "" }) => kind === "egress" && names.has(through));
  const inspected = paths.filter(({ inspectedBy }) => inspectedBy.length > 0).length;
  if (paths.length === 0) return [];
  if (inspected === 0) return ["out by the internet gateway"];
  return [
    `out past ${inspected === paths.length ? "the firewall endpoint of the zone" : "a firewall endpoint in some zones"} and the internet gateway`,
  ];
}

function cellOf(scene: Scene, { name, subnet, address }: NatGateway): Box {
  const [nat] = urnsNamed(scene, TYPES.natGateway, name);
  const rows = scene.addresses.filter(
    ({ purpose, attachedTo, name: own }) =>
      purpose === "egress" && (own === address || (nat !== undefined && attachedTo === nat)),
  );
  return {
    id: boxId("nat", name),
    kind: "nat",
    title: "NAT gateway",
    lines: [
      ...rows.flatMap((row) =>
        addressLines(row, scene.graph).map((line) =>
          row.secondary === undefined ? line : `${row.secondary}: ${line}`,
        ),
      ),
      ...subnetLines(scene, subnet),
    ],
    resources: [
      ...(nat === undefined ? [] : [nat]),
      ...scene.index
        .ofType(TYPES.natAddress)
        .flatMap(({ urn, inputs }) => (scene.index.resolve(inputs["natGatewayId"])?.name === name ? [urn] : [])),
      ...rows.flatMap((row) => urnsNamed(scene, TYPES.eip, row.name)),
      ...urnsNamed(scene, TYPES.subnet, subnet.name),
    ],
    column: subnet.zone,
  };
}
