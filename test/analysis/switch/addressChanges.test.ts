import { expect } from "chai";
import { type AddressChange, addressChanges, addressNames } from "../../../analysis/switch/addressChanges";
import { compare } from "../../../graph/compare";
import type { ProviderEffects } from "../../../graph/resourceChange";
import type { ResourceNode } from "../../../graph/graph";
import { PROVIDER_EFFECTS } from "../../../graph/providerEffects";
import { OPTION_NAMES, type Option, compose } from "../../../plan/options";
import { type Extras, graph, node, publish, reference } from "../../support/graphs";
import { type Raw, recordConfig } from "../../support/recording";

/** Of an address, only another pool makes another address; of an accelerator, only other ones of one's own. */
const EFFECTS: ProviderEffects = {
  effectOf: (_, path) => (path === "publicIpv4Pool" || path.startsWith("ipAddresses") ? "replace" : "update"),
  recomputes: () => false,
};

const created = (zone: string, inputs: Record<string, unknown> = {}, extras: Extras = {}) =>
  node("Eip", `addresses-eu-west-1-${zone}`, { domain: "vpc", ...inputs }, extras);

const own = (zone: string, id = `eipalloc-0${zone}`) =>
  node("Eip", `addresses-eu-west-1-${zone}-own`, { id }, { external: true });

/** A stack with public addresses, by zone, all held by a load balancer but those that are said to be parked. */
function stack(byZone: Readonly<Record<string, ResourceNode>>, parked: readonly string[] = []) {
  const held = Object.entries(byZone).filter(([zone]) => !parked.includes(zone));
  const subnetMappings = held.map(([, each]) => ({
    allocationId: each.external ? each.inputs["id"] : reference(each, "allocationId"),
  }));
  const balancer = node("LoadBalancer", "front-eu-west-1", { subnetMappings });
  return graph([...Object.values(byZone), balancer], { publicAddresses: publish(byZone) });
}

const changesOf = (from: ReturnType<typeof graph>, to: ReturnType<typeof graph>) =>
  addressChanges(from, to, compare(from, to, EFFECTS));

const RELEASED = "it is released, and nobody gets it back";
const LEFT = "it stays in the account, attached to nothing, and out of the stack's hands";
const YOURS = "it stays yours, attached to nothing of this stack";

describe("analysis/switch/addressChanges", () => {
  it("tells all about an address that serves on", () => {
    const same = stack({ a: created("a") });
    expect(changesOf(same, same)).to.deep.equal([
      {
        region: "eu-west-1",
        zone: "a",
        purpose: "public",
        name: "addresses-eu-west-1-a",
        count: 1,
        before: "serving",
        after: "serving",
        lost: false,
      },
    ]);
  });

  it("tells all about an own address that is named no longer", () => {
    expect(changesOf(stack({ a: own("a") }), stack({}))).to.deep.equal([
      {
        region: "eu-west-1",
        zone: "a",
        purpose: "public",
        name: "addresses-eu-west-1-a-own",
        count: 1,
        allocationId: "eipalloc-0a",
        before: "serving",
        after: "none",
        lost: true,
        note: YOURS,
      },
    ]);
  });

  const retained = { retainOnDelete: true };
  const cases: [string, ReturnType<typeof stack>, ReturnType<typeof stack>, string[]][] = [
    [
      "an address that is parked",
      stack({ a: created("a") }),
      stack({ a: created("a") }, ["a"]),
      ["a serving → parked"],
    ],
    ["one that serves again", stack({ a: own("a") }, ["a"]), stack({ a: own("a") }), ["a-own parked → serving"]],
    ["one parked all along", stack({ a: own("a") }, ["a"]), stack({ a: own("a") }, ["a"]), ["a-own parked → parked"]],
    [
      "a new one",
      stack({ a: created("a") }),
      stack({ a: created("a"), b: created("b") }),
      ["a serving → serving", "b none → serving"],
    ],
    ["a new one that is parked", stack({}), stack({ b: created("b") }, ["b"]), ["b none → parked"]],
    [
      "one that is deleted",
      stack({ a: created("a"), b: created("b") }),
      stack({ a: created("a") }),
      ["a serving → serving", `b serving → none, lost: ${RELEASED}`],
    ],
    [
      "a parked one that is deleted",
      stack({ b: created("b") }, ["b"]),
      stack({}),
      [`b parked → none, lost: ${RELEASED}`],
    ],
    [
      "one that is replaced",
      stack({ a: created("a") }),
      stack({ a: created("a", { publicIpv4Pool: "amazon" }) }),
      [`a serving → none, lost: ${RELEASED}`],
    ],
    [
      "one that changes in place",
      stack({ a: created("a") }),
      stack({ a: created("a", { tags: { Name: "a" } }) }),
      ["a serving → serving"],
    ],
    [
      "one left in the account",
      stack({ a: created("a", {}, retained) }),
      stack({}),
      [`a serving → none, lost: ${LEFT}`],
    ],
    [
      "an own one and a created one in its place",
      stack({ a: own("a") }),
      stack({ a: created("a") }),
      ["a none → serving", `a-own serving → none, lost: ${YOURS}`],
    ],
    [
      "a created one and an own one in its place",
      stack({ a: created("a") }),
      stack({ a: own("a") }),
      [`a serving → none, lost: ${RELEASED}`, "a-own none → serving"],
    ],
    [
      "another own one in the same zone",
      stack({ a: own("a", "eipalloc-01") }),
      stack({ a: own("a", "eipalloc-02") }),
      [`a-own serving → none, lost: ${YOURS}`, "a-own none → serving"],
    ],
    [
      "an own one that moves to another zone",
      stack({ a: own("a", "eipalloc-01") }),
      stack({ b: own("b", "eipalloc-01") }),
      ["b-own serving → serving"],
    ],
  ];
  const text = ({ name, before, after, lost, note }: AddressChange) =>
    `${name.replace("addresses-eu-west-1-", "")} ${before} → ${after}${lost ? `, lost: ${note ?? ""}` : ""}`;
  for (const [what, from, to, expected] of cases)
    it(what, () => {
      const found = changesOf(from, to);
      expect(found.map(text)).to.deep.equal(expected);
      expect(found.filter(({ lost, note }) => lost !== (note !== undefined))).to.deep.equal([]);
    });

  it("goes by region, then public before egress, then zone, whether they come or go", () => {
    const address = (region: string, name: string) => node("Eip", `${region}-${name}`, {}, { region });
    const side = (zones: string) => {
      const made = (region: string, prefix: string) =>
        Object.fromEntries(zones.split("").map((zone) => [zone, address(region, `${prefix}${zone}`)]));
      const front = { ireland: made("eu-west-1", ""), mumbai: made("ap-south-1", "") };
      const egress = made("eu-west-1", "out-");
      return graph([front.ireland, front.mumbai, egress].flatMap(Object.values) as ResourceNode[], {
        egressAddresses: publish(egress),
        publicAddresses: { ...publish(front.ireland), ...publish(front.mumbai, "ap-south-1") },
      });
    };
    const found = changesOf(side("cb"), side("ba"));
    expect(found.map(({ region, purpose, zone, lost }) => `${region} ${purpose} ${zone} ${lost}`)).to.deep.equal([
      "ap-south-1 public a false",
      "ap-south-1 public b false",
      "ap-south-1 public c true",
      "eu-west-1 public a false",
      "eu-west-1 public b false",
      "eu-west-1 public c true",
      "eu-west-1 egress a false",
      "eu-west-1 egress b false",
      "eu-west-1 egress c true",
    ]);
  });
});

