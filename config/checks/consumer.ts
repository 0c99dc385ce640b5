import { isV6, prefixLength } from "../../plan/cidrs";
import { CONSUMER_VPC_PREFIX } from "../../plan/network/subnets";
import { clientsOf, consumerZones, privateDnsOf } from "../../plan/privateLink/consumers";
import { QUOTAS } from "../../plan/quotas";
import { type Region, type ZoneLetter, zonesDiffer, zoneLetters } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { ConsumerConfig } from "../sections/consumer";
import { repeated, tooManyOfFamily } from "./common";
import { zoneMistake, zoneMistakes } from "./zones";

/** What a consumer's settings are judged by: what is known of the service that it connects to, and the paths of it in the file. */
export interface ServiceFacts {
  hostname?: string;
  privateDnsName?: string;
  ipAddressType: "ipv4" | "dualstack";
  places: { hostname: Path; privateDnsName: Path; ipAddressType: Path };
}

/** The mistakes of one consumer, in whichever kind of stack. Without facts of the service, what depends on it is not judged. */
export function consumerMistakes(consumer: ConsumerConfig, path: Path, service?: ServiceFacts): Mistake[] {
  const { allowedClients = [] } = consumer;
  return [
    ...vpcMistakes(consumer, path),
    ...repeated(allowedClients, [...path, "allowedClients"], "each range once"),
    ...ipv6Clients(consumer, path),
    ...tooManyClients(consumer, path),
    ...addressMistakes(consumer, path, service),
    ...(service ? privateDnsMistakes(consumer, path, service) : []),
  ];
}

function ipv6Clients({ allowedClients = [], ipAddressType, vpc }: ConsumerConfig, path: Path): Mistake[] {
  const fix =
    vpc.kind === "created"
      ? "remove it: a VPC made here has IPv4 addresses only"
      : "remove it, or set ipAddressType: dualstack";
  return unexpectedIpv6Ranges(allowedClients, [...path, "allowedClients"], ipAddressType, [...path, "ipAddressType"], {
    setting: "the consumer's ipAddressType",
    fix,
  });
}

/** Ranges of IPv6 where nothing has such an address. */
export function unexpectedIpv6Ranges(
  ranges: readonly string[],
  path: Path,
  ipAddressType: ConsumerConfig["ipAddressType"],
  place: Path,
  words: { setting: string; fix: string },
): Mistake[] {
  if (ipAddressType === "dualstack") return [];
  return ranges.flatMap((value, index): Mistake[] =>
    isV6(value)
      ? [
          {
            path: [...path, index],
            value,
            allowed: `IPv4 ranges, where ${words.setting} is ipv4`,
            fix: words.fix,
            because: [place],
          },
        ]
      : [],
  );
}

function vpcMistakes({ region, vpc }: ConsumerConfig, path: Path): Mistake[] {
  const because: Path[] = [[...path, "region"]];
  if (vpc.kind === "created")
    return [
      ...vpcSize(vpc.cidr, [...path, "vpc", "cidr"]),
      ...(vpc.zones
        ? zoneMistakes(region, vpc.zones, [...path, "vpc", "zones"], because)
        : [unnamedZones(region, [...path, "vpc", "zones"], because)]),
    ];
  const at: Path = [...path, "vpc", "subnets"];
  const subnets = Object.entries(vpc.subnets) as [ZoneLetter, string][];
  const allowed = "one subnet in each zone that the endpoint is to be in";
  const fix = "add subnets of the VPC by the letters of their zones, such as a: subnet-…";
  return [
    ...(subnets.length === 0 ? [{ path: at, value: vpc.subnets, allowed, fix }] : []),
    ...subnets.flatMap(([zone, id]) => zoneMistake(region, zone, [...at, zone], id, because)),
    ...subnets.flatMap(([zone, id], index): Mistake[] => {
      const [other] = subnets.slice(0, index).find(([, each]) => each === id) ?? [];
      if (other === undefined) return [];
      const taken = `a subnet of the zone; ${id} is the one of ${other}`;
      return [{ path: [...at, zone], value: id, allowed: taken, fix: "give another", because: [[...at, other]] }];
    }),
  ];
}

