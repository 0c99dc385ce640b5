import type { Backend } from "../names";

/** How targets are checked. Source of the names: the typings of lb.TargetGroup. */
export interface TargetCheck {
  protocol: "TCP" | "HTTP" | "HTTPS";
  /** Default: where the targets listen. */
  port?: number | undefined;
  path?: string | undefined;
  matcher?: string | undefined;
  intervalSeconds: number;
  timeoutSeconds?: number | undefined;
  healthyThreshold: number;
  unhealthyThreshold: number;
}

/** What a service says of a port that it listens on beside its own. */
export interface FurtherPort<Tls> {
  /** Part of the names of what there is of it alone. */
  name: string;
  port: number;
  /** Default: `port`. */
  targetPort?: number | undefined;
  /** Default: TCP is passed on, whatever is in it. */
  tls?: Tls | undefined;
  /** Default: those of the service. */
  allowedClients?: readonly string[] | undefined;
  /** Default: that of what else leads to the same port of the targets, or by TCP, as often as the service's own. */
  healthCheck?: TargetCheck | undefined;
}

/** What a service says of its ports. */
export interface ServicePorts<Tls> extends Omit<FurtherPort<Tls>, "name"> {
  allowedClients: readonly string[];
  healthCheck: TargetCheck;
  alsoListens: readonly FurtherPort<Tls>[];
}

/** A port of the front doors, and where what comes to it goes. */
export interface Listening<Tls> {
  /** Undefined: the service's own port. */
  name?: string;
  port: number;
  /** Where the targets listen. */
  targetPort: number;
  /** Undefined: TCP is passed on. */
  tls?: Tls;
  allowedClients: readonly string[];
}

/** What every front door of the service listens on: its own port first, then the others by their names. Their order in the file means nothing. */
export function listeners<Tls>(service: ServicePorts<Tls>): [Listening<Tls>, ...Listening<Tls>[]] {
  const listening = (
    { port, targetPort = port, tls, allowedClients = service.allowedClients }: Omit<FurtherPort<Tls>, "name">,
    name?: string,
  ): Listening<Tls> => ({
    ...(name !== undefined && { name }),
    port,
    targetPort,
    ...(tls !== undefined && { tls }),
    allowedClients,
  });
  return [listening(service), ...sortedPorts(service).map((each) => listening(each, each.name))];
}

/** Whether clients speak TLS with a load balancer on any port. */
export const endsTls = (service: ServicePorts<unknown>): boolean =>
  listeners(service).some(({ tls }) => tls !== undefined);

/** Whether the load balancers speak TLS with the targets on a port; whatever leads there does so alike. */
export const targetsSpeakTls = (service: ServicePorts<{ toTargets: boolean }>, targetPort: number): boolean =>
  listeners(service).some((each) => each.targetPort === targetPort && each.tls?.toTargets === true);

/** Where targets listen, and how they are checked there. */
export interface TargetPort {
  port: number;
  healthCheck: TargetCheck;
}

/** A port that targets serve, and where and how that is checked. */
export interface ServedPort {
  port: number;
  healthCheck: { protocol: TargetCheck["protocol"]; port: number };
}

export const servedPort = ({ port, healthCheck }: TargetPort): ServedPort => ({
  port,
  healthCheck: { protocol: healthCheck.protocol, port: healthCheck.port ?? port },
});

/** The numbers of some ports and of their checks, each once. */
export const numbersOf = (ports: readonly ServedPort[]): number[] => [
  ...new Set(ports.flatMap(({ port, healthCheck }) => [port, healthCheck.port])),
];

/**
 * Every port that targets listen on, with a target group for each backend: that of the service's own port first, then the others by number.
 * Ports of the front doors that lead to the same one share it.
 */
export function portsOfTargets(service: ServicePorts<unknown>): [TargetPort, ...TargetPort[]] {
  const { port, targetPort: own = port, healthCheck } = service;
  const others = sortedPorts(service).filter((each) => (each.targetPort ?? each.port) !== own);
  const numbers = [...new Set(others.map((each) => each.targetPort ?? each.port))].sort((one, other) => one - other);
  const { intervalSeconds, timeoutSeconds, healthyThreshold, unhealthyThreshold } = healthCheck;
  const byTcp = { protocol: "TCP" as const, intervalSeconds, timeoutSeconds, healthyThreshold, unhealthyThreshold };
  const checkOf = (number: number) =>
    others.find((each) => (each.targetPort ?? each.port) === number && each.healthCheck)?.healthCheck ?? byTcp;
  return [{ port: own, healthCheck }, ...numbers.map((number) => ({ port: number, healthCheck: checkOf(number) }))];
}

/**
 * The port that a target group is of, if its name says so. Instances are registered by the port of their group, which is for good: another port is
 * another group. Each task is registered by a port of its own, whatever the group's: so the group that the service's own port leads to stays
 * where that is led to another port of the tasks.
 */
export function portInName(
  backend: Backend,
  { targetPort, servicePort, first }: { targetPort: number; servicePort: number; first: boolean },
): number | undefined {
  const plain = backend === "instances" ? targetPort === servicePort : first;
  return plain ? undefined : targetPort;
}

const sortedPorts = <Tls>({ alsoListens }: ServicePorts<Tls>): FurtherPort<Tls>[] =>
  [...alsoListens].sort((one, other) => (one.name < other.name ? -1 : 1));
