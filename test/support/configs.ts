import fc from "fast-check";
import { keyUses } from "../../config/keyUses";
import { serviceStackSchema, withoutParkedRegions } from "../../config/schema";
import { capacity } from "../../plan/capacity";
import { natZones } from "../../plan/network/nat";
import { compose } from "../../plan/options";
import { REGION_NAMES, type Region, ZONE_LETTERS, type ZoneLetter, zoneLetters } from "../../plan/regions";
import { acceleratedOf } from "./acceleratorSections";
import { type Inspected, inspected } from "./firewallSections";
import { withGuard } from "./guardSections";
import { measuredOf } from "./latencySections";
import { withMonitoring } from "./monitoringSections";
import { privateLinkOf } from "./privateLinkSections";
import type { RawConfig } from "./raw";
import { type Workload, ecsOf, instancesOf, serviceOf, some, taskImage, whole, workload } from "./sections";
import { withWays } from "./waySections";

export { type RawConfig } from "./raw";

type RawRegion = NonNullable<RawConfig["regions"][Region]>;

/** The first halves of private /16 ranges. Each region gets its own, so that no two VPCs overlap. */
const BLOCKS = [
  ...Array.from({ length: 256 }, (_, second) => `10.${second}`),
  ...Array.from({ length: 16 }, (_, second) => `172.${16 + second}`),
  "192.168",
];

const cidrIn = (block: string) =>
  whole(16, 22).chain((prefix) =>
    whole(0, 2 ** (prefix - 16) - 1).map((place) => `${block}.${place * 2 ** (24 - prefix)}.0/${prefix}`),
  );

interface Ways {
  settings: Pick<RawRegion, "nat" | "natZone">;
  /** The zones with a NAT gateway. */
  at: readonly ZoneLetter[];
}

const egressOf = (zones: readonly ZoneLetter[]): fc.Arbitrary<Ways> =>
  fc.oneof<fc.Arbitrary<Ways>[]>(
    fc.constant({ settings: { nat: "none" }, at: [] }),
    fc.constantFrom<Ways[]>({ settings: {}, at: zones }, { settings: { nat: "perZone" }, at: zones }),
    fc.constantFrom(...zones).map((natZone) => ({ settings: { nat: "single", natZone }, at: [natZone] })),
    ...(zones.includes("a") ? [fc.constant<Ways>({ settings: { nat: "single" }, at: ["a"] })] : []),
  );

/** Your own addresses in some zones, and parked ones in some that use none. Every id is used once. */
function addresses(index: number, inUse: readonly ZoneLetter[], digit: string) {
  const id = (zone: ZoneLetter) => `eipalloc-${`${index}${digit}${zone.charCodeAt(0)}`.padStart(17, "0")}`;
  return fc
    .shuffledSubarray(ZONE_LETTERS.filter((zone) => !inUse.includes(zone)))
    .chain((parked) =>
      fc
        .shuffledSubarray([...inUse, ...parked])
        .map((own) => ({ parked, own: Object.fromEntries(own.map((zone) => [zone, id(zone)])) })),
    );
}

/** In these one zone has neither Fargate nor accelerators, and which letter it is differs: not all of them go together with either. */
const WITHOUT_ONE: readonly Region[] = ["ap-northeast-1", "us-west-1"];

const mostZones = (name: Region): number => zoneLetters(name).length - (WITHOUT_ONE.includes(name) ? 1 : 0);

function regionOf(name: Region, index: number, block: string, leastZones: number): fc.Arbitrary<RawRegion> {
  return fc.shuffledSubarray(zoneLetters(name), { minLength: leastZones, maxLength: mostZones(name) }).chain((zones) =>
    egressOf(zones).chain(({ settings, at }) =>
      fc
        .record({
          cidr: cidrIn(block),
          front: fc.option(addresses(index, zones, "1"), { nil: undefined, freq: 3 }),
          egress: fc.option(addresses(index, at, "2"), { nil: undefined, freq: 3 }),
        })
        .map(({ cidr, front, egress }) => ({
          zones,
          cidr,
          ...settings,
          ...(front && { parkedAddresses: front.parked, addresses: front.own }),
          ...(egress && { parkedEgressAddresses: egress.parked, egressAddresses: egress.own }),
        })),
    ),
  );
}

