import { LONGEST_NAME, longestPrefix } from "../../plan/dns/records";
import { portsOfTargets } from "../../plan/frontDoor/listeners";
import { compose } from "../../plan/options";
import { clientRangesOf } from "../../plan/privateLink/consumers";
import type { Mistake, Path } from "../mistakes";
import { type StackConfig, regionEntries } from "../schema";
import type { PrivateZoneConfig } from "../sections/privateLink";
import { isParked } from "../sections/regions";
import type { Check } from "./common";
import { nameInVpc } from "./consumer";
import { at, serviceFactsOf } from "./privateLinkConsumers";

/* The private hosted zone whose name leads to the internal load balancers. */

const here = (...parts: (string | number)[]): Path => at("privateZone", ...parts);

interface Named {
  zone: PrivateZoneConfig;
  hostname: string;
  /** Of the hostname. */
  path: Path;
}

/** A rule of the zone and its name, where both are said. */
const ofZone =
  (check: (named: Named, config: StackConfig) => Mistake[]): Check =>
  (config) => {
    const { privateZone: zone } = config.privateLink;
    const hostname = zone?.hostname ?? config.service.hostname;
    if (!zone || hostname === undefined) return [];
    return check(
      { zone, hostname, path: zone.hostname === undefined ? ["service", "hostname"] : here("hostname") },
      config,
    );
  };

function missingName({ privateLink: { privateZone }, service }: StackConfig): Mistake[] {
  if (!privateZone || privateZone.hostname !== undefined || service.hostname !== undefined) return [];
  return [
    {
      path: here("hostname"),
      value: undefined,
      allowed: "the private name, where the service has no hostname",
      fix: "add one, such as tcp.corp.internal, or set service.hostname",
      because: [["service", "hostname"]],
    },
  ];
}

/** A zone is made here, with its name and VPCs; or it exists, and has them. */
function madeOrFound({ privateLink: { privateZone } }: StackConfig): Mistake[] {
  if (!privateZone) return [];
  const { zone, vpcs, hostedZoneId, assumeRoleArn } = privateZone;
  if (hostedZoneId === undefined)
    return assumeRoleArn === undefined
      ? []
      : [
          {
            path: here("assumeRoleArn"),
            value: assumeRoleArn,
            allowed: "nothing beside a zone that is made here: AWS makes a private zone in the account of its VPCs",
            fix: "remove it, or set hostedZoneId for a zone of that account",
            because: [here("hostedZoneId")],
          },
        ];
  const given: [string, unknown][] = [
    ...(zone === undefined ? [] : [["zone", zone] as [string, unknown]]),
    ...(vpcs.length === 0 ? [] : [["vpcs", vpcs] as [string, unknown]]),
  ];
  return given.map(([key, value]) => ({
    path: here(key),
    value,
    allowed: "nothing beside privateZone.hostedZoneId: that zone has its name and its VPCs already",
    fix: "remove it, or remove hostedZoneId for a zone that is made here",
    because: [here("hostedZoneId")],
  }));
}

const nameInZone = ofZone(({ zone: { zone }, hostname, path }) =>
  zone === undefined || hostname === zone || hostname.endsWith(`.${zone}`)
    ? []
    : [
        {
          path,
          value: hostname,
          allowed: `${zone} or a name that ends in .${zone}`,
          fix: "choose a name in the private zone, or the zone of the name",
          because: [here("zone")],
        },
      ],
);

const lengths = ofZone(({ hostname, path }, { regions }) => {
  const longest = longestPrefix(Object.keys(regions));
  const most = LONGEST_NAME - longest.length;
  if (hostname.length <= most) return [];
  return [
    {
      path,
      value: hostname,
      allowed: `${most} characters, as names such as ${longest}… lie below it`,
      fix: `shorten it by ${hostname.length - most}`,
      because: [here(), ["regions"]],
    },
  ];
});

