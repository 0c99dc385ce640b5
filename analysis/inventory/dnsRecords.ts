import { type GraphIndex, type ResourceNode } from "../../graph/graph";
import { TYPES } from "./resourceTypes";

/** The name that leads clients on the internet to the service. */
export const publicName = (index: GraphIndex): string | undefined =>
  publicRecords(index)[0]?.inputs["name"] as string | undefined;

/** Names that lead clients on the internet to the service: no other record leads to their records. */
export const publicRecords = (index: GraphIndex): ResourceNode[] => namesAmong(serviceRecords(index));

/** Names in private zones that lead to internal load balancers. */
export const privateNameRecords = (index: GraphIndex): ResourceNode[] => namesAmong(privateRecords(index));

function namesAmong(all: readonly ResourceNode[]): ResourceNode[] {
  const within = new Set(all.flatMap(({ inputs }) => aliasedNames(inputs["aliases"])));
  return all.filter(({ inputs }) => !within.has(String(inputs["name"])));
}

const aliasedNames = (aliases: unknown): string[] =>
  ((aliases ?? []) as { name?: unknown }[]).map(({ name }) => String(name));

/** Load balancers that a record leads to only while each of their target groups has a healthy target, by their logical names. */
export function evaluatedLoadBalancers(index: GraphIndex, records: readonly ResourceNode[]): ReadonlySet<string> {
  const aliases = records.flatMap(
    ({ inputs }) => (inputs["aliases"] ?? []) as { name?: unknown; evaluateTargetHealth?: boolean }[],
  );
  const targets = aliases
    .filter(({ evaluateTargetHealth }) => evaluateTargetHealth === true)
    .flatMap(({ name }) => index.resolve(name) ?? []);
  return new Set(targets.filter(({ type }) => type === TYPES.loadBalancer).map(({ name }) => name));
}

/** Types of records that lead to no address. */
const OTHER_TYPES: readonly unknown[] = ["TXT", "NS", "DS"];

/** Records that lead to the service, by way of others too; not those of private zones. */
export function serviceRecords(index: GraphIndex): ResourceNode[] {
  const inside = new Set(privateRecords(index));
  return addressRecords(index).filter(
    (node) => !inside.has(node) && index.resolve(node.inputs["zoneId"])?.inputs["vpcs"] === undefined,
  );
}

const addressRecords = (index: GraphIndex): ResourceNode[] =>
  index.ofType("aws:route53/record:Record").filter(({ inputs }) => !OTHER_TYPES.includes(inputs["type"]));

/** Records that lead to internal load balancers, by way of others too. That says it of a zone, too, which is only known by its id. */
export function privateRecords(index: GraphIndex): ResourceNode[] {
  const all = addressRecords(index);
  const leadsInside = ({ inputs }: ResourceNode): boolean => {
    const names = aliasedNames(inputs["aliases"]);
    const balancers = names.map((name) => index.resolve(name)).filter((node) => node?.type === TYPES.loadBalancer);
    return balancers.length > 0
      ? balancers.every((node) => node?.inputs["internal"] === true)
      : all.some(
          (other) =>
            other.inputs["zoneId"] === inputs["zoneId"] &&
            names.includes(String(other.inputs["name"])) &&
            leadsInside(other),
        );
  };
  return all.filter(leadsInside);
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
