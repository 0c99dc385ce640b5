import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { TYPES } from "./resourceTypes";

/** The name that leads clients on the internet to the service. */
export const publicName = (index: GraphIndex): string | undefined =>
  publicRecords(index)[0]?.inputs["name"] as string | undefined;

/** Names that lead to the service: no other record leads to their records. */
export function publicRecords(index: GraphIndex): ResourceNode[] {
  const all = serviceRecords(index);
  const within = new Set(all.flatMap(({ inputs }) => aliasedNames(inputs["aliases"])));
  return all.filter(({ inputs }) => !within.has(String(inputs["name"])));
}

const aliasedNames = (aliases: unknown): string[] =>
  ((aliases ?? []) as { name?: unknown }[]).map(({ name }) => String(name));

/** Load balancers that a record leads to only while each of their target groups has a healthy target, by their logical names. */
export function evaluatedLoadBalancers(index: GraphIndex): ReadonlySet<string> {
  const aliases = serviceRecords(index).flatMap(
    ({ inputs }) => (inputs["aliases"] ?? []) as { name?: unknown; evaluateTargetHealth?: boolean }[],
  );
  const targets = aliases
    .filter(({ evaluateTargetHealth }) => evaluateTargetHealth === true)
    .flatMap(({ name }) => index.resolve(name) ?? []);
  return new Set(targets.filter(({ type }) => type === TYPES.loadBalancer).map(({ name }) => name));
}

/** Types of records that lead to no address. */
const OTHER_TYPES: readonly unknown[] = ["TXT", "NS", "DS"];

/** Records that lead to the service, by way of others too; not those of a consumer's private zone. */
export function serviceRecords(index: GraphIndex): ResourceNode[] {
  return index
    .ofType("aws:route53/record:Record")
    .filter(
      ({ inputs }) =>
        !OTHER_TYPES.includes(inputs["type"]) && index.resolve(inputs["zoneId"])?.inputs["vpcs"] === undefined,
    );
}

/** The name of a zone that the stack has, or has looked up; of one by its id as the stack's outputs say it, else the id. */
export function zoneNameOf(index: GraphIndex, zoneId: unknown): string {
  const own = textIn(index.resolve(zoneId)?.inputs["name"]);
  const text = textIn(zoneId);
  const { outputs } = index.graph;
  const told = [outputs, outputs["secondName"] ?? {}] as { hostedZone?: unknown; hostedZoneId?: unknown }[];
  const byId = told.find(({ hostedZoneId }) => hostedZoneId === zoneId)?.hostedZone;
  return own || (/HostedZone:(.*)\.zoneId/.exec(text)?.[1] ?? (textIn(byId) || text));
}

const textIn = (value: unknown): string => (typeof value === "string" ? value : "");
