import type { ResourceNode } from "../../../graph";
import { hostGroups, hostGroupsOf } from "../../inventory/hosts";
import { TYPES } from "../../inventory/resourceTypes";
import { taskCounts } from "../../inventory/summary";
import type { Fleet } from "../../paths/frontDoor/fleets";
import type { Network } from "../../paths/network/vpc";
import type { Box } from "../diagram";
import { boxId } from "../ids";
import { type Scene, detailsOf, resourcesNamed, urnsNamed } from "../scene";
import { type Counts, type Words, countText, shareText } from "../texts";
import { subnetLines } from "./loadBalancers";

/** What runs the service in a VPC, a band each: what is behind a load balancer, then the hosts of tasks. */
export function targetBands(scene: Scene, network: Network): Box[] {
  const { all, targets } = scene.followed.fleets;
  const registered = [...targets.values()].flat().map(({ fleet }) => fleet);
  const byName = new Map([...all, ...registered].map((fleet) => [fleet.name, fleet]));
  return [...byName.values()]
    .filter(({ subnets }) => subnets.some((subnet) => subnet.network === network))
    .map((fleet) => ({ fleet, about: factsOf(scene, fleet) }))
    .sort((one, other) => one.about.order - other.about.order || one.fleet.name.localeCompare(other.fleet.name))
    .map(({ fleet, about }) => bandOf(scene, fleet, about));
}

interface FleetFacts {
  node?: ResourceNode;
  title: string;
  words: Words;
  counts: Counts;
  lines: string[];
  /** Hosts stand below their tasks. */
  order: number;
}

function factsOf(scene: Scene, { name }: Fleet): FleetFacts {
  const { index } = scene;
  const [service] = resourcesNamed(scene, TYPES.ecsService, name);
  if (service) {
    const hosted = hostGroupsOf(index, service).length > 0;
    const title = hosted ? "Tasks on hosts" : "Tasks on Fargate";
    return { node: service, title, words: ["task", "tasks"], counts: taskCounts(index, service), lines: [], order: 1 };
  }
  const [group] = resourcesNamed(scene, TYPES.autoScalingGroup, name);
  const inputs = group?.inputs ?? {};
  const min = Number(inputs["minSize"] ?? 0);
  const counts = { min, desired: Number(inputs["desiredCapacity"] ?? min), max: Number(inputs["maxSize"] ?? min) };
  const lines = group ? instanceTypes(group) : [];
  return group && hostGroups(index).has(group)
    ? { node: group, title: "Hosts of tasks", words: ["host", "hosts"], counts, lines, order: 2 }
    : { ...(group && { node: group }), title: "Instances", words: ["instance", "instances"], counts, lines, order: 0 };
}

interface MixedInstances {
  launchTemplate?: { overrides?: { instanceType?: string }[] };
}

/** The first that it asks for, and how many others it takes. */
function instanceTypes({ inputs }: ResourceNode): string[] {
  const { launchTemplate } = (inputs["mixedInstancesPolicy"] ?? {}) as MixedInstances;
  const [first, ...others] = (launchTemplate?.overrides ?? []).flatMap(({ instanceType }) => instanceType ?? []);
  if (first === undefined) return [];
  return [others.length === 0 ? first : `${first} or ${others.length} other ${others.length === 1 ? "type" : "types"}`];
}

function bandOf(scene: Scene, { name, subnets }: Fleet, { node, title, words, counts, lines, order }: FleetFacts): Box {
  return {
    id: boxId("targets", name),
    kind: "targets",
    title,
    lines: [
      name,
      [isHosts(order) ? `up to ${counts.max} hosts` : countText(counts, words), ...lines].join(", "),
      ...idleLines(scene, name),
    ],
    resources: node ? [node.urn, ...(isHosts(order) ? [] : detailsOf(scene, "targets", node))] : [],
    boxes: subnets.map((subnet) => ({
      id: boxId("targets", name, subnet.zone),
      kind: "targets",
      title: isHosts(order) ? "Hosts as needed" : shareText(counts.desired, subnets.length, words),
      lines: subnetLines(scene, subnet),
      resources: urnsNamed(scene, TYPES.subnet, subnet.name),
      column: subnet.zone,
    })),
  };
}

/** They come as tasks need them: how many there are at first, no resource says. */
const isHosts = (order: number): boolean => order === 2;

/** Behind a listener, and without any of its connections. */
function idleLines({ followed }: Scene, name: string): string[] {
  const has = (groups: readonly { targets: readonly { fleet: Fleet }[] }[]) =>
    groups.some(({ targets }) => targets.some(({ fleet }) => fleet.name === name));
  const idle = followed.frontDoors.some((each) => has(each.idleTargetGroups));
  return idle && !followed.frontDoors.some((each) => has(each.targetGroups)) ? ["weight 0: no connections"] : [];
}
