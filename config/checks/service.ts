import { capacity, targetsOfZone } from "../../plan/capacity";
import { type FrontDoorKind, compose, frontDoorKinds } from "../../plan/options";
import { weights } from "../../plan/weights";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { type Check, eachRegion, outsideZone, repeated } from "./common";
import { checkPaths } from "./ports";
import { tlsChecks } from "./tls";

function repeatedOptions({ options }: StackConfig): Mistake[] {
  return repeated(options, ["options"], "each option once");
}

function hostname({ service, dns }: StackConfig): Mistake[] {
  const path: Path = ["service", "hostname"];
  const name = service.hostname;
  if (name === undefined)
    return dns
      ? [
          {
            path,
            value: name,
            allowed: `a name in the zone ${dns.zone}`,
            fix: "add the service's public name, or remove the section dns",
            because: [["dns"]],
          },
        ]
      : [];
  return outsideZone(name, path, dns);
}

const healthCheck: Check = (config) => checkPaths(config).flatMap(({ path, check }) => checkMistakes(path, check));

function checkMistakes(path: Path, check: StackConfig["service"]["healthCheck"]): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const key of ["path", "matcher"] as const)
    if (check.protocol === "TCP" && check[key] !== undefined)
      mistakes.push({
        path: [...path, key],
        value: check[key],
        allowed: "nothing, where the check speaks TCP",
        fix: "remove it, or set protocol: HTTP",
        because: [[...path, "protocol"]],
      });
  if (check.timeoutSeconds !== undefined && check.timeoutSeconds >= check.intervalSeconds)
    mistakes.push({
      path: [...path, "timeoutSeconds"],
      value: check.timeoutSeconds,
      allowed: `less than the interval, ${check.intervalSeconds} seconds`,
      fix: "shorten the timeout or lengthen the interval",
      because: [[...path, "intervalSeconds"]],
    });
  return mistakes;
}

/** Source: docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-shift.resource-types.network-load-balancers.html */
function unhealthyConnections(config: StackConfig): Mistake[] {
  const { service } = config;
  const { zonalShift, terminateUnhealthyConnections: terminate, unhealthyDrainingSeconds: draining } = service;
  const terminating: Path = ["service", "terminateUnhealthyConnections"];
  if (!terminate) return [];
  const crossing = crossZoneKey(config);
  if (crossing && zonalShift)
    return [
      {
        path: terminating,
        value: terminate,
        allowed: `false, with both ${crossing.join(".")} and service.zonalShift`,
        fix: "remove it, or switch one of the two off",
        because: [crossing, ["service", "zonalShift"]],
      },
    ];
  if (draining === 0) return [];
  return [
    {
      path: ["service", "unhealthyDrainingSeconds"],
      value: draining,
      allowed: "0, where connections to unhealthy targets are closed at once",
      fix: "remove it, or set terminateUnhealthyConnections: false",
      because: [terminating],
    },
  ];
}

/** What makes nodes of some load balancer reach targets of other zones. That of the accelerator has a setting of its own. */
export function crossZoneKey({ options, service, globalAccelerator }: StackConfig): Path | undefined {
  if (service.crossZone) return ["service", "crossZone"];
  if (compose(options).acceleratedFrontDoor && globalAccelerator?.crossZone) return ["globalAccelerator", "crossZone"];
  return undefined;
}

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-settings.html */
function targetHealth({ service: { targetHealth: health } }: StackConfig): Mistake[] {
  const { dnsFailoverMinimumTargets: dns, failOpenBelowTargets: failOpen } = health;
  if (failOpen <= dns) return [];
  return [
    {
      path: ["service", "targetHealth", "failOpenBelowTargets"],
      value: failOpen,
      allowed: `up to dnsFailoverMinimumTargets, ${dns}: a zone leaves DNS before connections go to unhealthy targets`,
      fix: "lower it, or raise dnsFailoverMinimumTargets",
      because: [["service", "targetHealth", "dnsFailoverMinimumTargets"]],
    },
  ];
}

/** How a zone counts that no load balancer can call healthy, however many targets there are. */
const reachableHealth: Check = eachRegion((name, region, config) => {
  const { service, options, globalAccelerator } = config;
  const zones = new Set(region.zones).size;
  if (zones === 0) return [];
  const composition = compose(options);
  const { backends } = composition;
  const crossZone: Record<FrontDoorKind, boolean> = {
    public: service.crossZone,
    privateLink: service.crossZone,
    accelerator: globalAccelerator?.crossZone ?? true,
  };
  const acrossZones = frontDoorKinds(composition).every((kind) => crossZone[kind]);
  const least = service.targetHealth.dnsFailoverMinimumTargets;
  const shares = weights(backends, config.weights);
  return backends.flatMap((backend): Mistake[] => {
    const section = backend === "instances" ? "instances" : "ecs";
    const { max } = capacity(config[section], zones);
    const most = targetsOfZone(max, zones, acrossZones);
    // What gets no connections takes no zone out of DNS.
    if (least <= most || shares[backend] === 0) return [];
    const counted = acrossZones ? "" : `, as each of ${zones} zones counts its own of the ${max} ${backend}`;
    return [
      {
        path: ["service", "targetHealth", "dnsFailoverMinimumTargets"],
        value: least,
        allowed: `up to ${most}, the most ${backend} that ${acrossZones ? name : `a zone of ${name}`} can have${counted}`,
        fix: `lower it, or raise ${section}.max`,
        because: [
          ["options"],
          ["weights"],
          ["service", "crossZone"],
          ["globalAccelerator", "crossZone"],
          ["regions", name, "zones"],
          ...(["min", "desired", "max"] as const).map((key): Path => [section, key]),
        ],
      },
    ];
  });
});

function clients({ service }: StackConfig): Mistake[] {
  return repeated(service.allowedClients, ["service", "allowedClients"], "each range once");
}

const regionHealth: Check = eachRegion((name, region, { dns }) => {
  if (!dns) return [];
  const least = dns.healthCheck.minimumHealthyAddresses;
  const addresses = new Set(region.zones).size;
  if (least <= addresses) return [];
  return [
    {
      path: ["dns", "healthCheck", "minimumHealthyAddresses"],
      value: least,
      allowed: `up to ${addresses}, the addresses of ${name}`,
      fix: "lower it, or add zones",
      because: [["regions", name, "zones"]],
    },
  ];
});

export const serviceChecks: readonly Check[] = [
  repeatedOptions,
  hostname,
  healthCheck,
  unhealthyConnections,
  targetHealth,
  reachableHealth,
  clients,
  regionHealth,
  ...tlsChecks,
];
