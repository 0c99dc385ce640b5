import fc from "fast-check";
import { compose } from "../../plan/options";
import { REGIONS, REGION_NAMES, type Region, type ZoneLetter, zoneLetters } from "../../plan/regions";
import type { RawConfig, RawConsumerStack } from "./raw";
import { port, some, whole } from "./sections";

type PrivateLink = NonNullable<RawConfig["privateLink"]>;
type Consumer = NonNullable<PrivateLink["consumers"]>[number];
type Connected = NonNullable<PrivateLink["connectedConsumers"]>[number];
type RawRegion = NonNullable<RawConfig["regions"][Region]>;

/** What the rules of a private front door depend on. */
interface Beside {
  options: RawConfig["options"];
  regions: RawConfig["regions"];
  service: RawConfig["service"];
  dns?: RawConfig["dns"];
  network?: RawConfig["network"];
}

const IPV6_CLIENTS = "2001:db8:7::/56";

const NAMES = ["acme", "b", "team-2", "x0-y", "a23456789012345678901234"];

const hex = (digit: string, index: number) => `${digit}${index}`.padStart(17, "0");

/** First halves of /16 ranges in which no region's VPC lies. */
function freeBlocks(regions: RawConfig["regions"]): string[] {
  const used = Object.values(regions).map(({ cidr }) => cidr.split(".").slice(0, 2).join("."));
  return ["10.7", "10.77", "10.177", "172.18", "172.19", "192.168", "10.200", "10.201"].filter(
    (block) => !used.includes(block),
  );
}

const cidrIn = (block: string): fc.Arbitrary<string> =>
  whole(16, 24).chain((prefix) =>
    whole(0, 2 ** (prefix - 16) - 1).map((place) => `${block}.${place * 2 ** (24 - prefix)}.0/${prefix}`),
  );

/** Zones of a region, one of them among those that must be met, where any must. */
const meeting = (name: Region, zones: readonly ZoneLetter[] | undefined): fc.Arbitrary<ZoneLetter[]> =>
  fc
    .tuple(fc.constantFrom(...(zones ?? zoneLetters(name))), fc.shuffledSubarray(zoneLetters(name)))
    .map(([met, others]) => [...new Set([...others, met])]);

function vpcOf(region: Region, zones: readonly ZoneLetter[] | undefined, block: string, index: number) {
  const made = fc.record({
    kind: fc.constant("created" as const),
    cidr: cidrIn(block),
    zones: meeting(region, zones),
  });
  // One that exists may have any range, as PrivateLink connects VPCs that overlap.
  const existing = fc.record({
    kind: fc.constant("existing" as const),
    id: fc.constant(`vpc-${hex("a", index)}`),
    cidr: fc.constantFrom("10.0.0.0/8", "100.64.0.0/10", "172.16.4.0/22"),
    subnets: meeting(region, zones).map((its) =>
      Object.fromEntries(its.map((zone, place) => [zone, `subnet-${hex(`${index}b`, place)}`])),
    ),
  });
  return fc.oneof<fc.Arbitrary<Consumer["vpc"]>[]>(made, existing);
}

interface Around extends Beside {
  names: readonly Region[];
  supported: readonly Region[];
  privateDnsName: string | undefined;
  dualstack: boolean;
}

/** A consumer in a region of the service, or in one that is supported. */
function consumerOf(around: Around, name: string, block: string, index: number): fc.Arbitrary<Consumer> {
  const { names, regions, supported, service, privateDnsName } = around;
  const ways = ["none" as const, ...(service.hostname === undefined ? [] : ["hostedZone" as const])];
  return fc.constantFrom(...names, ...supported).chain((region) =>
    fc.constantFrom(...(names.includes(region) ? [region] : names)).chain((serviceRegion) => {
      const here: RawRegion | undefined = region === serviceRegion ? regions[region] : undefined;
      const mustSay = region !== serviceRegion && names.length > 1;
      return fc
        .tuple(
          vpcOf(region, here?.zones, block, index),
          fc.boolean(),
          some<Pick<Consumer, "allowedClients" | "privateDns">>({
            allowedClients: fc.shuffledSubarray(["10.9.0.0/16", "192.0.2.7/32"], { minLength: 1 }),
            privateDns: fc.constantFrom(...ways, ...(privateDnsName === undefined ? [] : ["service" as const])),
          }),
          fc.boolean(),
        )
        .map(([vpc, says, rest, dualstack]) => ({
          name,
          region,
          ...((mustSay || says) && { serviceRegion }),
          vpc,
          ...rest,
          ...(dualstack &&
            around.dualstack &&
            vpc.kind === "existing" && {
              ipAddressType: "dualstack" as const,
              allowedClients: [...(rest.allowedClients ?? [vpc.cidr]), IPV6_CLIENTS],
            }),
        }));
    }),
  );
}

