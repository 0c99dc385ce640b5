import fc from "fast-check";
import { overlaps } from "../../plan/cidrs";
import { FIREWALL_VPC_CIDR } from "../../plan/network/subnets";
import { type Region, type ZoneLetter, zoneLetters } from "../../plan/regions";
import type { RawConfig } from "./raw";
import { some, whole } from "./sections";

type Firewall = NonNullable<RawConfig["networkFirewall"]>;
type RawRegion = NonNullable<RawConfig["regions"][Region]>;
type RegionFirewall = NonNullable<RawRegion["firewall"]>;
type Logs = NonNullable<Firewall["logs"]>;
type Suricata = NonNullable<Firewall["suricata"]>;

/** The first halves of /16 ranges that a firewall's VPC may lie in. A region's VPC lies in one such half too. */
const BLOCKS = ["10.255", "172.31", "192.168"];

const cidrIn = (block: string) =>
  whole(16, 25).chain((prefix) =>
    whole(0, 2 ** (prefix - 16) - 1).map((place) => {
      const offset = place * 2 ** (32 - prefix);
      return `${block}.${Math.floor(offset / 256)}.${offset % 256}/${prefix}`;
    }),
  );

/** A VPC beside the region's; it may be left out where the range of the default is free. */
function vpcBeside(cidr: string): fc.Arbitrary<string | undefined> {
  const given = fc.constantFrom(...BLOCKS.filter((block) => !cidr.startsWith(`${block}.`))).chain(cidrIn);
  return overlaps(FIREWALL_VPC_CIDR, cidr) ? given : fc.option(given, { nil: undefined, freq: 1 });
}

/** The zones in use and some more. */
const around = (name: Region, used: readonly ZoneLetter[]): fc.Arbitrary<ZoneLetter[]> =>
  fc.shuffledSubarray(zoneLetters(name).filter((zone) => !used.includes(zone))).map((more) => [...more, ...used]);

const existingIn = (name: Region, zones: readonly ZoneLetter[]): fc.Arbitrary<RegionFirewall> =>
  around(name, zones).map((its) => ({
    existing: { arn: `arn:aws:network-firewall:${name}:123456789012:firewall/shared-1`, zones: its },
  }));

/** With `ownKey`, a key of one's own. */
const madeIn = (
  name: Region,
  { zones, cidr }: Pick<RawRegion, "zones" | "cidr">,
  ownKey: boolean,
): fc.Arbitrary<RegionFirewall> =>
  fc
    .record({
      cidr: vpcBeside(cidr),
      zones: fc.option(around(name, zones), { nil: undefined, freq: 1 }),
      kmsKeyArn: fc.constantFrom(
        ...(ownKey ? [`arn:aws:kms:${name}:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9`] : []),
        undefined,
      ),
    })
    .chain((all) =>
      // Where its VPC has subnets, it may have an endpoint that it is yet to lose.
      fc
        .subarray((all.zones ?? zoneLetters(name)).filter((zone) => !zones.includes(zone)))
        .map((parkedZones) => ({ ...all, ...(parkedZones.length > 0 && { parkedZones }) })),
    )
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));

const firewallIn = (name: Region, region: RawRegion, ownKey: boolean): fc.Arbitrary<RegionFirewall> =>
  fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: madeIn(name, region, ownKey) },
        { weight: 1, arbitrary: existingIn(name, region.zones) },
      ),
      some<Pick<RegionFirewall, "bypassZones">>({ bypassZones: fc.shuffledSubarray([...region.zones]) }),
    )
    .map(([firewall, bypass]) => ({ ...firewall, ...bypass }));

/** Ranges by the clients that hold them. None lies in a range of DENIED. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "0.0.0.0/0": ["198.51.100.64/26", "9.9.9.9/32", "192.0.2.0/24"],
  "198.51.100.0/24": ["198.51.100.0/24", "198.51.100.64/26"],
  "203.0.113.7/32": ["203.0.113.7/32"],
  "8.0.0.0/8": ["8.0.0.0/8", "8.1.0.0/16"],
};

/** Public ranges alone: one of the VPC's own would stop the service. */
const DENIED = ["198.51.100.128/25", "203.0.113.128/25", "8.1.2.0/24", "192.0.2.5/32", "224.0.0.0/4"];

const allowedOf = (clients: readonly string[] = ["0.0.0.0/0"]): fc.Arbitrary<string[]> =>
  fc.shuffledSubarray([...new Set(clients.flatMap((client) => ALLOWED[client] ?? []))]);

const SETS = ["PARTNERS", "bad_hosts", "A1"];

const ipSetsOf = fc.dictionary(
  fc.constantFrom(...SETS),
  fc.shuffledSubarray(["198.51.100.0/24", "10.0.0.0/8", "192.0.2.7/32"], { minLength: 1 }),
  { maxKeys: SETS.length },
);

/** Rules with every way to name a range, without their ids. */
function ruleTexts(sets: readonly string[]): string[] {
  const named = sets.flatMap((set) => [
    `drop ip $${set} any -> any any (msg:"From ${set}"; flow:stateless;`,
    `alert tcp [$${set},!192.0.2.1] any -> $HOME_NET [5000,8000:8080] (msg:"${set}, but one"; flow:to_server;`,
  ]);
  return [
    'alert tcp $EXTERNAL_NET any -> $HOME_NET any (msg:"A client connects"; flow:to_server;',
    'drop tls $HOME_NET any -> $EXTERNAL_NET 443 (msg:"Not there\\; never"; tls.sni; content:"example.net"; nocase;',
    "pass icmp any any <> any any (itype:8;",
    ...named,
  ];
}

