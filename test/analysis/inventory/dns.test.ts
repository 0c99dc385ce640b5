import { expect } from "chai";
import { findings } from "../../../analysis/findings/findings";
import { type NameRow, names } from "../../../analysis/inventory/dns";
import { publicName } from "../../../analysis/inventory/dnsRecords";
import { interruptions } from "../../../analysis/switch/interruptions";
import { switchOf } from "../../../analysis/switch/switch";
import { compare } from "../../../graph/compare";
import { GraphIndex } from "../../../graph/graph";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { BASE, type Raw, recordConfig, recordStack } from "../../support/recording";

const region = (second: number, more: object = {}) => ({ zones: ["a", "b"], cidr: `10.${second}.0.0/16`, ...more });

/** Two regions or three, and what they and the section dns say. */
const stack = (dns: Raw = {}, ireland: Raw = {}, mumbai: Raw = {}, ohio?: Raw): Raw => ({
  ...BASE,
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com", ...dns },
  regions: {
    "eu-west-1": region(1, ireland),
    "ap-south-1": region(2, mumbai),
    ...(ohio && { "us-east-2": region(3, ohio) }),
  },
});

/** `eu-west-1 | front-eu-west-1 | always | 1 of 2 addresses`, and `(else)` before what is no answer in good times. */
const lines = ({ answers }: NameRow): string[] =>
  answers.map(({ region: at = "", leadsTo, when, well = "", good }) =>
    [...(good ? [] : ["(else)"]), at, leadsTo.join(" "), when, well].join(" | "),
  );

const namesOf = async (raw: Raw): Promise<NameRow[]> => names(await recordConfig(raw));

const answersOf = async (raw: Raw): Promise<string[]> => lines((await namesOf(raw))[0]!);

const ROLES = [{ role: "primary" }, { role: "secondary" }] as const;

describe("names", () => {
  it("has the name of a stack, how it chooses, and what it is answered with", async () => {
    expect(names(await recordStack("prod"))).to.deep.equal([
      {
        hostname: "tcp.example.com",
        routing: "latency",
        accelerated: false,
        switched: false,
        answers: [
          { region: "eu-west-1", leadsTo: ["front-eu-west-1"], when: "always", well: "1 of 3 addresses", good: true },
        ],
        record: "dns-alias",
      },
    ]);
    expect(names(await recordStack("dev"))).to.deep.equal([]);
  });

  it("tells primary and secondaries", async () => {
    const [row] = await namesOf(stack({}, ...ROLES, { role: "secondary" }));
    expect(row?.routing).to.equal("failover");
    expect(lines(row!)).to.deep.equal([
      "eu-west-1 | front-eu-west-1 | while it is well | 1 of 2 addresses",
      "(else) | ap-south-1 | front-ap-south-1 | else, where it is the nearest | 1 of 2 addresses",
      "(else) | us-east-2 | front-us-east-2 | else, where it is the nearest | 1 of 2 addresses",
    ]);
  });

  it("tells shares, and what has none", async () => {
    const weighted = stack({ routing: "weighted" }, { dns: { weight: 30 } }, { dns: { weight: 0 } }, {});
    expect(await answersOf(weighted)).to.deep.equal([
      "(else) | ap-south-1 | front-ap-south-1 | while no other is well | 1 of 2 addresses",
      "eu-west-1 | front-eu-west-1 | 23 % of the answers | 1 of 2 addresses",
      "us-east-2 | front-us-east-2 | 77 % of the answers | 1 of 2 addresses",
    ]);
  });

  it("tells places and biases", async () => {
    const places = stack(
      { routing: "geolocation" },
      { dns: { locations: ["*"] } },
      { dns: { locations: ["asia", "US-CA"] } },
    );
    expect(await answersOf(places)).to.deep.equal([
      "ap-south-1 | front-ap-south-1 | for asia | 1 of 2 addresses",
      "eu-west-1 | front-eu-west-1 | for everywhere else | 1 of 2 addresses",
      "ap-south-1 | front-ap-south-1 | for US-CA | 1 of 2 addresses",
    ]);
    expect(await answersOf(stack({ routing: "geoproximity" }, { dns: { bias: 5 } }))).to.deep.equal([
      "ap-south-1 | front-ap-south-1 | where it is near | 1 of 2 addresses",
      "eu-west-1 | front-eu-west-1 | where it is near, bias +5 | 1 of 2 addresses",
    ]);
  });

  it("tells the addresses of each region together, and how long they may be kept", async () => {
    const [row] = await namesOf(stack({ routing: "multivalue", ttlSeconds: 20 }));
    expect({ ...row, answers: lines(row!) }).to.deep.include({
      routing: "multivalue",
      ttlSeconds: 20,
      answers: [
        "ap-south-1 | addresses-ap-south-1-a addresses-ap-south-1-b | up to eight of all addresses | each by itself",
        "eu-west-1 | addresses-eu-west-1-a addresses-eu-west-1-b | up to eight of all addresses | each by itself",
      ],
    });
  });

  it("tells that zones count, too, where they are followed", async () => {
    const followed = { healthCheck: { followZones: true } };
    expect((await answersOf(stack(followed)))[0]).to.equal(
      "ap-south-1 | front-ap-south-1 | where it is the nearest | 1 of 2 zones",
    );
    expect((await answersOf(stack({ ...followed, routing: "multivalue" })))[0]).to.equal(
      "ap-south-1 | addresses-ap-south-1-a addresses-ap-south-1-b | up to eight of all addresses | each by itself, and its zone",
    );
  });

  it("tells switches that are obeyed", async () => {
    const [row] = await namesOf(stack({ routingControls: { use: true } }));
    expect(row?.routing).to.equal("latency");
    expect(row?.switched).to.equal(true);
    expect(lines(row!)[1]).to.equal(
      "eu-west-1 | front-eu-west-1 | where it is the nearest, while its switch is On | 1 of 2 addresses",
    );
    expect((await namesOf(stack({ routingControls: {} })))[0]?.switched).to.equal(false);
  });

  it("has two names, the first of which is the service's, and none for delegations and keys", async () => {
    const graph = await recordConfig({
      ...stack(),
      service: { port: 5000, hostname: "x.example.com" },
      dns: {
        zone: "x.example.com",
        create: true,
        delegation: { parentZone: "example.com" },
        dnssec: { publish: true },
        second: { zone: "a.example", hostname: "a.example", routing: "multivalue" },
      },
    });
    expect(names(graph).map(({ hostname, routing }) => [hostname, routing])).to.deep.equal([
      ["x.example.com", "latency"],
      ["a.example", "multivalue"],
    ]);
    expect(publicName(GraphIndex.of(graph))).to.equal("x.example.com");
  });
});

