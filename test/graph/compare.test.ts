import { expect } from "chai";
import fc from "fast-check";
import { compare } from "../../graph/compare";
import type { ProviderEffects, ResourceChange } from "../../graph/resourceChange";
import type { Graph, ResourceNode } from "../../graph/graph";
import { runs } from "../support/full";
import { component, graph, node, provider, reference } from "../support/graphs";
import { SHAPES, recordConfig } from "../support/recording";

/** `cidrBlock` and what names another resource force replacement; `mystery` nobody knows; the rest is in place. */
const EFFECTS: ProviderEffects = {
  effectOf: (_type, path, change) => {
    if (path === "mystery") return "unknown";
    if (path === "mappings") return change === "added" ? "update" : "replace";
    return ["cidrBlock", "vpcId", "name"].includes(path) ? "replace" : "update";
  },
  recomputes: (type, output, paths) =>
    type === "aws:ec2/vpc:Vpc" && output === "version" && paths.some((path) => path === "template"),
};

const changesOf = (from: readonly ResourceNode[], to: readonly ResourceNode[]): ResourceChange[] =>
  compare(graph(from), graph(to), EFFECTS);

const find = (changes: readonly ResourceChange[], name: string): ResourceChange => {
  const change = changes.find((each) => each.name === name);
  if (!change) throw new Error(`no change of ${name}`);
  return change;
};

/** `replace cidrBlock vpcId`: the action and the paths that it is for. */
const short = ({ action, inputs }: ResourceChange): string => [action, ...inputs.map(({ path }) => path)].join(" ");

const VPC = (inputs: Record<string, unknown> = {}, extras: Parameters<typeof node>[3] = {}) =>
  node("Vpc", "vpc", inputs, extras);
const SUBNET = (vpc: ResourceNode, extras: Parameters<typeof node>[3] = {}) =>
  node("Subnet", "subnet", { vpcId: reference(vpc) }, extras);

describe("graph/compare: what becomes of one resource", () => {
  const secret = { secrets: ["userData"], digests: { userData: "one" } };
  const other = { ...secret, digests: { userData: "another" } };
  const table: [title: string, from: ResourceNode[], to: ResourceNode[], expected: Partial<ResourceChange>][] = [
    ["the same", [VPC({ tags: { A: "1" } })], [VPC({ tags: { A: "1" } })], { action: "keep", inputs: [] }],
    ["it comes", [], [VPC()], { action: "create", inputs: [] }],
    ["it goes", [VPC()], [], { action: "delete", refused: false }],
    ["it goes and is protected", [VPC({}, { protect: true })], [], { action: "delete", refused: true }],
    ["it goes and stays in the account", [VPC({}, { retainOnDelete: true })], [], { action: "leave" }],
    ["it begins to be read", [], [VPC({}, { external: true })], { action: "read" }],
    ["it is read no more", [VPC({}, { external: true })], [], { action: "leave", refused: false }],
    ["another input, in place", [VPC({ a: 1 })], [VPC({ a: 2 })], { action: "update" }],
    [
      "another input that forces it",
      [VPC({ cidrBlock: "x" })],
      [VPC({ cidrBlock: "y" })],
      { action: "replace", order: "create-before-delete", refused: false },
    ],
    [
      "the same with the old one first, as the program says",
      [VPC({ cidrBlock: "x" })],
      [VPC({ cidrBlock: "y" }, { deleteBeforeReplace: true })],
      { action: "replace", order: "delete-before-create" },
    ],
    [
      "the same with the old one first, as the program gives its name",
      [VPC({ name: "mine", cidrBlock: "x" })],
      [VPC({ name: "mine", cidrBlock: "y" })],
      { action: "replace", order: "delete-before-create" },
    ],
    [
      "a replacement of what is protected",
      [VPC({ cidrBlock: "x" }, { protect: true })],
      [VPC({ cidrBlock: "y" }, { protect: true })],
      { action: "replace", refused: true },
    ],
    [
      "an input nobody was asked about",
      [VPC({ mystery: 1 })],
      [VPC({ mystery: 2 })],
      {
        action: "update",
        inputs: [{ path: "mystery", change: "changed", before: 1, after: 2, effect: "unknown" }],
      },
    ],
    ["an input that is ignored", [VPC({ a: 1 })], [VPC({ a: 2 }, { ignoreChanges: ["a"] })], { action: "keep" }],
    [
      "an input inside one that is ignored",
      [VPC({ a: { b: 1 } })],
      [VPC({ a: { b: 2 } }, { ignoreChanges: ["a"] })],
      { action: "keep" },
    ],
    [
      "an input that the program wants replaced",
      [VPC({ a: 1 })],
      [VPC({ a: 2 }, { replaceOnChanges: ["a"] })],
      { action: "replace" },
    ],
    ["an element that comes", [VPC({ mappings: [1] })], [VPC({ mappings: [1, 2] })], { action: "update" }],
    ["an element that goes", [VPC({ mappings: [1, 2] })], [VPC({ mappings: [1] })], { action: "replace" }],
    ["the same encrypted value", [VPC({}, secret)], [VPC({}, secret)], { action: "keep", hidden: ["userData"] }],
    [
      "another encrypted value",
      [VPC({ userData: "[secret]" }, secret)],
      [VPC({ userData: "[secret]" }, other)],
      {
        action: "update",
        inputs: [{ path: "userData", change: "changed", before: "[secret]", after: "[secret]", effect: "update" }],
      },
    ],
  ];
  for (const [title, from, to, expected] of table)
    it(title, () => {
      expect(find(changesOf(from, to), "vpc")).to.deep.include(expected);
    });

  it("names the component it lies in", () => {
    const box = component("Box", "box");
    expect(find(changesOf([], [box, VPC({}, { parent: box.urn })]), "vpc").component).to.equal("box");
  });
});

