import type * as pulumi from "@pulumi/pulumi";
import { AcceleratedNlb, AnycastAddresses, GlobalAccelerator, type DnsAccelerator, type Network } from "../components";
import { regionEntries, type GlobalAcceleratorConfig, type StackConfig } from "../config";
import { acceleratedClients, dialOf } from "../plan/accelerator";
import { ACCELERATOR, acceleratedName, ANYCAST } from "../plan/names";
import { compose, type Composition } from "../plan/options";
import { ACCELERATOR_REGION, type Region } from "../plan/regions";
import { taskTargetType, taskVariant } from "../plan/tasks";
import { weights } from "../plan/weights";

export interface AcceleratedArgs {
  region: Region;
  config: StackConfig;
  composition: Composition;
  network: Network;
}

/** The door of a region behind the accelerator. */
export function createAcceleratedDoor(
  { region, config, composition, network }: AcceleratedArgs,
  accelerator: GlobalAcceleratorConfig,
  opts: pulumi.ComponentResourceOptions,
): AcceleratedNlb {
  const { service } = config;
  return new AcceleratedNlb(
    acceleratedName(region),
    {
      region,
      vpcId: network.vpcId,
      subnetIds: network.appSubnetIds,
      service,
      certificates: config.regions[region]?.certificates,
      weights: weights(composition.backends, config.weights),
      targetTypes: { instances: "instance", tasks: taskTargetType(taskVariant(config.ecs)) },
      port: accelerator.endpointPort ?? service.port,
      ipAddressType: accelerator.ipAddressType,
      crossZone: accelerator.crossZone,
      clientRanges: acceleratedClients({ ...accelerator, allowedClients: service.allowedClients }),
      route53Checks: config.dns !== undefined,
      waysIn: network.waysIn,
      protect: config.protect,
    },
    opts,
  );
}

/** The accelerator's addresses, which outlive the option. */
export function createAnycast(
  accelerator: GlobalAcceleratorConfig,
  { protect }: StackConfig,
  opts: pulumi.ComponentResourceOptions,
): AnycastAddresses {
  return new AnycastAddresses(ANYCAST, { accelerator, protect }, opts);
}

/** What leads from the addresses to the regions' doors. */
export function createAccelerator(
  config: StackConfig,
  { acceleratorArn }: AnycastAddresses,
  doors: Readonly<Partial<Record<Region, AcceleratedNlb>>>,
  opts: pulumi.ComponentResourceOptions,
): GlobalAccelerator | undefined {
  const { globalAccelerator: accelerator, service } = config;
  if (!accelerator) return undefined;
  const regions = regionEntries(config).flatMap(([region, settings]) => {
    const door = doors[region];
    if (!door) return [];
    const { loadBalancerArn, ready } = door;
    return [
      [
        region,
        {
          loadBalancerArn,
          ready,
          settings: { ...settings.accelerator, dial: dialOf({ role: settings.role, ...settings.accelerator }) },
        },
      ] as const,
    ];
  });
  if (regions.length === 0) return undefined;
  return new GlobalAccelerator(
    ACCELERATOR,
    { acceleratorArn, port: service.port, accelerator, regions: Object.fromEntries(regions), named: hasName(config) },
    opts,
  );
}

/** The name that leads to the accelerator's addresses, where something behind them answers. */
export const anycastName = (
  { options }: StackConfig,
  accelerator: AnycastAddresses | undefined,
): pulumi.Output<string> | undefined => (compose(options).acceleratedFrontDoor ? accelerator?.dnsName : undefined);

const hasName = ({ dns, service }: StackConfig): boolean => dns !== undefined && service.hostname !== undefined;

/** What a public name leads to first, where there is one and something behind the addresses answers. */
export function nameOfAccelerator(
  { dnsName, hostedZoneId, ipv4, ipv6 }: AnycastAddresses,
  { ready, down }: GlobalAccelerator,
): DnsAccelerator | undefined {
  if (!down) return undefined;
  const watches = down.dimensions.apply((dimensions = {}) => dimensions);
  return {
    dnsName,
    hostedZoneId,
    ipv4,
    ...(ipv6 && { ipv6 }),
    ready,
    down: { name: down.name, region: ACCELERATOR_REGION, watches },
  };
}

/** What others have on their allow lists, and what the accelerator is called. */
export function acceleratorOutput({ acceleratorArn, ipv4, ipv6, dnsName }: AnycastAddresses) {
  return { arn: acceleratorArn, addresses: { ipv4, ...(ipv6 && { ipv6 }) }, dnsName };
}
