import { ANYWHERE, ANYWHERE_V6, NOBODY, isV6, overlaps } from "../../plan/cidrs";
import { type Needs, hasFixedAddresses } from "../../plan/needs";
import { type Composition, type Option, compose, servesInternet } from "../../plan/options";
import { type Region, type ZoneLetter, zoneLetters } from "../../plan/regions";
import { setTraffic } from "./setTraffic";

/** What a stack file says, by keys without the namespace. */
export type StackConfigText = Record<string, unknown>;

/** How often it is looked whether something is well: as by default, or as often as AWS lets. */
export type Checking = "usual" | "quick";

/** Source: config/sections/service.ts and dns.ts, the least that AWS takes. */
const QUICK = { target: { intervalSeconds: 5 }, name: { intervalSeconds: 10 } };

/** From this many zones on, a stack is held to three by the program itself. */
const PRODUCTION_ZONES = 3;

/** The stack file that meets needs by a set of options, of which only that is said which differs from the defaults. */
export function stackConfig(needs: Needs, options: readonly Option[], checking: Checking): StackConfigText {
  const made = compose(options);
  return withoutEmpty({
    options: [...options],
    weights: made.backends.length > 1 ? Object.fromEntries(made.backends.map((backend) => [backend, 1])) : undefined,
    service: service(needs, made, checking),
    regions: regions(needs, made),
    ecs: made.backends.includes("tasks") ? tasks(needs, made) : {},
    instances:
      made.backends.includes("instances") && needs.image !== undefined
        ? { workload: { kind: "container", image: needs.image } }
        : {},
    privateLink: made.privateFrontDoor ? privateLink(needs) : {},
    globalAccelerator: made.acceleratedFrontDoor ? accelerator(needs) : undefined,
    network: network(needs, made),
    dns: dns(needs, checking),
    published: published(needs),
    traffic: withoutEmpty({ ...setTraffic(needs, made) }),
    production: needs.zones >= PRODUCTION_ZONES || undefined,
    protect: hasFixedAddresses(needs) || undefined,
  });
}

/** Whether clients connect by IPv6 to the public load balancer itself. */
const isDualStack = ({ ipv6, internet }: Needs, { publicFrontDoor }: Composition): boolean =>
  ipv6 && internet && publicFrontDoor;

function service(needs: Needs, made: Composition, checking: Checking): object {
  const isPublic = servesInternet(made);
  const dualStack = isDualStack(needs, made);
  return withoutEmpty({
    port: needs.port,
    hostname: needs.hostname,
    ipv6: dualStack || undefined,
    // A way in that an option brings and nobody needs is closed.
    allowedClients: isPublic && !needs.internet ? [NOBODY] : dualStack ? [ANYWHERE, ANYWHERE_V6] : undefined,
    healthCheck: checking === "quick" ? QUICK.target : undefined,
  });
}

function regions(needs: Needs, { publicFrontDoor }: Composition): object {
  const ranges = freeRanges(needs);
  return Object.fromEntries(
    needs.regions.map((region, index) => {
      const vpc = needs.existingVpcs[region];
      const { cidr, ...existing } = vpc ?? { cidr: ranges[index] };
      const front = publicFrontDoor ? {} : { front: undefined };
      return [
        region,
        withoutEmpty({
          zones: zonesOf(needs, region),
          cidr,
          nat: vpc ? "existing" : undefined,
          vpc: vpc && withoutEmpty({ ...existing, ...front }),
          addresses: needs.allowList.elasticIps[region],
        }),
      ];
    }),
  );
}

/** Those that have addresses on lists, then those that a VPC has subnets in, then in the order of their letters. */
export function zonesOf({ zones, allowList, existingVpcs }: Needs, region: Region): ZoneLetter[] {
  const listed = Object.keys(allowList.elasticIps[region] ?? {}) as ZoneLetter[];
  const inVpc = Object.keys(existingVpcs[region]?.app ?? {}) as ZoneLetter[];
  const all = [...new Set([...listed, ...inVpc.sort(), ...zoneLetters(region)])];
  return all.slice(0, Math.max(zones, listed.length)).sort();
}

const FIRST_RANGE = 20;

/** A range for each region that no VPC named in the needs lies in. */
function freeRanges({ regions: all, existingVpcs }: Needs): string[] {
  const taken = Object.values(existingVpcs).map(({ cidr }) => cidr);
  const candidates = Array.from({ length: 200 }, (_, index) => `10.${FIRST_RANGE + index}.0.0/16`);
  return candidates.filter((range) => !taken.some((each) => overlaps(each, range))).slice(0, all.length);
}

/** An accelerator of both families has no targets that are addresses, as tasks with interfaces of their own are. */
const tasks = ({ containers, image, ipv6 }: Needs, { acceleratedFrontDoor }: Composition): object =>
  withoutEmpty({
    launch: containers === "fargate" ? "fargate" : undefined,
    networkMode: ipv6 && acceleratedFrontDoor && containers !== "fargate" ? "bridge" : undefined,
    image,
  });

const hasV6Consumers = ({ privateConsumers }: Needs): boolean =>
  privateConsumers.some(({ clients }) => clients.some(isV6));

const privateLink = (needs: Needs): object =>
  withoutEmpty({
    allowedPrincipals: [...new Set(needs.privateConsumers.map(({ account }) => `arn:aws:iam::${account}:root`))],
    allowedClients: [...new Set(needs.privateConsumers.flatMap(({ clients }) => clients))],
    ipAddressType: hasV6Consumers(needs) ? "dualstack" : undefined,
  });

const accelerator = ({ allowList, ipv6 }: Needs): object =>
  withoutEmpty({ ownAddresses: [...allowList.anycast], ipAddressType: ipv6 ? "dualstack" : undefined });

/** Clients of the public load balancer need addresses in its subnets; an accelerator and consumers reach targets by IPv6 in theirs. */
function network(needs: Needs, made: Composition): object {
  if (isDualStack(needs, made)) return { ipv6: "public" };
  const inside = (made.acceleratedFrontDoor && needs.ipv6) || (made.privateFrontDoor && hasV6Consumers(needs));
  return inside ? { ipv6: true } : {};
}

const dns = ({ dnsZone }: Needs, checking: Checking): object | undefined =>
  dnsZone === undefined
    ? undefined
    : withoutEmpty({ zone: dnsZone, healthCheck: checking === "quick" ? QUICK.name : undefined });

const published = ({ allowList }: Needs): object[] =>
  Object.entries(allowList.elasticIps).flatMap(([region, byZone]) =>
    Object.entries(byZone).map(([zone, allocationId]) => ({ region, zone, allocationId })),
  );

/** Without what is not said: undefined, and mappings and lists of nothing but the accelerator's, whose key alone says something. */
function withoutEmpty(said: Record<string, unknown>): Record<string, unknown> {
  const isEmpty = (key: string, value: unknown) =>
    value === undefined ||
    (key !== "globalAccelerator" && value !== null && typeof value === "object" && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(said).filter(([key, value]) => !isEmpty(key, value)));
}
