import { QUOTAS } from "../../plan/quotas";
import { GLOBAL_REGION } from "../../plan/regions";
import { type Graph, type Invocation, type ResourceNode, formatReference, kindOf, referencesIn } from "../graph";
import { OFFLINE_ACCOUNT, OFFLINE_ANSWERS } from "../invokes";
import { dataMapping } from "./mappingTable";
import { terraformNames } from "./names";

/** A data source that stands for the result of a provider function. */
interface DataSource extends Pick<Invocation, "token" | "args"> {
  /** `aws_route53_zone` */
  type: string;
  /** Terraform's name. */
  name: string;
  /** URN of its provider. */
  provider: string | undefined;
}

type DataSourceUse = Omit<DataSource, "name"> & { key: string; label: string };

/** By the invocation and the provider. */
export type DataSources = ReadonlyMap<string, DataSource>;

const ACCOUNT_FUNCTION = "aws:index/getCallerIdentity:getCallerIdentity";

/** The offline answer's account in a text. In a registry's host it is part of an image's name, which the stack file gives. */
export const OFFLINE_ACCOUNT_PATTERN = new RegExp(`(?<!\\d)${OFFLINE_ACCOUNT}(?!\\d|\\.dkr\\.)`, "g");

const useKey = ({ token, args }: Pick<DataSourceUse, "token" | "args">, provider: string | undefined): string =>
  JSON.stringify([token, args, provider]);

/**
 * One data source for each answer and each provider whose resources use it: under another provider the same name may mean
 * another thing. The stack's outputs have no provider; what no resource needs is read by the first provider.
 */
export function dataSourcesOf(graph: Graph, resources: readonly ResourceNode[]): DataSources {
  const used = resources.flatMap(({ inputs, provider }) => dataSourceUses(graph, inputs, provider));
  const first = graph.resources.find(({ type }) => type === "pulumi:providers:aws")?.urn;
  const shown = dataSourceUses(graph, graph.outputs, first).filter(
    (use) => !used.some((other) => sameInvocation(use, other)),
  );
  const uses = [...new Map([...used, ...shown].map((use) => [use.key, use])).values()];
  return new Map(
    [...new Set(uses.map(({ type }) => type))].flatMap((type) => {
      const group = uses.filter((use) => use.type === type);
      const names = terraformNames(group.map(({ label }) => label));
      return group.map(({ key, label, ...use }): [string, DataSource] => [
        key,
        { ...use, name: names.get(label) ?? label },
      ]);
    }),
  );
}

const sameInvocation = (
  one: Pick<DataSourceUse, "token" | "args">,
  other: Pick<DataSourceUse, "token" | "args">,
): boolean => useKey(one, undefined) === useKey(other, undefined);

function dataSourceUses(graph: Graph, value: unknown, provider: string | undefined): DataSourceUse[] {
  const answers = referencesIn(value).flatMap(({ kind, name }) => invocationOf(graph, kind, name) ?? []);
  const account = graph.invokes.filter(({ token }) => token === ACCOUNT_FUNCTION);
  const namesAccount = JSON.stringify(value).search(OFFLINE_ACCOUNT_PATTERN) >= 0;
  return [...answers, ...(namesAccount ? account.slice(0, 1) : [])].map(({ token, args }) => {
    const what = typeof args["name"] === "string" ? args["name"] : "current";
    const alias = provider?.split("::").at(-1);
    return {
      ...{ key: useKey({ token, args }, provider), type: dataMapping(token).type, provider, token, args },
      label: alias === undefined ? what : `${what}-${alias}`,
    };
  });
}

/** The call whose result has references of this kind and name. */
function invocationOf(graph: Graph, kind: string, name: string): Invocation | undefined {
  return graph.invokes.find(({ result }) =>
    referencesIn(result).some((reference) => reference.kind === kind && reference.name === name),
  );
}

function dataSourceFor(
  sources: DataSources,
  invocation: Invocation,
  provider: string | undefined,
): DataSource | undefined {
  return (
    sources.get(useKey(invocation, provider)) ??
    [...sources.values()].find((source) => sameInvocation(source, invocation))
  );
}

/** What stands for a placeholder of an answer: `data.aws_route53_zone.….zone_id`. Undefined where no call made it. */
export function answerExpression(
  { graph, sources }: { graph: Graph; sources: DataSources },
  { kind, name, property }: { kind: string; name: string; property: string },
  provider: string | undefined,
): string | undefined {
  const invocation = invocationOf(graph, kind, name);
  if (!invocation) return undefined;
  const source = dataSourceFor(sources, invocation, provider);
  // The answer may use another name for it than the data source: `zoneId` is also the answer's `id`.
  const attribute = dataMapping(invocation.token).properties[property]?.name;
  if (!source || attribute === undefined)
    throw new Error(`${formatReference({ kind, name, property })}: ${invocation.token} does not answer ${property}`);
  return `data.${source.type}.${source.name}.${attribute}`;
}

/** What stands for the account of whoever deploys; undefined where the program does not call the function. */
export function accountExpression(
  graph: Graph,
  sources: DataSources,
  provider: string | undefined,
): string | undefined {
  const invocation = graph.invokes.find(({ token }) => token === ACCOUNT_FUNCTION);
  const source = invocation && dataSourceFor(sources, invocation, provider);
  return source && `data.${source.type}.${source.name}.account_id`;
}

/** Arguments that suit every function. */
const SAMPLE_ARGS = { name: "example.com", region: GLOBAL_REGION, quotaCode: QUOTAS.elasticIps.code };

/** The kinds of placeholders in offline answers: `HostedZone`. */
const PLACEHOLDER_KINDS: readonly string[] = Object.values(OFFLINE_ANSWERS).flatMap((answer) =>
  referencesIn(answer(SAMPLE_ARGS)).map(({ kind }) => kind),
);

/** @returns whether a reference of this kind can only have been made by a recording. */
export function isRecordedKind(kind: string, types: readonly string[]): boolean {
  return PLACEHOLDER_KINDS.includes(kind) || types.some((type) => kindOf(type) === kind);
}