/** One to three regions, in two of them perhaps with roles. */
const regionsOf = (leastZones: number): fc.Arbitrary<RawConfig["regions"]> =>
  fc
    .tuple(
      fc.shuffledSubarray(
        REGION_NAMES.filter((name) => mostZones(name) >= leastZones),
        { minLength: 1, maxLength: 3 },
      ),
      fc.uniqueArray(fc.constantFrom(...BLOCKS), { minLength: 3, maxLength: 3 }),
      fc.boolean(),
    )
    .chain(([names, blocks, roles]) =>
      fc.tuple(...names.map((name, index) => regionOf(name, index, blocks[index] ?? "", leastZones))).map((regions) =>
        Object.fromEntries(
          names.map((name, index) => {
            const role = index === 0 ? "primary" : "secondary";
            return [name, { ...regions[index], ...(roles && names.length === 2 && { role }) }];
          }),
        ),
      ),
    );

function dnsOf(regions: RawConfig["regions"]) {
  const fewest = Math.min(...Object.values(regions).map(({ zones }) => zones.length));
  return fc
    .record(
      {
        zone: fc.constantFrom("example.com", "internal.example.org"),
        place: fc.constantFrom<Partial<NonNullable<RawConfig["dns"]>>[]>(
          {},
          { create: true },
          { create: false, hostedZoneId: "Z0123456789ABC" },
          { create: true, assumeRoleArn: ZONE_ROLE },
          { hostedZoneId: "Z0123456789ABC", assumeRoleArn: ZONE_ROLE },
        ),
        healthCheck: some({
          intervalSeconds: fc.constantFrom<(10 | 30)[]>(10, 30),
          failureThreshold: whole(1, 10),
          minimumHealthyAddresses: whole(1, fewest),
          followZones: fc.constant(true),
        }),
      },
      { requiredKeys: ["zone"] },
    )
    .map(({ place, ...dns }) => ({ ...dns, ...place }));
}

type RawNetwork = NonNullable<RawConfig["network"]>;
type FlowLogDestination = NonNullable<NonNullable<RawNetwork["flowLogs"]>["destination"]>;
type Endpoints = NonNullable<RawNetwork["endpoints"]>;
const ZONE_ROLE = "arn:aws:iam::210987654321:role/dns";

