import type * as pulumi from "@pulumi/pulumi";
import {
  type AcceleratedNlb,
  type AccessLogs,
  type BackendNetwork,
  EcsService,
  type FixedAddresses,
  type FrontDoor,
  InstanceFleet,
  NlbEip,
  type PrivateLink,
  type RegionNetwork,
} from "../components";
import type { RegionConfig, StackConfig } from "../config";
import { ecsIn, instancesIn } from "../config/images";
import { followedZonesOf } from "../config/targetHealth";
import { portsOfInstances, portsOfTasks } from "../config/targetPorts";
import { capacity } from "../plan/capacity";
import { hostCapacity } from "../plan/ecs/hosts";
import { taskTargetType, taskVariant } from "../plan/ecs/tasks";
import { portsOfTargets } from "../plan/frontDoor/listeners";
import { instanceGrace, taskGrace } from "../plan/graces";
import { fleetName, frontDoorName, tasksName } from "../plan/names";
import { type Composition, type FrontDoorKind, frontDoorKinds } from "../plan/options";
import type { Region, ZoneLetter } from "../plan/regions";
import { weights } from "../plan/weights";
import { createAcceleratedNlb } from "./globalAccelerator";
import { type Keys, createAccessLogs, createAudit } from "./keys";
import { backendNetwork, createAddresses, createRegionNetwork } from "./network";
import { type RegionFirewall, createFirewall } from "./networkFirewall";
import { createPrivateLink } from "./privateLink";
import type { Providers } from "./providers";

export interface RegionArgs {
  region: Region;
  settings: RegionConfig;
  config: StackConfig;
  composition: Composition;
  /** What encrypts the region's log groups, buckets and volumes. */
  keys: Keys;
  /** The sections of the config that came encrypted. */
  secretSections: readonly string[];
  tags: Record<string, string>;
  providers: Providers;
}

/** What one region brought, for the stack's outputs and for DNS. */
export interface RegionParts {
  addresses: FixedAddresses;
  /** The zones whose addresses are in use; those of other zones are parked. */
  zones: readonly ZoneLetter[];
  nlb?: NlbEip;
  privateLink?: PrivateLink;
  acceleratedNlb?: AcceleratedNlb;
  tasks?: EcsService;
  /** What alarms and dashboards watch beside the front doors. */
  fleet?: InstanceFleet;
  network?: RegionNetwork;
  firewall?: RegionFirewall;
  /** What must be there before the region serves. */
  ready: readonly pulumi.Resource[];
}

/** Everything of one region, with a provider of its own. Touches nothing of another region. */
export function createRegion(args: RegionArgs): RegionParts {
  const opts = { providers: [args.providers.of(args.region)] };
  const addresses = createAddresses(args, opts);
  const firewall = createFirewall(args, opts);
  const { network, ways } = createRegionNetwork(args, addresses, firewall?.inspection, opts);
  const loadBalancers = createLoadBalancers(args, network, addresses, opts);
  const frontDoors = frontDoorsByKey(loadBalancers);
  const { backends } = args.composition;
  const ofBackends = backendNetwork(args, network, ways);
  const fleet = backends.includes("instances") ? createInstanceFleet(args, ofBackends, frontDoors, opts) : undefined;
  const tasks = backends.includes("tasks") ? createEcsService(args, ofBackends, frontDoors, opts) : undefined;
  createAudit({ ...args, firewall: firewall?.made !== undefined }, opts);
  const { zones } = args.settings;
  const ready = [...(fleet ? [fleet.group] : []), ...(tasks ? [tasks.service] : [])];
  return { ...loadBalancers, addresses, zones, fleet, tasks, network, firewall, ready };
}

type FrontDoorParts = Pick<RegionParts, "nlb" | "privateLink" | "acceleratedNlb">;

/** By what a backend's security group calls them in its rules. */
const FRONT_DOOR_KEYS: Readonly<Record<keyof FrontDoorParts, string>> = {
  nlb: "front",
  privateLink: "link",
  acceleratedNlb: "accelerated",
};

const frontDoorsByKey = (parts: FrontDoorParts): Record<string, FrontDoor> =>
  Object.fromEntries(
    (Object.keys(parts) as (keyof FrontDoorParts)[]).flatMap((part): [string, FrontDoor][] => {
      const frontDoor = parts[part];
      return frontDoor ? [[FRONT_DOOR_KEYS[part], frontDoor]] : [];
    }),
  );

