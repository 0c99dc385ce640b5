import { isDeepStrictEqual } from "node:util";
import { ANYWHERE, isNobody } from "../../plan/cidrs";
import { SSH_PORT } from "../../plan/ec2/hostPorts";
import { portsOfTargets } from "../../plan/frontDoor/listeners";
import { compose, frontDoorKinds } from "../../plan/options";
import { type Mistake, type Path, pathText } from "../mistakes";
import type { StackConfig } from "../schema";
import { type Check, repeated, tlsBehindAcceleratorFix } from "./common";

/* What the service listens on beside its own port, and where its targets listen. */

export const alsoListens = (...rest: Path): Path => ["service", "alsoListens", ...rest];

interface PlacedPort {
  path: Path;
  port: number;
}

/** Where the file says each port that targets listen on: that of the service's own port first. */
export function targetPortPaths({ service }: StackConfig): PlacedPort[] {
  const placed = (path: Path, { port, targetPort }: { port: number; targetPort?: number }): PlacedPort =>
    targetPort === undefined ? { path: [...path, "port"], port } : { path: [...path, "targetPort"], port: targetPort };
  return [placed(["service"], service), ...service.alsoListens.map((each, index) => placed(alsoListens(index), each))];
}

/** Where the file says each health check, and which port of the targets it is of. */
export function checkPaths({ service }: StackConfig) {
  return [
    {
      path: ["service", "healthCheck"] as Path,
      target: service.targetPort ?? service.port,
      check: service.healthCheck,
    },
    ...service.alsoListens.flatMap(({ port, targetPort = port, healthCheck: check }, index) =>
      check ? [{ path: alsoListens(index, "healthCheck"), target: targetPort, check }] : [],
    ),
  ];
}

function names({ service }: StackConfig): Mistake[] {
  return repeatedOf(
    service.alsoListens.map(({ name }) => name),
    "name",
    "a name that no other port has",
    "rename it: what there is of it alone is named by it",
  );
}

/** An entry's value of a key that an entry before has. */
function repeatedOf(values: readonly (string | number)[], key: string, allowed: string, fix: string): Mistake[] {
  return values.flatMap((value, index): Mistake[] => {
    const first = values.indexOf(value);
    return first === index
      ? []
      : [{ path: alsoListens(index, key), value, allowed, fix, because: [alsoListens(first, key)] }];
  });
}

/** A load balancer has one listener on a port. */
function listenedOnce({ options, service, globalAccelerator }: StackConfig): Mistake[] {
  const { endpointPort } = globalAccelerator ?? {};
  const accelerated = compose(options).acceleratedFrontDoor;
  const taken: PlacedPort[] = [
    { path: ["service", "port"], port: service.port },
    ...(accelerated && endpointPort !== undefined && endpointPort !== service.port
      ? [{ path: ["globalAccelerator", "endpointPort"] as Path, port: endpointPort }]
      : []),
  ];
  const ports = service.alsoListens.map(({ port }) => port);
  const clashes = ports.flatMap((port, index): Mistake[] => {
    const other = taken.find((each) => each.port === port);
    if (!other) return [];
    return [
      {
        path: alsoListens(index, "port"),
        value: port,
        allowed: `a port other than ${port}, on which the load balancers listen already`,
        fix: "choose another, or remove it",
        because: [other.path, ["options"]],
      },
    ];
  });
  return [
    ...clashes,
    ...repeatedOf(
      ports,
      "port",
      "a port that no other entry has: a load balancer listens on it once",
      "choose another, or remove it",
    ),
  ];
}

/**
 * Sources: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html (listeners), the API reference of Global Accelerator
 * (CreateListener, PortRanges), docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html
 */
const MOST = { listeners: 50, portRanges: 10, targetGroupsOfTasks: 5 } as const;

function tooMany({ options, service }: StackConfig): Mistake[] {
  const { acceleratedFrontDoor } = compose(options);
  const most = acceleratedFrontDoor ? MOST.portRanges : MOST.listeners;
  const count = service.alsoListens.length;
  if (count < most) return [];
  const what = acceleratedFrontDoor
    ? "a listener of an accelerator has ranges of ports"
    : "a load balancer has listeners";
  return [
    {
      path: alsoListens(),
      value: `${count} ports`,
      allowed: `${most - 1} ports or fewer beside the service's own: ${most} in all, as many as ${what}`,
      fix: "leave some out",
      because: [["options"]],
    },
  ];
}

