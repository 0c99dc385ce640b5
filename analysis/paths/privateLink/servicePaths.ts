import { type FrontDoor, type LoadBalancerNode, admittedClients } from "../frontDoor/frontDoors";
import { returnToLoadBalancer } from "../frontDoor/targetConnections";
import { type Path, type Peer, reply } from "../network/path";
import { EPHEMERAL } from "../network/ranges";
import { bothDirections } from "../network/trace";
import { judgedPath } from "../network/verdict";
import type { Topology } from "../network/vpc";
import {
  type ConnectionEnd,
  allowsNobody,
  endNames,
  endsBehind,
  outside,
  packetFromServiceNode,
  passService,
} from "./connectionEnds";
import type { EndpointService } from "./endpointServices";

/**
 * Through a service whose consumers are all elsewhere, for those whom its load balancer lets in. Without any principal that may connect,
 * or any client, it is not for use: in one region of several, or not yet.
 */
export function servicePaths(topology: Topology, service: EndpointService): Path[] {
  return service.frontDoors.flatMap((frontDoor) => {
    const everyone = frontDoor.guardsPrivateLink ? admittedClients(frontDoor) : [ANYONE];
    return frontDoor.nodes.flatMap((node) =>
      endsBehind(topology, frontDoor, node).map((end) => servicePath({ service, frontDoor, node, end, everyone })),
    );
  });
}

const ANYONE: Peer = { name: "anyone", cidr: "0.0.0.0/0", ports: EPHEMERAL, groups: [] };

interface ServiceConnection {
  service: EndpointService;
  frontDoor: FrontDoor;
  node: LoadBalancerNode;
  end: ConnectionEnd;
  everyone: readonly Peer[];
}

function servicePath({ service, frontDoor, node, end, everyone }: ServiceConnection): Path {
  // All of them are let in by a rule of their own, and behind the load balancer none is seen any more.
  const [client, ...others] = everyone;
  const { there, back } = bothDirections(
    (trace) => {
      trace.arrive(service.name, "service");
      if (!service.allowsAny) return trace.stop(allowsNobody(service));
      if (client) return passService(trace, frontDoor, client, end);
      const at = frontDoor.groups.map(({ name }) => name).join(", ");
      return trace.stop({ at, why: `no rule lets TCP ${frontDoor.port} in from anyone` });
    },
    (trace) =>
      "targetConnection" in end &&
      returnToLoadBalancer(trace, end.targetConnection, reply(packetFromServiceNode(end.targetConnection))) &&
      trace.arrive(service.name, "service"),
  );
  const from = client ? ` from ${client.name}${others.length > 0 ? ` and ${others.length} more` : ""}` : "";
  const path = {
    kind: "consumer" as const,
    ...endNames(end),
    zone: node.subnet.zone,
    through: frontDoor.name,
    traffic: `TCP ${frontDoor.port}${from}`,
    there,
    back,
  };
  return judgedPath(path, outside(service.region), !service.allowsAny || client === undefined);
}