describe("graph/compare: aliases and parents", () => {
  const box = component("Box", "box");
  const urn = "urn:pulumi:test::ha-tcp::ha-tcp:index:Box$aws:ec2/vpc:Vpc::vpc";
  const moved = (aliases: string[]) => ({ ...VPC({ a: 1 }), urn, parent: box.urn, aliases });

  it("is the same resource under another URN, where an alias says so", () => {
    const before = VPC({ a: 1 });
    const changes = changesOf([before], [box, moved([before.urn])]);
    expect(find(changes, "vpc")).to.deep.include({ action: "keep", urn, formerUrn: before.urn });
    expect(changes.filter(({ action }) => action === "delete")).to.deep.equal([]);
  });

  it("is another resource where none says so", () => {
    const changes = changesOf([VPC({ a: 1 })], [box, moved([])]);
    expect(changes.filter(({ name }) => name === "vpc").map(({ action }) => action)).to.deep.equal([
      "create",
      "delete",
    ]);
  });

  it("is the same resource in another component of the same type", () => {
    const other = component("Box", "other");
    const changes = changesOf([box, { ...moved([]), parent: box.urn }], [other, { ...moved([]), parent: other.urn }]);
    expect(find(changes, "vpc")).to.deep.include({ action: "keep", component: "other" });
  });

  it("gives a former resource to one successor only", () => {
    const before = VPC();
    const twin = { ...node("Vpc", "twin"), aliases: [before.urn] };
    const changes = changesOf([before], [VPC(), twin]);
    expect(changes.filter(({ type }) => type === before.type).map(short)).to.deep.equal(["keep", "create"]);
  });
});