/** `none name-answers: what | duration`, of the rules about names. */
async function interruptionsBetween(from: Raw, to: Raw): Promise<string[]> {
  const [before, after] = [await recordConfig(from), await recordConfig(to)];
  const found = interruptions(before, after, compare(before, after, PROVIDER_EFFECTS));
  return found
    .filter(({ rule }) => /^(name|name-answers|name-zone|dnssec|delegation|evaluated-target-group)$/.test(rule))
    .map(({ severity, rule, what, duration }) => `${severity} ${rule}: ${what} | ${duration}`);
}

const KEPT = "60 s, the time that an answer may be kept; open connections stay where they are";

describe("interruptions of names", () => {
  it("has none for a region more, and none for nothing", async () => {
    expect(await interruptionsBetween(stack(), stack({}, {}, {}, {}))).to.deep.equal([]);
    expect(await interruptionsBetween(stack(), stack())).to.deep.equal([]);
  });

  it("tells another policy, without an outage", async () => {
    expect(await interruptionsBetween(stack(), stack({}, ...ROLES))).to.deep.equal([
      `none name-answers: answers are chosen by failover, not by latency; answers lead to ap-south-1 only while others are not well | ${KEPT}`,
    ]);
    expect(await interruptionsBetween(stack({ routing: "multivalue", ttlSeconds: 20 }), stack())).to.deep.equal([
      `none name-answers: answers are chosen by latency, not by multivalue | ${KEPT.replace("60", "20")}`,
    ]);
  });

  it("tells a swap of roles, and a region that leaves", async () => {
    expect(await interruptionsBetween(stack({}, ...ROLES), stack({}, ROLES[1], ROLES[0]))).to.deep.equal([
      `none name-answers: answers lead to eu-west-1 only while others are not well | ${KEPT}`,
    ]);
    expect(await interruptionsBetween(stack({}, {}, {}, {}), stack())).to.deep.equal([
      `none name-answers: no answer leads to us-east-2 any more | ${KEPT}`,
    ]);
  });

  it("tells a second backend, which an alias asks for while it is empty, and none where zones are followed before", async () => {
    const both = (dns: Raw = {}): Raw => ({
      ...stack(dns),
      options: ["nlb", "ecs"],
      weights: { instances: 100, tasks: 0 },
    });
    const line = (region: string) =>
      `none evaluated-target-group: front-${region}-ecs has no healthy target at first, which makes front-${region} unhealthy for its alias: ` +
      "names lead to another region until the alias has changed. An update with dns.healthCheck.followZones: true before this one avoids it | " +
      "a minute or two, AWS gives no figure: until the record does not ask for all target groups any more, and the answers are forgotten";
    expect(await interruptionsBetween(stack(), both())).to.deep.equal([line("ap-south-1"), line("eu-west-1")]);
    const followed = { healthCheck: { followZones: true } };
    expect(await interruptionsBetween(stack(followed), both(followed))).to.deep.equal([]);
    expect(await interruptionsBetween(stack(followed), both())).to.deep.equal([]);
  });

  it("tells no second backend of the only region: there is no other to lead to", async () => {
    const single = ({ regions, ...rest }: Raw): Raw => ({
      ...rest,
      regions: { "eu-west-1": (regions as Raw)["eu-west-1"] },
    });
    const both = { ...single(stack()), options: ["nlb", "ecs"], weights: { instances: 100, tasks: 0 } };
    expect(await interruptionsBetween(single(stack()), both)).to.deep.equal([]);
  });

  it("tells switches that begin to be obeyed", async () => {
    expect(
      await interruptionsBetween(stack({ routingControls: {} }), stack({ routingControls: { use: true } })),
    ).to.deep.equal([
      `none name-answers: a region whose switch is Off, as a new one is, is answered with no more while another's is On | ${KEPT}`,
    ]);
  });

  it("tells switches that are obeyed no more", async () => {
    expect(
      await interruptionsBetween(stack({ routingControls: { use: true } }), stack({ routingControls: {} })),
    ).to.deep.equal([`none name-answers: a region whose switch is Off is answered with again | ${KEPT}`]);
  });

  it("tells who goes to a region with other shares, switches or none", async () => {
    const weighted = (one: number, other: number, more: Raw = {}) =>
      stack({ routing: "weighted", ...more }, { dns: { weight: one } }, { dns: { weight: other } });
    const shares =
      "new lookups go to ap-south-1: 90 % of the answers (10 % of the answers before); " +
      "new lookups go to eu-west-1: 10 % of the answers (90 % of the answers before)";
    expect(await interruptionsBetween(weighted(90, 10), weighted(10, 90))).to.deep.equal([
      `none name-answers: ${shares} | ${KEPT}`,
    ]);
    expect(await interruptionsBetween(weighted(90, 10), weighted(180, 20))).to.deep.equal([]);
    const controls = { routingControls: { use: true } };
    expect(await interruptionsBetween(weighted(90, 10, controls), weighted(10, 90, controls))).to.deep.equal([
      `none name-answers: ${shares} | ${KEPT}`,
    ]);
    expect(await interruptionsBetween(weighted(90, 10), weighted(100, 0))).to.deep.equal([
      "none name-answers: answers lead to ap-south-1 only while others are not well; " +
        `new lookups go to eu-west-1: 100 % of the answers (90 % of the answers before) | ${KEPT}`,
    ]);
  });

  it("tells who goes to a region for other places, and where it is made larger", async () => {
    const places = (...locations: string[]) =>
      stack({ routing: "geolocation" }, { dns: { locations: ["*"] } }, { dns: { locations } });
    expect(await interruptionsBetween(places("asia"), places("asia", "US-CA"))).to.deep.equal([
      `none name-answers: new lookups go to ap-south-1: for US-CA and for asia (for asia before) | ${KEPT}`,
    ]);
    const biased = (bias: number) => stack({ routing: "geoproximity" }, { dns: { bias } });
    expect(await interruptionsBetween(biased(5), biased(-5))).to.deep.equal([
      `none name-answers: new lookups go to eu-west-1: where it is near, bias -5 (where it is near, bias +5 before) | ${KEPT}`,
    ]);
  });

  it("says of an accelerator's name that nobody knows how long it is kept", async () => {
    const accelerated = {
      ...stack(),
      options: ["nlb", "globalAccelerator"],
      globalAccelerator: {},
    };
    expect(await interruptionsBetween(accelerated, stack())).to.deep.equal([
      "none name-answers: answers are chosen by latency, not by the accelerator, then latency; " +
        "they are other addresses, which must be on allow lists before; no answer leads to the accelerator any more | the time that an answer with the accelerator's addresses may be kept, " +
        "for which AWS gives no figure; open connections stay where they are",
    ]);
    const [line, ...more] = await interruptionsBetween(stack(), accelerated);
    expect(line).to.match(new RegExp(`^none name-answers: .* \\| ${KEPT}$`));
    expect(more).to.deep.equal([]);
  });

  it("swaps roles and policies without deleting a record before the name leads elsewhere", async () => {
    for (const [from, to] of [
      [stack({}, ...ROLES), stack({}, ROLES[1], ROLES[0])],
      [stack(), stack({ routing: "multivalue" })],
    ] as const) {
      const [before, after] = [await recordConfig(from), await recordConfig(to)];
      const changes = compare(before, after, PROVIDER_EFFECTS).filter(({ type }) => type.endsWith(":Record"));
      expect(changes.filter(({ action }) => action === "replace")).to.deep.equal([]);
      expect(changes.filter(({ action }) => action === "update").map(({ name }) => name)).to.deep.equal(["dns-alias"]);
    }
  });
});

