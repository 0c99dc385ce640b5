/** A resource that a remote component makes. */
export interface Child {
  type: string;
  name: string;
  /** Default: the component itself. */
  parent?: Child;
  /** As the component's plugin gives them, save that what comes from another child is a `ChildOutput`. */
  inputs: Readonly<Record<string, unknown>>;
  /** Explicit dependencies, beside what its inputs come from. */
  dependsOn: readonly Child[];
}

/**
 * What only the engine can say of a child: its id, the resource itself, or a value that is unknown until the child is there and
 * undefined from then on.
 */
export class ChildOutput {
  constructor(
    readonly child: Child,
    readonly output: "id" | "resource" | "nothing",
  ) {}
}

/** The resources and outputs of a remote component. */
export interface Expansion {
  /** In the order of their making: a child stands after its parent and after what its inputs come from. */
  children: readonly Child[];
  /** By property; a `ChildOutput` stands wherever one is needed, however deep. */
  outputs: Readonly<Record<string, unknown>>;
  /** What each of the outputs depends on, beside the resources it holds. */
  outputDependencies: readonly Child[];
}

/** A remote component as the program asks for it. */
export interface RemoteComponent {
  name: string;
  inputs: Readonly<Record<string, unknown>>;
}

/** @throws where an input is one that it cannot follow: a resource left out or invented would be a wrong plan. */
export type Expand = (component: RemoteComponent) => Expansion;

/** All that a value takes from children, however deep. */
export function childOutputsIn(value: unknown): ChildOutput[] {
  if (value instanceof ChildOutput) return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(childOutputsIn);
}

/** A value with what it takes from children replaced; properties that come to undefined are left out. */
export function replaceChildOutputs(value: unknown, by: (part: ChildOutput) => unknown): unknown {
  if (value instanceof ChildOutput) return by(value);
  if (Array.isArray(value)) return value.map((each) => replaceChildOutputs(each, by));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]): [string, unknown] => [key, replaceChildOutputs(each, by)])
      .filter(([, each]) => each !== undefined),
  );
}
