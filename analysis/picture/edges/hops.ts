import type { Hop, HopKind, Path } from "../../paths";
import { INTERNET, INTERNET_OUT, boxId } from "../ids";
import { ownerRoutesId } from "../boxes/ways";

type BoxOfHop = (hop: Hop, path: Path) => string;

const way: BoxOfHop = ({ at }) => boxId("way", at);
const inZone =
  (kind: "loadBalancer" | "targets" | "interfaceEndpoint"): BoxOfHop =>
  ({ at, zone }) =>
    boxId(kind, at, zone);

/** The box that each kind of hop is at. */
const BOXES: Readonly<Record<HopKind, BoxOfHop>> = {
  internet: (_, { kind }) => (kind === "egress" ? INTERNET_OUT : INTERNET),
  gateway: ({ at }) => boxId("gateway", at),
  accelerator: ({ at }) => boxId("accelerator", at),
  endpoint: ({ at }) => boxId("firewallEndpoint", at),
  client: ({ at }, { consumer }) => boxId("clients", consumer ?? at),
  interfaceEndpoint: inZone("interfaceEndpoint"),
  service: ({ at }) => boxId("endpointService", at),
  serviceElsewhere: ({ at }) => boxId("endpointService", at),
  loadBalancer: inZone("loadBalancer"),
  nat: ({ at }) => boxId("nat", at),
  egressOnlyGateway: ({ at }) => boxId("egressOnlyGateway", at),
  transitGateway: way,
  peering: way,
  vpnGateway: way,
  ownerRoutes: ({ at }) => ownerRoutesId(at),
  target: inZone("targets"),
};

export const boxOfHop: BoxOfHop = (hop, path) => BOXES[hop.kind](hop, path);
