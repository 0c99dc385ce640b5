import type { Graph, ResourceNode } from "../../graph/graph";
import { closestWord } from "../../plan/closestWord";
import { zoneNameOf } from "../inventory/dnsRecords";
import { CHECK } from "./state/healthChecks";
import { type Model, modelOf } from "./model/model";
import type { Loss, LossKind } from "./types";
import { PROVIDER, namedThemselves } from "./state/waysIn";

/** Everything of a stack that can be lost: what connections pass, and what says where they go. In the order of kinds and names. */
export function losses(graph: Graph): Loss[] {
  const model = modelOf(graph);
  return KINDS.flatMap((kind) => {
    const { of, text } = FOUND[kind];
    const all = [...new Set(of(model))].sort();
    return all.map((each): Loss => ({ name: `${kind}=${each}`, kind, of: each, text: text(each) }));
  });
}

interface Found {
  of: (model: Model) => string[];
  text: (name: string) => string;
}

/** For each kind, what of it there is, and how a sentence says it. */
const FOUND: Readonly<Record<LossKind, Found>> = {
  target: { of: (model) => [...model.backends.keys()], text: (name) => `one target of ${name}` },
  backend: { of: (model) => [...model.backends.keys()], text: (name) => `all targets of ${name}` },
  zone: { of: zonesOf, text: (name) => `the zone ${name}` },
  nat: { of: (model) => needed(model, "nat"), text: (name) => `the NAT gateway ${name}` },
  firewall: { of: (model) => needed(model, "firewall"), text: (name) => `the firewall endpoint ${name}` },
  endpoint: {
    of: ({ groups }) =>
      groups.flatMap(({ endpoints }) => endpoints.flatMap(({ foreign, name }) => (foreign ? [] : [name]))),
    text: (name) => `${name} as an endpoint of the accelerator`,
  },
  check: {
    of: (model) => [
      ...recordChecks(model),
      ...[...model.balancers.values()].flatMap(({ groups }) => groups.map(({ name }) => name)),
    ],
    text: (name) => `the health check of ${name}, which says unhealthy of what is well`,
  },
  "check-gone": { of: recordChecks, text: (name) => `the health check ${name}, which is deleted` },
  region: { of: regionsOf, text: (name) => `the region ${name}` },
  dns: {
    of: (model) => {
      const zones = model.roots.public.map(({ inputs }) => zoneNameOf(model.index, inputs["zoneId"]));
      return zones.length > 0 || namedThemselves(model).length > 0 ? [PROVIDER.slice("dns=".length), ...zones] : [];
    },
    text: (name) => (`dns=${name}` === PROVIDER ? "Route 53, for names on the internet" : `the hosted zone ${name}`),
  },
  registry: {
    of: ({ backends }) => [...backends.values()].flatMap(({ registries }) => registries),
    text: (name) => `the registry of images ${/\./.test(name) ? name : `in ${name}`}`,
  },
  way: { of: (model) => needed(model, "way"), text: (name) => `${name}, the way to another network` },
};

const KINDS = Object.keys(FOUND) as LossKind[];

/** What connections need, by kind. */
const needed = ({ flows }: Model, kind: LossKind): string[] =>
  flows.flatMap(({ needs }) =>
    needs.flatMap((need) => (need.startsWith(`${kind}=`) ? [need.slice(kind.length + 1)] : [])),
  );

function zonesOf(model: Model): string[] {
  const own = [...model.backends.values()].flatMap(({ zones }) => zones);
  const nodes = [...model.balancers.values()].flatMap((balancer) => balancer.nodes.map(({ zone }) => zone));
  return [...needed(model, "zone"), ...own, ...nodes];
}

function regionsOf(model: Model): string[] {
  return [
    ...needed(model, "region"),
    ...[...model.backends.values()].map(({ region }) => region),
    ...[...model.balancers.values()].map(({ region }) => region),
  ];
}

/** Health checks that records for IPv4 obey, and those that these count. */
function recordChecks({ index, records }: Model): string[] {
  const found = new Set<ResourceNode>();
  const add = (node: ResourceNode | undefined): void => {
    if (node?.type !== CHECK || found.has(node)) return;
    found.add(node);
    for (const id of (node.inputs["childHealthchecks"] ?? []) as unknown[]) add(index.resolve(id));
  };
  for (const { inputs } of [...records.values()].flat())
    if (inputs["type"] === "A") add(index.resolve(inputs["healthCheckId"]));
  return [...found].map(({ name }) => name);
}

/** What is not there to lose. */
export interface UnknownLoss {
  value: string;
  /** The known name that differs least. */
  nearest?: string;
  /** What there is of that kind; the kinds, where that is unknown, too. */
  allowed: string[];
}

/** The losses by these names, each once, or what is wrong with the names. */
export function lossesNamed(graph: Graph, names: readonly string[]): { found: Loss[]; unknown: UnknownLoss[] } {
  const all = losses(graph);
  const byName = new Map(all.map((loss) => [loss.name, loss]));
  const wanted = [...new Set(names)];
  return {
    found: wanted.flatMap((name) => byName.get(name) ?? []),
    unknown: wanted.filter((name) => !byName.has(name)).map((value) => unknownLoss(all, value)),
  };
}

function unknownLoss(all: readonly Loss[], value: string): UnknownLoss {
  const kind = value.split("=")[0] ?? "";
  const alike = all.filter((loss) => loss.kind === kind);
  const kinds = [...new Set(all.map((loss) => loss.kind))];
  const [only, ...others] = alike;
  const nearest =
    closestWord(
      value,
      (only ? alike : all).map(({ name }) => name),
    ) ?? (only && others.length === 0 ? only.name : all.find(({ of }) => value.endsWith(of))?.name);
  return {
    value,
    ...(nearest !== undefined && { nearest }),
    allowed: alike.length > 0 ? alike.map(({ name }) => name) : kinds.map((each) => `${each}=…`),
  };
}
