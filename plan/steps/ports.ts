import { NOBODY, NOBODY_V6 } from "../cidrs";
import { compose } from "../options";
import { type Step, type SwitchConfig, sectionOfBoth } from "./switchConfig";

/** What `service` says of the ports that clients connect to, and of where they lead. */
export interface PortSettings {
  port?: number;
  targetPort?: number;
  tls?: unknown;
  ipv6?: boolean;
  healthCheck?: object;
  alsoListens?: readonly { name: string; port: number; tls?: unknown; [key: string]: unknown }[];
}

/**
 * The updates that lead the service's own port to another port of instances, whose target group would begin empty: first the targets listen there,
 * too, behind a port of the load balancers that lets nobody in, which brings that target group; then the service's port goes there. Empty where
 * it leads to the same.
 */
export function throughFurtherPort(from: SwitchConfig, to: SwitchConfig): Step[] {
  const [before, after] = sectionOfBoth<PortSettings>("service", from, to);
  const [was, is] = [before, after].map(({ port, targetPort = port }) => targetPort);
  const instances = [from, to].every(({ options }) => compose(options).backends.includes("instances"));
  if (was === is || is === undefined || before.port !== after.port || !instances) return [];
  const others = before.alsoListens ?? [];
  const { endpointPort } = (from["globalAccelerator"] ?? {}) as { endpointPort?: number };
  const taken = [before.port, endpointPort, ...others.map(({ port }) => port)];
  const free = Array.from({ length: taken.length + 1 }, (_, index) => 65535 - index).find(
    (port) => !taken.includes(port),
  );
  const names = others.map(({ name }) => name);
  const next = {
    name: ["next", ...names.map((_, index) => `next-${index + 2}`)].find((name) => !names.includes(name)),
    port: free,
    targetPort: is,
    allowedClients: [NOBODY, ...(before.ipv6 ? [NOBODY_V6] : [])],
    ...(after.healthCheck && { healthCheck: after.healthCheck }),
  };
  return [
    {
      title: `have the targets listen on port ${is} too, behind a port that lets nobody in`,
      config: { ...from, service: { ...before, alsoListens: [...others, next] } },
    },
    { title: `lead the service's own port to port ${is}`, config: to },
  ];
}