const network = some<NonNullable<RawConfig["network"]>>({
  ipv6: fc.constantFrom<(boolean | "public")[]>(true, false, "public"),
  flowLogs: fc.oneof(
    {
      weight: 4,
      arbitrary: some({
        traffic: fc.constantFrom<("ALL" | "ACCEPT" | "REJECT")[]>("ALL", "ACCEPT", "REJECT"),
        retentionDays: fc.constantFrom<(1 | 30 | 3653)[]>(1, 30, 3653),
        intervalSeconds: fc.constantFrom<(60 | 600)[]>(60, 600),
        destination: fc.constantFrom<FlowLogDestination[]>({ kind: "cloudWatch" }, { kind: "s3" }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ destination: { kind: "none" as const } }) },
  ),
  endpoints: fc.constantFrom<Endpoints[]>({}, { kms: {} }, { dynamodb: {}, sts: {} }),
  s3Buckets: fc.subarray(["own-artefacts", "a.b.c", "0-1"]),
});

const common = some<Pick<RawConfig, "network" | "tags" | "traffic" | "account" | "iam" | "protect" | "quotas">>({
  traffic: some<NonNullable<RawConfig["traffic"]>>({
    load: fc.constantFrom("small", "medium", "large"),
    openConnections: fc.constantFrom(0, 12_345),
    gbOutPerMonth: fc.constantFrom(0, 0.5, 1e9),
    egressGbInPerMonth: fc.constantFrom(0, 33.3),
  }),
  quotas: fc.constantFrom<NonNullable<RawConfig["quotas"]>[]>(
    {},
    { raise: ["elasticIps"] },
    { raise: ["vpcs", "elasticIps"], beside: { elasticIps: 7, vpcs: 0 } },
  ),
  network,
  tags: fc.dictionary(fc.stringMatching(/^[A-Z][a-zé .:/=+@-]{0,8}$/u), fc.stringMatching(/^[a-zß0-9 _-]{0,8}$/u)),
  account: fc.constantFrom("012345678901", 210987654321),
  iam: some<NonNullable<RawConfig["iam"]>>({
    permissionsBoundaryArn: fc.constant("arn:aws:iam::aws:policy/PowerUserAccess"),
    path: fc.constantFrom("/tcp/", "/team/tcp/"),
    namePrefix: fc.constantFrom("a", "acme-", "x".repeat(20)),
  }),
  protect: fc.boolean(),
});

/** The public name, and the section that it needs. */
const nameIn = (regions: RawConfig["regions"]) =>
  dnsOf(regions).chain((dns) => fc.constantFrom(dns.zone, `tcp.${dns.zone}`).map((hostname) => ({ dns, hostname })));

/** A weight for each backend, one of them more than 0; a lone one needs none. */
function weightsOf(options: RawConfig["options"]): fc.Arbitrary<RawConfig["weights"]> {
  const { backends } = compose(options);
  if (backends.length === 1)
    return fc.option(
      whole(1, 999).map((weight) => Object.fromEntries(backends.map((backend) => [backend, weight]))),
      { nil: undefined },
    );
  return fc
    .tuple(whole(0, 999), whole(0, 999))
    .filter(([one, other]) => one + other > 0)
    .map(([instances, tasks]) => ({ instances, tasks }));
}

type Published = NonNullable<RawConfig["published"]>[number];

/** All addresses that the stack holds: one's own by their ids, the others by ids that somebody could have written down. */
function heldIn(regions: RawConfig["regions"]): Published[] {
  const all = Object.entries(regions).flatMap(([name, region]) => {
    const at = (zones: readonly ZoneLetter[], purpose: "clients" | "egress", own: RawRegion["addresses"]) =>
      zones.map((zone) => ({ region: name as Region, zone, for: purpose, own: own?.[zone] }));
    const { zones, nat = "perZone", natZone, addresses: own, egressAddresses: ownEgress } = region;
    return [
      ...at([...zones, ...(region.parkedAddresses ?? [])], "clients", own),
      ...at([...natZones({ nat, natZone, zones }), ...(region.parkedEgressAddresses ?? [])], "egress", ownEgress),
    ];
  });
  return all.map(({ own, ...place }, index) => ({
    ...place,
    allocationId: own ?? `eipalloc-f${String(index).padStart(16, "0")}`,
  }));
}

const OPTIONS: RawConfig["options"][] = [
  ["nlb"],
  ["networkFirewall"],
  ["nlb", "networkFirewall"],
  ["privateLink"],
  ["privateLink", "nlb"],
  ["networkFirewall", "privateLink"],
  ["ecs"],
  ["nlb", "ecs"],
  ["ecs", "nlb"],
  ["networkFirewall", "ecs"],
  ["ecs", "networkFirewall", "nlb"],
  ["privateLink", "ecs"],
  ["ecs", "networkFirewall", "privateLink", "nlb"],
];

/** The options, what the composed backends run, and their shares. */
const backendsOf = (closed: readonly string[], names: readonly Region[]) =>
  fc.constantFrom(...OPTIONS).chain((options) =>
    fc.record({
      options: fc.constant(options),
      weights: weightsOf(options),
      run: fc.option(workload(closed, names), { nil: undefined, freq: 3 }),
      image: taskImage(closed, names),
    }),
  );

/** What limits the health check most: the echo server, where one of the backends runs it. */
function strictest(options: RawConfig["options"], run: Workload | undefined, image: unknown) {
  const { backends } = compose(options);
  const echoes = backends.includes("instances") && (run ?? { kind: "echo" }).kind === "echo";
  return echoes || (backends.includes("tasks") && image === undefined) ? "echo" : "container";
}

/** What the firewall is told, where it is chosen. Told without being chosen, it waits. */
function inspectionOf(
  options: RawConfig["options"],
  regions: RawConfig["regions"],
  { allowedClients }: RawConfig["service"],
): fc.Arbitrary<Inspected> {
  const told = inspected(regions, allowedClients);
  return options.includes("networkFirewall")
    ? told
    : fc.oneof({ weight: 4, arbitrary: fc.constant({ regions }) }, told);
}

/** The same with what its private front door is told, where one is chosen. Told without being chosen, it waits for those it does not name. */
function withPrivateLink(config: RawConfig): fc.Arbitrary<RawConfig> {
  const chosen = config.options.includes("privateLink");
  const told = privateLinkOf(config).map((section) => {
    const { connectedConsumers, ...rest } = section;
    return { ...config, privateLink: { ...rest, ...(chosen && connectedConsumers && { connectedConsumers }) } };
  });
  return chosen ? told : fc.oneof({ weight: 4, arbitrary: fc.constant(config) }, told);
}

/** The same with an accelerator, in use or kept, or without one. */
const withAccelerator = (config: RawConfig): fc.Arbitrary<RawConfig> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(config) }, { weight: 2, arbitrary: acceleratedOf(config) });

