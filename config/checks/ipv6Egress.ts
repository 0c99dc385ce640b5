import { compose } from "../../plan/options";
import { taskVariant } from "../../plan/ecs/tasks";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { type Check, eachRegion, ofBackend } from "./common";

/* What connections out by IPv6 need, and what cannot be beside them. */

const KEY: Path = ["network", "ipv6Egress"];

const refused = (allowed: string, fix: string, because: Path[]): Mistake[] => [
  { path: KEY, value: true, allowed, fix, because },
];

const ranges = ({ network }: StackConfig): Mistake[] =>
  network.ipv6 !== false
    ? []
    : refused(
        "false, where the app subnets have no IPv6 addresses",
        "set network.ipv6: true, which cannot be taken back, or remove it",
        [["network", "ipv6"]],
      );

/** Its endpoints, rules and routes are of IPv4. */
const firewall = ({ options }: StackConfig): Mistake[] =>
  options.includes("networkFirewall")
    ? refused(
        "false, with option networkFirewall, which inspects IPv4 alone: connections out by IPv6 would go round it",
        "remove it, or take networkFirewall out of the options",
        [["options"]],
      )
    : [];

/**
 * Its load balancer stands in the app subnets and answers clients at their own addresses. That their table does not decide about such
 * answers AWS says of no route like this one.
 */
function accelerator({ options, globalAccelerator }: StackConfig): Mistake[] {
  if (!compose(options).acceleratedFrontDoor || globalAccelerator?.ipAddressType !== "dualstack") return [];
  return refused(
    "false, with an accelerator of both families: AWS does not say that answers to its IPv6 clients are left alone by a default route of the app subnets",
    "remove it, or set globalAccelerator.ipAddressType: ipv4",
    [["globalAccelerator", "ipAddressType"], ["options"]],
  );
}

const existingVpc: Check = eachRegion((name, { vpc }) =>
  vpc
    ? refused(
        `false, where the VPC of ${name} exists: its gateways and routes are the owner's`,
        `remove it, or regions.${name}.vpc`,
        [["regions", name, "vpc"]],
      )
    : [],
);

/** Docker's default bridge has no IPv6. Source: docs.docker.com/engine/daemon/ipv6 */
const bridgedTasks = ofBackend("tasks", ({ ecs }) =>
  taskVariant(ecs) === "bridge"
    ? refused(
        "false, with tasks on their hosts' bridge, which has no IPv6: they would go on by IPv4 alone",
        "remove it, or set ecs.networkMode: awsvpc or ecs.launch: fargate",
        [
          ["ecs", "networkMode"],
          ["ecs", "launch"],
        ],
      )
    : [],
);

const bridgedContainers = ofBackend("instances", ({ instances }) =>
  instances.workload.kind === "container"
    ? refused(
        "false, with instances whose container is on Docker's bridge, which has no IPv6: it would go on by IPv4 alone",
        "remove it, or start the container by a script of your own (instances.workload.kind: userData) on the host's network",
        [["instances", "workload", "kind"]],
      )
    : [],
);

const rules: readonly Check[] = [ranges, firewall, accelerator, existingVpc, bridgedTasks, bridgedContainers];

export const ipv6EgressChecks: readonly Check[] = rules.map(
  (check) => (config) => (config.network.ipv6Egress ? check(config) : []),
);
