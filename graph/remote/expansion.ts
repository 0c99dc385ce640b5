/** A resource that a remote component makes. */
export interface Child {
  type: string;
  name: string;
  /** Default: the component itself. */
  parent?: Child;
  /** As the component's plugin gives them, save that what comes from another child is an `OfChild`. */
  inputs: Readonly<Record<string, unknown>>;
  /** What it is told to wait for, beside what its inputs come from. */
  dependsOn: readonly Child[];
}

/**
 * What only the engine can say of a child: its id, the resource itself, or a value that is unknown until the child is there and
 * undefined from then on.
 */
export class OfChild {
  constructor(
    readonly child: Child,
    readonly what: "id" | "resource" | "nothing",
  ) {}
}

/** What a remote component comes to. */
export interface Expansion {
  /** In the order of their making: a child stands after its parent and after what its inputs come from. */
  children: readonly Child[];
  /** By property; an `OfChild` stands wherever one is needed, however deep. */
  outputs: Readonly<Record<string, unknown>>;
  /** What each of the outputs depends on, beside the resources it holds. */
  awaited: readonly Child[];
}

/** A remote component as the program asks for it. */
export interface RemoteComponent {
  name: string;
  inputs: Readonly<Record<string, unknown>>;
}

/** @throws where an input is one that it cannot follow: a resource left out or made up would be a wrong plan. */
export type Expand = (component: RemoteComponent) => Expansion;

/** All that a value takes from children, however deep. */
export function partsIn(value: unknown): OfChild[] {
  if (value instanceof OfChild) return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(partsIn);
}

/** A value with what it takes from children replaced; properties that come to undefined are left out. */
export function replaceParts(value: unknown, by: (part: OfChild) => unknown): unknown {
  if (value instanceof OfChild) return by(value);
  if (Array.isArray(value)) return value.map((each) => replaceParts(each, by));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]): [string, unknown] => [key, replaceParts(each, by)])
      .filter(([, each]) => each !== undefined),
  );
}