const connectedOf = (names: readonly Region[], name: string, index: number): fc.Arbitrary<Connected> =>
  fc
    .record({ serviceRegion: fc.constantFrom(...names), says: fc.boolean(), known: fc.boolean() })
    .map(({ serviceRegion, says, known }) => ({
      name,
      ...((says || names.length > 1) && { serviceRegion }),
      ...(known && { endpointId: `vpce-${hex("c", index)}` }),
    }));

const topicsOf = (names: readonly Region[]): fc.Arbitrary<NonNullable<PrivateLink["notifications"]>> =>
  some({
    topicArns: fc.shuffledSubarray(names.map((name) => `arn:aws:sns:${name}:123456789012:connections`)),
    events: fc.shuffledSubarray<"Accept" | "Reject" | "Connect" | "Delete">(["Accept", "Reject", "Connect", "Delete"], {
      minLength: 1,
    }),
  });

const PRINCIPALS = [
  "arn:aws:iam::111122223333:root",
  "arn:aws:iam::111122223333:role/team/x",
  "arn:aws:iam::444455556666:user/a.b@c",
];

/** Who may connect from where. Others than the stack's own consumers need a range of theirs; with dual stack one is of IPv6. */
function admission(others: boolean, consumers: number, dualstack: boolean) {
  const ranges = fc.shuffledSubarray(["10.0.0.0/8", "172.16.4.0/22", "192.0.2.0/24"], {
    minLength: others && consumers === 0 ? 1 : 0,
  });
  const judged = ranges
    .map((each) => [...each, ...(dualstack && each.length + consumers > 0 ? ["2001:db8::/32"] : [])])
    .map((allowedClients) => (allowedClients.length > 0 ? { allowedClients } : {}));
  return fc.oneof<fc.Arbitrary<Pick<PrivateLink, "allowedClients" | "enforceSecurityGroup">>[]>(
    judged,
    judged.map((its) => ({ ...its, enforceSecurityGroup: true })),
    fc.constant({ enforceSecurityGroup: false }),
  );
}

/** Consumers of the stack's own account, and of others, each with a name of its own. */
function partiesOf(around: Around) {
  const blocks = freeBlocks(around.regions);
  return fc
    .shuffledSubarray(NAMES, { maxLength: 4 })
    .chain((names) =>
      whole(0, names.length).chain((count) =>
        fc.tuple(
          fc.tuple(...names.slice(0, count).map((name, index) => consumerOf(around, name, blocks[index] ?? "", index))),
          fc.tuple(...names.slice(count).map((name, index) => connectedOf(around.names, name, index))),
        ),
      ),
    );
}

