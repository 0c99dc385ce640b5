import { COMPUTED, COMPUTED_LISTS } from "../computed";
import {
  type Graph,
  type Reference,
  type ResourceNode,
  formatReference,
  kindOf,
  referableResources,
  referencesIn,
} from "../graph";
import { REFERENCE } from "../graph";
import { referenceTargets } from "../referencedStacks";
import {
  type DataSources,
  OFFLINE_ACCOUNT_PATTERN,
  accountExpression,
  answerExpression,
  dataSourcesOf,
  isRecordedKind,
} from "./dataSources";
import { dummyValue } from "./dummyValues";
import { type Properties, dataMapping, resourceMapping } from "./mappingTable";
import { safeName, terraformNames } from "./names";
import { NEWER_TYPES } from "./newer";

/** Where the references of a graph lead: to resources, to data sources, or to dummy values. Nothing changes it. */
export interface ExportScope {
  graph: Graph;
  /** Nodes by `Kind:name`. */
  nodes: ReadonlyMap<string, ResourceNode>;
  /** Terraform's names of resources, by URN. */
  names: ReadonlyMap<string, string>;
  sources: DataSources;
  /** What refers to another stack's resources. */
  otherStackReferences: readonly OtherStackReference[];
  /** Whether dummy values stand where a document would read from AWS. */
  offline: boolean;
}

/** A reference into another stack, and the variable that stands for its value. */
interface OtherStackReference extends Reference {
  variable: string;
}

export function exportScope(graph: Graph, offline: boolean): ExportScope {
  const nodes = new Map(referableResources(graph).map((node) => [`${kindOf(node.type)}:${node.name}`, node]));
  const resources = awsResources(graph);
  const sources = offline ? new Map<never, never>() : dataSourcesOf(graph, resources);
  return {
    graph,
    nodes,
    names: resourceNames(resources),
    sources,
    otherStackReferences: otherStackReferences(graph),
    offline,
  };
}

/** One for each value of another stack that is in the inputs of this one's resources or in its outputs. */
function otherStackReferences({ resources, outputs, references = [] }: Graph): OtherStackReference[] {
  const foreign = new Set(references.flatMap((each) => [...referenceTargets(each)]));
  if (foreign.size === 0) return [];
  const all = referencesIn([resources.map(({ inputs }) => inputs), outputs]);
  const found = all.filter(({ kind, name }) => foreign.has(`${kind}:${name}`));
  const labelOf = ({ kind, name, property }: Reference) => [kind, name, property].join("_");
  const names = terraformNames(found.map(labelOf));
  const byLabel = new Map(found.map((each) => [labelOf(each), each]));
  return [...byLabel].map(([label, each]) => ({ ...each, variable: names.get(label) ?? safeName(label) }));
}

/** The AWS resources of a graph, those among them that are only read. */
export function awsResources(graph: Graph): ResourceNode[] {
  return graph.resources.filter(({ type, custom }) => custom && type.startsWith("aws:"));
}

function resourceNames(resources: readonly ResourceNode[]): Map<string, string> {
  return new Map(
    [...new Set(resources.map(({ type }) => type))].flatMap((type) => {
      const nodes = resources.filter((node) => node.type === type);
      const names = terraformNames(nodes.map(({ name }) => name));
      return nodes.map(({ urn, name }): [string, string] => [urn, names.get(name) ?? name]);
    }),
  );
}

/** `aws_lb.front`, or `data.aws_eip.own` for what is only read. */
export function addressOf(scope: ExportScope, node: ResourceNode): string {
  const name = scope.names.get(node.urn) ?? node.name;
  return node.external ? `data.${dataMapping(node.type).type}.${name}` : `${resourceMapping(node.type).type}.${name}`;
}

/**
 * A recorded text as a template of Terraform: references go where the scope says, all else stands for itself.
 *
 * @param provider URN of the provider of the resource that the text belongs to; undefined for the stack's outputs.
 * @throws where a reference leads nowhere.
 */
export function template(scope: ExportScope, text: string, provider: string | undefined): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const [whole, kind = "", name = "", property = ""] = match;
    const value = referenceExpression(scope, { kind, name, property }, provider);
    if (value === undefined) continue;
    parts.push(literal(scope, text.slice(end, match.index), provider), value);
    end = match.index + whole.length;
  }
  return joinParts([...parts, literal(scope, text.slice(end), provider)]);
}

