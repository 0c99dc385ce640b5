import { expect } from "chai";
import { namesOf, type AddressFate } from "../../analysis/fates";
import { addressFates } from "../../analysis/fates";
import { compare, type Effects } from "../../graph/compare";
import type { ResourceNode } from "../../graph/graph";
import { graph, node, publish, reference, type Extras } from "../support/graphs";

/** Of an address, only another pool makes another address. */
const EFFECTS: Effects = {
  effectOf: (_, path) => (path === "publicIpv4Pool" ? "replace" : "update"),
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

const fates = (from: ReturnType<typeof graph>, to: ReturnType<typeof graph>) =>
  addressFates(from, to, compare(from, to, EFFECTS));

const RELEASED = "it is released, and nobody gets it back";
const LEFT = "it stays in the account, attached to nothing, and out of the stack's hands";
const YOURS = "it stays yours, attached to nothing of this stack";

describe("analysis/fates", () => {
  it("tells all about an address that serves on", () => {
    const same = stack({ a: created("a") });
    expect(fates(same, same)).to.deep.equal([
      {
        region: "eu-west-1",
        zone: "a",
        purpose: "public",
        name: "addresses-eu-west-1-a",
        before: "serving",
        after: "serving",
        lost: false,
      },
    ]);
  });

  it("tells all about an own address that is named no longer", () => {
    expect(fates(stack({ a: own("a") }), stack({}))).to.deep.equal([
      {
        region: "eu-west-1",
        zone: "a",
        purpose: "public",
        name: "addresses-eu-west-1-a-own",
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
  const text = ({ name, before, after, lost, note }: AddressFate) =>
    `${name.replace("addresses-eu-west-1-", "")} ${before} → ${after}${lost ? `, lost: ${note ?? ""}` : ""}`;
  for (const [what, from, to, expected] of cases)
    it(what, () => {
      const found = fates(from, to);
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
    const found = fates(side("cb"), side("ba"));
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

describe("analysis/fates, namesOf", () => {
  const fate = { region: "eu-west-1", zone: "c", name: "one", before: "serving", after: "none", lost: true } as const;
  const cases: [string, AddressFate, string[]][] = [
    ["public", { ...fate, purpose: "public" }, ["eu-west-1c", "one"]],
    ["egress", { ...fate, purpose: "egress" }, ["eu-west-1c/egress", "one"]],
    ["own", { ...fate, purpose: "public", allocationId: "eipalloc-0c" }, ["eu-west-1c", "one", "eipalloc-0c"]],
  ];
  for (const [what, given, expected] of cases)
    it(what, () => {
      expect(namesOf(given)).to.deep.equal(expected);
    });
});
