import { egressAddressName, publicAddressName, secondaryNameIn } from "../plan/names";
import { ZONE_LETTERS } from "../plan/regions";
import { type Graph, type ResourceNode, formatReference, kindOf } from "./graph";

/** A resource as the engine shows it to a policy pack: what is read here of a `PolicyResource`. */
export interface EngineResource {
  urn: string;
  type: string;
  name: string;
  /** Its outputs. To read one that is not known yet throws. */
  props: Readonly<Record<string, unknown>>;
  opts: { protect: boolean; ignoreChanges: string[]; deleteBeforeReplace?: boolean; aliases: string[] };
  provider?: { urn: string };
  parent?: { urn: string };
  dependencies: readonly { urn: string }[];
  propertyDependencies: Readonly<Record<string, readonly { urn: string }[]>>;
}

/** What a resource is asked to be. To read a value that is not known yet throws. */
export type EngineInputs = Readonly<Record<string, unknown>>;

/**
 * The graph of what an engine has registered, as far as it shows it: what the analysis says of a recording it says of this. Values that
 * other resources give, known or not, read as references to them.
 *
 * The engine shows no invokes, and neither what is retained nor what is only read: all is taken for retained, and what it asked nobody
 * about for read.
 *
 * @param inputs by URN.
 */
export function graphOfEngine(resources: readonly EngineResource[], inputs: ReadonlyMap<string, EngineInputs>): Graph {
  const nodes = resources.map((resource) => nodeOf(resource, inputs.get(resource.urn)));
  const outputs = new Map(resources.map(({ urn, props }) => [urn, readable(props) as Record<string, unknown>]));
  const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(resources[0]?.urn ?? "") ?? [];
  const referring = withAddressesRead(withReferences(nodes, outputs));
  return { project, stack, resources: referring, invokes: [], outputs: addressOutputs(referring) };
}

const isProvider = (type: string): boolean => type.startsWith("pulumi:providers:");

/** Types of a provider that Terraform's is bridged to have the file in them, those of components have none. */
const isCustom = (type: string): boolean => type.includes("/") || isProvider(type);

function nodeOf(resource: EngineResource, inputs: EngineInputs | undefined): ResourceNode {
  const { urn, type, name, props, opts, provider, parent, dependencies, propertyDependencies } = resource;
  const external = inputs === undefined && isCustom(type) && !isProvider(type);
  return {
    urn,
    type,
    name,
    custom: isCustom(type),
    external,
    // Its values are those of its children, and so are its kind and name, often.
    remote: !isCustom(type),
    ...(parent && { parent: parent.urn }),
    ...(provider && { provider: provider.urn }),
    inputs: readable(inputs ?? props) as Record<string, unknown>,
    dependencies: dependencies.map((each) => each.urn).sort(),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([property, all]) => [property, all.map((each) => each.urn)]),
    ),
    protect: opts.protect,
    retainOnDelete: true,
    deleteBeforeReplace: opts.deleteBeforeReplace ?? false,
    ignoreChanges: opts.ignoreChanges,
    replaceOnChanges: [],
    replaceWith: [],
    aliases: opts.aliases,
    secrets: [],
    digests: {},
  };
}

/** A value with null for what is not known, as a recorded preview has it. */
function readable(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  const read = (key: string): unknown => {
    try {
      return readable((value as Record<string, unknown>)[key]);
    } catch {
      return null;
    }
  };
  if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(String(index)));
  return Object.fromEntries(Object.keys(value).map((key) => [key, read(key)]));
}

/**
 * The nodes with references for the values that other resources give: found by the value where it is known, else by what the property
 * depends on.
 *
 * @param outputs by URN.
 */
function withReferences(
  nodes: readonly ResourceNode[],
  outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): ResourceNode[] {
  const givers = new Map(
    nodes.filter(({ custom }) => custom).map((node) => [node.urn, new Giver(node, outputs.get(node.urn) ?? {})]),
  );
  return nodes.map((node) => ({
    ...node,
    inputs: Object.fromEntries(
      Object.entries(node.inputs).map(([property, value]) => {
        const candidates = (node.propertyDependencies[property] ?? []).flatMap((urn) => givers.get(urn) ?? []);
        return [property, candidates.length === 0 ? value : new Property(candidates).resolved(property, value)];
      }),
    ),
  }));
}