describe("graph/compare: what follows from a replacement", () => {
  const from = [VPC({ cidrBlock: "x" }), SUBNET(VPC())];
  const to = (vpc: Parameters<typeof node>[3] = {}, subnet: Parameters<typeof node>[3] = {}) => [
    VPC({ cidrBlock: "y" }, vpc),
    SUBNET(VPC(), subnet),
  ];

  it("replaces what must be replaced with it, and says because of what", () => {
    const subnet = find(changesOf(from, to()), "subnet");
    expect(short(subnet)).to.equal("replace vpcId");
    expect(subnet.inputs[0]).to.include({ effect: "replace", because: VPC().urn });
    expect(subnet.order).to.equal("create-before-delete");
  });

  it("takes it down first where that goes first", () => {
    expect(find(changesOf(from, to({ deleteBeforeReplace: true })), "subnet").order).to.equal("delete-before-create");
  });

  it("does not where the program ignores the input", () => {
    expect(short(find(changesOf(from, to({}, { ignoreChanges: ["vpcId"] })), "subnet"))).to.equal("keep");
  });

  it("updates what can take another value", () => {
    const group = (vpc: ResourceNode) => node("SecurityGroup", "group", { text: `in ${reference(vpc)}` });
    const changes = changesOf([VPC({ cidrBlock: "x" }), group(VPC())], [VPC({ cidrBlock: "y" }), group(VPC())]);
    expect(short(find(changes, "group"))).to.equal("update text");
  });

  it("follows an output that an update in place changes, and no other", () => {
    const user = (output: string) => node("Group", "user", { version: reference(VPC(), output) });
    const changes = (output: string, input: string) =>
      short(find(changesOf([VPC({ [input]: 1 }), user(output)], [VPC({ [input]: 2 }), user(output)]), "user"));
    expect(changes("version", "template")).to.equal("update version");
    expect(changes("id", "template")).to.equal("keep");
    expect(changes("version", "other")).to.equal("keep");
  });

  it("goes on from one to the next", () => {
    const third = (subnet: ResourceNode) => node("NatGateway", "nat", { name: reference(subnet) });
    const chain = (cidrBlock: string) => [VPC({ cidrBlock }), SUBNET(VPC()), third(SUBNET(VPC()))];
    expect(changesOf(chain("x"), chain("y")).filter(({ action }) => action === "replace").length).to.equal(3);
  });
});

