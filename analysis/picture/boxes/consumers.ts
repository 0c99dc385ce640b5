import { PRIVATE_LINK_TYPES, TYPES } from "../../inventory/resourceTypes";
import type { Network } from "../../paths/network/vpc";
import { type Consumer, clientSubnets } from "../../paths/privateLink/consumers";
import type { ConsumerRow } from "../../inventory/consumers";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { type Scene, detailsOf, urnsNamed, zonesOf } from "../scene";
import { endpointServiceBoxes } from "./endpointServices";
import { subnetLines } from "./loadBalancers";
import { vpcArea, vpcId } from "./vpcs";

const ACCEPTED: Readonly<Record<ConsumerRow["acceptance"], string>> = {
  here: "accepted by this stack",
  "not needed": "accepted by itself",
  "by the provider": "accepted by the provider",
};

/** Those who connect by PrivateLink, each with its VPC and its endpoint. */
export const consumerAreas = (scene: Scene): Box[] =>
  scene.followed.consumers.map((consumer) => consumerArea(scene, consumer));

function consumerArea(scene: Scene, consumer: Consumer): Box {
  const { name, endpoint, region, network } = consumer;
  const row = scene.consumers.find((each) => each.endpoint === endpoint);
  return {
    id: boxId("account", name),
    kind: "account",
    title: `Consumer ${row?.name ?? name}`,
    lines: [region, ...(row ? [ACCEPTED[row.acceptance]] : [])],
    resources: detailsOf(scene, "account", scene.index.get(consumer.urn)),
    boxes: [
      {
        id: network ? vpcId(network) : boxId("vpc", name),
        kind: "vpc",
        title: network && network.existing === undefined ? "VPC" : "VPC, which exists",
        lines: [network ? `${network.existing ?? network.name}, ${network.cidr}` : (row?.vpc ?? "")],
        resources: network ? urnsNamed(scene, TYPES.vpc, network.name) : [],
        boxes: [clientsBox(consumer, row), endpointBand(scene, consumer, row)],
        ...(network && { columns: zonesOf(network).map((zone) => ({ key: zone, title: zone })) }),
      },
    ],
  };
}

function clientsBox(consumer: Consumer, row: ConsumerRow | undefined): Box {
  const subnets = clientSubnets(consumer).filter(({ network }) => network.existing === undefined);
  return {
    id: boxId("clients", consumer.name),
    kind: "clients",
    title: "Clients",
    lines: [
      ...(row?.clients ?? []),
      ...(row && row.clients.length > 0 ? [] : subnets.map(({ cidr }) => cidr)),
      ...(row ? [`by ${row.found}`] : []),
    ],
    resources: [],
  };
}

function endpointBand(scene: Scene, { endpoint, interfaces, region }: Consumer, row: ConsumerRow | undefined): Box {
  return {
    id: boxId("interfaceEndpoint", endpoint),
    kind: "interfaceEndpoint",
    title: "Interface endpoint",
    lines: [endpoint, ...(row && row.ports.length > 0 ? [`TCP ${row.ports.join(", ")}`] : [])],
    resources: urnsNamed(scene, PRIVATE_LINK_TYPES.endpoint, endpoint),
    boxes: interfaces.map(({ zone, subnet }) => ({
      id: boxId("interfaceEndpoint", endpoint, zone),
      kind: "interfaceEndpoint",
      title: "Endpoint",
      lines: subnet ? subnetLines(scene, subnet) : ["zones known to its owner"],
      resources: subnet ? urnsNamed(scene, TYPES.subnet, subnet.name) : [],
      ...(zone !== region && { column: zone }),
    })),
  };
}

/** What a consumer's stack connects to and another stack has. */
export function providerAreas(scene: Scene): Box[] {
  const { networks, followed } = scene;
  const others = networks.filter(({ own }) => !own);
  const named = followed.consumers.filter(({ elsewhere }) => elsewhere);
  return [
    ...[...new Set(others.map(({ region }) => region))].sort().map((region) => providerArea(scene, region, others)),
    ...[...new Set(named.map(({ serviceName }) => serviceName))].sort().map(serviceElsewhere),
  ];
}

const providerArea = (scene: Scene, region: string, others: readonly Network[]): Box => ({
  id: `account=provider ${region}`,
  kind: "account",
  title: "The service, by its own stack",
  lines: [region],
  resources: [],
  boxes: [
    ...endpointServiceBoxes(scene, region, false),
    ...others.filter((network) => network.region === region).map((network) => vpcArea(scene, network)),
  ],
});

const serviceElsewhere = (serviceName: string): Box => ({
  id: boxId("endpointService", serviceName),
  kind: "endpointService",
  title: "Endpoint service",
  lines: [serviceName, "what is behind it, no plan says"],
  resources: [],
});