function tooManyTargetGroups({ options, service }: StackConfig): Mistake[] {
  const composition = compose(options);
  if (!composition.backends.includes("tasks")) return [];
  const loadBalancers = frontDoorKinds(composition).length;
  const ports = portsOfTargets(service).length;
  const most = Math.floor(MOST.targetGroupsOfTasks / Math.max(loadBalancers, 1));
  if (ports <= most) return [];
  return [
    {
      path: alsoListens(),
      value: `${ports} ports of the targets at ${loadBalancers === 1 ? "one load balancer" : `${loadBalancers} load balancers`}, with a target group each: ${ports * loadBalancers}`,
      allowed: `${most} or fewer there: an ECS service registers with ${MOST.targetGroupsOfTasks} target groups at most`,
      fix: "lead several ports to one targetPort, leave some out, or choose fewer options",
      because: [["options"]],
    },
  ];
}

/** What is checked by one target group is checked in one way. */
function oneCheckEach(config: StackConfig): Mistake[] {
  const all = checkPaths(config);
  return all.flatMap(({ path, target, check }, index): Mistake[] => {
    const first = all.findIndex((each) => each.target === target);
    const other = all[first];
    if (first === index || !other || isDeepStrictEqual(other.check, check)) return [];
    return [
      {
        path,
        value: check,
        allowed: `the check of ${pathText(other.path)}, as both lead to port ${target} of the targets, which is checked once`,
        fix: "remove it, say the same in both, or lead it to another targetPort",
        because: [other.path],
      },
    ];
  });
}

function clients({ service }: StackConfig): Mistake[] {
  return service.alsoListens.flatMap(({ allowedClients = [] }, index) =>
    repeated(allowedClients, alsoListens(index, "allowedClients"), "each range once"),
  );
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html */
function tlsBehindAccelerator({ options, service, globalAccelerator }: StackConfig): Mistake[] {
  if (!globalAccelerator?.preserveClientIp || !compose(options).acceleratedFrontDoor) return [];
  return service.alsoListens.flatMap(({ tls, allowedClients }, index): Mistake[] =>
    tls
      ? [
          {
            path: alsoListens(index, "tls"),
            value: tls,
            allowed:
              "nothing, where the accelerator preserves client addresses: it cannot, before a load balancer with a TLS listener",
            fix: tlsBehindAcceleratorFix("it", allowedClients ?? service.allowedClients),
            because: [["globalAccelerator", "preserveClientIp"], ["service", "allowedClients"], ["options"]],
          },
        ]
      : [],
  );
}

/** As of the service's own port: clients that cannot be told apart are let in by none of these ranges. */
function acceleratedClients({ options, service, globalAccelerator }: StackConfig): Mistake[] {
  if (!globalAccelerator || !compose(options).acceleratedFrontDoor) return [];
  const { preserveClientIp, ipAddressType, allowedClientsIpv6 } = globalAccelerator;
  return service.alsoListens.flatMap(({ allowedClients }, index): Mistake[] => {
    if (allowedClients === undefined || allowedClients.includes(ANYWHERE) || isNobody(allowedClients)) return [];
    const path = alsoListens(index, "allowedClients");
    const hidden: Mistake = {
      path,
      value: allowedClients,
      allowed: `everyone (${ANYWHERE}), where the accelerator hides the addresses of clients, which so cannot be told apart`,
      fix: "remove it, or set globalAccelerator.preserveClientIp: true",
      because: [["globalAccelerator", "preserveClientIp"], ["options"]],
    };
    const families: Mistake = {
      path,
      value: allowedClients,
      allowed: "everyone, or globalAccelerator.allowedClientsIpv6 beside it: else everyone may connect by IPv6",
      fix: "name the IPv6 ranges there, or set ipAddressType: ipv4",
      because: [["globalAccelerator", "ipAddressType"], ["globalAccelerator", "allowedClientsIpv6"], ["options"]],
    };
    return [
      ...(preserveClientIp ? [] : [hidden]),
      ...(ipAddressType === "dualstack" && allowedClientsIpv6 === undefined ? [families] : []),
    ];
  });
}

/** A script of one's own may end sshd, or put it elsewhere; the others find its port taken. */
export function sshPort(config: StackConfig): Mistake[] {
  if (config.instances.workload.kind === "userData") return [];
  const ports: PlacedPort[] = [
    ...targetPortPaths(config),
    ...checkPaths(config).flatMap(({ path, check }) =>
      check.port === undefined ? [] : [{ path: [...path, "port"], port: check.port }],
    ),
  ];
  return ports
    .filter(({ port }) => port === SSH_PORT)
    .map(({ path, port }) => ({
      path,
      value: port,
      allowed: `a port other than ${SSH_PORT}, where sshd of the instances listens: it would answer checks and clients`,
      fix:
        path.at(-1) === "port" && !path.includes("healthCheck")
          ? "choose another port, or another targetPort for it, or a workload of kind userData whose script ends sshd or moves it"
          : "choose another port, or a workload of kind userData whose script ends sshd or moves it",
      because: [["instances", "workload"]],
    }));
}

export const portChecks: readonly Check[] = [
  names,
  listenedOnce,
  tooMany,
  tooManyTargetGroups,
  oneCheckEach,
  clients,
  tlsBehindAccelerator,
  acceleratedClients,
];