/** A VPC is associated once, and with one zone of a name. Source: docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html */
const vpcsOnce = ofZone(({ zone: { zone, vpcs, hostedZoneId }, hostname }, config) => {
  if (hostedZoneId !== undefined) return [];
  const own = regionEntries(config).flatMap(([region, { vpc }]): [string, Path][] =>
    vpc ? [[vpc.id, ["regions", region, "vpc", "id"]]] : [],
  );
  const seen = new Map(own);
  const twice = vpcs.flatMap(({ id }, index): Mistake[] => {
    const path = here("vpcs", index, "id");
    const other = seen.get(id);
    seen.set(id, other ?? path);
    if (!other) return [];
    return [
      {
        path,
        value: id,
        allowed: "each VPC once, and none of the stack's regions",
        fix: "remove it",
        because: [other],
      },
    ];
  });
  const facts = serviceFactsOf(config);
  const name = zone ?? hostname;
  const named = config.privateLink.consumers.flatMap((consumer, index): Mistake[] => {
    const { vpc } = consumer;
    const place = vpc.kind === "existing" ? seen.get(vpc.id) : undefined;
    if (!place || nameInVpc(consumer, facts) !== name) return [];
    return [
      {
        path: at("consumers", index, "privateDns"),
        value: consumer.privateDns,
        allowed: `none, where privateZone answers with ${name} in the same VPC`,
        fix: "set privateDns: none, or take the VPC out of privateZone.vpcs",
        because: [
          place,
          here("zone"),
          here("hostname"),
          at("consumers", index, "vpc"),
          ["service", "hostname"],
          at("privateDnsName"),
        ],
      },
    ];
  });
  return [...twice, ...named];
});

/** The namespace of service discovery is a private zone of the stack's VPCs, too. */
const namespace = ofZone(({ hostname, path }, { ecs, options }) => {
  const { namespace: name } = ecs.discovery;
  if (name === undefined || !compose(options).backends.includes("tasks")) return [];
  if (hostname !== name && !hostname.endsWith(`.${name}`)) return [];
  return [
    {
      path,
      value: hostname,
      allowed: `a name that is not in ${name}, the private zone of ecs.discovery.namespace in the same VPC`,
      fix: "choose another for one of the two",
      because: [["ecs", "discovery", "namespace"]],
    },
  ];
});

/** Clients come to the load balancer itself, whose security group lets in these ranges alone. */
function clientsOfZone(config: StackConfig): Mistake[] {
  const { privateZone, enforceSecurityGroup } = config.privateLink;
  if (!privateZone) return [];
  const region = regionEntries(config).find(
    ([name, each]) => !isParked(each) && clientRangesOf(config, name).length === 0,
  )?.[0];
  if (enforceSecurityGroup && region === undefined) return [];
  return [
    {
      path: here(),
      value: privateZone,
      allowed: enforceSecurityGroup
        ? `nothing, where the load balancer of ${region ?? ""} lets nobody in`
        : "nothing, where the security group lets in endpoints alone",
      fix: enforceSecurityGroup
        ? "add the ranges of its clients to privateLink.allowedClients, or remove it"
        : "set enforceSecurityGroup: true and the ranges of its clients in allowedClients, or remove it",
      because: [at("allowedClients"), at("enforceSecurityGroup"), at("consumers"), ["regions"]],
    },
  ];
}

/**
 * An alias is all that tells of a region: no checker reaches private addresses. It asks for every target group.
 * Source: docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html, EvaluateTargetHealth
 */
function severalTargetGroups(config: StackConfig): Mistake[] {
  const { privateLink, regions, options, service } = config;
  if (!privateLink.privateZone || Object.values(regions).filter((each) => !isParked(each)).length < 2) return [];
  const backends = compose(options).backends.length;
  if (backends * portsOfTargets(service).length < 2) return [];
  return [
    {
      path: here(),
      value: privateLink.privateZone,
      allowed:
        "nothing in several regions, where targets have several ports or there are two backends: its aliases would lead clients to " +
        "another region when either has no healthy target, however little it serves",
      fix: backends > 1 ? "remove it, or one of the two backends" : "remove it, or give the listeners one targetPort",
      because: [["regions"], ["options"], ["service"]],
    },
  ];
}

export const privateZoneChecks: readonly Check[] = [
  missingName,
  madeOrFound,
  nameInZone,
  lengths,
  vpcsOnce,
  namespace,
  clientsOfZone,
  severalTargetGroups,
];
