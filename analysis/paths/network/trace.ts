import type { Direction, Drop, Hop, HopKind } from "./path";

/** Both directions; what does not come there does not come back. */
export function bothDirections(
  there: (trace: Trace) => boolean,
  back: (trace: Trace) => boolean,
): { there: Direction; back: Direction } {
  const one = traced(there);
  return { there: one, back: one.dropped ? { hops: [] } : traced(back) };
}

function traced(steps: (trace: Trace) => boolean): Direction {
  const trace = new Trace();
  const arrived = steps(trace);
  const { direction } = trace;
  if (arrived || direction.dropped) return direction;
  return { ...direction, dropped: { at: direction.hops.at(-1)?.at ?? "", why: "its routes lead elsewhere" } };
}

/** What a packet in transit has passed. */
export class Trace {
  private readonly hops: Hop[] = [];
  private route?: string;
  private rules: string[] = [];
  private drop?: Drop;

  get dropped(): Drop | undefined {
    return this.drop;
  }

  get direction(): Direction {
    return { hops: this.hops, ...(this.drop && { dropped: this.drop }) };
  }

  /** How many firewall endpoints it has passed. */
  get firewallEndpointCount(): number {
    return this.hops.filter(({ kind }) => kind === "endpoint").length;
  }

  /** The route that leads to the next hop. */
  followRoute(route: string): void {
    this.route = route;
  }

  /** Rules that let it through to the next hop. */
  allowedBy(rules: readonly string[]): true {
    this.rules.push(...rules);
    return true;
  }

  arrive(at: string, kind: HopKind, zone?: string): true {
    this.hops.push({ at, kind, ...(zone && { zone }), ...(this.route && { route: this.route }), rules: this.rules });
    this.route = undefined;
    this.rules = [];
    return true;
  }

  /** It goes no further. */
  stop(drop: Drop): false {
    this.drop = drop;
    return false;
  }
}
