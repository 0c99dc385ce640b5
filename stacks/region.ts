import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { FixedAddresses, InstanceFleet, Network, NlbEip, type FrontDoor } from "../components";
import type { RegionConfig, StackConfig } from "../config";
import { capacity } from "../plan/capacity";
import { natZones } from "../plan/egress";
import { addressesName, fleetName, frontDoorName, networkName, providerName } from "../plan/names";
import type { Composition } from "../plan/options";
import { ecrImage, interfaceEndpoints } from "../plan/policies";
import type { Region, ZoneLetter } from "../plan/regions";
import { weights } from "../plan/weights";

export interface RegionArgs {
  region: Region;
  settings: RegionConfig;
  config: StackConfig;
  composition: Composition;
  instancesAreSecret: boolean;
  tags: Record<string, string>;
}

/** What one region brought, for the stack's outputs and for DNS. */
export interface RegionParts {
  addresses: FixedAddresses;
  /** The zones whose addresses lead somewhere; those of other zones are parked. */
  zones: readonly ZoneLetter[];
  front?: NlbEip;
  role?: RegionConfig["role"];
}

/** Everything of one region, with a provider of its own. Touches nothing of another region. */
export function createRegion(args: RegionArgs): RegionParts {
  const opts = { providers: [createProvider(args.region, args.tags)] };
  const addresses = createAddresses(args, opts);
  const network = createNetwork(args, addresses, opts);
  const front = args.composition.publicFrontDoor ? createFrontDoor(args, network, addresses, opts) : undefined;
  if (args.composition.backends.includes("instances")) createFleet(args, network, front ? { front } : {}, opts);
  return { addresses, zones: args.settings.zones, front, role: args.settings.role };
}

/** The explicit provider of a region; nothing uses the default one. */
export function createProvider(
  region: string,
  tags: Record<string, string>,
  name = providerName(region),
): aws.Provider {
  return new aws.Provider(name, { region: region as aws.Region, defaultTags: { tags } });
}

function createAddresses(
  { region, settings, config }: RegionArgs,
  opts: pulumi.ComponentResourceOptions,
): FixedAddresses {
  return new FixedAddresses(
    addressesName(region),
    {
      region,
      zones: [...settings.zones, ...settings.parkedAddresses],
      egressZones: [...natZones(settings), ...settings.parkedEgressAddresses],
      own: settings.addresses,
      ownEgress: settings.egressAddresses,
      protect: config.protect,
    },
    opts,
  );
}

function createNetwork(
  { region, settings, config }: RegionArgs,
  addresses: FixedAddresses,
  opts: pulumi.ComponentResourceOptions,
): Network {
  const { service, instances } = config;
  const { workload } = instances;
  const ecr = workload.kind === "container" && ecrImage(workload.image) !== undefined;
  return new Network(
    networkName(region),
    {
      region,
      cidr: settings.cidr,
      zones: settings.zones,
      nat: settings.nat,
      natZone: settings.natZone,
      egressAddresses: addresses.egress,
      traffic: {
        servicePort: service.port,
        healthCheckPort: service.healthCheck.port ?? service.port,
        preserveClientIp: service.preserveClientIp,
        egress: instances.egress,
      },
      interfaceEndpoints: interfaceEndpoints({ hasNat: settings.nat !== "none", ecr }),
      s3Buckets: config.network.s3Buckets,
      flowLogs: config.network.flowLogs,
    },
    opts,
  );
}

function createFrontDoor(
  args: RegionArgs,
  network: Network,
  addresses: FixedAddresses,
  opts: pulumi.ComponentResourceOptions,
): NlbEip {
  const { region, config, composition } = args;
  return new NlbEip(
    frontDoorName(region),
    {
      region,
      vpcId: network.vpcId,
      subnetIds: network.frontSubnetIds,
      addresses: addresses.front,
      service: config.service,
      weights: weights(composition.backends),
      route53Checks: config.dns !== undefined,
      protect: config.protect,
      internetGateway: network.internetGateway,
    },
    opts,
  );
}

function createFleet(
  args: RegionArgs,
  network: Network,
  frontDoors: Record<string, FrontDoor>,
  opts: pulumi.ComponentResourceOptions,
): void {
  const { region, settings, config } = args;
  const { service, instances } = config;
  const { protocol, port = service.port } = service.healthCheck;
  new InstanceFleet(
    fleetName(region),
    {
      region,
      network: {
        vpcId: network.vpcId,
        subnetIds: network.appSubnetIds,
        hasNat: settings.nat !== "none",
        s3PrefixListId: network.s3PrefixListId,
        endpointSecurityGroupId: network.endpointSecurityGroupId,
        waysOut: network.waysOut,
      },
      frontDoors,
      ports: { port: service.port, healthCheck: { protocol, port } },
      capacity: capacity(instances, settings.zones.length),
      instances,
      secret: args.instancesAreSecret,
      tags: args.tags,
    },
    opts,
  );
}
