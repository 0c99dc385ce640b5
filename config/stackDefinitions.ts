import { SHIELD_ADVANCED } from "../plan/guard/shield";
import { conflicts } from "../plan/options";
import { CHECKS, CONSUMER_CHECKS } from "./checks";
import { formerKeys, formerSettings } from "./formerKeys";
import type { Mistake, Path } from "./mistakes";
import type { Placeholders, SchemaWithPlaceholders } from "./partialConfig";
import { AWS_KEY } from "./sections/aws";
import { SERVICE_SECTIONS, type StackConfig, serviceStackSchema } from "./schema";
import { CONSUMER_SECTIONS, type ConsumerStackConfig, consumerStackSchema } from "./sections/consumerStack";
import { soughtKeys } from "./soughtKeys";

/** What a stack of some kind may say, and the rules of it. */
export interface StackDefinition<C> extends SchemaWithPlaceholders<C> {
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

/** Where a section is explained; the whole stands at an anchor of its own. */
const pageOf = ([section]: Path, whole: string): string =>
  `docs/config.md${section === undefined ? whole : section === AWS_KEY ? "#settings-of-the-provider" : `#${String(section).toLowerCase()}`}`;

const PLACEHOLDER_VPC = { kind: "existing", id: "vpc-00000000", cidr: "10.0.0.0/16", subnets: {} };

/** Of what a consumer must say, wherever it stands. */
const consumerPlaceholders = (place: string): Placeholders =>
  Object.entries({
    name: "none",
    region: "eu-west-1",
    vpc: PLACEHOLDER_VPC,
    "vpc\\.cidr": "10.0.0.0/16",
    "vpc\\.id": "vpc-00000000",
    "vpc\\.subnets": {},
  }).map(([key, value]) => [new RegExp(`^${place}\\.${key}$`), value]);

export const SERVICE_STACK: StackDefinition<StackConfig> = {
  schema: serviceStackSchema,
  checks: CHECKS,
  rawChecks: [conflictMistakes, formerKeys, formerSettings, soughtKeys],
  foreign: {
    keys: keysOnlyOf(CONSUMER_SECTIONS, SERVICE_SECTIONS),
    fix: "remove it, or set kind: consumer: it belongs to the stack of a consumer",
  },
  reference: { whole: "a stack file", pageOf: (path) => pageOf(path, "") },
  placeholders: [
    [/^options$/, ["nlb"]],
    [/^service$/, { port: 5000 }],
    [/^service\.port$/, 5000],
    [/^regions$/, { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.0.0.0/16" } }],
    [/^regions\.[^.]+$/, { zones: ["a", "b", "c"], cidr: "10.0.0.0/16" }],
    [/^regions\.[^.]+\.zones$/, ["a", "b", "c"]],
    [/^regions\.[^.]+\.cidr$/, "10.0.0.0/16"],
    [/^regions\.[^.]+\.vpc\.id$/, "vpc-00000000"],
    [/^regions\.[^.]+\.vpc\.app$/, {}],
    [/^dns\.zone$/, "example.com"],
    [/^guard\.shield\.subscriptionUsdPerMonth$/, SHIELD_ADVANCED.usdPerMonth],
    [/^guard\.budget\.monthlyUsd$/, 100],
    ...consumerPlaceholders("privateLink\\.consumers\\.\\d+"),
  ],
  maybeSecret: {
    keys: ["instances", "ecs", "monitoring"],
    rule: "only user data, environment variables, and who hears by e-mail or URL can be encrypted",
  },
};

export const CONSUMER_STACK: StackDefinition<ConsumerStackConfig> = {
  schema: consumerStackSchema,
  checks: CONSUMER_CHECKS,
  rawChecks: [formerSettings],
  foreign: {
    keys: keysOnlyOf(SERVICE_SECTIONS, CONSUMER_SECTIONS),
    fix: "remove it, or set kind: service: it belongs to the stack of a service",
  },
  reference: { whole: "a consumer's stack file", pageOf: (path) => pageOf(path, "#the-stack-of-a-consumer") },
  placeholders: [
    [/^provider$/, { kind: "stack", stack: "none" }],
    [/^consumer$/, { name: "none", region: "eu-west-1", vpc: PLACEHOLDER_VPC }],
    ...consumerPlaceholders("consumer"),
  ],
  maybeSecret: { keys: [], rule: "nothing of a consumer's stack can be encrypted" },
};

/** Options that exclude each other are a mistake even where one of them is no option: the reason is what people need. */
function conflictMistakes({ options }: Record<string, unknown>): Mistake[] {
  if (!Array.isArray(options)) return [];
  return conflicts(options).map(({ options: [one, other], reason, fix }) => ({
    path: ["options", options.indexOf(other)],
    value: other,
    allowed: `no ${other} beside ${one}: ${reason}`,
    fix,
  }));
}