/** The same with its latency measured, or not. */
const withLatency = (config: RawConfig): fc.Arbitrary<RawConfig> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(config) }, { weight: 1, arbitrary: measuredOf(config) });

/** The same beside a region of which only addresses are kept, whatever else it says; or without one. */
function withParkedRegion(config: RawConfig): fc.Arbitrary<RawConfig> {
  const names = REGION_NAMES.filter((name) => !(name in config.regions));
  const taken = Object.values(config.regions).map(({ cidr }) => cidr.split(".").slice(0, 2).join("."));
  const parked = fc
    .record({
      name: fc.constantFrom(...names),
      cidr: fc.constantFrom(...BLOCKS.filter((block) => !taken.includes(block))).chain(cidrIn),
      nat: fc.constantFrom<NonNullable<RawRegion["nat"]>[]>("none", "single", "perZone"),
      front: addresses(8, [], "1"),
      egress: addresses(8, [], "2"),
    })
    .filter(({ front, egress }) => front.parked.length + egress.parked.length > 0)
    .map(({ name, cidr, nat, front, egress }) => ({
      ...config,
      regions: {
        ...config.regions,
        [name]: {
          zones: [],
          cidr,
          nat,
          parkedAddresses: front.parked,
          addresses: front.own,
          parkedEgressAddresses: egress.parked,
          egressAddresses: egress.own,
        },
      },
    }));
  return fc.oneof({ weight: 4, arbitrary: fc.constant(config) }, { weight: 1, arbitrary: parked });
}

/** The same without a demand for more healthy targets than a zone can have. */
function withReachableHealth(config: RawConfig): RawConfig {
  const { targetHealth, ...service } = config.service;
  const least = targetHealth?.dnsFailoverMinimumTargets ?? 1;
  const most = Object.values(config.regions).flatMap(({ zones: { length: zones } }) =>
    [config.instances, config.ecs].map((counts) => Math.floor(capacity(counts ?? {}, zones).max / zones)),
  );
  return least <= Math.min(...most) ? config : { ...config, service };
}

/** The same, also with zones that are not followed: that may be said of one backend without TLS, and one port of its targets. */
function withUnfollowedZones(config: RawConfig): fc.Arbitrary<RawConfig> {
  const { dns, service, options } = config;
  const { healthCheck } = dns ?? {};
  const { port, targetPort = port, alsoListens = [] } = service;
  const apart = alsoListens.some((each) => each.targetPort !== targetPort);
  if (!dns || healthCheck?.followZones === undefined || service.tls || compose(options).backends.length > 1 || apart)
    return fc.constant(config);
  return fc
    .boolean()
    .map((followZones) => ({ ...config, dns: { ...dns, healthCheck: { ...healthCheck, followZones } } }));
}