/** Source: https://www.pulumi.com/docs/iac/concepts/resources/options/replacewith/ */
describe("graph/compare: what is replaced with another resource", () => {
  const GROUP = (...targets: ResourceNode[]) =>
    node("SecurityGroup", "group", { text: "same" }, { replaceWith: targets.map(({ urn }) => urn) });
  const OTHER = (cidrBlock: string) => node("Vpc", "other", { cidrBlock });
  const because = (target: ResourceNode) => ({
    path: "replaceWith",
    change: "changed",
    effect: "replace",
    because: target.urn,
  });
  const [old, changed] = [VPC({ cidrBlock: "x" }), VPC({ cidrBlock: "y" })];

  it("is replaced, and says because of what", () => {
    expect(find(changesOf([old, GROUP(old)], [changed, GROUP(changed)]), "group")).to.deep.include({
      action: "replace",
      order: "create-before-delete",
      inputs: [because(changed)],
      refused: false,
    });
  });

  it("is replaced because of those of its targets that are", () => {
    const of = (one: string, other: string) =>
      find(
        changesOf(
          [old, OTHER("x"), GROUP(old, OTHER("x"))],
          [VPC({ cidrBlock: one }), OTHER(other), GROUP(old, OTHER("x"))],
        ),
        "group",
      ).inputs;
    expect(of("x", "x")).to.deep.equal([]);
    expect(of("x", "y")).to.deep.equal([because(OTHER("x"))]);
    expect(of("y", "y")).to.deep.equal([because(old), because(OTHER("x"))]);
  });

  const untouched: [what: string, from: ResourceNode[], to: ResourceNode[]][] = [
    ["is kept", [old, GROUP(old)], [old, GROUP(old)]],
    ["is only updated", [VPC({ a: 1 }), GROUP(VPC())], [VPC({ a: 2 }), GROUP(VPC())]],
    ["is created", [GROUP()], [VPC(), GROUP(VPC())]],
    ["is deleted", [VPC(), GROUP(VPC())], [GROUP()]],
    ["is deleted, and still named", [VPC(), GROUP(VPC())], [GROUP(VPC())]],
    ["leaves the stack", [VPC({}, { retainOnDelete: true }), GROUP(VPC())], [GROUP(VPC())]],
    ["begins to be read", [GROUP()], [VPC({}, { external: true }), GROUP(VPC())]],
    ["is replaced, and is named no more", [old, GROUP(old)], [changed, GROUP()]],
  ];
  for (const [what, from, to] of untouched)
    it(`is kept where its target ${what}`, () => {
      expect(find(changesOf(from, to), "group")).to.deep.include({ action: "keep", inputs: [] });
      expect(find(changesOf(from, to), "group")).not.to.have.property("order");
    });

  it("is replaced where the program has begun to say so", () => {
    expect(short(find(changesOf([old, GROUP()], [changed, GROUP(changed)]), "group"))).to.equal("replace replaceWith");
  });

  it("is replaced with a target that had another URN", () => {
    const box = component("Box", "box");
    const urn = "urn:pulumi:test::ha-tcp::ha-tcp:index:Box$aws:ec2/vpc:Vpc::vpc";
    const moved = { ...changed, urn, parent: box.urn, aliases: [old.urn] };
    const changes = changesOf([old, GROUP(old)], [box, moved, GROUP(moved)]);
    expect(find(changes, "vpc")).to.include({ action: "replace", formerUrn: old.urn });
    expect(find(changes, "group").inputs).to.deep.equal([because(moved)]);
  });

  it("is created where it is new", () => {
    expect(find(changesOf([old], [changed, GROUP(changed)]), "group")).to.deep.include({
      action: "create",
      inputs: [],
    });
  });

  it("is refused where it is protected, and its target is not", () => {
    const protect = (target: ResourceNode) => ({ ...GROUP(target), protect: true });
    const changes = changesOf([old, protect(old)], [changed, protect(changed)]);
    expect(find(changes, "vpc")).to.include({ action: "replace", refused: false });
    expect(find(changes, "group")).to.include({ action: "replace", refused: true });
  });

  it("goes first where its target does, or where the program says so of it", () => {
    const first = (resource: ResourceNode) => ({ ...resource, deleteBeforeReplace: true });
    const order = (target: ResourceNode, tied: ResourceNode) =>
      find(changesOf([old, GROUP(old)], [target, tied]), "group").order;
    expect(order(first(changed), GROUP(old))).to.equal("delete-before-create");
    expect(order(changed, first(GROUP(old)))).to.equal("delete-before-create");
    expect(order(changed, GROUP(old))).to.equal("create-before-delete");
  });

  it("has its own changes beside", () => {
    const group = { ...GROUP(changed), inputs: { text: "another" } };
    expect(short(find(changesOf([old, GROUP(old)], [changed, group]), "group"))).to.equal("replace text replaceWith");
  });

  it("goes on from one to the next, and to what refers to the last", () => {
    const chain = (cidrBlock: string) => {
      const first = VPC({ cidrBlock });
      const second = SUBNET(first);
      const third = node("Eip", "third", {}, { replaceWith: [second.urn] });
      const fourth = node("Eip", "fourth", {}, { replaceWith: [third.urn] });
      const tag = node("Eip", "tag", { tags: { of: reference(fourth) } });
      const apart = node("Eip", "apart", {}, { replaceWith: [tag.urn] });
      return [first, second, third, fourth, tag, apart];
    };
    const changes = changesOf(chain("x"), chain("y")).filter(({ type }) => type.startsWith("aws:"));
    expect(changes.map((each) => `${each.name}: ${short(each)}`)).to.deep.equal([
      "vpc: replace cidrBlock",
      "subnet: replace vpcId",
      "third: replace replaceWith",
      "fourth: replace replaceWith",
      "tag: update tags.of",
      "apart: keep",
    ]);
    const sources = changes.map(({ inputs }) => inputs[0]?.because?.split("::").at(-1));
    expect(sources).to.deep.equal([undefined, "vpc", "subnet", "third", "fourth", undefined]);
  });
});

