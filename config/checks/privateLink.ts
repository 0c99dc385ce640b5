import { isV6 } from "../../plan/cidrs";
import { compose } from "../../plan/options";
import { clientRangesOf, commonZones, EVERYONE, firstOverlaps, serviceRegionOf } from "../../plan/privateLink";
import { QUOTAS } from "../../plan/quotas";
import type { Region } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { ConsumerConfig } from "../privateLink";
import { regionEntries, type StackConfig } from "../schema";
import { outsideZone, repeated, tooManyOfFamily, topicMistakes, type Check } from "./common";
import { consumerMistakes, nameInVpc, strangers, zonesOf, type ServiceFacts } from "./consumers";

/** The settings of a private front door that the options do not bring do nothing: its rules wait until they do. */
const ifLinked =
  (check: Check): Check =>
  (config) =>
    compose(config.options).privateFrontDoor ? check(config) : [];

const at = (...parts: (string | number)[]): Path => ["privateLink", ...parts];

const regionsOf = ({ regions }: StackConfig): Region[] => Object.keys(regions).sort() as Region[];

function eachConsumer(check: (consumer: ConsumerConfig, path: Path, config: StackConfig) => Mistake[]): Check {
  return (config) =>
    config.privateLink.consumers.flatMap((consumer, index) => check(consumer, at("consumers", index), config));
}

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html, manage permissions. */
function principals({ privateLink: { allowedPrincipals: allowed, allowAnyPrincipal } }: StackConfig): Mistake[] {
  const path = at("allowedPrincipals");
  const flag = at("allowAnyPrincipal");
  const all = repeated(allowed, path, "each principal once");
  const everyone = allowed.indexOf(EVERYONE);
  if (everyone >= 0 && !allowAnyPrincipal)
    return [
      ...all,
      {
        path: [...path, everyone],
        value: EVERYONE,
        allowed: "ARNs: * lets every account of AWS ask for a connection, and get it where none must be accepted",
        fix: "name the accounts, or set privateLink.allowAnyPrincipal: true",
        because: [flag],
      },
    ];
  if (everyone < 0 && allowAnyPrincipal)
    return [
      ...all,
      {
        path: flag,
        value: allowAnyPrincipal,
        allowed: "false, where allowedPrincipals has no *",
        fix: "remove it, or add * to allowedPrincipals",
        because: [path],
      },
    ];
  return all;
}

/** Names are identity: two of a name would be one consumer. */
function names({ privateLink: { consumers, connectedConsumers } }: StackConfig): Mistake[] {
  const first = new Map<string, Path>();
  return Object.entries({ consumers, connectedConsumers }).flatMap(([list, entries]) =>
    entries.flatMap(({ name }, index): Mistake[] => {
      const path = at(list, index, "name");
      const other = first.get(name);
      if (other === undefined) {
        first.set(name, path);
        return [];
      }
      const where = other.slice(0, -1);
      const fix = `${String(where[1])}[${String(where[2])}] has it already: choose another`;
      return [{ path, value: name, allowed: "a name that no other consumer has", fix, because: [other] }];
    }),
  );
}

/** Where a service can be connected to: one of the stack's regions, said where it does not follow. */
function serviceRegions(config: StackConfig): Mistake[] {
  const regions = regionsOf(config);
  if (regions.length === 0) return [];
  const { consumers, connectedConsumers } = config.privateLink;
  return Object.entries({ consumers, connectedConsumers }).flatMap(([list, entries]) =>
    entries.flatMap((entry: { region?: Region; serviceRegion?: Region }, index): Mistake[] => {
      const region = serviceRegionOf(entry, regions);
      if (region !== undefined && regions.includes(region)) return [];
      return [
        {
          path: at(list, index, "serviceRegion"),
          value: entry.serviceRegion,
          allowed: `a region of the stack: ${regions.join(", ")}`,
          fix: region === undefined ? "say to which of them it connects" : "choose one of these",
          because: [["regions"], at(list, index, "region")],
        },
      ];
    }),
  );
}

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html, cross-Region access. */
const otherRegion: Check = eachConsumer(({ region, serviceRegion }, path, config) => {
  const { supportedRegions } = config.privateLink;
  const service = serviceRegionOf({ region, serviceRegion }, regionsOf(config));
  if (service === undefined || region === service || supportedRegions.includes(region)) return [];
  return [
    {
      path: [...path, "region"],
      value: region,
      allowed: `the region of the service, ${service}, or one of privateLink.supportedRegions`,
      fix: `add ${region} to privateLink.supportedRegions, or choose another region`,
      because: [["regions"], at("supportedRegions"), [...path, "serviceRegion"]],
    },
  ];
});

