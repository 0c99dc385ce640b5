import { ENVIRONMENTS, ENVIRONMENT_DEFAULTS } from "../plan/environments";
import type { Needs } from "../plan/needs";
import { regionOfArn } from "../plan/arns";
import { answerMistakes } from "./answerMistakes";
import type { Mistake } from "./mistakes";
import { type RawNeeds, parseNeeds } from "./needs";
import { NEEDS_KEYS } from "./needsSchema";
import { NEW_CONSUMER_KEYS } from "./newConsumer";
import { NEW_STACK_KEYS, type OwnAnswers, newStackSchema, ownSchema } from "./newStackSchema";

/** What is known of a stack to be made: what its service needs, and what else its file says. */
export interface NewStack extends OwnAnswers {
  needs: Needs;
}

/** Where nothing is said. */
const REGION = "eu-west-1";

/** What holds where nothing else is said, by what is. */
export function newStackDefaults(raw: RawNeeds): RawNeeds {
  const environment = ENVIRONMENTS.find((each) => each === raw["environment"]) ?? "dev";
  return {
    environment,
    regions: [REGION],
    zones: zonesNamed(raw) ?? ENVIRONMENT_DEFAULTS[environment].zones,
    // A script of one's own runs on instances.
    containers: raw["userData"] === undefined ? "either" : "none",
    protect: ENVIRONMENT_DEFAULTS[environment].protect,
  };
}

/** How many zones the letters say, or the subnets of VPCs that exist have: the fewest of any region. */
function zonesNamed({ zoneLetters, existingVpcs }: RawNeeds): number | undefined {
  const letters = values(zoneLetters).flatMap((zones) => (Array.isArray(zones) ? [zones.length] : []));
  const subnets = values(existingVpcs).map((vpc) => values((vpc as { app?: unknown } | null)?.app).length);
  const counts = [...(letters.length > 0 ? letters : subnets)].filter((count) => count > 0);
  return counts.length === 0 ? undefined : Math.max(2, Math.min(...counts));
}

const values = (said: unknown): unknown[] =>
  typeof said === "object" && said !== null && !Array.isArray(said) ? Object.values(said) : [];

/** All of a new stack with its defaults, or every mistake in what is said. */
export function parseNewStack(
  said: RawNeeds,
): { stack: NewStack; mistakes?: undefined } | { mistakes: readonly Mistake[] } {
  const raw = { ...newStackDefaults(said), ...said };
  const parsed = newStackSchema.safeParse(raw);
  if (!parsed.success) {
    const known = Object.keys(newStackSchema.shape);
    const foreign = {
      keys: NEW_CONSUMER_KEYS.filter((key) => !known.includes(key)),
      fix: "remove it, or set --kind consumer",
    };
    return { mistakes: answerMistakes(parsed.error.issues, raw, { schema: newStackSchema, foreign }) };
  }
  const own = ownSchema.parse(picked(raw, NEW_STACK_KEYS));
  const { needs, mistakes: ofNeeds = [] } = parseNeeds(picked(raw, NEEDS_KEYS)) as {
    needs?: Needs;
    mistakes?: Mistake[];
  };
  const mistakes = [...ofNeeds, ...(needs ? CHECKS.flatMap((check) => check({ ...own, needs })) : [])];
  return needs && mistakes.length === 0 ? { stack: { ...own, needs } } : { mistakes };
}

const picked = (raw: RawNeeds, keys: readonly string[]): RawNeeds =>
  Object.fromEntries(keys.flatMap((key) => (raw[key] === undefined ? [] : [[key, raw[key]]])));

/** What the program itself could not say of the stack file, as it would not be in it. */
const CHECKS: readonly ((stack: NewStack) => Mistake[])[] = [
  ({ needs, ...own }) =>
    (["zoneLetters", "egressAddresses", "addressPools"] as const).flatMap((key) =>
      Object.keys(own[key]).flatMap((region) => notServed(needs, [key, region], region)),
    ),
  ({ needs, certificates }) =>
    certificates.flatMap((arn, index) => notServed(needs, ["certificates", index], regionOfArn(arn))),
  ({ needs, allowedClients }) =>
    needs.internet || allowedClients === undefined
      ? []
      : [
          {
            path: ["allowedClients"],
            value: allowedClients,
            allowed: "nothing, where no client comes over the internet",
            fix: "remove it: the ranges of consumers stand in privateConsumers",
          },
        ],
  ({ needs, userData }) =>
    userData === undefined || (needs.containers === "none" && needs.image === undefined)
      ? []
      : [
          {
            path: ["userData"],
            value: userData,
            allowed: "nothing, where the service is a container",
            fix: "remove it, or remove containers and image",
          },
        ],
  ({ needs, instanceTypes }) =>
    needs.containers !== "fargate" || instanceTypes === undefined
      ? []
      : [
          {
            path: ["instanceTypes"],
            value: instanceTypes,
            allowed: "nothing, where tasks run on Fargate",
            fix: "remove it, or set containers: ec2",
          },
        ],
];

const notServed = ({ regions }: Needs, path: Mistake["path"], region: string): Mistake[] =>
  (regions as readonly string[]).includes(region)
    ? []
    : [
        {
          path,
          value: region,
          allowed: `the regions of the service: ${regions.join(", ")}`,
          fix: `add ${region} to regions, or remove it`,
        },
      ];
