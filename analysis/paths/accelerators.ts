import { referencesIn, type ResourceNode } from "../../graph/graph";
import type { Drop } from "./model";
import { onePort, within, type Span } from "./ranges";
import type { Topology } from "./topology";

/** What an accelerator does in one region with the connections to one of its listeners. */
export interface EndpointGroup {
  name: string;
  region: string;
  /** Undefined where it belongs to none. */
  accelerator?: Accelerator;
  /** Why nothing comes as far as to the group. */
  cut?: Drop;
  /** In percent. */
  dial: number;
  /** The listener's. */
  ports: Span[];
  overrides: Override[];
  endpoints: Endpoint[];
  /** Whether some group of the listener has an endpoint that may get connections. */
  leadsSomewhere: boolean;
}

export interface Accelerator {
  name: string;
  /** Whether clients come to it by IPv6, too. */
  dualStack: boolean;
}

/** Where connections to a port of the listener go to another. */
export interface Override {
  listenerPort: number;
  endpointPort: number;
}

/** A load balancer in a group. */
export interface Endpoint {
  /** Logical name; of one that is only named, the name in its ARN. */
  name: string;
  /** Undefined for one that is only named, or is not there. */
  urn?: string;
  /** Whether it is none of the plan's. */
  foreign: boolean;
  /** Its share, relative to the sum of the group's. */
  weight: number;
  preservesClientIp: boolean;
}

const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";
const LISTENER = "aws:globalaccelerator/listener:Listener";
const GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";

/** Whether the stack has an accelerator, or anything of one. */
export const hasAccelerator = ({ index, own }: Topology): boolean =>
  [ACCELERATOR, LISTENER, GROUP].some((type) => index.ofType(type).some(({ urn }) => own.has(urn)));

/** Those of the stack itself. */
export function endpointGroups(topology: Topology): EndpointGroup[] {
  const { index, own } = topology;
  const groups = index.ofType(GROUP).filter(({ urn }) => own.has(urn));
  const serving = new Set(
    groups
      .filter((node) => endpointsOf(topology, node).some(({ weight }) => weight > 0))
      .map(({ inputs }) => index.referred(inputs["listenerArn"])),
  );
  return groups.map((node) => ({
    ...groupOf(topology, node),
    leadsSomewhere: serving.has(index.referred(node.inputs["listenerArn"])),
  }));
}

function groupOf(topology: Topology, node: ResourceNode): Omit<EndpointGroup, "leadsSomewhere"> {
  const { index } = topology;
  const { name, inputs } = node;
  const listener = index.referred(inputs["listenerArn"]);
  const accelerator = index.referred(listener?.inputs["acceleratorArn"]);
  const region = inputs["endpointGroupRegion"] ?? index.regionOf(node);
  return {
    name,
    region: typeof region === "string" ? region : "",
    ...(accelerator && {
      accelerator: { name: accelerator.name, dualStack: accelerator.inputs["ipAddressType"] === "DUAL_STACK" },
    }),
    cut: cutBefore(node, listener, accelerator),
    dial: Number(inputs["trafficDialPercentage"] ?? 100),
    ports: portsOf(listener),
    overrides: (inputs["portOverrides"] ?? []) as Override[],
    endpoints: endpointsOf(topology, node),
  };
}

function cutBefore(node: ResourceNode, listener?: ResourceNode, accelerator?: ResourceNode): Drop | undefined {
  if (!listener) return belongsToNone(node, node.inputs["listenerArn"]);
  if (!accelerator) return belongsToNone(listener, listener.inputs["acceleratorArn"]);
  if (accelerator.inputs["enabled"] === false) return { at: accelerator.name, why: "it is switched off" };
  const protocol = String(listener.inputs["protocol"]);
  return protocol === "TCP" ? undefined : { at: listener.name, why: `it listens for ${protocol}` };
}

function belongsToNone({ name }: ResourceNode, whole: unknown): Drop {
  const [reference] = referencesIn(whole);
  return { at: name, why: `it belongs to ${reference?.name ?? String(whole)}, which is not there` };
}

const portsOf = (listener: ResourceNode | undefined): Span[] =>
  ((listener?.inputs["portRanges"] ?? []) as { fromPort: number; toPort: number }[]).map(({ fromPort, toPort }) => ({
    from: fromPort,
    to: toPort,
  }));

interface Configuration {
  endpointId?: unknown;
  weight?: number;
  clientIpPreservationEnabled?: boolean;
}

/** The provider sends a weight that is left out as 0, and a flag as false. */
function endpointsOf({ index }: Topology, { inputs }: ResourceNode): Endpoint[] {
  return ((inputs["endpointConfigurations"] ?? []) as Configuration[]).map(
    ({ endpointId, weight = 0, clientIpPreservationEnabled = false }) => {
      const [reference] = referencesIn(endpointId);
      return {
        name: reference?.name ?? nameInArn(String(endpointId)),
        urn: index.referred(endpointId)?.urn,
        foreign: reference === undefined,
        weight,
        preservesClientIp: clientIpPreservationEnabled,
      };
    },
  );
}

/** `…:loadbalancer/net/blue/0123456789abcdef` gives `blue`. */
const nameInArn = (arn: string): string => arn.split("/").at(-2) ?? arn;

/** A port that clients connect to, and the one of the load balancer that they come to. */
export interface PortPair {
  client: number;
  door: number;
}

/** Of a range of ports only those are meant that something listens on, as long as there is one. */
export function portPairs({ ports, overrides }: EndpointGroup, listening: readonly number[]): PortPair[] {
  return ports.flatMap((range) => {
    const isIn = (port: number) => within(onePort(port), range);
    const moved = overrides.filter(({ listenerPort }) => isIn(listenerPort));
    const kept = listening.filter((port) => isIn(port) && !moved.some(({ listenerPort }) => listenerPort === port));
    const pairs = [
      ...moved.map(({ listenerPort, endpointPort }) => ({ client: listenerPort, door: endpointPort })),
      ...kept.map((port) => ({ client: port, door: port })),
    ];
    return pairs.length > 0 ? pairs : [{ client: range.from, door: range.from }];
  });
}