function sectionOf(around: Around): fc.Arbitrary<PrivateLink> {
  const { options, service, names, supported, privateDnsName, dualstack } = around;
  const { proxyProtocol = false, healthCheck } = service;
  // Both front doors have the header or none; and an echo server that is checked by HTTP gets none.
  const bound = compose(options).publicFrontDoor || healthCheck?.protocol === "HTTP";
  return fc
    .tuple(
      partiesOf(around),
      fc.shuffledSubarray(PRINCIPALS),
      fc.boolean(),
      fc.constantFrom(undefined, ...(bound ? [proxyProtocol] : [true, false])),
      some<PrivateLink>({ acceptanceRequired: fc.boolean(), notifications: topicsOf(names) }),
    )
    .chain(([[consumers, connectedConsumers], principals, anyone, proxied, rest]) => {
      const allowedPrincipals = [...principals, ...(anyone ? ["*"] : [])];
      const others = allowedPrincipals.length + connectedConsumers.length > 0;
      const accepts = rest.acceptanceRequired !== false;
      const connected = connectedConsumers.map(({ endpointId, ...each }) =>
        accepts && endpointId !== undefined ? { ...each, endpointId } : each,
      );
      return admission(others, consumers.length, dualstack).map((admitted) => ({
        ...rest,
        ...admitted,
        ...(supported.length > 0 && { supportedRegions: [...supported] }),
        ...(privateDnsName !== undefined && { privateDnsName }),
        ...(dualstack && { ipAddressType: "dualstack" as const }),
        ...(proxied !== undefined && { proxyProtocol: proxied }),
        ...(allowedPrincipals.length > 0 && { allowedPrincipals }),
        ...(anyone && { allowAnyPrincipal: true }),
        ...(consumers.length > 0 && { consumers }),
        ...(connected.length > 0 && { connectedConsumers: connected }),
      }));
    });
}

/** The section of a private front door that fits what the stack is otherwise. */
export function privateLinkOf(beside: Beside): fc.Arbitrary<PrivateLink> {
  const names = Object.keys(beside.regions) as Region[];
  const { idleTimeoutSeconds = 350 } = beside.service;
  const others = REGION_NAMES.filter((name) => !names.includes(name));
  const { dns } = beside;
  return fc
    .record({
      supported: idleTimeoutSeconds === 350 ? fc.shuffledSubarray(others, { maxLength: 3 }) : fc.constant([]),
      privateDnsName: dns ? fc.constantFrom(undefined, dns.zone, `link.${dns.zone}`) : fc.constant(undefined),
      dualstack: beside.network?.ipv6 === true ? fc.boolean() : fc.constant(false),
    })
    .chain((more) => sectionOf({ ...beside, names, ...more }));
}

const SERVICE_NAME = "com.amazonaws.vpce.REGION.vpce-svc-0123456789abcdef0";

type Provider = RawConsumerStack["provider"];

/** What a consumer connects to, with the names by which its clients may find it. */
const providerOf = (region: Region): fc.Arbitrary<Provider> =>
  fc.oneof<fc.Arbitrary<Provider>[]>(
    fc.constantFrom("prod", "organization/ha-tcp/prod").map((stack) => ({ kind: "stack", stack })),
    fc.record(
      {
        kind: fc.constant("service" as const),
        name: fc.constant(SERVICE_NAME.replace("REGION", region)),
        zoneIds: fc.shuffledSubarray(
          [1, 2, 4].map((number) => `${REGIONS[region].zoneCode}-az${number}`),
          { minLength: 1 },
        ),
        port,
        hostname: fc.constant("tcp.example.com"),
        privateDnsName: fc.constant("link.example.com"),
        ipAddressType: fc.constantFrom("ipv4", "dualstack"),
      },
      { requiredKeys: ["kind", "name", "zoneIds", "port"] },
    ),
  );

/** A stack of kind consumer that says much or little, and all of it right. */
export const consumerStack: fc.Arbitrary<RawConsumerStack> = fc
  .constantFrom(...REGION_NAMES)
  .chain((region) => fc.tuple(fc.constant(region), providerOf(region), fc.constantFrom(region, ...REGION_NAMES)))
  .chain(([serviceRegion, provider, region]) => {
    const known =
      provider.kind === "service" ? provider : { hostname: "x.example.com", privateDnsName: "y.example.com" };
    const around: Around = {
      options: ["privateLink"],
      regions: {},
      service: { port: 5000, hostname: known.hostname },
      names: [serviceRegion],
      supported: [region],
      privateDnsName: known.privateDnsName,
      dualstack: provider.kind === "stack" || provider.ipAddressType === "dualstack",
    };
    return fc.record(
      {
        kind: fc.constant("consumer" as const),
        provider: fc.constant(provider),
        consumer: consumerOf(around, "acme", "10.7", 0),
        tags: fc.constant({ Team: "acme" }),
      },
      { requiredKeys: ["kind", "provider", "consumer"] },
    );
  });