/** They have no default: an account does not have every zone, and the service's may be those of another account. */
function unnamedZones(region: Region, path: Path, because: Path[]): Mistake {
  const letters = zoneLetters(region).join(", ");
  const which = zonesDiffer(region)
    ? `accounts see different ones: name those that \`aws ec2 describe-availability-zones --region ${region}\` shows the consumer's`
    : "name them, those of the service among them";
  return {
    path,
    value: undefined,
    allowed: `the zones of the VPC, of those of ${region}: ${letters}`,
    fix: which,
    because,
  };
}

function vpcSize(cidr: string, path: Path): Mistake[] {
  const { largest, smallest } = CONSUMER_VPC_PREFIX;
  const bits = prefixLength(cidr);
  if (bits >= largest && bits <= smallest) return [];
  const fix =
    bits > smallest
      ? "choose a larger range: it holds the subnets of eight zones, none smaller than a /28"
      : "choose a smaller range: AWS allows a VPC /16 at most";
  return [{ path, value: cidr, allowed: `a range from /${largest} to /${smallest}`, fix }];
}

function tooManyClients(consumer: ConsumerConfig, path: Path): Mistake[] {
  const { limit } = QUOTAS.securityGroupRules;
  const count = tooManyOfFamily(clientsOf(consumer));
  if (count === undefined) return [];
  return [
    {
      path: [...path, "allowedClients"],
      value: `${count} ranges`,
      allowed: `${limit} ranges of IPv4 and as many of IPv6: each is a rule of one security group`,
      fix: "name wider ranges that hold several of them",
    },
  ];
}

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html, IP address types. */
function addressMistakes(consumer: ConsumerConfig, path: Path, service?: ServiceFacts): Mistake[] {
  const { ipAddressType, vpc } = consumer;
  if (ipAddressType !== "dualstack") return [];
  const at = { path: [...path, "ipAddressType"], value: ipAddressType };
  if (vpc.kind === "created")
    return [
      {
        ...at,
        allowed: "ipv4 in a VPC made here, which has no IPv6 range",
        fix: "remove it, or give a VPC of your own that has IPv6",
        because: [[...path, "vpc"]],
      },
    ];
  if (!service || service.ipAddressType === "dualstack") return noIpv6Clients(consumer, path);
  const { ipAddressType: place } = service.places;
  return [
    {
      ...at,
      allowed: "ipv4, as the service has no other addresses",
      fix: `remove it, or set ${place.join(".")}: dualstack`,
      because: [place],
    },
  ];
}

/** The name resolves to IPv6 addresses as well, which dual-stack clients prefer; the security group of the endpoint would let none of them in. */
function noIpv6Clients({ allowedClients }: ConsumerConfig, path: Path): Mistake[] {
  if (allowedClients?.some(isV6)) return [];
  return [
    {
      path: [...path, "allowedClients"],
      value: allowedClients,
      allowed: "a range of IPv6 among others, as the endpoint has such addresses",
      fix: "add the IPv6 range of the VPC beside that of IPv4, or remove ipAddressType",
      because: [[...path, "ipAddressType"]],
    },
  ];
}

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html: a service without a private name offers none. */
function privateDnsMistakes({ privateDns }: ConsumerConfig, path: Path, service: ServiceFacts): Mistake[] {
  const at: Path = [...path, "privateDns"];
  const missingFromService = (place: Path, what: string): Mistake[] => [
    {
      path: at,
      value: privateDns,
      allowed: `another way than ${String(privateDns)}, as the service has no ${what}`,
      fix: `set ${place.join(".")}, or remove it`,
      because: [place],
    },
  ];
  if (privateDns === "service" && service.privateDnsName === undefined)
    return missingFromService(service.places.privateDnsName, "private DNS name");
  if (privateDns === "hostedZone" && service.hostname === undefined)
    return missingFromService(service.places.hostname, "hostname");
  return [];
}

/** The place of a consumer's zones in the file, and those that it says there. */
export function zonesOf(consumer: ConsumerConfig, path: Path): { at: Path; zones: ZoneLetter[] } {
  const key = consumer.vpc.kind === "created" ? "zones" : "subnets";
  return { at: [...path, "vpc", key], zones: consumerZones(consumer) };
}

/** The name that a consumer's VPC gets for the service, where it gets one: a VPC can have only one zone of a name. */
export function nameInVpc(consumer: ConsumerConfig, service: ServiceFacts): string | undefined {
  const method = privateDnsOf(consumer, service);
  if (method === "none") return undefined;
  return method === "hostedZone" ? service.hostname : service.privateDnsName;
}