/** Text without references, but for the account of whoever deploys. */
function literal(scope: ExportScope, text: string, provider: string | undefined): string {
  const account = accountExpression(scope.graph, scope.sources, provider);
  if (account === undefined) return escaped(text);
  return joinParts(
    text
      .split(OFFLINE_ACCOUNT_PATTERN)
      .flatMap((part, index) => [...(index > 0 ? [`\${${account}}`] : []), escaped(part)]),
  );
}

/** A dollar before an expression would make it text. */
function joinParts(parts: readonly string[]): string {
  return parts.reduce((text, part) => (part.startsWith("${") ? text.replace(/\$$/, '${"$"}') : text) + part, "");
}

/** Text that Terraform would read as the beginning of an expression, so that it stays text. */
export function escaped(text: string): string {
  return text.replace(/([$%])(?=\{)/g, "$1$1");
}

/** Undefined where the text only looks like a reference: `${HOME:-a.b}` in a script. */
function referenceExpression(
  scope: ExportScope,
  reference: Reference,
  provider: string | undefined,
): string | undefined {
  const { kind, name } = reference;
  const node = scope.nodes.get(`${kind}:${name}`);
  if (scope.offline && (node ? node.external || node.type in NEWER_TYPES : isPlaceholder(scope, reference)))
    return dummyLiteral(node, reference);
  const foreign = otherStackReference(scope, reference);
  if (foreign) return scope.offline ? escaped(dummyValue(reference)) : `\${var.${foreign.variable}}`;
  const expression = node ? attributeOf(scope, node, reference) : answerExpression(scope, reference, provider);
  if (expression !== undefined) return `\${${expression}}`;
  if (isRecordedKind(kind, Object.keys(COMPUTED)))
    throw new Error(
      `${formatReference(reference)} refers to something that is not in the graph of ${scope.graph.stack}`,
    );
  return undefined;
}

const otherStackReference = (
  { otherStackReferences: foreign }: ExportScope,
  { kind, name, property }: Reference,
): OtherStackReference | undefined =>
  foreign.find((each) => each.kind === kind && each.name === name && each.property === property);

const isPlaceholder = ({ graph }: ExportScope, { kind, name }: Reference): boolean =>
  graph.invokes.some(({ result }) => JSON.stringify(result).includes(`\${${kind}:${name}.`));

/** What is read by an id has that id. */
function dummyLiteral(node: ResourceNode | undefined, reference: Reference): string {
  if (node && node.type in NEWER_TYPES) return escaped(dummyValue(reference));
  const id = node?.inputs["id"];
  const isId = reference.property === "id" || dataName(node, reference.property) === "id";
  return escaped(isId && typeof id === "string" ? id : dummyValue(reference));
}

function dataName(node: ResourceNode | undefined, property: string): string | undefined {
  return node && dataMapping(node.type).properties[property]?.name;
}

/** What stands for a resource that the provider of the mapping has not: a variable. */
export function newerVariable({ name }: ResourceNode, output: string): string {
  return safeName(`${name}_${output}`);
}

function attributeOf(scope: ExportScope, node: ResourceNode, reference: Reference): string {
  if (node.type in NEWER_TYPES) return `var.${newerVariable(node, reference.property)}`;
  const { properties } = node.external ? dataMapping(node.type) : resourceMapping(node.type);
  const { property } = reference;
  const found = properties[property];
  if (found) return `${addressOf(scope, node)}.${found.name}`;
  const member = memberOf(properties, property);
  if (member !== undefined) return `${addressOf(scope, node)}.${member}`;
  // Recorded lists read `nameServers0`, `nameServers1`.
  const [, list = "", place = ""] = /^(\w*?)(\d+)$/.exec(property) ?? [];
  const listed = COMPUTED_LISTS[node.type]?.[list] === undefined ? undefined : properties[list];
  if (!listed) throw new Error(`${formatReference(reference)}: the provider has no ${property} of ${node.type}`);
  const address = `${addressOf(scope, node)}.${listed.name}`;
  return listed.many === "set" ? `tolist(${address})[${place}]` : `${address}[${place}]`;
}

/**
 * Members of recorded structures read `dnsEntries_0_dnsName`: `dns_entry[0].dns_name`; a place in a list of them
 * `ipSets_0_ipAddresses_1`: `ip_sets[0].ip_addresses[1]`.
 */
function memberOf(properties: Properties, property: string): string | undefined {
  const [, list = "", place = "", member = "", within] =
    /^([A-Za-z]+)_(\d+)_([A-Za-z]+)(?:_(\d+))?$/.exec(property) ?? [];
  const outer = properties[list];
  const inner = outer?.properties?.[member];
  if (!outer || !inner) return undefined;
  return `${outer.name}[${place}].${inner.name}${within === undefined ? "" : `[${within}]`}`;
}