/** The same, also with connections out by IPv6, where there are addresses for them. */
function withIpv6Egress(config: RawConfig): fc.Arbitrary<RawConfig> {
  const { network: settings, options, ecs, instances, globalAccelerator } = config;
  const { backends, acceleratedFrontDoor } = compose(options);
  const bridged =
    (backends.includes("instances") && instances?.workload?.kind === "container") ||
    (backends.includes("tasks") && ecs?.launch !== "fargate" && ecs?.networkMode === "bridge");
  const dualStack = acceleratedFrontDoor && globalAccelerator?.ipAddressType === "dualstack";
  if (!settings?.ipv6 || options.includes("networkFirewall") || bridged || dualStack) return fc.constant(config);
  return fc.boolean().map((ipv6Egress) => ({ ...config, network: { ...settings, ipv6Egress } }));
}

/** The same with keys of the stack's own, made here or elsewhere, and with audits; or without. */
function withKeysAndAudits(config: RawConfig): fc.Arbitrary<RawConfig> {
  const audit = some({
    accessAnalyzer: fc.boolean(),
    configRules: fc.boolean(),
    // The logs of another account's zone are none that a key of the stack's encrypts.
    ...(config.dns &&
      config.dns.assumeRoleArn === undefined && { queryLogs: fc.constantFrom({}, { retentionDays: 7 as const }) }),
  });
  const guarded = audit.chain((audits) => {
    const whole: RawConfig = { ...config, guard: { ...config.guard, audit: audits } };
    const existing = Object.keys(keyUses(withoutParkedRegions(serviceStackSchema.parse(whole)))).map(
      (region): [string, string] => [
        region,
        `arn:aws:kms:${region}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      ],
    );
    return fc
      .constantFrom<NonNullable<NonNullable<RawConfig["guard"]>["keys"]>[]>(
        { kind: "created" },
        { kind: "created", use: false },
        { kind: "existing", arns: Object.fromEntries(existing) },
      )
      .map((keys) => ({ ...whole, guard: { ...whole.guard, keys } }));
  });
  return fc.oneof({ weight: 3, arbitrary: fc.constant(config) }, { weight: 1, arbitrary: guarded });
}

/** A config that says much or little, and all of it right. */
export const goodConfig: fc.Arbitrary<RawConfig> = fc.boolean().chain((production) =>
  regionsOf(production ? 3 : 2).chain((regions) => {
    const names = Object.keys(regions) as Region[];
    const closed = names.filter((name) => regions[name]?.nat === "none");
    return backendsOf(closed, names).chain(({ options, weights, run, image }) =>
      serviceOf(strictest(options, run, image), !compose(options).backends.includes("tasks")).chain((service) =>
        fc
          .record({
            inspection: inspectionOf(options, regions, service),
            instances: instancesOf(names, closed),
            ecs: compose(options).backends.includes("tasks")
              ? ecsOf(image, service, names, closed)
              : fc.constant(undefined),
            name: fc.option(nameIn(regions), { nil: undefined, freq: 2 }),
            published: fc.option(fc.shuffledSubarray(heldIn(regions)), { nil: undefined, freq: 3 }),
            common,
          })
          .map(({ inspection, instances, ecs, name, published, common: rest }) => ({
            options,
            service: { ...service, ...(name && { hostname: name.hostname }) },
            ...inspection,
            ...(weights && { weights }),
            instances: { ...instances, ...(run && { workload: run }) },
            ...(ecs && { ecs }),
            ...(published && { published }),
            ...(name && { dns: name.dns }),
            ...rest,
            ...(production && { production }),
          }))
          .map(withReachableHealth)
          .chain(withUnfollowedZones)
          .chain(withPrivateLink)
          .chain(withAccelerator)
          .chain(withLatency)
          .chain(withGuard)
          .chain(withParkedRegion)
          .chain(withWays)
          .chain(withMonitoring)
          .chain(withIpv6Egress)
          .chain(withKeysAndAudits),
      ),
    );
  }),
);
