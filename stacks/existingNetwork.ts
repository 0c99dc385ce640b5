import type * as pulumi from "@pulumi/pulumi";
import { ExistingNetwork, type PerZone } from "../components";
import { type RegionConfig, type StackConfig, regionEntries } from "../config";
import { flowLogKey } from "../config/flowLogs";
import type { ExistingVpcConfig } from "../config/sections/existingVpc";
import { capacity } from "../plan/capacity";
import { networkName } from "../plan/names";
import { type InterfaceEndpoint, endpoints as endpointsOf } from "../plan/network/endpoints";
import { type ExpectedVpc, NLB_ADDRESSES } from "../plan/network/existingVpc";
import { type Composition, internalFrontDoors } from "../plan/options";
import type { Region, ZoneLetter } from "../plan/regions";
import type { Keys } from "./keys";
import { endpointNeeds } from "./traffic";

export interface ExistingNetworkSettings {
  region: Region;
  settings: RegionConfig;
  config: StackConfig;
  composition: Composition;
  keys: Keys;
}

/** The network of a region that stands in a VPC of somebody's. */
export function createExistingNetwork(
  args: ExistingNetworkSettings,
  vpc: ExistingVpcConfig,
  opts: pulumi.ComponentResourceOptions,
): ExistingNetwork {
  const { region, settings, config, composition, keys } = args;
  const place = { region, zones: settings.zones, s3Buckets: [] };
  const endpoints =
    vpc.interfaceEndpoints === "created"
      ? endpointsOf(place, endpointNeeds(region, settings, config, composition), config.network.endpoints).interfaces
      : [];
  return new ExistingNetwork(
    networkName(region),
    {
      expected: expectedVpc(args, vpc, endpoints),
      interfaceEndpoints: endpoints,
      ...(vpc.flowLogs === "created" && { flowLogs: config.network.flowLogs }),
      iam: config.iam,
      kmsKeyArn: flowLogKey(config.network.flowLogs, region, keys),
      protect: config.protect,
    },
    opts,
  );
}

function expectedVpc(
  { region, settings, config, composition }: ExistingNetworkSettings,
  vpc: ExistingVpcConfig,
  endpoints: readonly InterfaceEndpoint[],
): ExpectedVpc {
  const { zones, cidr, nat } = settings;
  const inUse = (ids: PerZone<string>) =>
    Object.fromEntries(Object.entries(ids).filter(([zone]) => zones.includes(zone as ZoneLetter)));
  return {
    region,
    id: vpc.id,
    cidr,
    subnets: { front: composition.publicFrontDoor ? inUse(vpc.front) : {}, app: inUse(vpc.app) },
    leadsOut: nat === "existing",
    internetGateway: composition.acceleratedFrontDoor,
    dnsFor: [
      ...(endpoints.length > 0 ? ["interface endpoints"] : []),
      ...(composition.backends.includes("tasks") ? ["names of tasks"] : []),
    ],
    ownersAlone: ownersAlone({ region, composition }, vpc, endpoints),
    ipv6: config.network.ipv6 !== false,
    others: otherRanges(region, config),
    addresses: {
      front: NLB_ADDRESSES,
      app:
        internalFrontDoors(composition) * NLB_ADDRESSES + endpoints.length + targetsPerZone(config, composition, zones),
    },
  };
}

/** Source: docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html (participants; a namespace of Cloud Map is a private hosted zone) */
function ownersAlone(
  { region, composition }: Pick<ExistingNetworkSettings, "region" | "composition">,
  { flowLogs }: ExistingVpcConfig,
  endpoints: readonly InterfaceEndpoint[],
): ExpectedVpc["ownersAlone"] {
  return [
    ...(endpoints.length > 0
      ? [{ what: "interface endpoints", without: `leave out regions.${region}.vpc.interfaceEndpoints` }]
      : []),
    ...(flowLogs === "created"
      ? [{ what: "flow logs of it", without: `leave out regions.${region}.vpc.flowLogs` }]
      : []),
    ...(composition.backends.includes("tasks")
      ? [{ what: "private zone for names of tasks", without: "leave out option ecs" }]
      : []),
  ];
}

/** The most that one zone has of all backends, by an even spread; of tasks without their hosts. */
function targetsPerZone(config: StackConfig, { backends }: Composition, zones: readonly ZoneLetter[]): number {
  const counts = { instances: config.instances, tasks: config.ecs };
  return backends
    .map((backend) => Math.ceil(capacity(counts[backend], zones.length).max / zones.length))
    .reduce((sum, each) => sum + each, 0);
}

/** Those of other regions and of consumers whose VPC is made here. */
function otherRanges(region: Region, config: StackConfig): ExpectedVpc["others"] {
  const regions = regionEntries(config).map(([name, { cidr }]) => ({ cidr, whose: name as string }));
  const consumers = config.privateLink.consumers.flatMap(({ name, vpc }) =>
    vpc.kind === "created" ? [{ cidr: vpc.cidr, whose: name }] : [],
  );
  return [...regions.filter(({ whose }) => whose !== region), ...consumers];
}