function supportedRegions(config: StackConfig): Mistake[] {
  const { supportedRegions: supported } = config.privateLink;
  const path = at("supportedRegions");
  const regions = regionsOf(config);
  const own = supported.flatMap((region, index): Mistake[] =>
    regions.length === 1 && regions[0] === region
      ? [
          {
            path: [...path, index],
            value: region,
            allowed: "regions other than the service's own, which is always there",
            fix: "remove it",
            because: [["regions"]],
          },
        ]
      : [],
  );
  return [...repeated(supported, path, "each region once"), ...own];
}

/** What the idle timeout of a listener is where nobody sets one. */
const DEFAULT_IDLE_SECONDS = 350;

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html, cross-Region access. */
function idleTimeout({ service, privateLink }: StackConfig): Mistake[] {
  if (privateLink.supportedRegions.length === 0 || service.idleTimeoutSeconds === DEFAULT_IDLE_SECONDS) return [];
  return [
    {
      path: at("supportedRegions"),
      value: privateLink.supportedRegions,
      allowed: `nothing, where service.idleTimeoutSeconds is not ${DEFAULT_IDLE_SECONDS}`,
      fix: "AWS lets no other region connect to a load balancer with a timeout of its own: remove one of the two",
      because: [["service", "idleTimeoutSeconds"]],
    },
  ];
}

/**
 * VPCs made here overlap nothing, so that a range of clients means one consumer. PrivateLink itself connects VPCs that overlap, and
 * one that exists cannot be changed: those are not asked.
 */
function overlappingVpcs({ regions, privateLink: { consumers } }: StackConfig): Mistake[] {
  const theirs = Object.entries(regions).map(([name, { cidr }]) => ({
    cidr,
    path: ["regions", name, "cidr"] as Path,
    whose: name,
    ours: false,
  }));
  const made = consumers.flatMap(({ name, vpc }, index) =>
    vpc.kind === "created"
      ? [{ cidr: vpc.cidr, path: at("consumers", index, "vpc", "cidr"), whose: name, ours: true }]
      : [],
  );
  const all = [...theirs, ...made];
  return [...firstOverlaps(all.map(({ cidr }) => cidr))].flatMap(([index, first]): Mistake[] => {
    const one = all[index];
    const other = all[first];
    if (!one?.ours || !other) return [];
    return [
      {
        path: one.path,
        value: one.cidr,
        allowed: "a range that no region's VPC and no other VPC made here overlaps",
        fix: `it overlaps ${other.cidr} of ${other.whose}: choose another`,
        because: [other.path],
      },
    ];
  });
}

/** Letters mean the same zones, as the account is the same. From another region, any zone will do. */
const zonesInCommon: Check = eachConsumer((consumer, path, config) => {
  const service = serviceRegionOf(consumer, regionsOf(config));
  const region = service === consumer.region ? config.regions[service] : undefined;
  const { at: place, zones } = zonesOf(consumer, path);
  if (!region || region.zones.length === 0 || zones.length === 0 || commonZones(consumer, region.zones).length > 0)
    return [];
  return [
    {
      path: place,
      value: zones,
      allowed: `one of the service's zones at least: ${[...region.zones].sort().join(", ")}`,
      fix: "an endpoint stands in zones that both have: add one of these, or add a zone to the service's region",
      because: [
        ["regions", consumer.region, "zones"],
        [...path, "region"],
        [...path, "serviceRegion"],
      ],
    },
  ];
});

function privateDnsName({ privateLink, dns }: StackConfig): Mistake[] {
  const { privateDnsName: name } = privateLink;
  return name === undefined ? [] : outsideZone(name, at("privateDnsName"), dns);
}

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html, IP address types. */
function dualStack({ privateLink: { ipAddressType }, network }: StackConfig): Mistake[] {
  if (ipAddressType === "ipv4" || network.ipv6) return [];
  return [
    {
      path: at("ipAddressType"),
      value: ipAddressType,
      allowed: "ipv4, where the VPC has no IPv6 addresses",
      fix: "set network.ipv6: true, or remove it",
      because: [["network", "ipv6"]],
    },
  ];
}

const factsOf = ({ service, privateLink }: StackConfig): ServiceFacts => ({
  hostname: service.hostname,
  privateDnsName: privateLink.privateDnsName,
  ipAddressType: privateLink.ipAddressType,
  places: {
    hostname: ["service", "hostname"],
    privateDnsName: at("privateDnsName"),
    ipAddressType: at("ipAddressType"),
  },
});