describe("interruptions of zones", () => {
  const zone = (dns: Raw): Raw =>
    stack({ create: true, delegation: { parentZone: "example.org" }, ...dns, zone: "x.example.org" });
  const withName = (raw: Raw): Raw => ({ ...raw, service: { port: 5000, hostname: "x.example.org" } });
  const between = (from: Raw, to: Raw) => interruptionsBetween(withName(zone(from)), withName(zone(to)));

  it("is an outage where signatures and DS record go together", async () => {
    expect(await between({ dnssec: { publish: true } }, {})).to.deep.equal([
      "outage dnssec: the signatures end while the DS record is still kept by others: set publish: false first, and wait | 3600 s, the time that the DS record may be kept",
    ]);
  });

  it("is none where the DS record goes first", async () => {
    expect(await between({ dnssec: { publish: true } }, { dnssec: {} })).to.deep.equal([]);
    const [line, ...more] = await between({ dnssec: {} }, {});
    expect(line).to.match(/^none dnssec: the signatures end: look first that the parent zone has no DS record/);
    expect(more).to.deep.equal([]);
  });

  it("is an outage where signatures and DS record come together, and none one after the other", async () => {
    const [line, ...more] = await between({}, { dnssec: { publish: true } });
    expect(line).to.match(/^outage dnssec: the DS record comes while answers without signatures are still kept/);
    expect(more).to.deep.equal([]);
    expect(await between({}, { dnssec: {} })).to.deep.equal([]);
    expect(await between({ dnssec: {} }, { dnssec: { publish: true } })).to.deep.equal([]);
  });

  it("is an outage where the delegation goes", async () => {
    expect(await between({}, { delegation: undefined })).to.deep.equal([
      "outage delegation: its delegation is gone | for good",
    ]);
    expect(await between({ delegation: undefined }, {})).to.deep.equal([]);
  });
});

