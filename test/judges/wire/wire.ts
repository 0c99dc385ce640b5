import { isDeepStrictEqual } from "node:util";
import type { Graph, ResourceNode } from "../../../graph";
import { compare } from "../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { idDigits } from "../../../graph/terraform/dummyValues";
import { resourceMapping } from "../../../graph/terraform/mappingTable";
import { type Case, type State, createdState, planCases, writeCases } from "../../../tools/replacement/planner";
import { type Inputs, literalInputs, managedResources } from "../../../tools/replacement/recordedInputs";
import { type ProviderSchema, type Workspace, workspaceBeside } from "../../../tools/terraform";
import type { StandIn } from "./standIn";

/** What became of a resource that terraform made or changed at the stand-in. */
export interface Applied {
  case: Case;
  /** The provider's words; not there where it came to its end. */
  error?: string;
}

/** Milliseconds that all of them may take. The longest wait of the provider before it goes on is of 30 seconds. */
const LIMIT = 600_000;

/** Resources in one run of terraform, all at once: the time that a resource takes grows with their number. */
const CHUNK = 250;

/** Runs of terraform at once: much of one is waiting. */
const AT_ONCE = 3;

/** `RuleGroup firewall-eu-west-1-denied-1234567` */
export function titleOf({ type, inputs }: Case): string {
  const { name, tags } = inputs as { name?: string; tags?: { Name?: string } };
  return `${type.split(":").at(-1) ?? type} ${name ?? tags?.Name ?? JSON.stringify(inputs).slice(0, 80)}`;
}

/** The resources of graphs, each as one to be made: of each form the longest. Each has names of its own, and refers to things of its own. */
export function creations(graphs: readonly Graph[]): Case[] {
  const nodes = graphs.flatMap(managedResources);
  const inputs = nodes.map((node) => ({ node, inputs: literalInputs(node) }));
  const ascending = inputs.sort((one, other) => lengthOf(one) - lengthOf(other));
  const longest = new Map(ascending.map(({ node, inputs: literal }) => [formText(node.type, literal), node]));
  return [...longest.values()].map((node, place) => ({
    type: node.type,
    inputs: literalInputs(withName(node, place), String(place)),
  }));
}

const lengthOf = ({ inputs }: { inputs: Inputs }): number => JSON.stringify(inputs).length;

const formText = (type: string, ...inputs: readonly Inputs[]): string => JSON.stringify([type, ...inputs.map(formOf)]);

/** A lone word, such as what AWS has a list of. */
const WORD = /^[A-Za-z_-]{1,24}$/;

/**
 * What a model may mind of inputs: all but what exactly stands in texts other than words, of which it is the marks in them and about how
 * long they are. What is alike in it differs from region to region, from zone to zone, and from stack to stack.
 */
function formOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((each) => JSON.stringify(formOf(each))))].sort();
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, formOf(each)]));
  if (typeof value !== "string" || WORD.test(value)) return value;
  const marks = [...new Set(value.replace(/[A-Za-z0-9]/g, ""))].sort().join("");
  return `${marks} ${Math.ceil(Math.log2(value.length + 1) / 2)}`;
}

/** With the name that the engine makes up: the logical one and seven random digits. */
function withName(node: ResourceNode, place: number): ResourceNode {
  const { name } = resourceMapping(node.type).properties;
  const given = node.inputs["name"] ?? node.inputs["namePrefix"];
  if (!name || name.use === "computed" || given !== undefined) return node;
  return { ...node, inputs: { ...node.inputs, name: `${node.name}-${String(place).padStart(7, "0")}` } };
}

/** A resource that a switch changes in place. */
export interface Update {
  type: string;
  before: Inputs;
  after: Inputs;
}

/** What switches change in place, of graphs with the stack's name alike: of each form before and after, one. */
export function updates(switches: readonly (readonly [Graph, Graph])[]): Update[] {
  const found = new Map<string, [before: ResourceNode, after: ResourceNode]>();
  for (const [from, to] of switches) {
    const former = new Map(managedResources(from).map((node) => [node.urn, node]));
    const changed = compare(from, to, PROVIDER_EFFECTS).filter(({ action }) => action === "update");
    const formerUrns = new Map(changed.map(({ urn, formerUrn = urn }) => [urn, formerUrn]));
    for (const after of managedResources(to)) {
      const before = former.get(formerUrns.get(after.urn) ?? "");
      if (!before) continue;
      const [one, other] = [literalInputs(before), literalInputs(after)];
      // What changes may be what a thing refers to, which has the same name.
      if (!isDeepStrictEqual(one, other)) found.set(formText(after.type, one, other), [before, after]);
    }
  }
  return [...found.values()].map(([before, after], place) => {
    const literal = (node: ResourceNode) => literalInputs(withName(node, place), String(place));
    return { type: after.type, before: literal(before), after: literal(after) };
  });
}

const named = (arn: string): State => ({ id: arn, arn, update_token: "0a1b2c3d-0000-4000-8000-000000000000" });

const accelerator = (rest: string): State => {
  const arn = `arn:aws:globalaccelerator::123456789012:accelerator/0a1b2c3d-0000-4000-8000-000000000000${rest}`;
  return { id: arn, arn };
};

const firewall = (kind: string) => (place: number) =>
  named(`arn:aws:network-firewall:eu-west-1:123456789012:${kind}/made-up-${place}`);

