import type { Graph } from "../../graph";
import { kindOf } from "../../graph";
import type { ResourceChange } from "../../graph/compare";

/** A resource that a box of the picture stands for. */
export interface BoxResource {
  /** The logical name. */
  name: string;
  /** `LoadBalancer` */
  type: string;
}

/** What a box of the picture stands for, for who points at it. */
export interface BoxDetail {
  title: string;
  lines: string[];
  resources: BoxResource[];
}

export interface Picture {
  /** What it shows, in a sentence, for who does not see it. */
  text: string;
  /** One `<svg>` element, whose colours follow the page's. */
  svg: string;
  /** By the ids of its boxes. */
  boxes: Record<string, BoxDetail>;
}
