/** What went wrong in a recording. A failing registration makes others fail that wait for it; the cause is told. */
export class Failures {
  /** Resolves with the first failure; stays open where there is none. */
  readonly first: Promise<void>;
  private readonly causes: unknown[] = [];
  private readonly followers: unknown[] = [];
  private report: () => void = () => undefined;

  constructor() {
    this.first = new Promise((resolve) => {
      this.report = resolve;
    });
  }

  /** A registration or an invoke that cannot be answered. */
  cause(error: unknown): void {
    this.causes.push(error);
    this.report();
  }

  /** An error of the program, which may follow from a cause. */
  follow(error: unknown): void {
    this.followers.push(error);
    this.report();
  }

  throwFirst(): void {
    const [failure] = [...this.causes, ...this.followers];
    if (failure !== undefined) throw failure instanceof Error ? failure : new Error(JSON.stringify(failure));
  }
}
