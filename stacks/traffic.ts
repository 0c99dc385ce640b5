import type { NetworkArgs } from "../components";
import type { RegionConfig, StackConfig } from "../config";
import { egressDestinations } from "../config/firewallRuleSettings";
import { ecsIn, workloadIn } from "../config/images";
import { portsOfInstances, portsOfTasks } from "../config/targetPorts";
import { ecrImage } from "../plan/ec2/policies";
import { secretsOf } from "../plan/ecs/policies";
import { listeners, numbersOf } from "../plan/frontDoor/listeners";
import type { Backend } from "../plan/names";
import type { NaclSettings } from "../plan/network/acls";
import type { EndpointNeeds } from "../plan/network/vpcEndpoints";
import { type Composition, internalFrontDoors } from "../plan/options";

/** What the network must let through for the composed backends. */
export function traffic(config: StackConfig, composition: Composition): NetworkArgs["traffic"] {
  const { service, privateLink } = config;
  const { port: targetPort } = portsOfInstances(config);
  const ports: Record<Backend, number> = { instances: targetPort, tasks: portsOfTasks(config).target };
  return {
    servicePort: service.port,
    targetPort,
    targetPorts: composition.backends.map((backend) => ports[backend]),
    ...furtherPorts(config),
    healthCheckPort: service.healthCheck.port,
    preserveClientIp: service.preserveClientIp,
    hasInternalFrontDoor: internalFrontDoors(composition) > 0,
    internalFrontDoorHasIpv6: composition.privateFrontDoor && privateLink.ipAddressType === "dualstack",
    clientsUseIpv6: composition.publicFrontDoor && service.ipv6,
    ...accelerated(config, composition),
    ipv6Egress: config.network.ipv6Egress,
    egress: egressDestinations(config, composition),
  };
}

function furtherPorts(config: StackConfig): Pick<NaclSettings, "further"> {
  const [, ...others] = listeners(config.service);
  if (others.length === 0) return {};
  const targets = numbersOf(portsOfInstances(config).further ?? []);
  return { further: { listening: others.map(({ port }) => port), targets } };
}

function accelerated(
  { globalAccelerator, service }: StackConfig,
  { acceleratedFrontDoor }: Composition,
): Pick<NaclSettings, "accelerated"> {
  if (!acceleratedFrontDoor || !globalAccelerator) return {};
  const { endpointPort = service.port, ipAddressType } = globalAccelerator;
  return { accelerated: { port: endpointPort, ipv6: ipAddressType === "dualstack" } };
}

/** What the composed backends need of AWS's services in a region. */
export function endpointNeeds(
  region: string,
  settings: RegionConfig,
  { instances, ecs }: StackConfig,
  { backends }: Composition,
): EndpointNeeds {
  // What is not composed may say nothing of this region.
  const workload = backends.includes("instances") ? workloadIn(region, instances.workload) : undefined;
  const tasks = backends.includes("tasks") ? ecsIn(region, ecs) : undefined;
  const images = [
    workload?.kind === "container" ? workload.image : undefined,
    tasks?.image,
    ...Object.values(tasks?.sidecars ?? {}).map(({ image }) => image),
  ];
  return {
    hasNat: settings.nat !== "none",
    ecr: images.some((image) => image !== undefined && ecrImage(image) !== undefined),
    hosts: workload !== undefined || tasks?.launch === "ec2",
    warmPool: workload !== undefined && instances.warmPool !== undefined,
    ...(tasks && { tasks: { launch: tasks.launch, secrets: secretsOf(tasks), exec: tasks.exec } }),
  };
}
