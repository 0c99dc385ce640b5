import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { eachRegion, repeated, type Check } from "./common";

/** Tags that the program sets itself. IAM takes two keys that differ in case for one. */
const OWN_TAGS = ["Project", "Stack", "ManagedBy", "Name", "Tier"];

/** AWS takes 50 tags; the program's own are among them. */
const MOST_TAGS = 50 - OWN_TAGS.length;

function tagKeys({ tags }: StackConfig): Mistake[] {
  const keys = Object.keys(tags);
  const taken = keys.flatMap((key, index): Mistake[] => {
    const others = [...OWN_TAGS, ...keys.slice(0, index)];
    const same = others.find((other) => other.toLowerCase() === key.toLowerCase());
    if (same === undefined) return [];
    const allowed = `keys other than ${same}, whatever the case`;
    return [{ path: ["tags", key], value: tags[key], allowed, fix: "rename the tag, or remove it" }];
  });
  if (keys.length <= MOST_TAGS) return taken;
  return [...taken, { path: ["tags"], value: `${keys.length} tags`, allowed: `${MOST_TAGS} tags`, fix: "remove some" }];
}

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
  if (!dns)
    return [
      {
        path,
        value: name,
        allowed: "a name in the zone of the section dns",
        fix: "add dns: { zone: … }, or remove the hostname",
        because: [["dns"]],
      },
    ];
  if (name === dns.zone || name.endsWith(`.${dns.zone}`)) return [];
  return [
    {
      path,
      value: name,
      allowed: `${dns.zone} or a name that ends in .${dns.zone}`,
      fix: "choose a name in the zone, or the zone of the name",
      because: [["dns", "zone"]],
    },
  ];
}

function healthCheck({ service }: StackConfig): Mistake[] {
  const check = service.healthCheck;
  const path: Path = ["service", "healthCheck"];
  const mistakes: Mistake[] = [];
  if (check.protocol !== "TCP" && (check.port ?? service.port) === service.port)
    mistakes.push({
      path: [...path, "port"],
      value: check.port,
      allowed: `a port other than the service port ${service.port}, where the check speaks ${check.protocol}`,
      fix: "give the check a port of its own, or check by TCP",
      because: [
        ["service", "port"],
        [...path, "protocol"],
      ],
    });
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

function unhealthyConnections({ service }: StackConfig): Mistake[] {
  const {
    crossZone,
    zonalShift,
    terminateUnhealthyConnections: terminate,
    unhealthyDrainingSeconds: draining,
  } = service;
  const because: Path[] = [
    ["service", "crossZone"],
    ["service", "zonalShift"],
    ["service", "terminateUnhealthyConnections"],
  ];
  if (terminate && crossZone && zonalShift)
    return [
      {
        path: ["service", "terminateUnhealthyConnections"],
        value: terminate,
        allowed: "false, with both crossZone and zonalShift",
        fix: "remove it, or switch one of the two off",
        because,
      },
    ];
  const terminates = terminate ?? !(crossZone && zonalShift);
  if (terminates && draining > 0)
    return [
      {
        path: ["service", "unhealthyDrainingSeconds"],
        value: draining,
        allowed: "0, where connections to unhealthy targets are closed at once",
        fix: "remove it, or set terminateUnhealthyConnections: false",
        because,
      },
    ];
  return [];
}

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-settings.html */
function targetHealth({ service: { targetHealth: health } }: StackConfig): Mistake[] {
  const { dnsFailoverMinimumTargets: dns, failOpenBelowTargets: open } = health;
  if (open <= dns) return [];
  return [
    {
      path: ["service", "targetHealth", "failOpenBelowTargets"],
      value: open,
      allowed: `up to dnsFailoverMinimumTargets, ${dns}: a zone leaves DNS before connections go to unhealthy targets`,
      fix: "lower it, or raise dnsFailoverMinimumTargets",
      because: [["service", "targetHealth", "dnsFailoverMinimumTargets"]],
    },
  ];
}

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
  tagKeys,
  hostname,
  healthCheck,
  unhealthyConnections,
  targetHealth,
  clients,
  regionHealth,
];