/** A resource that others have values of. */
class Giver {
  readonly kind: string;
  private given?: ReadonlyMap<string, string>;

  constructor(
    private readonly node: ResourceNode,
    private readonly outputs: Readonly<Record<string, unknown>>,
  ) {
    this.kind = kindOf(node.type);
  }

  reference(property = "id"): string {
    return formatReference({ kind: this.kind, name: this.node.name, property });
  }

  /** A text with references in place of what it has from here: all of it, or names and ids in it. */
  referring(text: string): string {
    this.given ??= new Map(
      Object.entries(this.outputs).flatMap(([key, output]) =>
        NAMING.has(key) || !(key in this.node.inputs) ? textsIn(output, key) : [],
      ),
    );
    const property = this.given.get(text);
    if (property !== undefined) return this.reference(property);
    const within = [...NAMING].filter((key) => {
      const value = this.outputs[key];
      return typeof value === "string" && value.length >= LEAST_LENGTH && text.includes(value);
    });
    return within.reduce((rest, key) => rest.replaceAll(String(this.outputs[key]), this.reference(key)), text);
  }
}

/** Outputs that may stand among the inputs too, as the provider makes names up, and that stand within texts. The longest first. */
const NAMING: ReadonlySet<string> = new Set(["arn", "id", "name"]);

/** Of a name or an id that is found within a text. */
const LEAST_LENGTH = 8;

/** All texts in a value, with the paths that references name them by: `dnsEntries_0_dnsName`. */
function textsIn(value: unknown, path: string): [string, string][] {
  if (typeof value === "string") return value === "" ? [] : [[value, path]];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, `${path}_${key}`));
}

/** One property. Of several resources of a kind a preview does not say which is where: they are taken in the order of their names. */
class Property {
  private readonly used = new Set<Giver>();
  private readonly candidates: readonly Giver[];

  constructor(candidates: readonly Giver[]) {
    this.candidates = [...candidates].sort((one, other) => one.reference().localeCompare(other.reference()));
  }

  /** Of a text or a list that is not known as a whole, all that may be in it. */
  resolved(property: string, value: unknown): unknown {
    if (value !== null) return this.within(property, value);
    const isList = /(Ids|Arns)$/.test(property);
    const all = (isList ? this.named(property) : this.fitting(property)).map((giver) => giver.reference());
    if (isList) return all;
    return all.length === 0 ? null : all.join(" ");
  }

  private within(key: string, value: unknown): unknown {
    if (value === null) return this.unknown(key);
    if (typeof value === "string") return this.known(value);
    if (Array.isArray(value)) return value.map((each: unknown) => this.within(key, each));
    if (typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([inner, each]) => [inner, this.within(GENERIC.has(inner) ? key : inner, each)]),
    );
  }

  private known(value: string): string {
    return this.candidates.reduce((text, giver) => {
      const referring = giver.referring(text);
      if (referring !== text) this.used.add(giver);
      return referring;
    }, value);
  }

  /** What is as likely to be of one as of another kind stays unknown. */
  private unknown(key: string): string | null {
    const fitting = this.fitting(key);
    const giver = fitting.find((each) => !this.used.has(each)) ?? fitting.at(-1);
    if (!giver) return null;
    this.used.add(giver);
    return giver.reference();
  }

  private named(key: string): Giver[] {
    return this.candidates.filter(({ kind }) => fits(key, kind));
  }

  private fitting(key: string): Giver[] {
    const named = this.named(key);
    if (named.length > 0 || isRange(key)) return named;
    return new Set(this.candidates.map(({ kind }) => kind)).size === 1 ? [...this.candidates] : [];
  }
}

/** Keys that say nothing of what is there: the key around them does. */
const GENERIC: ReadonlySet<string> = new Set(["arn", "id"]);