/** The front doors that the options bring, and where they write their access logs. */
function createLoadBalancers(
  args: RegionArgs,
  network: RegionNetwork,
  addresses: FixedAddresses,
  opts: pulumi.ComponentResourceOptions,
): FrontDoorParts {
  const { composition } = args;
  const accessLogs = createAccessLogs(args, opts);
  const create: Record<FrontDoorKind, () => FrontDoorParts> = {
    public: () => ({ nlb: createNlbEip(args, { network, addresses, accessLogs }, opts) }),
    privateLink: () => ({ privateLink: createPrivateLink({ ...args, network, accessLogs }, opts) }),
    accelerator: () => ({ acceleratedNlb: createAcceleratedFrontDoor(args, { network, accessLogs }, opts) }),
  };
  // In the order of this table, which is that of their resources.
  const kinds = (Object.keys(create) as FrontDoorKind[]).filter((kind) => frontDoorKinds(composition).includes(kind));
  return kinds.reduce((parts, kind): FrontDoorParts => ({ ...parts, ...create[kind]() }), {});
}

/** What is kept of a region that serves nobody any more: its addresses, attached to nothing. */
export function createParkedRegion(args: RegionArgs): RegionParts {
  const opts = { providers: [args.providers.of(args.region)] };
  return { addresses: createAddresses(args, opts), zones: [], ready: [] };
}

function createNlbEip(
  args: RegionArgs,
  { network, addresses, accessLogs }: { network: RegionNetwork; addresses: FixedAddresses; accessLogs?: AccessLogs },
  opts: pulumi.ComponentResourceOptions,
): NlbEip {
  const { region, settings, config, composition } = args;
  return new NlbEip(
    frontDoorName(region),
    {
      region,
      vpcId: network.vpcId,
      subnetIds: network.frontSubnetIds,
      addresses: addresses.front,
      service: config.service,
      certificates: settings.certificates,
      weights: weights(composition.backends, config.weights),
      targetTypes: { instances: "instance", tasks: taskTargetType(taskVariant(config.ecs)) },
      route53Checks: config.dns !== undefined,
      followedZones: followedZonesOf(config),
      publishedIpv6: settings.publishedIpv6,
      accessLogs,
      protect: config.protect,
      inboundPaths: network.inboundPaths,
    },
    opts,
  );
}

function createAcceleratedFrontDoor(
  { region, config, composition }: RegionArgs,
  { network, accessLogs }: { network: RegionNetwork; accessLogs?: AccessLogs },
  opts: pulumi.ComponentResourceOptions,
): AcceleratedNlb | undefined {
  if (!composition.acceleratedFrontDoor || !config.globalAccelerator) return undefined;
  return createAcceleratedNlb({ region, config, composition, network, accessLogs }, config.globalAccelerator, opts);
}

function createInstanceFleet(
  args: RegionArgs,
  network: BackendNetwork,
  frontDoors: Record<string, FrontDoor>,
  opts: pulumi.ComponentResourceOptions,
): InstanceFleet {
  const { region, settings, config } = args;
  const { service, instances } = config;
  return new InstanceFleet(
    fleetName(region, settings.vpc?.id),
    {
      region,
      network,
      frontDoors,
      ports: { ...portsOfInstances(config), servicePort: service.port },
      capacity: capacity(instances, settings.zones.length),
      graceSeconds: instanceGrace(instances, ...checksOf(service)),
      drainSeconds: service.deregistrationDelaySeconds,
      resetsPercent: config.monitoring.thresholds.resetsByTargetPercent,
      instances: instancesIn(region, instances),
      kmsKeyArn: args.keys[region],
      iam: config.iam,
      secret: args.secretSections.includes("instances"),
      tags: args.tags,
    },
    opts,
  );
}

function createEcsService(
  args: RegionArgs,
  network: BackendNetwork,
  frontDoors: Record<string, FrontDoor>,
  opts: pulumi.ComponentResourceOptions,
): EcsService {
  const { region, settings, config } = args;
  const tasks = capacity(config.ecs, settings.zones.length);
  return new EcsService(
    tasksName(region, settings.vpc?.id),
    {
      region,
      network,
      frontDoors,
      variant: taskVariant(config.ecs),
      ports: portsOfTasks(config),
      healthCheckProtocol: config.service.healthCheck.protocol,
      capacity: tasks,
      graceSeconds: taskGrace(config.ecs, ...checksOf(config.service)),
      drainSeconds: config.service.deregistrationDelaySeconds,
      resetsPercent: config.monitoring.thresholds.resetsByTargetPercent,
      hostCapacity: hostCapacity(config.ecs.hosts, tasks.max, settings.zones.length),
      ecs: ecsIn(region, config.ecs),
      kmsKeyArn: args.keys[region],
      iam: config.iam,
      secret: args.secretSections.includes("ecs"),
      protect: config.protect,
      tags: args.tags,
    },
    opts,
  );
}

/** How targets are checked, on each port of theirs. */
const checksOf = (service: StackConfig["service"]) => portsOfTargets(service).map(({ healthCheck }) => healthCheck);
