import type * as pulumi from "@pulumi/pulumi";
import {
  AcceleratedNlb,
  type AccessLogs,
  AnycastAddresses,
  type DnsAccelerator,
  GlobalAccelerator,
  type RegionNetwork,
  watchedAlarm,
} from "../components";
import { type GlobalAcceleratorConfig, type StackConfig, regionEntries } from "../config";
import { taskTargetType, taskVariant } from "../plan/ecs/tasks";
import { listeners } from "../plan/frontDoor/listeners";
import { acceleratedClients, trafficDialOf } from "../plan/globalAccelerator/accelerator";
import { ACCELERATOR_NAME, ANYCAST_NAME, acceleratedNlbName } from "../plan/names";
import { type Composition, compose } from "../plan/options";
import { ACCELERATOR_REGION, type Region } from "../plan/regions";
import { weights } from "../plan/weights";
import type { Keys } from "./keys";

export interface AcceleratedNlbSettings {
  region: Region;
  config: StackConfig;
  composition: Composition;
  network: RegionNetwork;
  /** Where the load balancer writes down TLS connections. Default: nowhere. */
  accessLogs?: AccessLogs;
}

/** The front door of a region behind the accelerator. */
export function createAcceleratedNlb(
  { region, config, composition, network, accessLogs }: AcceleratedNlbSettings,
  accelerator: GlobalAcceleratorConfig,
  opts: pulumi.ComponentResourceOptions,
): AcceleratedNlb {
  const { service } = config;
  const [own, ...others] = listeners(service);
  const clientRanges = ({ allowedClients }: Pick<typeof own, "allowedClients">) =>
    acceleratedClients({ ...accelerator, allowedClients });
  return new AcceleratedNlb(
    acceleratedNlbName(region),
    {
      region,
      vpcId: network.vpcId,
      subnetIds: network.appSubnetIds,
      service,
      certificates: config.regions[region]?.certificates,
      weights: weights(composition.backends, config.weights),
      targetTypes: { instances: "instance", tasks: taskTargetType(taskVariant(config.ecs)) },
      listening: [
        { port: accelerator.endpointPort ?? own.port, clientRanges: clientRanges(own) },
        ...others.map(({ name, port, allowedClients }) => ({
          name,
          port,
          clientRanges: clientRanges({ allowedClients }),
        })),
      ],
      ipAddressType: accelerator.ipAddressType,
      crossZone: accelerator.crossZone,
      route53Checks: config.dns !== undefined,
      inboundPaths: network.inboundPaths,
      accessLogs,
      protect: config.protect,
    },
    opts,
  );
}

/** The accelerator's addresses, which outlive the option. */
export function createAnycastAddresses(
  accelerator: GlobalAcceleratorConfig,
  { protect }: StackConfig,
  keys: Keys,
  opts: pulumi.ComponentResourceOptions,
): AnycastAddresses {
  const args = { accelerator, kmsKeyArn: keys[ACCELERATOR_REGION], protect };
  return new AnycastAddresses(ANYCAST_NAME, args, opts);
}

/** The listener of the accelerator, and an endpoint group for each region's front door. */
export function createGlobalAccelerator(
  config: StackConfig,
  { acceleratorArn }: AnycastAddresses,
  frontDoors: Readonly<Partial<Record<Region, AcceleratedNlb>>>,
  opts: pulumi.ComponentResourceOptions,
): GlobalAccelerator | undefined {
  const { globalAccelerator: accelerator, service } = config;
  if (!accelerator) return undefined;
  const regions = regionEntries(config).flatMap(([region, settings]) => {
    const frontDoor = frontDoors[region];
    if (!frontDoor) return [];
    const { loadBalancerArn, ready } = frontDoor;
    return [
      [
        region,
        {
          loadBalancerArn,
          ready,
          settings: { ...settings.accelerator, dial: trafficDialOf({ role: settings.role, ...settings.accelerator }) },
        },
      ] as const,
    ];
  });
  if (regions.length === 0) return undefined;
  return new GlobalAccelerator(
    ACCELERATOR_NAME,
    {
      acceleratorArn,
      ports: listeners(service).map(({ port }) => port),
      accelerator,
      regions: Object.fromEntries(regions),
      hasDnsName: hasDnsName(config),
    },
    opts,
  );
}

/** The name of the accelerator's addresses, where something behind them answers. */
export const acceleratorDnsName = (
  { options }: StackConfig,
  accelerator: AnycastAddresses | undefined,
): pulumi.Output<string> | undefined => (compose(options).acceleratedFrontDoor ? accelerator?.dnsName : undefined);

const hasDnsName = ({ dns, service }: StackConfig): boolean => dns !== undefined && service.hostname !== undefined;

/** What a public name points to first, where there is one and something behind the addresses answers. */
export function acceleratorDnsTarget(
  { dnsName, hostedZoneId, ipv4, ipv6 }: AnycastAddresses,
  { ready, down }: GlobalAccelerator,
): DnsAccelerator | undefined {
  if (!down) return undefined;
  return {
    dnsName,
    hostedZoneId,
    ipv4,
    ...(ipv6 && { ipv6 }),
    ready,
    down: watchedAlarm(down, ACCELERATOR_REGION),
  };
}

/** What others have on their allow lists, and what the accelerator is called. */
export function acceleratorOutput({ acceleratorArn, ipv4, ipv6, dnsName }: AnycastAddresses) {
  return { arn: acceleratorArn, addresses: { ipv4, ...(ipv6 && { ipv6 }) }, dnsName };
}