describe("interruptions of names whose zone is another", () => {
  const at = (hostname: string, dns: Raw): Raw => ({ ...stack(dns), service: { port: 5000, hostname } });
  const created = { create: true, delegation: { parentZone: "example.org" } };
  const UNDELEGATED = "until the parent zone delegates to the new zone, and the former delegation is forgotten";

  it("is an outage where a zone of the same name is made beside the one that is found", async () => {
    expect(await interruptionsBetween(stack(), stack({ create: true }))).to.deep.equal([
      "outage name-zone: its records go to a new zone example.com, which is another than the one of that name that lookups are led to: " +
        "import that one instead of creating it (pulumi import aws:route53/zone:Zone dns-zone ZONE-ID, with --parent and --provider) " +
        `| ${UNDELEGATED}`,
    ]);
    expect(await interruptionsBetween(stack({ create: true }), stack({ create: true }))).to.deep.equal([]);
  });

  it("is an outage where the zone in use is deleted for one of its name", async () => {
    expect(await interruptionsBetween(stack({ create: true }), stack())).to.deep.equal([
      "outage name-zone: its records leave the zone example.com, which is deleted, and lookups are led to it: leave create: true | " +
        UNDELEGATED,
    ]);
  });

  it("is an outage for as long as the delegation to a deleted zone is kept", async () => {
    const [child, parent] = [
      at("x.example.org", { ...created, zone: "x.example.org" }),
      at("x.example.org", { zone: "example.org" }),
    ];
    expect(await interruptionsBetween(child, parent)).to.deep.equal([
      "outage name-zone: its records leave the zone x.example.org, which is deleted: lower delegation.ttlSeconds before | " +
        "3600 s, the time that the delegation to the deleted zone may be kept",
    ]);
    expect(await interruptionsBetween(parent, child)).to.deep.equal([
      "outage name-zone: its records go to the zone x.example.org, which is made and delegated with them, maybe before them | " +
        "900 s at most, the time that others may keep that there is no such name, where they ask before its records are there",
    ]);
    expect(
      await interruptionsBetween(parent, at("x.example.org", { create: true, zone: "x.example.org" })),
    ).to.deep.equal([
      "outage name-zone: its records go to a new zone x.example.org, which nobody delegates to yet: say dns.delegation, " +
        `or leave them where they are | ${UNDELEGATED}`,
    ]);
  });

  it("is an outage where it goes from one found zone to another, and none for a second name", async () => {
    const [above, below] = [
      at("tcp.x.example.org", { zone: "example.org" }),
      at("tcp.x.example.org", { zone: "x.example.org" }),
    ];
    expect(await interruptionsBetween(above, below)).to.deep.equal([
      "outage name-zone: its records go from the zone example.org to another, x.example.org: see first that lookups are led there | " +
        "until lookups are led to that zone",
    ]);
    const second = { second: { zone: "a.example", hostname: "tcp.a.example", create: true } };
    expect(await interruptionsBetween(stack(), stack(second))).to.deep.equal([]);
  });
});

