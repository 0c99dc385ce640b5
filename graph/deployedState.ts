import { egressAddressName, providerName, publicAddressName, secondaryNameIn } from "../plan/names";
import { ZONE_LETTERS } from "../plan/regions";
import { type DeployedResource, type DeployedState, isProvider, nameOf } from "./stateDocument";

/** A state without what one region's provider made. */
export interface Forgotten {
  state: DeployedState;
  /** How many resources of AWS it knows no more. */
  count: number;
  /** The Elastic IPs among them, by zone: for the keys `addresses` and `egressAddresses` of a region. */
  addresses: Record<string, string>;
  egressAddresses: Record<string, string>;
  /** The same of further ones of NAT gateways, by zone and name. */
  secondaryEgressAddresses: Record<string, Record<string, string>>;
}

/** The regions that a state has a provider of, sorted. */
export function regionsIn({ deployment: { resources = [] } }: DeployedState, regions: readonly string[]): string[] {
  const providers = new Set(resources.filter(isProvider).map(nameOf));
  return regions.filter((region) => providers.has(providerName(region))).sort();
}

/**
 * Takes a region out of a state without a word to AWS: its provider and all that this manages. What others manage stays, though it may have
 * depended on the region: the next update changes or deletes it, as the stack file then says.
 */
export function forgetRegion(state: DeployedState, region: string): Forgotten {
  const { resources = [], pending_operations: pending, ...rest } = state.deployment;
  const isOfRegion = (node: DeployedResource): boolean =>
    isProvider(node)
      ? nameOf(node) === providerName(region)
      : node.provider?.split("::").at(-2) === providerName(region);
  const gone = resources.filter(isOfRegion);
  const goneUrns = new Map(gone.map((node) => [node.urn, node]));
  const left = resources.filter((node) => !isOfRegion(node)).map((node) => withoutReferences(node, goneUrns));
  const operations = pending?.filter(({ resource }) => !isOfRegion(resource));
  return {
    state: {
      ...state,
      deployment: { ...rest, resources: left, ...(operations && { pending_operations: operations }) },
    },
    count: gone.filter((node) => !isProvider(node)).length,
    addresses: idsByZone(gone, (zone) => publicAddressName(region, zone)),
    egressAddresses: idsByZone(gone, (zone) => egressAddressName(region, zone)),
    secondaryEgressAddresses: secondaryIds(gone, region),
  };
}

/** The engine takes no state in which a resource refers to one that is not there. */
function withoutReferences(node: DeployedResource, gone: ReadonlyMap<string, DeployedResource>): DeployedResource {
  const { dependencies, propertyDependencies, replaceWith, deletedWith, parent, ...rest } = node;
  const staying = (urns: readonly string[]) => urns.filter((urn) => !gone.has(urn));
  const ancestor = firstThatStays(parent, gone);
  return {
    ...rest,
    ...(ancestor !== undefined && { parent: ancestor }),
    ...(dependencies && { dependencies: staying(dependencies) }),
    ...(propertyDependencies && {
      propertyDependencies: Object.fromEntries(
        Object.entries(propertyDependencies).map(([property, urns]) => [property, urns && staying(urns)]),
      ),
    }),
    ...(replaceWith && { replaceWith: staying(replaceWith) }),
    ...(deletedWith !== undefined && !gone.has(deletedWith) && { deletedWith }),
  };
}

function firstThatStays(urn: string | undefined, gone: ReadonlyMap<string, DeployedResource>): string | undefined {
  const node = urn === undefined ? undefined : gone.get(urn);
  return node ? firstThatStays(node.parent, gone) : urn;
}

function idsByZone(gone: readonly DeployedResource[], nameIn: (zone: string) => string): Record<string, string> {
  return Object.fromEntries(
    ZONE_LETTERS.flatMap((zone): [string, string][] => {
      // One's own is only read, under a name of its own.
      const names = [nameIn(zone), `${nameIn(zone)}-own`];
      const found = gone.find((node) => node.type === "aws:ec2/eip:Eip" && names.includes(nameOf(node)));
      return found?.id === undefined ? [] : [[zone, found.id]];
    }),
  );
}

function secondaryIds(gone: readonly DeployedResource[], region: string): Record<string, Record<string, string>> {
  const byZone = ZONE_LETTERS.map((zone): [string, Record<string, string>] => [
    zone,
    Object.fromEntries(
      gone.flatMap((node): [string, string][] => {
        const name = node.type === "aws:ec2/eip:Eip" ? secondaryNameIn(region, zone, nameOf(node)) : undefined;
        return name === undefined || node.id === undefined ? [] : [[name, node.id]];
      }),
    ),
  ]);
  return Object.fromEntries(byZone.filter(([, ids]) => Object.keys(ids).length > 0));
}