const ofEach: Check = eachConsumer((consumer, path, config) => consumerMistakes(consumer, path, factsOf(config)));

/** A VPC can have one zone of a name. Source: docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html */
function namesInVpcs(config: StackConfig): Mistake[] {
  const facts = factsOf(config);
  const first = new Map<string, Path>();
  return config.privateLink.consumers.flatMap((consumer, index): Mistake[] => {
    const { vpc } = consumer;
    const name = nameInVpc(consumer, facts);
    if (vpc.kind === "created" || name === undefined) return [];
    const path = at("consumers", index);
    const key = `${vpc.id} ${name}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, path);
      return [];
    }
    const { hostname, privateDnsName: own } = facts.places;
    return [
      {
        path: [...path, "privateDns"],
        value: consumer.privateDns,
        allowed: `none, where ${vpc.id} has ${name} for another endpoint`,
        fix: `set privateDns: none for one of the two: consumers[${String(other[2])}] is in this VPC too`,
        because: [[...path, "vpc"], [...other, "vpc"], [...other, "privateDns"], hostname, own],
      },
    ];
  });
}

/** Both doors lead to one port of one program, which expects the header of every connection or of none. */
function proxyProtocol({ options, service, privateLink }: StackConfig): Mistake[] {
  const { proxyProtocol: own = service.proxyProtocol } = privateLink;
  if (!compose(options).publicFrontDoor || service.proxyProtocol === own) return [];
  return [
    {
      path: at("proxyProtocol"),
      value: own,
      allowed: `${String(service.proxyProtocol)}, as service.proxyProtocol is: the backends get the connections of both on one port`,
      fix: "set both alike, or remove it",
      because: [["service", "proxyProtocol"], ["options"]],
    },
  ];
}

/** Rules of the load balancer's security group are by range: a consumer's group means nothing in another VPC. */
function clients(config: StackConfig): Mistake[] {
  const { allowedClients, allowedPrincipals, enforceSecurityGroup, consumers, connectedConsumers } = config.privateLink;
  const path = at("allowedClients");
  const twice = [
    ...repeated(allowedClients, path, "each range once"),
    ...strangers(allowedClients, path, config.privateLink.ipAddressType, at("ipAddressType"), {
      setting: "privateLink.ipAddressType",
      fix: "remove it, or set privateLink.ipAddressType: dualstack",
    }),
  ];
  const flag = at("enforceSecurityGroup");
  if (!enforceSecurityGroup)
    return allowedClients.length === 0
      ? []
      : [
          {
            path,
            value: allowedClients,
            allowed: "nothing, where the security group does not decide about consumers",
            fix: "remove it, or set enforceSecurityGroup: true",
            because: [flag],
          },
        ];
  const others = allowedPrincipals.length + connectedConsumers.length;
  if (others === 0 || allowedClients.length + consumers.length > 0) return twice;
  return [
    {
      path,
      value: allowedClients,
      allowed: "the ranges of consumers' clients, as the security group lets nobody else in",
      fix: "add the ranges that the allowed principals connect from, or set enforceSecurityGroup: false",
      because: [flag, at("allowedPrincipals"), at("consumers"), at("connectedConsumers")],
    },
  ];
}

/** The load balancer has IPv6 addresses, by which its group would let nobody in. Where it lets nobody in at all, that is as meant. */
function noIpv6Clients(config: StackConfig): Mistake[] {
  const { ipAddressType, enforceSecurityGroup, allowedClients } = config.privateLink;
  if (ipAddressType === "ipv4" || !enforceSecurityGroup) return [];
  const ranges = regionEntries(config).flatMap(([region]) => clientRangesOf(config, region));
  if (ranges.length === 0 || ranges.some(isV6)) return [];
  return [
    {
      path: at("allowedClients"),
      value: allowedClients,
      allowed: "a range of IPv6, here or of a consumer, as the service has such addresses",
      fix: "add the IPv6 ranges of consumers' clients, or remove privateLink.ipAddressType",
      because: [at("ipAddressType"), at("enforceSecurityGroup"), at("consumers"), ["regions"]],
    },
  ];
}

/** Each range is a rule of the group. A region's own consumers are counted with those of other accounts. */
function tooManyRanges(config: StackConfig): Mistake[] {
  const { limit } = QUOTAS.securityGroupRules;
  if (!config.privateLink.enforceSecurityGroup) return [];
  const [worst] = regionEntries(config)
    .flatMap(([region]) => {
      const count = tooManyOfFamily(clientRangesOf(config, region));
      return count === undefined ? [] : [{ region, count }];
    })
    .sort((one, other) => other.count - one.count);
  if (!worst) return [];
  return [
    {
      path: at("allowedClients"),
      value: `${worst.count} ranges in ${worst.region}`,
      allowed: `${limit} ranges of IPv4 and as many of IPv6, with those of consumers: each is a rule of one security group`,
      fix: "name a wider range: it stands for all that lie in it",
      because: [at("consumers"), at("enforceSecurityGroup"), ["regions"]],
    },
  ];
}

function notifications({ regions, privateLink: { notifications: told } }: StackConfig): Mistake[] {
  const path = at("notifications");
  return [
    ...topicMistakes(told.topicArns, [...path, "topicArns"], regions, "a service tells topics of its own region only"),
    ...repeated(told.events, [...path, "events"], "each event once"),
  ];
}

function connectedEndpoints({ privateLink: { connectedConsumers } }: StackConfig): Mistake[] {
  const first = new Map<string, number>();
  return connectedConsumers.flatMap(({ endpointId }, index): Mistake[] => {
    if (endpointId === undefined) return [];
    const other = first.get(endpointId);
    if (other === undefined) {
      first.set(endpointId, index);
      return [];
    }
    return [
      {
        path: at("connectedConsumers", index, "endpointId"),
        value: endpointId,
        allowed: "an endpoint of one consumer",
        fix: `connectedConsumers[${other}] has it already: give another, or remove one of the two`,
        because: [at("connectedConsumers", other, "endpointId")],
      },
    ];
  });
}

/** Where nothing waits for acceptance there is none to make. */
function needlessAcceptance({ privateLink: { acceptanceRequired, connectedConsumers } }: StackConfig): Mistake[] {
  if (acceptanceRequired) return [];
  return connectedConsumers.flatMap(({ endpointId }, index): Mistake[] =>
    endpointId === undefined
      ? []
      : [
          {
            path: at("connectedConsumers", index, "endpointId"),
            value: endpointId,
            allowed: "nothing, where acceptanceRequired is false: nothing has to be accepted",
            fix: "remove it and keep the name, or set acceptanceRequired: true",
            because: [at("acceptanceRequired")],
          },
        ],
  );
}

/** A subnet lies in one VPC, so that one of two consumers names another's. */
function subnetsOfTwoVpcs({ privateLink: { consumers } }: StackConfig): Mistake[] {
  const first = new Map<string, { vpc: string; path: Path }>();
  return consumers.flatMap(({ vpc }, index): Mistake[] => {
    if (vpc.kind === "created") return [];
    return Object.entries(vpc.subnets).flatMap(([zone, subnet]): Mistake[] => {
      const path = at("consumers", index, "vpc", "subnets", zone);
      const other = first.get(subnet);
      if (!other) first.set(subnet, { vpc: vpc.id, path });
      if (!other || other.vpc === vpc.id) return [];
      return [
        {
          path,
          value: subnet,
          allowed: `a subnet of ${vpc.id}; consumers[${String(other.path[2])}] has this one in ${other.vpc}`,
          fix: "give one of this VPC, or correct the VPC of one of the two",
          because: [other.path, at("consumers", index, "vpc", "id"), at("consumers", other.path[2] ?? 0, "vpc", "id")],
        },
      ];
    });
  });
}

/** A service with endpoints cannot be deleted, and whoever deletes it cuts them: the list must be empty first. */
function leaving({ options, privateLink: { connectedConsumers } }: StackConfig): Mistake[] {
  if (connectedConsumers.length === 0 || compose(options).privateFrontDoor) return [];
  const who = connectedConsumers.map(({ name }) => name).sort();
  return [
    {
      path: at("connectedConsumers"),
      value: connectedConsumers.map(({ name }) => name),
      allowed: `nobody, where options have no privateLink: ${who.join(", ")} would be cut off`,
      fix: "keep the option, or remove each from the list once it has moved",
      because: [["options"]],
    },
  ];
}

export const privateLinkChecks: readonly Check[] = [
  leaving,
  ...[
    principals,
    names,
    serviceRegions,
    otherRegion,
    supportedRegions,
    idleTimeout,
    overlappingVpcs,
    zonesInCommon,
    privateDnsName,
    dualStack,
    ofEach,
    namesInVpcs,
    proxyProtocol,
    clients,
    noIpv6Clients,
    tooManyRanges,
    notifications,
    connectedEndpoints,
    needlessAcceptance,
    subnetsOfTwoVpcs,
  ].map(ifLinked),
];
