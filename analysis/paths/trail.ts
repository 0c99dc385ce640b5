import type { Drop, Hop, HopKind, Leg } from "./model";

/** What a packet under way has passed. */
export class Trail {
  private readonly hops: Hop[] = [];
  private route?: string;
  private rules: string[] = [];
  private drop?: Drop;

  get dropped(): Drop | undefined {
    return this.drop;
  }

  get leg(): Leg {
    return { hops: this.hops, ...(this.drop && { dropped: this.drop }) };
  }

  /** How many firewall endpoints it has passed. */
  get endpoints(): number {
    return this.hops.filter(({ kind }) => kind === "endpoint").length;
  }

  /** The route that leads to the next hop. */
  leadBy(route: string): void {
    this.route = route;
  }

  /** Rules that let it through to the next hop. */
  letThrough(rules: readonly string[]): true {
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