describe("graph/compare: providers", () => {
  const tagged = (tags: string) => [
    provider("eu-west-1", { inputs: { region: "eu-west-1", defaultTags: tags } }),
    VPC({ tags: { Name: "vpc" } }),
    node("Route", "route", {}),
  ];

  it("changes the tags of all that can have some, where its default tags change", () => {
    const changes = changesOf(tagged("old"), tagged("new"));
    expect(short(find(changes, "vpc"))).to.equal("update tagsAll");
    expect(short(find(changes, "route"))).to.equal("keep");
  });

  it("replaces what gets another provider, the new one first, though two could not have its name", () => {
    const change = find(changesOf([VPC({ name: "a" })], [VPC({ name: "a" }, { region: "eu-west-2" })]), "vpc");
    expect(change).to.deep.include({ action: "replace", order: "create-before-delete" });
    expect(change.inputs.map(({ path, effect }) => [path, effect])).to.deep.equal([["provider", "replace"]]);
  });
});

describe("graph/compare: the component of a resource", () => {
  const network = component("Network", "network");
  const firewall = component("NetworkFirewall", "firewall");
  const remote = component("Vpc", "vpc", { remote: true, parent: firewall.urn });
  const within = (parent: ResourceNode, kind: "Vpc" | "Subnet" | "RouteTable", name: string) =>
    node(kind, name, {}, { parent: parent.urn });
  const vpc = within(remote, "Vpc", "vpc");
  const subnet = within(vpc, "Subnet", "subnet-1");
  const table = within(subnet, "RouteTable", "table-1");
  const all = [
    firewall,
    remote,
    vpc,
    subnet,
    table,
    network,
    within(network, "Subnet", "front-a"),
    node("Subnet", "bare"),
  ];
  const aws = (changes: readonly ResourceChange[]) =>
    Object.fromEntries(
      changes
        .filter(({ type }) => type.startsWith("aws:"))
        .map(({ name, action, component: owner }) => [name, `${action} ${owner ?? "none"}`]),
    );
  const told = (action: ResourceChange["action"]) => ({
    vpc: `${action} vpc`,
    "subnet-1": `${action} vpc`,
    "table-1": `${action} vpc`,
    "front-a": `${action} network`,
    bare: `${action} none`,
  });

  it("is the nearest one, past the resources between: of what comes, stays and goes", () => {
    expect(aws(changesOf([], all))).to.deep.equal(told("create"));
    expect(aws(changesOf(all, structuredClone(all)))).to.deep.equal(told("keep"));
    expect(aws(changesOf(all, []))).to.deep.equal(told("delete"));
  });

  it("is the one after the update", () => {
    const tagged = { ...within(network, "Subnet", "subnet-1"), inputs: { tags: { A: "1" } } };
    const moved = all.map((each) => (each === subnet ? tagged : each));
    expect(aws(changesOf(all, moved))).to.include({ "subnet-1": "update network", "table-1": "keep network" });
  });

  it("is never what a reference means, though it has the kind and the name of a resource in it", () => {
    const uses = node("Route", "route", { vpcId: reference(vpc) });
    const other = { ...vpc, inputs: { cidrBlock: "10.1.0.0/16" } };
    for (const order of [
      [remote, other, uses],
      [other, uses, remote],
    ]) {
      const changes = changesOf([remote, { ...vpc, inputs: { cidrBlock: "10.0.0.0/16" } }, uses], order);
      expect(short(find(changes, "route"))).to.equal("replace vpcId");
      expect(find(changes, "route").inputs[0]).to.include({ because: vpc.urn });
    }
  });
});

