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
  frontDoor: string;
  protocol: string;
  /** `5000`, `5000-5010` */
  ports: string;
  /** How many those are. */
  count: number;
  /** Whether clients come to it by an accelerator, which may have another port. */
  accelerated: boolean;
  /** Whether it is the accelerator's own. */
  ofAccelerator: boolean;
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
    const frontDoor = nameOf(inputs["loadBalancerArn"]);
    const protocol = String(inputs["protocol"]);
    const accelerated = behind.has(frontDoor);
    return {
      listener: name,
      frontDoor,
      protocol,
      ports: String(inputs["port"]),
      count: 1,
      accelerated,
      ofAccelerator: false,
    };
  });
  const ofAccelerators = index.ofType(ACCELERATOR_TYPES.listener).map(({ name, inputs }) => {
    const ranges = (inputs["portRanges"] ?? []) as PortRange[];
    return {
      listener: name,
      frontDoor: nameOf(inputs["acceleratorArn"]),
      protocol: String(inputs["protocol"]),
      ports: ranges.map(portsText).join(" and "),
      count: ranges.length,
      accelerated: true,
      ofAccelerator: true,
    };
  });
  return [...ofLoadBalancers, ...ofAccelerators];
}

/** By which a listener is the same at each load balancer: of `front-eu-west-1-mqtts-listener` it is `-mqtts`, of the service's own port nothing. */
function portName({ listener, frontDoor }: Listening): string | undefined {
  const isOfFrontDoor = listener.startsWith(`${frontDoor}-`) && listener.endsWith("-listener");
  return isOfFrontDoor ? listener.slice(frontDoor.length, -"-listener".length) : undefined;
}

/**
 * Every load balancer has a listener of each name that the others have, on the same port; behind an accelerator the service's own may have
 * another. An accelerator has one listener for all of them.
 */
export function otherListeners(index: GraphIndex): Finding[] {
  const all = listening(index);
  const names = new Set(all.flatMap((each) => portName(each) ?? []));
  const isOfService = (each: Listening): boolean => {
    const name = portName(each);
    if (!["TCP", "TLS"].includes(each.protocol)) return false;
    if (each.ofAccelerator)
      return each.ports.split(" and ").every((port) => /^\d+$/.test(port)) && each.count <= names.size;
    if (name === undefined) return false;
    const same = all.filter((other) => portName(other) === name && (!other.accelerated || name !== ""));
    return (each.accelerated && name === "") || new Set(same.map(({ ports }) => ports)).size === 1;
  };
  return [...new Set(all.map(({ frontDoor }) => frontDoor))].flatMap((frontDoor): Finding[] => {
    const own = all.filter((each) => each.frontDoor === frontDoor);
    const whole = own.some(({ ofAccelerator }) => ofAccelerator) ? own.length === 1 : own.length === names.size;
    if (whole && own.every(isOfService)) return [];
    const open = own.map(({ protocol, ports }) => `${protocol} ${ports}`).sort();
    return [
      {
        severity: "warning",
        rule: "other-listener",
        text: `${frontDoor} listens on ${open.join(" and ")}: the service's ports, of TCP or TLS, are the same at each load balancer, and any other is another way in.`,
        fix: "Take out the listener that is not the service's.",
        resources: own.map(({ listener }) => listener),
      },
    ];
  });
}
