import { LONGEST_NAME, longestPrefix } from "../../plan/dns/records";
import { portsOfTargets } from "../../plan/frontDoor/listeners";
import { compose } from "../../plan/options";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { type Check, outsideZone } from "./common";
import {
  answersWithRegions,
  eachName,
  locations,
  namesOf,
  roles,
  routings,
  unusedSettings,
  weights,
} from "./dnsRouting";

/** A name and those below it, so that no routing is refused later. */
const lengths = eachName(({ hostname, hostnamePath }, config) => {
  const longest = longestPrefix(Object.keys(config.regions));
  const most = LONGEST_NAME - longest.length;
  if (hostname.length <= most) return [];
  return [
    {
      path: hostnamePath,
      value: hostname,
      allowed: `${most} characters, as names such as ${longest}… lie below it`,
      fix: `shorten it by ${hostname.length - most}`,
      because: [["regions"]],
    },
  ];
});

function secondName({ dns, service }: StackConfig): Mistake[] {
  if (!dns?.second) return [];
  const { zone, hostname, hostedZoneId } = dns.second;
  const same = (path: Path, value: string, what: string, other: Path): Mistake => ({
    path,
    value,
    allowed: `another ${what} than the first`,
    fix: `choose another, or remove dns.second: one ${what} survives nothing that the other does not`,
    because: [other],
  });
  return [
    ...(zone === dns.zone ? [same(["dns", "second", "zone"], zone, "zone", ["dns", "zone"])] : []),
    ...(hostedZoneId !== undefined && hostedZoneId === dns.hostedZoneId
      ? [same(["dns", "second", "hostedZoneId"], hostedZoneId, "zone", ["dns", "hostedZoneId"])]
      : []),
    ...(hostname === service.hostname
      ? [same(["dns", "second", "hostname"], hostname, "name", ["service", "hostname"])]
      : outsideZone(hostname, ["dns", "second", "hostname"], { ...dns, zone })),
  ];
}

const delegations = eachName(({ zone, path }) => {
  const { delegation } = zone;
  if (!delegation) return [];
  if (!zone.create)
    return [
      {
        path: [...path, "delegation"],
        value: delegation,
        allowed: "nothing, where the zone is not created here",
        fix: "remove it, or set create: true",
        because: [[...path, "create"]],
      },
    ];
  if (zone.zone.endsWith(`.${delegation.parentZone}`)) return [];
  return [
    {
      path: [...path, "delegation", "parentZone"],
      value: delegation.parentZone,
      allowed: `a zone that ${zone.zone} lies in`,
      fix: `name what follows a dot in ${zone.zone}`,
      because: [[...path, "zone"]],
    },
  ];
});

/** A zone is created, and gets an id then; or it exists. */
const createdById = eachName(({ zone: { create, hostedZoneId }, path }) =>
  create && hostedZoneId !== undefined
    ? [
        {
          path: [...path, "hostedZoneId"],
          value: hostedZoneId,
          allowed: `nothing beside ${path.join(".")}.create: true, which makes a new zone with an id of its own`,
          fix: "remove it, or set create: false for the zone that has this id",
          because: [[...path, "create"]],
        },
      ]
    : [],
);

/** A zone that the stack has itself says in its own section where it is. */
const parentsOfTheStack = eachName(({ zone: { delegation }, path }, config) => {
  const own = namesOf(config).find(({ zone }) => zone.zone === delegation?.parentZone);
  if (!delegation || !own) return [];
  return (["hostedZoneId", "assumeRoleArn"] as const)
    .filter((key) => delegation[key] !== undefined)
    .map((key) => ({
      path: [...path, "delegation", key],
      value: delegation[key],
      allowed: `nothing: ${delegation.parentZone} is the zone of ${own.path.join(".")}, which says where it is`,
      fix: `remove it, or set ${own.path.join(".")}.${key}`,
      because: [[...own.path, "zone"]],
    }));
});

const publishing = eachName(({ zone, path }) => {
  if (zone.dnssec?.publish !== true || zone.delegation) return [];
  return [
    {
      path: [...path, "dnssec", "publish"],
      value: true,
      allowed: "false, where the stack has no part of the parent zone",
      fix: "add a delegation, or enter the output dsRecord in the parent zone by hand",
      because: [[...path, "delegation"]],
    },
  ];
});

/** Records that are obeyed by one check each cannot obey a switch beside it; and the only region is answered with whatever its switch says. */
function routingControls(config: StackConfig): Mistake[] {
  const { dns, regions } = config;
  if (!dns?.routingControls) return [];
  if (!answersWithRegions(config) || Object.keys(regions).length < 2)
    return [
      {
        path: ["dns", "routingControls"],
        value: dns.routingControls,
        allowed: "nothing, where DNS does not choose among regions",
        fix: "remove it, or add a region",
        because: [["regions"], ["options"]],
      },
    ];
  const wrong = namesOf(config).find(({ routing }) => routing === "multivalue" || routing === "simple");
  if (!dns.routingControls.use || !wrong) return [];
  return [
    {
      path: ["dns", "routingControls", "use"],
      value: true,
      allowed: `false, with routing: ${wrong.routing}, whose records have a check of their own each`,
      fix: "choose another routing, such as latency",
      because: [wrong.routingPath],
    },
  ];
}

/** What else would tell of the targets. An alias judges no two backends rightly, and no connection goes through a TLS listener to them. */
function followedZones(config: StackConfig): Mistake[] {
  const { dns, service, options } = config;
  if (dns?.healthCheck.followZones !== false || !answersWithRegions(config)) return [];
  const wrong = (allowed: string, because: Path): Mistake[] => [
    { path: ["dns", "healthCheck", "followZones"], value: false, allowed, fix: "remove it", because: [because] },
  ];
  if (service.tls)
    return wrong(
      "true, with service.tls: the load balancer answers connections by itself, whatever becomes of its targets",
      ["service", "tls"],
    );
  if (portsOfTargets(service).length > 1)
    return wrong(
      "true, where targets have several ports: an alias would lead clients elsewhere when nothing is healthy on any of them, and the service's own port decides",
      ["service", "alsoListens"],
    );
  if (compose(options).backends.length < 2) return [];
  return wrong(
    "true, with two backends: an alias would lead clients elsewhere when either has no healthy target, however little it serves",
    ["options"],
  );
}

export const dnsChecks: readonly Check[] = [
  routings,
  roles,
  unusedSettings,
  weights,
  locations,
  lengths,
  secondName,
  createdById,
  delegations,
  parentsOfTheStack,
  publishing,
  followedZones,
  routingControls,
];