/** A part of another's range is not the other. */
const isRange = (key: string): boolean => /cidr/i.test(key);

/** Kinds by the keys that have another word for them. */
const OTHER_WORDS: Readonly<Record<string, string>> = { allocationId: "Eip" };

/** Whether a key asks for a kind of resource: `networkLoadBalancerArns` for LoadBalancer, `vpcEndpointId` for VpcEndpointAssociation. */
function fits(key: string, kind: string): boolean {
  if (OTHER_WORDS[key] !== undefined) return OTHER_WORDS[key] === kind;
  const [asked, given] = [key.replace(/(Ids?|Arns?|Names?|s)$/, "").toLowerCase(), kind.toLowerCase()];
  return asked.endsWith(given) || given.startsWith(asked);
}

/** Addresses that are only read are shown once the state has them. Before, their ids are all there is. */
function withAddressesRead(nodes: readonly ResourceNode[]): ResourceNode[] {
  const known = new Set(nodes.filter(({ external }) => external).map(({ inputs }) => inputs["id"]));
  const read = nodes.flatMap(({ inputs, provider }) =>
    allocationIds(inputs).flatMap((id) => {
      if (known.has(id) || !id.startsWith("eipalloc-")) return [];
      known.add(id);
      return [{ id, provider }];
    }),
  );
  return [...nodes, ...read.map(({ id, provider }) => addressRead(id, provider))];
}

/** Of a load balancer's zones, or of a NAT gateway. */
const allocationIds = ({ allocationId, subnetMappings = [] }: EngineInputs): string[] =>
  [allocationId, ...(subnetMappings as { allocationId?: unknown }[]).map((each) => each.allocationId)].filter(
    (id) => typeof id === "string",
  );

const addressRead = (id: string, provider: string | undefined): ResourceNode => ({
  ...nodeOf(
    {
      urn: `read::${id}`,
      type: EIP,
      name: id,
      props: { id },
      opts: { protect: false, ignoreChanges: [], aliases: [] },
      dependencies: [],
      propertyDependencies: {},
    },
    undefined,
  ),
  ...(provider !== undefined && { provider }),
});

const EIP = "aws:ec2/eip:Eip";

/** Further addresses of a NAT gateway, by the names that their own follow from. */
function secondaryOutputs(eips: readonly ResourceNode[], region: string, zone: string): Record<string, string> {
  return Object.fromEntries(
    eips.flatMap(({ name }): [string, string][] => {
      const own = secondaryNameIn(region, zone, name);
      return own === undefined ? [] : [[own, formatReference({ kind: "Eip", name, property: "publicIp" })]];
    }),
  );
}

/** The stack's outputs that the analysis asks for: what the engine shows of them has no references in a preview. */
function addressOutputs(nodes: readonly ResourceNode[]): Graph["outputs"] {
  const eips = new Map(nodes.filter(({ type }) => type === EIP).map((node) => [node.name, node]));
  const regions = nodes.flatMap(({ type, inputs }) => (isProvider(type) ? [String(inputs["region"])] : []));
  const byRegion = (nameIn: (region: string, zone: string) => string) =>
    Object.fromEntries(
      [...new Set(regions)].map((region) => [
        region,
        Object.fromEntries(
          ZONE_LETTERS.flatMap((zone) => {
            // One's own is only read, under a name of its own.
            const node = eips.get(nameIn(region, zone)) ?? eips.get(`${nameIn(region, zone)}-own`);
            return node ? [[zone, formatReference({ kind: "Eip", name: node.name, property: "publicIp" })]] : [];
          }),
        ),
      ]),
    );
  return {
    publicAddresses: byRegion(publicAddressName),
    egressAddresses: byRegion(egressAddressName),
    secondaryEgressAddresses: Object.fromEntries(
      [...new Set(regions)].map((region) => [
        region,
        Object.fromEntries(ZONE_LETTERS.map((zone) => [zone, secondaryOutputs([...eips.values()], region, zone)])),
      ]),
    ),
  };
}