describe("analysis/switch/addressChanges, of an accelerator", () => {
  const GONE = "the accelerator is deleted, and nobody gets its addresses back";
  const KEPT = "the accelerator stays in the account, paid for and leading nowhere, and out of the stack's hands";
  const ONE = "198.51.100.9";
  const OTHER = "203.0.113.9";
  const typed = (kind: string, name: string, inputs: Record<string, unknown>, extras: Extras): ResourceNode => {
    const type = `aws:globalaccelerator/${kind.toLowerCase()}:${kind}`;
    return { ...node("Eip", name, inputs, extras), type, urn: `urn:pulumi:test::ha-tcp::${type}::${name}` };
  };
  const accelerator = (inputs: Record<string, unknown> = {}, extras: Extras = {}) =>
    typed("Accelerator", "anycast", { enabled: true, ...inputs }, extras);
  const listener = typed("Listener", "accelerator-listener", { acceleratorArn: "${Accelerator:anycast.arn}" }, {});
  const own = (...ipAddresses: string[]) => graph([accelerator({ ipAddresses })]);
  const parked = graph([accelerator()]);
  const used = graph([accelerator(), listener]);
  const kept = graph([accelerator({}, { retainOnDelete: true }), listener]);
  const dual = graph([accelerator({ ipAddressType: "DUAL_STACK" }), listener]);
  const none = graph([]);

  const cases: [string, ReturnType<typeof graph>, ReturnType<typeof graph>, string][] = [
    ["serves on", used, used, "2 serving → serving"],
    ["is parked", used, parked, "2 serving → parked"],
    ["serves again", parked, used, "2 parked → serving"],
    ["stays parked", parked, parked, "2 parked → parked"],
    ["comes", none, used, "2 none → serving"],
    ["comes, parked", none, parked, "2 none → parked"],
    ["gets the other family", used, dual, "4 serving → serving"],
    ["loses a family", dual, used, "2 serving → serving"],
    ["is deleted", used, none, `2 serving → none, lost: ${GONE}`],
    ["is deleted while parked", parked, none, `2 parked → none, lost: ${GONE}`],
    ["is left in the account", kept, none, `2 serving → none, lost: ${KEPT}`],
    ["gets an address of one's own", parked, own(ONE), `2 parked → none, lost: ${GONE}`],
    [
      "gets another one",
      own(ONE),
      own(OTHER),
      `2 parked → none, lost: the accelerator is deleted, ${ONE} stays yours, and nobody gets the others back`,
    ],
    [
      "gets one for two",
      own(ONE, OTHER),
      own(ONE),
      `2 parked → none, lost: the accelerator is deleted, ${ONE} and ${OTHER} stay yours`,
    ],
    [
      "is deleted with two of one's own",
      own(ONE, OTHER),
      none,
      `2 parked → none, lost: the accelerator is deleted, ${ONE} and ${OTHER} stay yours`,
    ],
    ["keeps those of one's own", own(ONE, OTHER), own(ONE, OTHER), "2 parked → parked"],
  ];
  for (const [what, from, to, expected] of cases)
    it(`that ${what}: ${expected}`, () => {
      const found = changesOf(from, to);
      expect(found.map(({ region, zone, purpose, name }) => [region, zone, purpose, name])).to.deep.equal([
        ["global", "", "anycast", "anycast"],
      ]);
      const texts = found.map(
        ({ count, before, after, lost, note }) => `${count} ${before} → ${after}${lost ? `, lost: ${note ?? ""}` : ""}`,
      );
      expect(texts).to.deep.equal([expected]);
    });

  it("comes before what regions have, whether it comes or goes", () => {
    const eip = node("Eip", "one", {}, { region: "af-south-1" });
    const outputs = { publicAddresses: publish({ a: eip }, "af-south-1") };
    const [without, beside] = [graph([eip], outputs), graph([eip, accelerator()], outputs)];
    for (const found of [changesOf(without, beside), changesOf(beside, without)])
      expect(found.map(({ name }) => name)).to.deep.equal(["anycast", "one"]);
  });
});