describe("graph/compare: what has another name", () => {
  const former = node("Vpc", "old-vpc", { cidrBlock: "10.0.0.0/16" });
  const renamed = node("Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }, { aliases: [former.urn] });
  const PROVIDER_KEPT = ["keep"];
  const uses = (vpc: ResourceNode) =>
    node("Route", "route", { vpcId: reference(vpc), list: [{ of: `a ${reference(vpc)}` }] });

  it("is the same to what refers to it", () => {
    const changes = changesOf([former, uses(former)], [renamed, uses(renamed)]);
    expect(changes.map(short)).to.deep.equal([...PROVIDER_KEPT, "keep", "keep"]);
    expect(find(changes, "vpc")).to.include({ formerUrn: former.urn });
  });

  it("is another where it is replaced", () => {
    const other = { ...renamed, inputs: { cidrBlock: "10.1.0.0/16" } };
    const changes = changesOf([former, uses(former)], [other, uses(other)]);
    expect(changes.map(short)).to.deep.equal([...PROVIDER_KEPT, "replace cidrBlock", "replace vpcId list.of"]);
  });

  it("is not what has its former name now", () => {
    const newcomer = { ...former, urn: `${former.urn}-2` };
    const changes = changesOf([former, uses(former)], [renamed, newcomer, uses(newcomer)]);
    expect(changes.map(short)).to.deep.equal([...PROVIDER_KEPT, "keep", "create", "replace list.of vpcId"]);
  });
});

describe("graph/compare: of recorded stacks", () => {
  const shapes = Object.keys(SHAPES);
  const recorded = new Map<string, Graph>();
  before(async () => {
    for (const shape of shapes) recorded.set(shape, withoutAliases(await recordConfig(SHAPES[shape] ?? {})));
  });
  /** An alias leads one way only. */
  const withoutAliases = (one: Graph): Graph => ({
    ...one,
    resources: one.resources.map((each) => ({ ...each, aliases: [] })),
  });
  const of = (shape: string): Graph => {
    const found = recorded.get(shape);
    if (!found) throw new Error(`no shape ${shape}`);
    return found;
  };
  const shape = fc.constantFrom(...shapes);

  it("keeps everything between a graph and itself", () => {
    for (const name of shapes) {
      const changes = compare(of(name), structuredClone(of(name)), EFFECTS);
      expect(changes.filter(({ action }) => action !== "keep").map(short)).to.deep.equal([]);
      expect(changes.map(({ urn }) => urn)).to.deep.equal(of(name).resources.map(({ urn }) => urn));
    }
  });

  it("mirrors: what comes one way goes the other way, and what differs is turned round", () => {
    fc.assert(
      fc.property(shape, shape, (one, other) => {
        const there = compare(of(one), of(other), EFFECTS);
        const back = compare(of(other), of(one), EFFECTS);
        const urns = (changes: ResourceChange[], ...actions: ResourceChange["action"][]) =>
          changes
            .filter(({ action }) => actions.includes(action))
            .map(({ urn }) => urn)
            .sort();
        expect(urns(back, "create", "read")).to.deep.equal(urns(there, "delete", "leave"));
        expect(urns(back, "delete", "leave")).to.deep.equal(urns(there, "create", "read"));
        // What follows from a replacement is left out: an input may force it one way only.
        const own = (changes: ResourceChange[], turned: boolean) =>
          changes
            .flatMap(({ urn, inputs }) =>
              inputs
                .filter(({ because }) => because === undefined)
                .map(({ path, before, after }) =>
                  JSON.stringify(turned ? [urn, path, after, before] : [urn, path, before, after]),
                ),
            )
            .sort();
        expect(own(back, true)).to.deep.equal(own(there, false));
      }),
      runs(10),
    );
  });

  it("tells every resource of both once", () => {
    fc.assert(
      fc.property(shape, shape, (one, other) => {
        const urns = compare(of(one), of(other), EFFECTS).map(({ urn }) => urn);
        const all = new Set([...of(one).resources, ...of(other).resources].map(({ urn }) => urn));
        expect([...urns].sort()).to.deep.equal([...all].sort());
      }),
      runs(10),
    );
  });
});
