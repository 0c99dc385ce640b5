import type { AddressRow } from "../../analysis";
import type { CostView } from "../cost";
import type { PlanView } from "../renderPlan";
import type { SwitchView } from "../switch";
import type { WhatIfView } from "../whatIf";

/** One line of what a reader may put on an allow list. */
export interface AllowListEntry {
  /** What is to be copied: an address, or what stands in for it before the first `up`. */
  text: string;
  /** Whether it is an address, and not what stands in for one. */
  known: boolean;
  row: AddressRow;
}

/** What a box of the picture stands for, for who points at it. */
export interface BoxDetail {
  title: string;
  resources: { name: string; type: string }[];
}

export interface AlarmDetail {
  name: string;
  region: string;
  grade: string;
  /** When it rings. */
  when: string;
  /** What to do, as the runbook says. */
  runbook: string;
}

/** All that a report says: what the page needs, and nothing of the stack itself. */
export interface ReportData {
  project: string;
  stack: string;
  plan: PlanView;
  picture: {
    /** One `<svg>` element, whose colours follow the page's. */
    svg: string;
    /** By the ids of its boxes. */
    boxes: Record<string, BoxDetail>;
  };
  allowList: AllowListEntry[];
  /** Left out for a stack without a service. */
  whatIf?: WhatIfView;
  cost: CostView;
  alarms: AlarmDetail[];
  /** With `--to`. */
  switch?: SwitchView;
}
