import { conflicts } from "../plan/options";
import { CHECKS, CONSUMER_CHECKS } from "./checks";
import type { StackKind } from "./kind";
import type { Mistake } from "./mistakes";
import type { Repairable, StandIns } from "./repair";
import {
  CONSUMER_SECTIONS,
  configSchema,
  consumerStackSchema,
  SECTIONS,
  type ConsumerStackConfig,
  type StackConfig,
} from "./schema";

/** What a stack of some kind may say, and the rules of it. */
export interface Kind<C> extends Repairable<C> {
  name: StackKind;
  /** Rules over several fields, of a config whose fields are well formed. */
  checks: readonly ((config: C) => Mistake[])[];
  /** Rules of what the file says, well formed or not. */
  rawChecks: readonly ((raw: Record<string, unknown>) => Mistake[])[];
  /** The top-level keys that may hold secrets, and the words for what else can be encrypted. */
  maybeSecret: { keys: readonly string[]; rule: string };
}

/** The keys that one kind has and another has not. */
const keysOnlyOf = (sections: object, others: object): string[] =>
  Object.keys(sections).filter((key) => !(key in others));

const STAND_IN_VPC = { kind: "existing", id: "vpc-00000000", cidr: "10.0.0.0/16", subnets: {} };

/** Of what a consumer must say, wherever it stands. */
const consumerStandIns = (place: string): StandIns =>
  Object.entries({
    name: "none",
    region: "eu-west-1",
    vpc: STAND_IN_VPC,
    "vpc\\.cidr": "10.0.0.0/16",
    "vpc\\.id": "vpc-00000000",
    "vpc\\.subnets": {},
  }).map(([key, value]) => [new RegExp(`^${place}\\.${key}$`), value]);

export const SERVICE: Kind<StackConfig> = {
  name: "service",
  schema: configSchema,
  checks: CHECKS,
  rawChecks: [conflictMistakes],
  foreign: {
    keys: keysOnlyOf(CONSUMER_SECTIONS, SECTIONS),
    fix: "remove it, or set kind: consumer: it belongs to the stack of a consumer",
  },
  standIns: [
    [/^options$/, ["nlb"]],
    [/^service$/, { port: 5000 }],
    [/^service\.port$/, 5000],
    [/^regions$/, { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.0.0.0/16" } }],
    [/^regions\.[^.]+$/, { zones: ["a", "b", "c"], cidr: "10.0.0.0/16" }],
    [/^regions\.[^.]+\.zones$/, ["a", "b", "c"]],
    [/^regions\.[^.]+\.cidr$/, "10.0.0.0/16"],
    [/^dns\.zone$/, "example.com"],
    ...consumerStandIns("privateLink\\.consumers\\.\\d+"),
  ],
  maybeSecret: {
    keys: ["instances", "ecs"],
    rule: "only user data and environment variables can be encrypted",
  },
};

export const CONSUMER: Kind<ConsumerStackConfig> = {
  name: "consumer",
  schema: consumerStackSchema,
  checks: CONSUMER_CHECKS,
  rawChecks: [],
  foreign: {
    keys: keysOnlyOf(SECTIONS, CONSUMER_SECTIONS),
    fix: "remove it, or set kind: service: it belongs to the stack of a service",
  },
  standIns: [
    [/^provider$/, { kind: "stack", stack: "none" }],
    [/^consumer$/, { name: "none", region: "eu-west-1", vpc: STAND_IN_VPC }],
    ...consumerStandIns("consumer"),
  ],
  maybeSecret: { keys: [], rule: "nothing of a consumer's stack can be encrypted" },
};

/** Options that exclude each other are told so even where one of them is no option: the reason is what people need. */
function conflictMistakes({ options }: Record<string, unknown>): Mistake[] {
  if (!Array.isArray(options)) return [];
  return conflicts(options).map(({ options: [one, other], reason, fix }) => ({
    path: ["options", options.indexOf(other)],
    value: other,
    allowed: `no ${other} beside ${one}: ${reason}`,
    fix,
  }));
}
