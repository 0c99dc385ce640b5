import { formatReference, kindOf, referencesIn, type Graph, type Invocation, type ResourceNode } from "../graph";
import { ANSWERS, OFFLINE_ACCOUNT } from "../invokes";
import { GLOBAL_REGION } from "../../plan/regions";
import { terraformNames } from "./names";
import { dataMapping } from "./types";

/** A data source that stands for the answer to a question of the program. */
export interface Source extends Pick<Invocation, "token" | "args"> {
  /** `aws_route53_zone` */
  type: string;
  /** Terraform's name. */
  name: string;
  /** URN of the provider that is asked. */
  provider: string | undefined;
}

type Ask = Omit<Source, "name"> & { key: string; label: string };

/** By the invocation and the provider. */
export type Sources = ReadonlyMap<string, Source>;

const ACCOUNT_FUNCTION = "aws:index/getCallerIdentity:getCallerIdentity";

/** The offline answer's account in a text. In a registry's host it is part of an image's name, which the stack file gives. */
export const ACCOUNT = new RegExp(`(?<!\\d)${OFFLINE_ACCOUNT}(?!\\d|\\.dkr\\.)`, "g");

const keyOf = ({ token, args }: Pick<Ask, "token" | "args">, provider: string | undefined): string =>
  JSON.stringify([token, args, provider]);

/**
 * One data source for each answer and each provider whose resources use it: under another provider the same name may mean
 * another thing. The stack's outputs have no provider; what nobody else asks for is asked of the first.
 */
export function sourcesOf(graph: Graph, resources: readonly ResourceNode[]): Sources {
  const used = resources.flatMap(({ inputs, provider }) => asksOf(graph, inputs, provider));
  const first = graph.resources.find(({ type }) => type === "pulumi:providers:aws")?.urn;
  const shown = asksOf(graph, graph.outputs, first).filter((ask) => !used.some((other) => same(ask, other)));
  const asks = [...new Map([...used, ...shown].map((ask) => [ask.key, ask])).values()];
  return new Map(
    [...new Set(asks.map(({ type }) => type))].flatMap((type) => {
      const group = asks.filter((ask) => ask.type === type);
      const names = terraformNames(group.map(({ label }) => label));
      return group.map(({ key, label, ...ask }): [string, Source] => [
        key,
        { ...ask, name: names.get(label) ?? label },
      ]);
    }),
  );
}

const same = (one: Pick<Ask, "token" | "args">, other: Pick<Ask, "token" | "args">): boolean =>
  keyOf(one, undefined) === keyOf(other, undefined);

function asksOf(graph: Graph, value: unknown, provider: string | undefined): Ask[] {
  const answers = referencesIn(value).flatMap(({ kind, name }) => invocationOf(graph, kind, name) ?? []);
  const account = graph.invokes.filter(({ token }) => token === ACCOUNT_FUNCTION);
  const namesAccount = JSON.stringify(value).search(ACCOUNT) >= 0;
  return [...answers, ...(namesAccount ? account.slice(0, 1) : [])].map(({ token, args }) => {
    const what = typeof args["name"] === "string" ? args["name"] : "current";
    const alias = provider?.split("::").at(-1);
    return {
      ...{ key: keyOf({ token, args }, provider), type: dataMapping(token).type, provider, token, args },
      label: alias === undefined ? what : `${what}-${alias}`,
    };
  });
}

/** The question whose answer has references of this kind and name. */
function invocationOf(graph: Graph, kind: string, name: string): Invocation | undefined {
  return graph.invokes.find(({ result }) =>
    referencesIn(result).some((reference) => reference.kind === kind && reference.name === name),
  );
}

function sourceFor(sources: Sources, invocation: Invocation, provider: string | undefined): Source | undefined {
  return sources.get(keyOf(invocation, provider)) ?? [...sources.values()].find((source) => same(source, invocation));
}

/** What stands for a placeholder of an answer: `data.aws_route53_zone.….zone_id`. Undefined where no question made it. */
export function answerExpression(
  { graph, sources }: { graph: Graph; sources: Sources },
  { kind, name, property }: { kind: string; name: string; property: string },
  provider: string | undefined,
): string | undefined {
  const invocation = invocationOf(graph, kind, name);
  if (!invocation) return undefined;
  const source = sourceFor(sources, invocation, provider);
  // The answer may use another name for it than the data source: `zoneId` is also the answer's `id`.
  const attribute = dataMapping(invocation.token).properties[property]?.name;
  if (!source || attribute === undefined)
    throw new Error(`${formatReference({ kind, name, property })}: ${invocation.token} does not answer ${property}`);
  return `data.${source.type}.${source.name}.${attribute}`;
}

/** What stands for the account of whoever deploys; undefined where the program did not ask for it. */
export function accountExpression(graph: Graph, sources: Sources, provider: string | undefined): string | undefined {
  const invocation = graph.invokes.find(({ token }) => token === ACCOUNT_FUNCTION);
  const source = invocation && sourceFor(sources, invocation, provider);
  return source && `data.${source.type}.${source.name}.account_id`;
}

/** What any question may say. */
const ANY_ARGS = { name: "example.com", region: GLOBAL_REGION };

/** The kinds of placeholders in offline answers: `HostedZone`. */
export const PLACEHOLDER_KINDS: readonly string[] = Object.values(ANSWERS).flatMap((answer) =>
  referencesIn(answer(ANY_ARGS)).map(({ kind }) => kind),
);

/** @returns whether a reference of this kind can only have been made by a recording. */
export function isRecordedKind(kind: string, types: readonly string[]): boolean {
  return PLACEHOLDER_KINDS.includes(kind) || types.some((type) => kindOf(type) === kind);
}