/** The sets of options by what they do with the accelerator. With networkFirewall it is refused. */
describe("analysis/switch/addressChanges, of an accelerator over every switch between options", () => {
  const IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.0";
  const SETS: Record<"serving" | "parked", Option[][]> = {
    serving: [
      ["globalAccelerator"],
      ["nlb", "globalAccelerator"],
      ["ecs", "globalAccelerator"],
      ["privateLink", "globalAccelerator"],
      ["nlb", "ecs", "globalAccelerator", "privateLink"],
    ],
    parked: [["nlb"], ["ecs"], ["nlb", "ecs"], ["privateLink"], ["networkFirewall"], ["ecs", "privateLink"]],
  };
  const config = (options: readonly Option[]): Raw => ({
    options,
    service: { port: 5000 },
    regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "none" } },
    protect: true,
    globalAccelerator: {},
    ...(options.includes("ecs") && { ecs: { image: IMAGE } }),
    ...(compose(options).backends.length > 1 && { weights: { instances: 90, tasks: 10 } }),
    ...(options.includes("privateLink") && {
      privateLink: { allowedPrincipals: ["arn:aws:iam::111122223333:root"], allowedClients: ["10.60.0.0/16"] },
    }),
  });
  const sets = (["serving", "parked"] as const).flatMap((state) =>
    SETS[state].map((options) => [options, state] as const),
  );

  it("has each option", () => {
    const chosen = sets.flatMap(([options]) => options);
    expect(OPTION_NAMES.filter((name) => !chosen.includes(name))).to.deep.equal([]);
  });

  for (const [options, before] of sets)
    it(`keeps it, and all other addresses, on the way from [${options.join(", ")}] to each`, async () => {
      const from = await recordConfig(config(options));
      for (const [others, after] of sets) {
        const to = await recordConfig(config(others));
        const found = addressChanges(from, to, compare(from, to, PROVIDER_EFFECTS));
        const [anycast] = found;
        expect(anycast, others.join()).to.deep.equal({
          region: "global",
          zone: "",
          purpose: "anycast",
          name: "anycast",
          count: 2,
          before,
          after,
          lost: false,
        });
        expect(found.map(({ name, lost }) => [name, lost])).to.deep.equal([
          ["anycast", false],
          ["addresses-eu-west-1-a", false],
          ["addresses-eu-west-1-b", false],
        ]);
      }
    });
});

describe("analysis/switch/addressChanges, namesOf", () => {
  const change = {
    region: "eu-west-1",
    zone: "c",
    name: "one",
    count: 1,
    before: "serving",
    after: "none",
    lost: true,
  } as const;
  const cases: [string, AddressChange, string[]][] = [
    ["public", { ...change, purpose: "public" }, ["eu-west-1c", "one"]],
    ["egress", { ...change, purpose: "egress" }, ["eu-west-1c/egress", "one"]],
    ["of an accelerator", { ...change, region: "global", zone: "", purpose: "anycast" }, ["one"]],
    ["own", { ...change, purpose: "public", allocationId: "eipalloc-0c" }, ["eu-west-1c", "one", "eipalloc-0c"]],
  ];
  for (const [what, given, expected] of cases)
    it(what, () => {
      expect(addressNames(given)).to.deep.equal(expected);
    });
});
