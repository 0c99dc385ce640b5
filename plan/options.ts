import type { Backend } from "./names";

/** What an option brings; a stack is the union of its options' rows. */
export interface OptionRow {
  readonly title: string;
  /** Whether clients on the internet come in through the public load balancer with the fixed addresses. */
  readonly publicFrontDoor: boolean;
  /** What runs the service. Instances, where none of the chosen options brings anything. */
  readonly backends: readonly Backend[];
}

/** The options by the names they have in the stack file. A new option starts with its row here. */
export const OPTIONS = {
  nlb: { title: "Network Load Balancer with an Elastic IP per zone", publicFrontDoor: true, backends: ["instances"] },
  ecs: {
    title: "ECS tasks behind the Network Load Balancer with an Elastic IP per zone",
    publicFrontDoor: true,
    backends: ["tasks"],
  },
} as const satisfies Record<string, OptionRow>;

export type Option = keyof typeof OPTIONS;

export const OPTION_NAMES = Object.keys(OPTIONS) as Option[];

/** What the chosen options make up together. The same for every order of `options`. */
export interface Composition {
  readonly options: readonly Option[];
  readonly publicFrontDoor: boolean;
  /** Sorted. */
  readonly backends: readonly Backend[];
}

export function compose(options: readonly Option[]): Composition {
  const chosen = OPTION_NAMES.filter((name) => options.includes(name));
  const rows: OptionRow[] = chosen.map((name) => OPTIONS[name]);
  const backends = new Set(rows.flatMap((row) => row.backends));
  return {
    options: chosen,
    publicFrontDoor: rows.some((row) => row.publicFrontDoor),
    backends: backends.size === 0 ? ["instances"] : [...backends].sort(),
  };
}
