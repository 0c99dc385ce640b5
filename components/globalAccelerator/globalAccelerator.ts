import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { GlobalAcceleratorConfig, RegionConfig } from "../../config";
import { createAllRegionsAlarm } from "./alarms";

/** A region with an endpoint group. */
export interface AcceleratedRegion {
  /** The region's own load balancer. */
  loadBalancerArn: pulumi.Input<string>;
  /** Dial, weights, and further load balancers. */
  settings: RegionConfig["accelerator"] & { dial: number };
  /** What must be there before clients can be sent there. */
  ready: readonly pulumi.Resource[];
}

export interface GlobalAcceleratorArgs {
  acceleratorArn: pulumi.Input<string>;
  /** The ports that clients connect to, the service's own first. */
  ports: readonly number[];
  accelerator: Pick<GlobalAcceleratorConfig, "clientAffinity" | "preserveClientIp" | "endpointPort" | "healthCheck">;
  /** By region. */
  regions: Readonly<Record<string, AcceleratedRegion>>;
  /** Whether a public name points to the accelerator while a region behind it is healthy. Default: false. */
  hasDnsName?: boolean;
}

/**
 * What an accelerator does with the connections to its addresses: a TCP listener, and for each region an endpoint group with the region's
 * internal load balancer. A region more is a group more, and touches no other.
 */
export class GlobalAccelerator extends pulumi.ComponentResource {
  readonly listenerArn: pulumi.Output<string>;
  /** Those that it leads to, sorted. */
  readonly regions: readonly string[];
  /** What must be there before clients can be sent to the accelerator. */
  readonly ready: pulumi.Resource[];
  /** Says that no region has a healthy endpoint, where a public name follows that. */
  readonly down?: aws.cloudwatch.MetricAlarm;

  constructor(name: string, args: GlobalAcceleratorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:GlobalAccelerator", name, {}, opts);
    const listener = createListener(name, args, this);
    const groups = Object.entries(args.regions).map(([region, accelerated]) =>
      createEndpointGroup(`${name}-${region}`, { ...args, region, ...accelerated }, listener, this),
    );
    this.ready = [listener, ...groups];
    const { acceleratorArn } = args;
    if (args.hasDnsName) this.down = createAllRegionsAlarm(name, { acceleratorArn, listenerArn: listener.arn }, this);
    this.listenerArn = listener.arn;
    this.regions = Object.keys(args.regions).sort();
    this.registerOutputs({ listenerArn: this.listenerArn });
  }
}

const AFFINITIES = { none: "NONE", sourceIp: "SOURCE_IP" } as const;

function createListener(
  name: string,
  { acceleratorArn, ports, accelerator }: GlobalAcceleratorArgs,
  parent: GlobalAccelerator,
): aws.globalaccelerator.Listener {
  return new aws.globalaccelerator.Listener(
    `${name}-listener`,
    {
      acceleratorArn,
      protocol: "TCP",
      portRanges: ports.map((port) => ({ fromPort: port, toPort: port })),
      clientAffinity: AFFINITIES[accelerator.clientAffinity],
    },
    { parent },
  );
}

function createEndpointGroup(
  name: string,
  args: Omit<GlobalAcceleratorArgs, "regions"> & AcceleratedRegion & { region: string },
  listener: aws.globalaccelerator.Listener,
  parent: GlobalAccelerator,
): aws.globalaccelerator.EndpointGroup {
  const { region, ports, accelerator, settings, ready } = args;
  const [port = 0] = ports;
  const { healthCheck, endpointPort = port } = accelerator;
  return new aws.globalaccelerator.EndpointGroup(
    name,
    {
      listenerArn: listener.arn,
      endpointGroupRegion: region,
      trafficDialPercentage: settings.dial,
      healthCheckProtocol: "TCP",
      healthCheckPort: endpointPort,
      healthCheckIntervalSeconds: healthCheck.intervalSeconds,
      thresholdCount: healthCheck.threshold,
      // The other ports are the same at the load balancers.
      portOverrides: endpointPort === port ? [] : [{ listenerPort: port, endpointPort }],
      endpointConfigurations: endpoints(args),
    },
    // AWS has one endpoint group of a listener in a region. No client is sent to a load balancer that lets nobody in.
    { parent, deleteBeforeReplace: true, dependsOn: [...ready] },
  );
}

/** Everything is stated: the provider sends a weight that is left out as 0, and a flag as false. */
function endpoints({
  loadBalancerArn,
  settings,
  accelerator: { preserveClientIp },
}: AcceleratedRegion & Pick<GlobalAcceleratorArgs, "accelerator">) {
  const others = [...settings.endpoints].sort((one, other) => one.arn.localeCompare(other.arn));
  return [
    { endpointId: loadBalancerArn, weight: settings.weight, clientIpPreservationEnabled: preserveClientIp },
    ...others.map(({ arn, weight, preserveClientIp: preserve = preserveClientIp, attachmentArn }) => ({
      endpointId: arn,
      weight,
      clientIpPreservationEnabled: preserve,
      ...(attachmentArn !== undefined && { attachmentArn }),
    })),
  ];
}
