/** A queue of numbers, cheapest first: a binary heap. */
export class CheapestFirst {
  private readonly items: number[] = [];
  private readonly costs: number[] = [];

  get size(): number {
    return this.items.length;
  }

  push(item: number, cost: number): void {
    let at = this.items.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const aboveCost = this.costs[above] ?? 0;
      if (aboveCost <= cost) break;
      this.set(at, this.items[above] ?? 0, aboveCost);
      at = above;
    }
    this.set(at, item, cost);
  }

  /** @returns undefined where the queue is empty. */
  pop(): number | undefined {
    const first = this.items[0];
    const item = this.items.pop();
    const cost = this.costs.pop();
    if (this.items.length > 0 && item !== undefined && cost !== undefined) this.sink(item, cost);
    return first;
  }

  private sink(item: number, cost: number): void {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.items.length) break;
      if ((this.costs[below + 1] ?? Infinity) < (this.costs[below] ?? Infinity)) below += 1;
      const belowCost = this.costs[below] ?? Infinity;
      if (belowCost >= cost) break;
      this.set(at, this.items[below] ?? 0, belowCost);
      at = below;
    }
    this.set(at, item, cost);
  }

  private set(at: number, item: number, cost: number): void {
    this.items[at] = item;
    this.costs[at] = cost;
  }
}
