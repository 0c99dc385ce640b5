import type { ResourceNode } from "../../graph/graph";
import type { Option } from "../../plan/options";
import type { Price, PriceName } from "./prices";
import type { CostContext } from "./context";

/** Something that a month of a resource costs. Sums are US dollars. */
export interface CostLine {
  /** Logical name. */
  resource: string;
  type: string;
  layer: Layer;
  /** The one option that brings the layer; left out where several do, or none. */
  option?: Option;
  /** `global` for what has no region. */
  region: string;
  /** What is paid for: `hours`, `GB processed`. */
  item: string;
  /** Of a month. */
  quantity: number;
  /** Of the quantity: `hour`. */
  unit: string;
  /** Of a unit; where AWS has steps, what a unit comes to. */
  price: number;
  /** Of the quantity. */
  month: number;
  /** Whether it follows the traffic: what is fixed, follows from the resources alone. */
  usage: boolean;
  /** Set where the price is that of another region, as the region's own is not known; `of`: what it is the price of. */
  estimated?: { from: string; of: string };
}

/** Something that costs, and how much is not known. */
export interface Unpriced {
  resource: string;
  type: string;
  region: string;
  reason: string;
  /** The price that nobody gave, where it is for want of one. */
  missing?: string;
  /** US dollars a month that it does not cost more than, where that is known. */
  atMost?: number;
}

export interface Cost {
  /** By the URNs of the resources. */
  lines: CostLine[];
  unpriced: Unpriced[];
  /** `estimated`: what of the total rests on prices of another region. */
  month: { fixed: number; usage: number; total: number; estimated: number };
  /** What is taken to be so because nothing says it, in sentences. */
  assumptions: string[];
}

/** The parts of a stack that people think in. */
export const LAYERS = [
  "addresses",
  "network",
  "frontDoor",
  "instances",
  "tasks",
  "networkFirewall",
  "globalAccelerator",
  "privateLink",
  "dns",
  "monitoring",
  "guard",
  "account",
] as const;
export type Layer = (typeof LAYERS)[number];

/** A price that is no row of the table, as that of an instance type. Undefined: nobody gave one. */
export interface Rate {
  /** What it is of, for who misses it. */
  of: string;
  unit: string;
  usd: number | undefined;
  estimated?: Price["estimated"];
}

/** What a rule finds that a resource is charged for. */
export interface Charge {
  item: string;
  /** Of a month. */
  quantity: number;
  price: PriceName | Rate;
  usage?: boolean;
  /** Default: the resource's. */
  region?: string;
  /** A price that is not below it: what is told where it has none. */
  atMost?: PriceName;
}

/** What it is charged for in a way that no rule can count. */
export interface Uncounted {
  uncounted: string;
}

/** How a type is charged for. It sees one resource, and asks the context for what is around it. */
export type ChargeRule = (node: ResourceNode, context: CostContext) => (Charge | Uncounted)[];

/** Each type has one: charged for, free, or charged for in a way that no graph and no traffic tells. */
export type CostRule =
  | { kind: "charged"; charges: ChargeRule }
  /** `source`: where AWS says so. */
  | { kind: "free"; source: string }
  | { kind: "unpriced"; reason: string };

/** Hours of a month, as AWS and its calculators count: 365 days × 24 hours / 12. */
export const MONTH_HOURS = 730;
export const MONTH_SECONDS = MONTH_HOURS * 3600;
