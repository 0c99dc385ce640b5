import { type Checking, type StackConfigText, stackConfig } from "../../analysis/advice/stackConfig";
import type { NewStack } from "../../config/newStack";
import { SERVICE_SECTIONS } from "../../config/schema";
import { regionOfArn } from "../../plan/arns";
import { ENVIRONMENT_DEFAULTS } from "../../plan/environments";
import { type Option, compose } from "../../plan/options";
import type { Region, ZoneLetter } from "../../plan/regions";
import { withoutDefaults } from "./withoutDefaults";

type Mapping = Record<string, unknown>;

/** What the file of a new stack says by these options: what its needs lead to, with the rest, and nothing that holds anyway. */
export function serviceConfig(
  { needs, ...stack }: NewStack,
  options: readonly Option[],
  checking: Checking,
): StackConfigText {
  const whole = merged(stackConfig(needs, options, checking), ownConfig({ needs, ...stack }, options));
  return withoutDefaults(whole, SERVICE_SECTIONS);
}

const ownConfig = (stack: NewStack, options: readonly Option[]): Mapping => ({
  service: service(stack),
  regions: Object.fromEntries(stack.needs.regions.map((name) => [name, region(stack, name)])),
  ...machines(stack, options),
  monitoring: { notify: { page: { emails: stack.pageEmails }, ticket: { emails: stack.ticketEmails } } },
  network: { flowLogs: flowLogs(stack) },
  guard: { budget: budget(stack) },
  tags: { Environment: stack.environment },
  account: stack.account === undefined ? undefined : String(stack.account).padStart(12, "0"),
  protect: stack.protect,
});

const service = ({ needs: { port }, targetPort, alsoListens, tls, allowedClients }: NewStack): Mapping => ({
  // The same is what holds where nothing is said.
  targetPort: targetPort === port ? undefined : targetPort,
  alsoListens: alsoListens.map(({ tls: ownTls = tls, ...listener }) =>
    said({
      name: listener.name,
      port: listener.port,
      targetPort: listener.targetPort === listener.port ? undefined : listener.targetPort,
      tls: ownTls ? {} : undefined,
    }),
  ),
  allowedClients,
  tls: tls ? {} : undefined,
});

function region(stack: NewStack, name: Region): Mapping {
  const { needs, zoneLetters, egressAddresses, addressPools, certificates } = stack;
  const pool = addressPools[name];
  return {
    zones: zoneLetters[name],
    ...nat(stack, name),
    egressAddresses: egressAddresses[name],
    addressPool: pool && { kind: pool.startsWith("ipam") ? "ipam" : "byoip", id: pool },
    certificates: certificates.filter((arn) => regionOfArn(arn) === name),
    ...(needs.existingVpcs[name] ? { nat: "existing" } : {}),
  };
}

/** One NAT gateway stands where it has an address of its own, else in the first zone. */
function nat({ needs, environment, zoneLetters, egressAddresses }: NewStack, name: Region): Mapping {
  const own = Object.keys(egressAddresses[name] ?? {}) as ZoneLetter[];
  if (!ENVIRONMENT_DEFAULTS[environment].singleNat || own.length > 1 || needs.existingVpcs[name]) return {};
  const zone = own[0] ?? [...(zoneLetters[name] ?? [])].sort()[0];
  return { nat: "single", natZone: zone === "a" ? undefined : zone };
}

/** What runs, on which machines. */
function machines({ instanceTypes, userData }: NewStack, options: readonly Option[]): Mapping {
  const { backends } = compose(options);
  return {
    ...(backends.includes("instances") && {
      instances: { types: instanceTypes, workload: userData && { kind: "userData", userData } },
    }),
    ...(backends.includes("tasks") && { ecs: { hosts: instanceTypes && { type: instanceTypes[0] } } }),
  };
}

/** The owner of a VPC that exists has its flow logs. */
function flowLogs({ needs, environment }: NewStack): Mapping | undefined {
  if (needs.regions.every((name) => needs.existingVpcs[name])) return undefined;
  return { retentionDays: ENVIRONMENT_DEFAULTS[environment].flowLogDays };
}

/** A budget that nobody hears of is none. */
function budget({ needs: { budgetUsd }, pageEmails, ticketEmails }: NewStack): Mapping | undefined {
  const emails = budgetEmails({ pageEmails, ticketEmails });
  return budgetUsd === undefined || emails.length === 0 ? undefined : { monthlyUsd: budgetUsd, emails };
}

const budgetEmails = ({ pageEmails, ticketEmails }: Pick<NewStack, "pageEmails" | "ticketEmails">): string[] => [
  ...new Set(ticketEmails.length > 0 ? ticketEmails : pageEmails),
];

/** One config over another, mapping by mapping. What is not said there changes nothing. */
export function merged(under: Mapping, over: Mapping): Mapping {
  return Object.entries(said(over)).reduce<Mapping>((result, [key, value]) => {
    const before = result[key];
    return { ...result, [key]: isMapping(value) ? merged(isMapping(before) ? before : {}, value) : value };
  }, under);
}

const isMapping = (value: unknown): value is Mapping =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const said = (mapping: Mapping): Mapping =>
  Object.fromEntries(Object.entries(mapping).filter(([, value]) => value !== undefined));
