import type { Backend } from "./names";

/** The ways in for clients: the public load balancer with the fixed addresses, an accelerator, or an endpoint service. */
export const FRONT_DOORS = ["public", "accelerator", "privateLink"] as const;
export type FrontDoorKind = (typeof FRONT_DOORS)[number];

/** What an option brings; a stack is the union of its options' rows. */
export interface OptionRow {
  readonly title: string;
  readonly frontDoor: FrontDoorKind;
  /** Whether all that enters or leaves the front subnets passes a firewall. */
  readonly inspected: boolean;
  /** What runs the service. Instances, where none of the chosen options brings anything. */
  readonly backends: readonly Backend[];
}

/** The options by the names they have in the stack file. A new option starts with its row here. */
export const OPTIONS = {
  nlb: {
    title: "Network Load Balancer with an Elastic IP per zone",
    frontDoor: "public",
    inspected: false,
    backends: ["instances"],
  },
  ecs: {
    title: "ECS tasks behind the Network Load Balancer with an Elastic IP per zone",
    frontDoor: "public",
    inspected: false,
    backends: ["tasks"],
  },
  networkFirewall: {
    title: "Network Firewall before the load balancer with an Elastic IP per zone",
    frontDoor: "public",
    inspected: true,
    backends: [],
  },
  globalAccelerator: {
    title: "Global Accelerator: two anycast addresses for all regions",
    frontDoor: "accelerator",
    inspected: false,
    backends: [],
  },
  privateLink: {
    title: "PrivateLink for consumers in other VPCs and accounts",
    frontDoor: "privateLink",
    inspected: false,
    backends: [],
  },
} as const satisfies Record<string, OptionRow>;

export type Option = keyof typeof OPTIONS;

export const OPTION_NAMES = Object.keys(OPTIONS) as Option[];

/** Options that cannot be chosen together, with the reason and what to do. */
export interface Conflict {
  readonly options: readonly [Option, Option];
  readonly reason: string;
  readonly fix: string;
}

/**
 * Source: docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-limitations.html. An accelerator reaches its load balancers
 * past the internet gateway's route table.
 */
export const CONFLICTS: readonly Conflict[] = [
  {
    options: ["networkFirewall", "globalAccelerator"],
    reason:
      "AWS Network Firewall does not inspect the traffic of Global Accelerator: it would be an uninspected way in",
    fix: "choose one of the two; with networkFirewall, several regions are reached by DNS",
  },
];

/** The conflicts among chosen names. */
export function conflicts(chosen: readonly unknown[]): Conflict[] {
  return CONFLICTS.filter(({ options }) => options.every((name) => chosen.includes(name)));
}

/** What the chosen options make up together. The same for every order of `options`. */
export interface Composition {
  readonly options: readonly Option[];
  /** Whether clients on the internet come in through the public load balancer with the fixed addresses. */
  readonly publicFrontDoor: boolean;
  /** Whether consumers come in through an internal load balancer and its endpoint service. */
  readonly privateFrontDoor: boolean;
  /** Whether clients on the internet come in through an accelerator and a load balancer of its own in each region. */
  readonly acceleratedFrontDoor: boolean;
  readonly inspected: boolean;
  /** Sorted. */
  readonly backends: readonly Backend[];
}

export function compose(options: readonly Option[]): Composition {
  const chosen = OPTION_NAMES.filter((name) => options.includes(name));
  const rows: OptionRow[] = chosen.map((name) => OPTIONS[name]);
  const backends = new Set(rows.flatMap((row) => row.backends));
  const has = (kind: FrontDoorKind) => rows.some(({ frontDoor }) => frontDoor === kind);
  return {
    options: chosen,
    publicFrontDoor: has("public"),
    privateFrontDoor: has("privateLink"),
    acceleratedFrontDoor: has("accelerator"),
    inspected: rows.some((row) => row.inspected),
    backends: backends.size === 0 ? ["instances"] : [...backends].sort(),
  };
}

/** Those that a composition has. */
export function frontDoorKinds({
  publicFrontDoor,
  acceleratedFrontDoor,
  privateFrontDoor,
}: Pick<Composition, "publicFrontDoor" | "acceleratedFrontDoor" | "privateFrontDoor">): FrontDoorKind[] {
  const has: Record<FrontDoorKind, boolean> = {
    public: publicFrontDoor,
    accelerator: acceleratedFrontDoor,
    privateLink: privateFrontDoor,
  };
  return FRONT_DOORS.filter((kind) => has[kind]);
}

/** Where clients come from. */
export const ORIGINS = ["internet", "consumers"] as const;
export type Origin = (typeof ORIGINS)[number];

/** Who comes in by it, and the tier that its load balancer stands in. */
const FRONT_DOOR_FACTS: Readonly<Record<FrontDoorKind, { clients: Origin; tier: "front" | "app" }>> = {
  public: { clients: "internet", tier: "front" },
  accelerator: { clients: "internet", tier: "app" },
  privateLink: { clients: "consumers", tier: "app" },
};

const factsOf = (made: Composition) => frontDoorKinds(made).map((kind) => FRONT_DOOR_FACTS[kind]);

/** Who has a way in. */
export const clientsServed = (made: Composition): Origin[] => [...new Set(factsOf(made).map(({ clients }) => clients))];

/** Whether clients on the internet have a way in. */
export const servesInternet = (made: Composition): boolean => clientsServed(made).includes("internet");

/** How many load balancers each app subnet has. */
export const internalFrontDoors = (made: Composition): number =>
  factsOf(made).filter(({ tier }) => tier === "app").length;