/** Ids, ARNs and tokens whose form AWS minds, by the SDK's module and kind. */
const IDENTITIES: Readonly<Record<string, (place: number, inputs: Inputs) => State>> = {
  "globalaccelerator/Accelerator": () => accelerator(""),
  "globalaccelerator/EndpointGroup": (place) => accelerator(`/listener/0a1b2c3d/endpoint-group/${place}`),
  "globalaccelerator/Listener": (place) => accelerator(`/listener/${place}`),
  "networkfirewall/Firewall": firewall("firewall"),
  "networkfirewall/FirewallPolicy": firewall("firewall-policy"),
  "networkfirewall/RuleGroup": firewall("stateful-rulegroup"),
  "s3/BucketLifecycleConfiguration": (_, { bucket }) => ({ id: bucket }),
};

/** `aws:s3/bucket:Bucket` gives `s3/Bucket`. */
const kindOf = (type: string): string => type.replace(/^aws:(\w+)\/\w+:/, "$1/");

/** Resources to be changed in place, and what the provider refuses to. */
export interface Changes {
  planned: Case[];
  /** With the provider's words. */
  refused: { case: Case; why: string }[];
}

/** Updates as terraform finds them: each resource as it would have been made, under an id of its own. What comes to nothing is left out. */
export async function changes(
  workspace: Workspace,
  schema: ProviderSchema,
  wanted: readonly Update[],
): Promise<Changes> {
  const before = wanted.map(({ type, before: inputs }) => ({ type, inputs }));
  const made = await planCases(workspace, schema, before);
  const cases = wanted.map(({ type, after: inputs }, place): Case => {
    const answer = made[place];
    if (answer?.refused !== undefined || !answer) throw new Error(`${type}: ${answer?.refused}`);
    const kind = type.split(":").at(-1) ?? type;
    const text = JSON.stringify(createdState(schema, type, answer))
      .replaceAll(idDigits(`${kind} made-up`), idDigits(`${kind} ${place}`))
      .replaceAll("made-up", `made-up-${place}`);
    return { type, inputs, state: { ...(JSON.parse(text) as State), ...IDENTITIES[kindOf(type)]?.(place, inputs) } };
  });
  const answers = await planCases(workspace, schema, cases);
  workspace.clear();
  const found: Changes = { planned: [], refused: [] };
  for (const [place, each] of cases.entries()) {
    const answer = answers[place];
    if (answer?.refused !== undefined) found.refused.push({ case: each, why: answer.refused });
    else if (answer?.actions.join() === "update") found.planned.push(each);
  }
  return found;
}

/** Has terraform make or change each of them at the stand-in. */
export async function apply(
  workspace: Workspace,
  schema: ProviderSchema,
  standIn: StandIn,
  cases: readonly Case[],
): Promise<Applied[]> {
  const chunks = Array.from({ length: Math.ceil(cases.length / CHUNK) }, (_, place) =>
    cases.slice(place * CHUNK, (place + 1) * CHUNK),
  );
  const provider = atStandIn(schema, standIn);
  const answers: Applied[][] = [];
  const worker = async (first: number) => {
    const folder = workspaceBeside(workspace, `at-once-${first}`);
    for (let place = first; place < chunks.length; place += AT_ONCE) {
      writeCases(folder, schema, chunks[place] ?? [], { provider });
      answers[place] = await applyChunk(folder, chunks[place] ?? []);
    }
    folder.remove();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, first) => worker(first)));
  return answers.flat();
}

async function applyChunk(workspace: Workspace, cases: readonly Case[]): Promise<Applied[]> {
  const options = ["-auto-approve", "-refresh=false", "-lock=false", "-input=false", `-parallelism=${CHUNK}`];
  const { stdout, stderr } = await workspace.runFor(LIMIT, "apply", "-json", ...options);
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  const messages = lines.map((line) => JSON.parse(line) as Message);
  const errors = new Map(messages.flatMap(errorOf));
  const ended = new Set(
    messages.flatMap(({ type, hook }) => (type === "apply_complete" ? [hook?.resource.resource_name] : [])),
  );
  if (ended.size + errors.size === 0) throw new Error(`terraform applies nothing: ${stderr}${stdout.slice(-3000)}`);
  return cases.map((each, place) => {
    const error =
      errors.get(place) ?? (ended.has(`q${place}`) ? undefined : `nothing was done: ${stderr.slice(0, 2000)}`);
    return { case: each, ...(error !== undefined && { error }) };
  });
}

function atStandIn({ provider }: ProviderSchema, { url }: StandIn): Record<string, unknown> {
  const services = Object.keys(provider.block.block_types?.["endpoints"]?.block.attributes ?? {});
  const endpoints = Object.fromEntries(services.map((service) => [service, url]));
  return { endpoints, s3_use_path_style: true, max_retries: 5, skip_requesting_account_id: false };
}

interface Diagnostic {
  severity: string;
  summary: string;
  detail: string;
  address?: string;
}

/** A line of `terraform apply -json`. */
interface Message {
  type: string;
  diagnostic?: Diagnostic;
  hook?: { resource: { resource_name: string } };
}

const placeIn = ({ address, detail }: Diagnostic): string | undefined => /\.q(\d+)\b/.exec(address ?? detail)?.[1];

function errorOf({ diagnostic }: Message): [place: number, text: string][] {
  if (diagnostic?.severity !== "error") return [];
  const place = placeIn(diagnostic);
  const text = `${diagnostic.summary}: ${diagnostic.detail}`.replace(/\s+/g, " ").trim();
  return place === undefined ? [] : [[Number(place), text]];
}
