import { type GraphIndex } from "../../graph/graph";
import { type SubnetMapping, subnetMappings } from "../inventory/loadBalancers";
import { ACCELERATOR_TYPES, TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/* Whether the front doors are what the service is promised to have. What is made here is; what is added beside it may not be. */

/** By its name, or by the subnet's id where that is all that is known. */
const zoneOf = (index: GraphIndex, { subnetId }: SubnetMapping): string =>
  String(index.resolve(subnetId)?.inputs["availabilityZone"] ?? subnetId);

export function singleZoneFronts(index: GraphIndex): Finding[] {
  return index.ofType(TYPES.loadBalancer).flatMap((node): Finding[] => {
    const zones = [...new Set(subnetMappings(node).map((mapping) => zoneOf(index, mapping)))];
    if (zones.length > 1) return [];
    return [
      {
        severity: "warning",
        rule: "single-zone-front",
        text: `${node.name} is in ${zones.length === 0 ? "no zone" : `one zone, ${zones.join("")}`}: it is lost with that zone.`,
        fix: "Give it a subnet in another zone.",
        resources: [node.name],
      },
    ];
  });
}

export function unfixedAddresses(index: GraphIndex): Finding[] {
  const balancers = index.ofType(TYPES.loadBalancer).filter(({ inputs }) => inputs["internal"] !== true);
  return balancers.flatMap((node): Finding[] => {
    const unfixed = subnetMappings(node).filter(({ allocationId }) => allocationId === undefined);
    if (unfixed.length === 0) return [];
    const zones = unfixed.map((mapping) => zoneOf(index, mapping)).sort();
    return [
      {
        severity: "warning",
        rule: "unfixed-address",
        text: `${node.name} has an address of AWS's choice in ${zones.join(", ")}: it goes with the load balancer, and whoever has it on an allow list with it.`,
        fix: "Give each of its zones an Elastic IP.",
        resources: [node.name],
      },
    ];
  });
}

interface Listening {
  listener: string;
  /** Of a load balancer or an accelerator: its name, or its ARN where that is all that is known. */
  door: string;
  protocol: string;
  /** `5000`, `5000-5010` */
  ports: string;
  /** Whether clients come to it by an accelerator, which may have another port. */
  accelerated: boolean;
}

interface PortRange {
  fromPort?: number;
  toPort?: number;
}

const portsText = ({ fromPort, toPort }: PortRange): string =>
  fromPort === toPort ? String(fromPort) : `${fromPort} to ${toPort}`;

function listening(index: GraphIndex): Listening[] {
  const nameOf = (arn: unknown) => index.resolve(arn)?.name ?? String(arn);
  const endpoints = index
    .ofType(ACCELERATOR_TYPES.group)
    .flatMap(({ inputs }) => (inputs["endpointConfigurations"] ?? []) as { endpointId?: unknown }[]);
  const behind = new Set(endpoints.map(({ endpointId }) => nameOf(endpointId)));
  const ofLoadBalancers = index.ofType(TYPES.listener).map(({ name, inputs }) => {
    const door = nameOf(inputs["loadBalancerArn"]);
    const protocol = String(inputs["protocol"]);
    return { listener: name, door, protocol, ports: String(inputs["port"]), accelerated: behind.has(door) };
  });
  const ofAccelerators = index.ofType(ACCELERATOR_TYPES.listener).map(({ name, inputs }) => {
    const ports = ((inputs["portRanges"] ?? []) as PortRange[]).map(portsText).join(" and ");
    const protocol = String(inputs["protocol"]);
    return { listener: name, door: nameOf(inputs["acceleratorArn"]), protocol, ports, accelerated: true };
  });
  return [...ofLoadBalancers, ...ofAccelerators];
}

/** The service has one port; behind an accelerator it may have another. */
export function otherListeners(index: GraphIndex): Finding[] {
  const all = listening(index);
  const direct = new Set(all.filter(({ accelerated }) => !accelerated).map(({ ports }) => ports));
  const isOfService = ({ protocol, ports, accelerated }: Listening) =>
    ["TCP", "TLS"].includes(protocol) && /^\d+$/.test(ports) && (accelerated || direct.size === 1);
  return [...new Set(all.map(({ door }) => door))].flatMap((door): Finding[] => {
    const own = all.filter((each) => each.door === door);
    if (own.length === 1 && own.every(isOfService)) return [];
    const open = own.map(({ protocol, ports }) => `${protocol} ${ports}`).sort();
    return [
      {
        severity: "warning",
        rule: "other-listener",
        text: `${door} listens on ${open.join(" and ")}: the service has one port of TCP or TLS, the same at each load balancer, and any other is another way in.`,
        fix: "Take out the listener that is not the service's.",
        resources: own.map(({ listener }) => listener),
      },
    ];
  });
}