describe("switches that names obey", () => {
  const CLUSTER = "arn:aws:route53-recovery-control::123456789012:cluster/";
  const obeyed = { routingControls: { use: true } };
  const refusals = async (from: Raw, to: Raw): Promise<string[]> => {
    const [before, after] = [await recordConfig(from), await recordConfig(to)];
    return switchOf(before, after, compare(before, after, PROVIDER_EFFECTS)).refusals;
  };
  const refused = [
    "dns-control-ap-south-1, dns-control-eu-west-1 would be new, and so Off, while names obey them: update with " +
      "dns.routingControls.use: false first, set them On by hand (aws route53-recovery-cluster update-routing-control-state), and let " +
      "use: true be the next update",
  ];

  it("are refused as new ones, and as others of another cluster", async () => {
    expect(await refusals(stack(), stack(obeyed))).to.deep.equal(refused);
    const other = (cluster: string, use = true) => stack({ routingControls: { use, clusterArn: CLUSTER + cluster } });
    expect(await refusals(other("a"), other("b"))).to.deep.equal(refused);
    expect(await refusals(stack(obeyed), other("b"))).to.deep.equal(refused);
    expect(await refusals(other("a"), other("b", false))).to.deep.equal([]);
  });

  it("are fine once they are there, with a region more, and where names do not obey them", async () => {
    expect(await refusals(stack({ routingControls: {} }), stack(obeyed))).to.deep.equal([]);
    expect(await refusals(stack(obeyed), stack(obeyed, {}, {}, {}))).to.deep.equal([]);
    expect(await refusals(stack(), stack({ routingControls: {} }))).to.deep.equal([]);
    expect(await refusals(stack(obeyed), stack())).to.deep.equal([]);
  });

  it("are noted where names obey them", async () => {
    const found = async (raw: Raw) =>
      findings(await recordConfig(raw)).filter(({ rule }) => rule === "obeyed-switches");
    expect(await found(stack(obeyed))).to.deep.equal([
      {
        severity: "note",
        rule: "obeyed-switches",
        text: "The names obey switches: a region whose switch is Off, as a new one is, is out of the answers while another's is On.",
        fix: "Look at them before an update, and set that of a new region On (aws route53-recovery-cluster get-routing-control-state).",
        resources: ["dns-control-ap-south-1", "dns-control-eu-west-1"],
      },
    ]);
    expect(await found(stack({ routingControls: {} }))).to.deep.equal([]);
  });
});