/** A group's text with some rules, a comment and a blank line. Every group has ids of its own. */
const textOf = (sets: readonly string[], firstSid: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...ruleTexts(sets)), { minLength: 1, maxLength: 3 })
    .map((rules) =>
      [
        "# Rules of the team's own.",
        "",
        ...rules.map((rule, index) => `${rule} sid:${firstSid + index}; rev:1;)`),
      ].join("\n"),
    );

/** Own groups, one of them perhaps from a file. Capacities leave room for the rules of each, and for the groups of the program. */
const suricataOf = (sets: readonly string[]): fc.Arbitrary<Suricata> =>
  fc
    .tuple(
      fc.uniqueArray(fc.constantFrom("team", "a", "web-2", "b0"), { minLength: 1, maxLength: 3 }),
      whole(1000, 1_899_000),
      fc.boolean(),
    )
    .chain(([names, firstSid, file]) =>
      fc
        .tuple(
          ...names.map((_, index) =>
            fc
              .tuple(
                file && index === 0
                  ? fc.constant({ file: "test/support/team.rules" })
                  : textOf(sets, firstSid + 10 * index).map((rules) => ({ rules })),
                some<Omit<Suricata[string], "rules" | "file">>({ capacity: whole(10, 5000), priority: whole(1, 1000) }),
              )
              .map(([what, room]) => ({ ...what, ...room })),
          ),
        )
        .map((groups) => Object.fromEntries(names.map((name, index) => [name, groups[index] ?? {}]))),
    );

const rulesOf = fc
  .option(ipSetsOf, { nil: undefined })
  .chain((ipSets) =>
    fc
      .option(suricataOf(Object.keys(ipSets ?? {})), { nil: undefined })
      .map((suricata) => ({ ...(ipSets && { ipSets }), ...(suricata && { suricata }) })),
  );

const types = fc.shuffledSubarray<"ALERT" | "FLOW">(["ALERT", "FLOW"], { minLength: 1 });

const logs = fc.oneof<fc.Arbitrary<Logs>[]>(
  fc.record(
    {
      kind: fc.constant("cloudWatch" as const),
      types,
      retentionDays: fc.constantFrom<(1 | 90 | 3653)[]>(1, 90, 3653),
    },
    { requiredKeys: ["kind"] },
  ),
  fc.record(
    {
      kind: fc.constant("s3" as const),
      types,
      bucket: fc.constantFrom("own-logs", "a.b.c"),
      prefix: fc.constantFrom("firewall", "team/firewall/1"),
    },
    { requiredKeys: ["kind", "bucket"] },
  ),
  fc.record(
    {
      kind: fc.constant("firehose" as const),
      types,
      deliveryStream: fc.constantFrom("aws-waf-logs_1", "own.firewall"),
    },
    { requiredKeys: ["kind", "deliveryStream"] },
  ),
);

/** What the rules of a firewall's section depend on. */
interface Around {
  clients: readonly string[] | undefined;
  /** Whether some firewall that is made here stands before a NAT gateway. */
  egress: boolean;
  customerManagedKey: boolean;
}

const sectionOf = ({ clients, egress, customerManagedKey }: Around): fc.Arbitrary<Firewall> =>
  fc
    .tuple(
      rulesOf,
      some<Omit<Firewall, "ipSets" | "suricata" | "customerManagedKey">>({
        denied: fc.shuffledSubarray(DENIED),
        allowed: allowedOf(clients),
        ...(egress && {
          egressDomains: fc.shuffledSubarray(["example.com", ".amazonaws.com", "a-1.example.org"], { minLength: 1 }),
        }),
        protection: some({ deletion: fc.boolean(), policyChange: fc.boolean(), subnetChange: fc.boolean() }),
        logs,
      }),
    )
    .map(([rules, rest]) => ({ ...rest, ...rules, ...(customerManagedKey && { customerManagedKey }) }));

export interface Inspected {
  regions: RawConfig["regions"];
  networkFirewall?: Firewall;
}

/** The regions with what of the firewall belongs to them, and its section. */
export function inspected(
  regions: RawConfig["regions"],
  clients: readonly string[] | undefined,
): fc.Arbitrary<Inspected> {
  const entries = Object.entries(regions) as [Region, RawRegion][];
  return fc.boolean().chain((customerManagedKey) =>
    fc.tuple(...entries.map(([name, region]) => firewallIn(name, region, customerManagedKey))).chain((firewalls) => {
      const made = entries.filter((_, index) => firewalls[index]?.existing === undefined);
      const egress = made.some(([, { nat }]) => nat !== "none");
      // Of firewalls that others own, this stack says nothing.
      const section = made.length > 0 ? sectionOf({ clients, egress, customerManagedKey }) : fc.constant<Firewall>({});
      return section.map((networkFirewall) => ({
        regions: Object.fromEntries(
          entries.map(([name, region], index) => {
            const firewall = firewalls[index] ?? {};
            return [name, { ...region, ...(Object.keys(firewall).length > 0 && { firewall }) }];
          }),
        ),
        ...(Object.keys(networkFirewall).length > 0 && { networkFirewall }),
      }));
    }),
  );
}
