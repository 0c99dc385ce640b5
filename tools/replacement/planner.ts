import type { ResourceNode } from "../../graph";
import { argumentsOf } from "../../graph/terraform/arguments";
import { dummyValue } from "../../graph/terraform/dummyValues";
import { exportScope } from "../../graph/terraform/expressions";
import { resourceMapping } from "../../graph/terraform/mappingTable";
import { camelCase } from "../sdkNames";
import {
  type AttributeSchema,
  type BlockSchema,
  PROVIDER,
  type ProviderSchema,
  type TypeText,
  VERSION,
  type Workspace,
  runForOutput,
} from "../terraform";
import type { Inputs } from "./recordedInputs";

/** Attributes as a state file has them. */
export type State = Record<string, unknown>;

/** A resource as it would be, and as it is; no state where it is not yet there. */
export interface Case {
  type: string;
  inputs: Inputs;
  state?: State;
}

export type PlanResult =
  | { refused: string }
  | {
      refused?: undefined;
      actions: readonly string[];
      after: State;
      /** True where a value is not known before it is done. */
      unknown: Record<string, unknown>;
    };

/** Resources in one plan: more make its document larger than is handy. */
const CHUNK = 1200;

/** What the provider plans for each of the cases, in their order. */
export async function planCases(
  workspace: Workspace,
  schema: ProviderSchema,
  cases: readonly Case[],
): Promise<PlanResult[]> {
  const answers: PlanResult[] = [];
  for (let start = 0; start < cases.length; start += CHUNK)
    answers.push(...(await planChunk(workspace, schema, cases.slice(start, start + CHUNK))));
  return answers;
}

/** What is refused is taken out, until the rest can be planned: terraform plans all or nothing. */
async function planChunk(workspace: Workspace, schema: ProviderSchema, cases: readonly Case[]): Promise<PlanResult[]> {
  const refusals = new Map<number, string>();
  while (refusals.size < cases.length) {
    writeCases(workspace, schema, cases, { refusals });
    const { status, stdout, stderr } = await workspace.run(
      ...["plan", "-json", "-refresh=false", "-lock=false", "-input=false", "-parallelism=20", "-out=plan"],
    );
    if (status === 0) break;
    const found = diagnostics(stdout);
    if (found.length === 0)
      throw new Error(`terraform plan failed and names no resource:\n${stderr}${stdout.slice(-3000)}`);
    // The provider says all that it minds, in no order.
    for (const [place, text] of found.sort(([, one], [, other]) => (one < other ? 1 : -1))) refusals.set(place, text);
  }
  const planned = refusals.size < cases.length ? await plannedChanges(workspace) : new Map<number, PlanResult>();
  return cases.map(
    (_, place) => planned.get(place) ?? { refused: refusals.get(place) ?? "terraform plans nothing for it" },
  );
}

export interface CasesOptions {
  /** Places of cases to leave out. Default: none. */
  refusals?: ReadonlyMap<number, unknown>;
  /** More arguments of the provider. Default: none. */
  provider?: Record<string, unknown>;
}

/** A folder in which terraform finds each of the cases as it would be and as it is. */
export function writeCases(
  workspace: Workspace,
  schema: ProviderSchema,
  cases: readonly Case[],
  { refusals = new Map(), provider = {} }: CasesOptions = {},
): void {
  writeConfiguration(workspace, cases, refusals, provider);
  workspace.write("terraform.tfstate", stateFile(schema, cases, refusals));
}

const nameOf = (place: number): string => `q${place}`;

const EMPTY_SCOPE = exportScope({ project: "", stack: "", resources: [], invokes: [], outputs: {} }, true);

/** A file for each resource: to show where it found a mistake, terraform reads the file again for each that it found. */
function writeConfiguration(
  workspace: Workspace,
  cases: readonly Case[],
  refusals: ReadonlyMap<number, unknown>,
  provider: Record<string, unknown>,
): void {
  workspace.clear();
  workspace.write("main.tf.json", { ...HEAD, provider: { aws: { ...HEAD.provider.aws, ...provider } } });
  cases.forEach(({ type, inputs }, place) => {
    if (refusals.has(place)) return;
    const mapped = resourceMapping(type);
    const node = { type, name: "made-up", inputs } as ResourceNode;
    const given = argumentsOf(EMPTY_SCOPE, { leftOut: [], variables: new Map() }, node, mapped.properties);
    const name = nameOf(place);
    workspace.write(`${name}.tf.json`, { resource: { [mapped.type]: { [name]: given } } });
  });
}

const HEAD = {
  terraform: { required_providers: { aws: { source: PROVIDER, version: VERSION } } },
  provider: {
    aws: {
      region: "eu-west-1",
      skip_credentials_validation: true,
      skip_metadata_api_check: "true",
      skip_region_validation: true,
      skip_requesting_account_id: true,
    },
  },
};

function stateFile(schema: ProviderSchema, cases: readonly Case[], refusals: ReadonlyMap<number, unknown>): unknown {
  const resources = cases.flatMap(({ type, state }, place) => {
    if (!state || refusals.has(place)) return [];
    const terraformType = resourceMapping(type).type;
    const version = schema.resource_schemas[terraformType]?.version ?? 0;
    return [
      {
        mode: "managed",
        type: terraformType,
        name: nameOf(place),
        provider: `provider["registry.terraform.io/${PROVIDER}"]`,
        instances: [{ schema_version: version, attributes: state, sensitive_attributes: [] }],
      },
    ];
  });
  const lineage = "0a1b2c3d-0000-4000-8000-000000000000";
  return { version: 4, terraform_version: "1.0.0", serial: 1, lineage, outputs: {}, resources, check_results: null };
}

