/** What went wrong in a recording. A failing registration makes others fail that wait for it; the cause is thrown. */
export class Failures {
  /** Resolves with the first failure; stays open where there is none. */
  readonly first: Promise<void>;
  private readonly causes: unknown[] = [];
  private readonly consequences: unknown[] = [];
  private resolveFirst: () => void = () => undefined;

  constructor() {
    this.first = new Promise((resolve) => {
      this.resolveFirst = resolve;
    });
  }

  /** A registration or an invoke that cannot be answered. */
  addCause(error: unknown): void {
    this.causes.push(error);
    this.resolveFirst();
  }

  /** An error of the program, which may follow from a cause. */
  addConsequence(error: unknown): void {
    this.consequences.push(error);
    this.resolveFirst();
  }

  throwFirst(): void {
    const [failure] = [...this.causes, ...this.consequences];
    if (failure !== undefined) throw failure instanceof Error ? failure : new Error(JSON.stringify(failure));
  }
}
