/** What AWS takes of Suricata's actions. */
export const ACTIONS = ["pass", "drop", "reject", "alert"] as const;
export type Action = (typeof ACTIONS)[number];

export interface SuricataOption {
  keyword: string;
  /** As written, quotes included. */
  value?: string;
}

export interface SuricataRule {
  /** The first line of it in the text, from 1. */
  line: number;
  /** On one line. */
  text: string;
  action: Action;
  protocol: string;
  source: string;
  sourcePort: string;
  direction: "->" | "<>";
  destination: string;
  destinationPort: string;
  options: SuricataOption[];
  sid: number;
  /** Without its quotes. */
  msg?: string;
}

export interface RuleMistake {
  /** From 1. */
  line: number;
  /** The rule, on one line. */
  text: string;
  problem: string;
  fix: string;
}

/** A problem, and its remedy. */
export type Fault = readonly [problem: string, fix: string];

export const FORM = 'write ACTION PROTOCOL SOURCE PORT -> DESTINATION PORT (msg:"…"; …; sid:NUMBER;)';