interface PlanLine {
  type?: string;
  diagnostic?: { severity: string; summary: string; detail: string; address?: string; snippet?: { context?: string } };
}

/** The refused cases, and the provider's words. */
function diagnostics(stdout: string): [place: number, text: string][] {
  return stdout.split("\n").flatMap((line): [number, string][] => {
    if (!line.startsWith("{")) return [];
    const { type, diagnostic } = JSON.parse(line) as PlanLine;
    if (type !== "diagnostic" || diagnostic?.severity !== "error") return [];
    const [, place] = /\.q(\d+)\b/.exec(diagnostic.address ?? diagnostic.snippet?.context ?? diagnostic.summary) ?? [];
    return place === undefined ? [] : [[Number(place), `${diagnostic.summary}: ${diagnostic.detail}`]];
  });
}

interface ShownPlan {
  resource_changes?: {
    name: string;
    change: { actions: string[]; after: State | null; after_unknown: Record<string, unknown> };
  }[];
}

async function plannedChanges(workspace: Workspace): Promise<Map<number, PlanResult>> {
  const { resource_changes: changes = [] } = JSON.parse(
    await runForOutput(workspace, "show", "-json", "plan"),
  ) as ShownPlan;
  return new Map(
    changes.map(({ name, change }) => [
      Number(name.slice(1)),
      { actions: change.actions, after: change.after ?? {}, unknown: change.after_unknown },
    ]),
  );
}

/** A resource as AWS could have made it: as planned, and what was not known filled with values of the right form. */
export function createdState(
  schema: ProviderSchema,
  type: string,
  { after, unknown }: { after: State; unknown: State },
): State {
  const { type: terraformType } = resourceMapping(type);
  const block = schema.resource_schemas[terraformType]?.block ?? {};
  const kind = type.split(":").at(-1) ?? type;
  const state = Object.fromEntries([
    ...Object.entries(block.attributes ?? {}).map(([name, attribute]) => [
      name,
      unknown[name] === true ? filledAttribute(attribute, kind, name) : knownValue(after[name], unknown[name]),
    ]),
    ...Object.entries(block.block_types ?? {}).map(([name, inner]) => [
      name,
      unknown[name] === true ? [] : filledBlocks(inner.block, after[name], unknown[name]),
    ]),
  ]) as State;
  return { ...state, ...DERIVED_ATTRIBUTES[terraformType]?.(state) };
}

/** What AWS derives from other attributes, and the provider looks at when it plans. */
const DERIVED_ATTRIBUTES: Readonly<Record<string, (state: State) => State>> = {
  aws_lb: ({ subnet_mapping: mappings, subnets }) => {
    const mapped = (mappings as { subnet_id: string }[]).map(({ subnet_id: subnet }) => subnet);
    return { subnets: mapped.length > 0 ? mapped : subnets };
  },
};

/** What only AWS fills reads like this, by its type and name. */
function filledAttribute({ type, nested_type: nested }: AttributeSchema, kind: string, name: string): unknown {
  if (nested) return nested.nesting_mode === "single" ? null : [];
  if (type === "number") return 1;
  if (type === "bool") return false;
  if (Array.isArray(type)) return emptyOf(type);
  const property = camelCase(name);
  const telling = /^(id|name|zoneId|dnsName|fqdn|publicIp|networkInterfaceId)$|arn(Suffix)?$/i.test(property);
  if (telling || property === `${kind.charAt(0).toLowerCase()}${kind.slice(1)}Id`)
    return dummyValue({ kind, name: "made-up", property: property.endsWith(`${kind}Id`) ? "id" : property });
  return property === "allocationId" ? dummyValue({ kind, name: "made-up", property: "id" }) : "";
}

function emptyOf([kind]: Exclude<TypeText, string>): unknown {
  if (kind === "map") return {};
  return kind === "object" ? null : [];
}

/** Lists with elements that are not known lose them: what AWS adds there is nothing that a program gave. */
function knownValue(value: unknown, unknown: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(unknown)) return value.filter((_, place) => unknown[place] !== true);
  return value ?? null;
}

function filledBlocks(block: BlockSchema, value: unknown, unknown: unknown): unknown {
  if (Array.isArray(value)) {
    const marks = Array.isArray(unknown) ? (unknown as unknown[]) : [];
    return value.map((each, place) => filledBlock(block, each as State, (marks[place] ?? {}) as State));
  }
  return value === undefined || value === null ? null : filledBlock(block, value as State, (unknown ?? {}) as State);
}

function filledBlock(block: BlockSchema, value: State, unknown: State): State {
  return Object.fromEntries([
    ...Object.entries(block.attributes ?? {}).map(([name, { type }]) => [
      name,
      unknown[name] === true ? blankValue(type) : knownValue(value[name], unknown[name]),
    ]),
    ...Object.entries(block.block_types ?? {}).map(([name, inner]) => [
      name,
      unknown[name] === true ? [] : filledBlocks(inner.block, value[name], unknown[name]),
    ]),
  ]) as State;
}

function blankValue(type: TypeText | undefined): unknown {
  if (type === "number") return 0;
  if (type === "bool") return false;
  return Array.isArray(type) ? emptyOf(type) : "";
}
