import { type ResourceNode, referencesIn } from "../../../graph/graph";
import type { Drop } from "../network/path";
import { type Span, onePort, within } from "../network/ranges";
import type { Topology } from "../network/vpc";

/** What an accelerator does in one region with the connections to one of its listeners. */
export interface EndpointGroup {
  name: string;
  region: string;
  /** Undefined where it belongs to none. */
  accelerator?: Accelerator;
  /** Why nothing comes as far as to the group. */
  dropped?: Drop;
  /** In percent. */
  dial: number;
  /** The listener's. */
  ports: Span[];
  overrides: Override[];
  endpoints: AcceleratorEndpoint[];
  /** Whether some group of the listener has an endpoint that may get connections. */
  leadsSomewhere: boolean;
}

interface Accelerator {
  name: string;
  /** Whether clients come to it by IPv6, too. */
  dualStack: boolean;
}

/** Where connections to a port of the listener go to another. */
interface Override {
  listenerPort: number;
  endpointPort: number;
}

/** A load balancer in a group. */
export interface AcceleratorEndpoint {
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
const ENDPOINT_GROUP = "aws:globalaccelerator/endpointGroup:EndpointGroup";

/** Whether the stack has an accelerator, or anything of one. */
export const hasAccelerator = ({ index, own }: Topology): boolean =>
  [ACCELERATOR, LISTENER, ENDPOINT_GROUP].some((type) => index.ofType(type).some(({ urn }) => own.has(urn)));

/** Those of the stack itself. */
export function endpointGroups(topology: Topology): EndpointGroup[] {
  const { index, own } = topology;
  const groups = index.ofType(ENDPOINT_GROUP).filter(({ urn }) => own.has(urn));
  const serving = new Set(
    groups
      .filter((node) => endpointsOf(topology, node).some(({ weight }) => weight > 0))
      .map(({ inputs }) => index.resolve(inputs["listenerArn"])),
  );
  return groups.map((node) => ({
    ...endpointGroupOf(topology, node),
    leadsSomewhere: serving.has(index.resolve(node.inputs["listenerArn"])),
  }));
}

function endpointGroupOf(topology: Topology, node: ResourceNode): Omit<EndpointGroup, "leadsSomewhere"> {
  const { index } = topology;
  const { name, inputs } = node;
  const listener = index.resolve(inputs["listenerArn"]);
  const accelerator = index.resolve(listener?.inputs["acceleratorArn"]);
  const region = inputs["endpointGroupRegion"] ?? index.regionOf(node);
  return {
    name,
    region: typeof region === "string" ? region : "",
    ...(accelerator && {
      accelerator: { name: accelerator.name, dualStack: accelerator.inputs["ipAddressType"] === "DUAL_STACK" },
    }),
    dropped: dropBefore(node, listener, accelerator),
    dial: Number(inputs["trafficDialPercentage"] ?? 100),
    ports: portsOf(listener),
    overrides: (inputs["portOverrides"] ?? []) as Override[],
    endpoints: endpointsOf(topology, node),
  };
}

function dropBefore(node: ResourceNode, listener?: ResourceNode, accelerator?: ResourceNode): Drop | undefined {
  if (!listener) return missingParent(node, node.inputs["listenerArn"]);
  if (!accelerator) return missingParent(listener, listener.inputs["acceleratorArn"]);
  if (accelerator.inputs["enabled"] === false) return { at: accelerator.name, why: "it is switched off" };
  const protocol = String(listener.inputs["protocol"]);
  return protocol === "TCP" ? undefined : { at: listener.name, why: `it listens for ${protocol}` };
}

function missingParent({ name }: ResourceNode, whole: unknown): Drop {
  const [reference] = referencesIn(whole);
  return { at: name, why: `it belongs to ${reference?.name ?? String(whole)}, which is not there` };
}

const portsOf = (listener: ResourceNode | undefined): Span[] =>
  ((listener?.inputs["portRanges"] ?? []) as { fromPort: number; toPort: number }[]).map(({ fromPort, toPort }) => ({
    from: fromPort,
    to: toPort,
  }));

interface EndpointConfiguration {
  endpointId?: unknown;
  weight?: number;
  clientIpPreservationEnabled?: boolean;
}

/** The provider sends a weight that is left out as 0, and a flag as false. */
function endpointsOf({ index }: Topology, { inputs }: ResourceNode): AcceleratorEndpoint[] {
  return ((inputs["endpointConfigurations"] ?? []) as EndpointConfiguration[]).map(
    ({ endpointId, weight = 0, clientIpPreservationEnabled = false }) => {
      const [reference] = referencesIn(endpointId);
      return {
        name: reference?.name ?? nameInArn(String(endpointId)),
        urn: index.resolve(endpointId)?.urn,
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
export interface PortMapping {
  client: number;
  loadBalancer: number;
}

/** Of a range of ports only those count that something listens on, as long as there is one. */
export function portMappings({ ports, overrides }: EndpointGroup, listening: readonly number[]): PortMapping[] {
  return ports.flatMap((range) => {
    const isIn = (port: number) => within(onePort(port), range);
    const moved = overrides.filter(({ listenerPort }) => isIn(listenerPort));
    const kept = listening.filter((port) => isIn(port) && !moved.some(({ listenerPort }) => listenerPort === port));
    const pairs = [
      ...moved.map(({ listenerPort, endpointPort }) => ({ client: listenerPort, loadBalancer: endpointPort })),
      ...kept.map((port) => ({ client: port, loadBalancer: port })),
    ];
    return pairs.length > 0 ? pairs : [{ client: range.from, loadBalancer: range.from }];
  });
}
