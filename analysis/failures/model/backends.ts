import { type GraphIndex, type ResourceNode, referencesIn } from "../../../graph/graph";
import { FIRST_HOSTS } from "../../../plan/ecs/hosts";
import { endpointService } from "../../inventory/endpoints";
import { fewHosts, hostGroupsOf } from "../../inventory/hosts";
import { registriesOf } from "../../inventory/registries";
import { PRIVATE_LINK_TYPES, TYPES } from "../../inventory/resourceTypes";
import type { FollowedPaths } from "../../paths";

/** What takes connections in one region, and how many there are of it. */
export interface Backend {
  /** Logical name of the Auto Scaling group or the ECS service. */
  name: string;
  region: string;
  kind: "instances" | "tasks";
  /** Where it may run, sorted. */
  zones: string[];
  least: number;
  running: number;
  most: number;
  /** Seconds that the config gives a new one until it counts. */
  warmUp: number;
  /** Where its images come from. */
  registries: string[];
  /** Whether images reach it by an endpoint of the VPC's, past any way out. */
  pullsInside: boolean;
  /** Whether what fails the load balancer's checks is replaced. */
  replacesUnhealthy: boolean;
  /** Whether its tasks need instances of a group of the stack. */
  onHosts: boolean;
  /** In how many of its zones it runs: fewer than all, where its tasks have room on fewer hosts. */
  spread: number;
}

/** Those of the stack, or of one that it refers to, behind any target group. */
export function backendsOf({ topology: { index }, fleets }: FollowedPaths): Map<string, Backend> {
  const behind = new Map([...fleets.targets.values()].flat().map(({ fleet }) => [fleet.name, fleet]));
  const nodes = [...index.ofType(TYPES.autoScalingGroup), ...index.ofType(TYPES.ecsService)];
  const crowded = new Set(fewHosts(index).map(({ service }) => service.name));
  return new Map(
    nodes.flatMap((node): [string, Backend][] => {
      const fleet = behind.get(node.name);
      if (!fleet) return [];
      const region = index.regionOf(node) ?? fleet.subnets[0]?.network.region ?? "";
      const zones = [...new Set(fleet.subnets.map(({ zone }) => zone))].sort();
      const counts = node.type === TYPES.ecsService ? tasks(index, node) : instances(node);
      const spread = crowded.has(node.name) ? Math.min(FIRST_HOSTS, zones.length) : zones.length;
      return [[node.name, { name: node.name, region, zones, spread, ...counts, ...imagesOf(index, node, region) }]];
    }),
  );
}

type Counts = Pick<Backend, "kind" | "least" | "running" | "most" | "warmUp" | "onHosts" | "replacesUnhealthy">;

/** The provider takes the least for what is desired, where nothing is said. */
function instances({ inputs }: ResourceNode): Counts {
  const least = Number(inputs["minSize"] ?? 0);
  return {
    kind: "instances",
    least,
    running: Number(inputs["desiredCapacity"] ?? least),
    most: Number(inputs["maxSize"] ?? least),
    warmUp: Number(inputs["defaultInstanceWarmup"] ?? 0),
    replacesUnhealthy: inputs["healthCheckType"] === "ELB",
    onHosts: false,
  };
}

/** Where nothing scales a service, it has as many tasks as it was given. */
function tasks(index: GraphIndex, node: ResourceNode): Counts {
  const running = Number(node.inputs["desiredCount"] ?? 0);
  const scaled = index
    .ofType("aws:appautoscaling/target:Target")
    .find(({ inputs }) => referencesIn(inputs["resourceId"]).some(({ name }) => name === node.name));
  const hosts = hostGroupsOf(index, node);
  return {
    kind: "tasks",
    least: Number(scaled?.inputs["minCapacity"] ?? running),
    running,
    most: Number(scaled?.inputs["maxCapacity"] ?? running),
    warmUp: Math.max(0, ...hosts.map(({ inputs }) => Number(inputs["defaultInstanceWarmup"] ?? 0))),
    replacesUnhealthy: true,
    onHosts: hosts.length > 0,
  };
}

function imagesOf(index: GraphIndex, node: ResourceNode, region: string): Pick<Backend, "registries" | "pullsInside"> {
  const registries = registriesOf(index, node);
  const endpoints = index
    .ofType(PRIVATE_LINK_TYPES.endpoint)
    .filter((each) => index.regionOf(each) === region)
    .map((each) => endpointService(index, each));
  const ofRegion = registries.every((registry) => registry === region);
  return { registries, pullsInside: registries.length === 0 || (ofRegion && endpoints.includes("ecr.dkr")) };
}

/** What is left of a backend. */
export interface BackendState {
  left: number;
  /** The zones that surely have a target left, as far as the most were where anything was lost. */
  zones: readonly string[];
}

/**
 * Of an even spread over so many zones, with the most in the zones that are lost, and one target less where one is lost: from a zone with the fewest, so that
 * this is empty where it had one. The more is lost, the less is left, in whatever order.
 *
 * @param replaced whether lost targets have come back, in the zones that are left.
 */
export function backendState(backend: Backend, lost: ReadonlySet<string>, replaced = false): BackendState {
  const { name, region, zones, running, spread } = backend;
  if (lost.has(`region=${region}`) || lost.has(`backend=${name}`)) return { left: 0, zones: [] };
  const alive = zones.filter((zone) => !lost.has(`zone=${zone}`));
  if (alive.length === 0) return { left: 0, zones: [] };
  if (replaced) return { left: running, zones: alive.slice(0, running) };
  const hit = Math.min(zones.length - alive.length, spread);
  const [each, more] = [Math.floor(running / spread), running % spread];
  const inAlive = each * (spread - hit) + Math.max(0, more - hit);
  const left = Math.max(0, inAlive - (lost.has(`target=${name}`) ? 1 : 0));
  return { left, zones: alive.slice(0, Math.min(left, spread - hit)) };
}
