/** What a service says of a port that it listens on beside its own. */
export interface FurtherPort<Tls, Check> {
  /** Part of the names of what there is of it alone. */
  name: string;
  port: number;
  /** Default: `port`. */
  targetPort?: number | undefined;
  /** Default: TCP is passed on, whatever is in it. */
  tls?: Tls | undefined;
  /** Default: those of the service. */
  allowedClients?: readonly string[] | undefined;
  healthCheck: Check;
}

/** What a service says of its ports. */
export interface ServicePorts<Tls, Check> extends Omit<FurtherPort<Tls, Check>, "name" | "allowedClients"> {
  allowedClients: readonly string[];
  alsoListens: readonly FurtherPort<Tls, Check>[];
}

/** A port of the front doors, and where what comes to it goes. */
export interface Listening<Tls, Check> {
  /** Undefined: the service's own port. */
  name?: string;
  port: number;
  /** Where the targets listen. */
  targetPort: number;
  /** Undefined: TCP is passed on. */
  tls?: Tls;
  allowedClients: readonly string[];
  healthCheck: Check;
}

/** What every front door of the service listens on: its own port first, then the others by their names. Their order in the file means nothing. */
export function listeners<Tls, Check>(
  service: ServicePorts<Tls, Check>,
): [Listening<Tls, Check>, ...Listening<Tls, Check>[]] {
  const listening = (
    {
      port,
      targetPort = port,
      tls,
      allowedClients = service.allowedClients,
      healthCheck,
    }: Omit<FurtherPort<Tls, Check>, "name">,
    name?: string,
  ): Listening<Tls, Check> => ({
    ...(name !== undefined && { name }),
    port,
    targetPort,
    ...(tls !== undefined && { tls }),
    allowedClients,
    healthCheck,
  });
  const others = [...service.alsoListens].sort((one, other) => (one.name < other.name ? -1 : 1));
  return [listening(service), ...others.map((each) => listening(each, each.name))];
}
