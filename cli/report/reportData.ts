import type { AddressRow } from "../../analysis";
import type { AlarmRow } from "../../analysis/inventory/alarmRows";
import type { ResourceChange } from "../../graph/compare";
import type { CostView } from "../cost";
import type { PlanView } from "../renderPlan";
import type { SwitchView } from "../switch";
import type { LossMatrix } from "./lossMatrix";

/** One line of what a reader may put on an allow list. */
export interface AllowListEntry {
  /**
   * What is to be copied: `203.0.113.7/32`, of a known address; else what stands in for it before the first `up`, as the plan says it:
   * `assigned at first up`.
   */
  text: string;
  /** Whether it is an address, and not what stands in for one. */
  known: boolean;
  /** Whether clients connect to it; else the service's own connections come from it. */
  for: "clients" | "egress";
  /** `egress, second`, as the plan says it. */
  purpose: string;
  row: AddressRow;
}

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

/** What becomes of one resource in a switch: of components and of what stays as it is, nothing is said. */
export interface ResourceChangeRow {
  name: string;
  /** `LoadBalancer` */
  type: string;
  action: Exclude<ResourceChange["action"], "keep">;
  /** The inputs that change. */
  inputs: string[];
}

/** What a switch does, as `plan --to` tells it. */
export interface SwitchReport extends Omit<SwitchView, "changes"> {
  changes: ResourceChangeRow[];
}

/** All that a report says: what the page needs, and nothing of the stack itself. Survives JSON as it is. */
export interface ReportData {
  project: string;
  stack: string;
  /** `service`, or a `consumer`'s, which has no addresses, losses or alarms of its own. */
  kind: "service" | "consumer";
  /** Whether it tells what is deployed, and not what a file plans. */
  deployed: boolean;
  plan: PlanView;
  /** With a switch: of both sides, marked. */
  picture: Picture;
  /** Clients' addresses first. */
  allowList: AllowListEntry[];
  /** Left out where there is nothing to lose. */
  whatIf?: LossMatrix;
  /** With a switch it has the other side's, too. */
  cost: CostView;
  /** Those that wake somebody first. */
  alarms: AlarmRow[];
  /** With `--to`. */
  switch?: SwitchReport;
}
