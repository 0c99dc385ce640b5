import { type GraphIndex, type ResourceNode, referencesIn } from "../../graph/graph";
import { MOST_LOAD_PERCENT, loadWithoutZone, mostLoadBefore } from "../../plan/guard/autoshift";
import { loadBalancerRows } from "../inventory/frontDoors";
import { GUARD_TYPES, TYPES } from "../inventory/resourceTypes";
import type { Finding } from "./finding";

/* What an owner should know whose zones are taken out by AWS, each week for practice. */

/** A backend behind load balancers that lose a zone, and how many zones it has. */
interface ShiftedBackend {
  node: ResourceNode;
  zones: number;
}

const shiftedLoadBalancers = (index: GraphIndex): ResourceNode[] =>
  index.ofType(GUARD_TYPES.autoshift).flatMap(({ inputs }) => index.resolve(inputs["resourceArn"]) ?? []);

const zonesOf = ({ inputs }: ResourceNode): number => ((inputs["subnetMappings"] ?? []) as unknown[]).length;

function shiftedBackends(index: GraphIndex): ShiftedBackend[] {
  const nodes = [...index.ofType(TYPES.autoScalingGroup), ...index.ofType(TYPES.ecsService)];
  const all = shiftedLoadBalancers(index).flatMap((loadBalancer) =>
    loadBalancerRows(index.graph)
      .filter((row) => row.loadBalancer === loadBalancer.name)
      .flatMap(({ targets }) => targets.flatMap(({ backends }) => backends))
      .flatMap((name) => nodes.filter((node) => node.name === name))
      .map((node) => ({ node, zones: zonesOf(loadBalancer) })),
  );
  return [...new Map(all.map((each) => [each.node.urn, each])).values()];
}

/** ARC waits for no scaling, so that the other zones must carry all before. */
export function tightZones(index: GraphIndex): Finding[] {
  return shiftedBackends(index).flatMap(({ node, zones }): Finding[] => {
    const target = cpuTargetOf(index, node);
    if (target === undefined || loadWithoutZone(target, zones) <= MOST_LOAD_PERCENT) return [];
    const section = node.type === TYPES.ecsService ? "ecs" : "instances";
    return [
      {
        severity: "warning",
        rule: "autoshift-load",
        text:
          `${node.name} may be at ${target} % of its CPU, as it scales there: with one of ${zones} zones taken out the others ` +
          `would be at ${loadWithoutZone(target, zones)} %. Zonal autoshift waits for no scaling, and does this each week.`,
        fix: `Set ${section}.scaling.targetCpuPercent to ${mostLoadBefore(zones)} or less${zones < 3 ? ", or add a zone" : ""}.`,
        resources: [node.name],
      },
    ];
  });
}

interface Tracking {
  targetValue?: number;
  predefinedMetricSpecification?: { predefinedMetricType?: string };
}

/** At how much CPU a backend gets more targets. Undefined where it does not scale by that. */
function cpuTargetOf(index: GraphIndex, backend: ResourceNode): number | undefined {
  const ofGroup = index
    .ofType("aws:autoscaling/policy:Policy")
    .filter(({ inputs }) => index.resolve(inputs["autoscalingGroupName"]) === backend)
    .map(({ inputs }) => inputs["targetTrackingConfiguration"]);
  const ofTasks = index
    .ofType("aws:appautoscaling/policy:Policy")
    .filter(({ inputs }) => referencesIn(inputs["resourceId"]).some(({ name }) => name === backend.name))
    .map(({ inputs }) => inputs["targetTrackingScalingPolicyConfiguration"]);
  return ([...ofGroup, ...ofTasks] as (Tracking | undefined)[]).find((tracking) =>
    tracking?.predefinedMetricSpecification?.predefinedMetricType?.endsWith("AverageCPUUtilization"),
  )?.targetValue;
}

/** Source: docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-autoshift.how-it-works.capacity-check.html */
export function unevenZones(index: GraphIndex): Finding[] {
  return shiftedBackends(index).flatMap(({ node, zones }): Finding[] => {
    const { desiredCapacity, desiredCount = desiredCapacity } = node.inputs as Record<string, number | undefined>;
    if (desiredCount === undefined || desiredCount % zones === 0) return [];
    return [
      {
        severity: "note",
        rule: "autoshift-balance",
        text: `${node.name} begins with ${desiredCount} targets in ${zones} zones: ARC starts no practice run while one zone has more healthy targets than another.`,
        fix: `Make min, desired and max multiples of ${zones}.`,
        resources: [node.name],
      },
    ];
  });
}

/** A region whose name wants all zones loses its place in DNS with each zone that is taken out. */
export function regionLeftWithZone(index: GraphIndex): Finding[] {
  return shiftedLoadBalancers(index).flatMap((loadBalancer): Finding[] => {
    const strict = zoneAlarms(index, loadBalancer).filter(
      ({ inputs }) => !hasZone(inputs) && inputs["statistic"] === "Minimum",
    );
    if (strict.length === 0) return [];
    return [
      {
        severity: "warning",
        rule: "autoshift-region",
        text: `dns.healthCheck.minimumHealthyAddresses wants every zone of ${loadBalancer.name}: each practice run takes the region out of DNS for half an hour.`,
        fix: `Set it to ${zonesOf(loadBalancer) - 1} or less.`,
        resources: [loadBalancer.name, ...strict.map(({ name }) => name)],
      },
    ];
  });
}

/** Names that are answered with each zone's address, and do not hear that a zone is taken out. */
export function unheardShifts(index: GraphIndex): Finding[] {
  const multivalue = index.ofType(TYPES.record).some(({ inputs }) => inputs["multivalueAnswerRoutingPolicy"] === true);
  if (!multivalue) return [];
  return shiftedLoadBalancers(index)
    .filter(({ inputs }) => inputs["internal"] === false)
    .filter((loadBalancer) => !zoneAlarms(index, loadBalancer).some(({ inputs }) => hasZone(inputs)))
    .map(({ name }) => ({
      severity: "warning",
      rule: "autoshift-unheard",
      text: `The name is answered with the addresses of ${name}, also with that of a zone that is taken out: its clients stay there.`,
      fix: "Set dns.healthCheck.followZones: true.",
      resources: [name],
    }));
}

/** Alarms of the zones that a load balancer has in its name. */
const zoneAlarms = (index: GraphIndex, loadBalancer: ResourceNode): ResourceNode[] =>
  index
    .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
    .filter(
      ({ inputs }) =>
        inputs["metricName"] === "ZonalHealthStatus" &&
        index.resolve(dimensionsOf(inputs)["LoadBalancer"]) === loadBalancer,
    );

const dimensionsOf = (inputs: ResourceNode["inputs"]): Record<string, unknown> =>
  (inputs["dimensions"] ?? {}) as Record<string, unknown>;

const hasZone = (inputs: ResourceNode["inputs"]): boolean => "AvailabilityZone" in dimensionsOf(inputs);
