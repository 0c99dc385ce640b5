import { egressAddressName, publicAddressName, secondaryNameIn } from "../plan/names";
import { ZONE_LETTERS } from "../plan/regions";
import { referencesTo } from "./givenValues";
import { type Graph, type ResourceNode, formatReference } from "./graph";
import { withListNames } from "./listNames";
import { References } from "./references";
import { isProviderType, parseUrn } from "./urns";

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
  const nodes = withListNames(resources.map((resource) => nodeOf(resource, inputs.get(resource.urn))));
  const outputs = new Map(resources.map(({ urn, props }) => [urn, readable(props) as Record<string, unknown>]));
  const { stack, project } = parseUrn(resources[0]?.urn ?? "");
  const found = new References(nodes, (node) => {
    const known = outputs.get(node.urn) ?? {};
    return { outputs: known, offline: referencesTo(node, known) };
  });
  const referring = withAddressesRead(nodes.map((node) => ({ ...node, inputs: found.inputsOf(node) })));
  return { project, stack, resources: referring, invokes: [], outputs: addressOutputs(referring) };
}

/** Types of a provider that Terraform's is bridged to have the file in them, those of components have none. */
const isCustom = (type: string): boolean => type.includes("/") || isProviderType(type);

function nodeOf(resource: EngineResource, inputs: EngineInputs | undefined): ResourceNode {
  const { urn, type, name, props, opts, provider, parent, dependencies, propertyDependencies } = resource;
  const external = inputs === undefined && isCustom(type) && !isProviderType(type);
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
  const regions = nodes.flatMap(({ type, inputs }) => (isProviderType(type) ? [String(inputs["region"])] : []));
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
