import { expect } from "chai";
import type { Graph, ResourceNode } from "../../graph";
import { type Option, compose } from "../../plan/options";
import { FULL, pairs } from "../support/full";
import { type Raw, SHAPES, inputsOf, nameOf, ofType, recordConfig, serving } from "../support/recording";

/** Every choice of options, with weights where they need some. */
const CHOICES: Readonly<Record<string, Raw>> = {
  nlb: { options: ["nlb"] },
  ecs: { options: ["ecs"] },
  "nlb, ecs": { options: ["nlb", "ecs"], weights: { instances: 90, tasks: 10 } },
  networkFirewall: { options: ["networkFirewall"] },
  "ecs, networkFirewall": { options: ["ecs", "networkFirewall"] },
};

const composed = (choice: string) => compose(CHOICES[choice]!["options"] as Option[]);
const backendsOf = (choice: string) => composed(choice).backends.join();

/** In the short form two stacks alone try the firewall; another test tries it with two regions. */
const choicesOf = (title: string): string[] =>
  Object.keys(CHOICES).filter(
    (choice) => FULL || ["two zones, one NAT gateway", "no NAT"].includes(title) || !choice.includes("Firewall"),
  );

/** What a region without a way out needs to run tasks at all. */
const PRIVATE = { ecs: { image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/service:7" } };

const STACKS: Readonly<Record<string, Raw>> = {
  "two zones, one NAT gateway": SHAPES["two zones, one NAT gateway"]!,
  "three zones, a NAT gateway each": SHAPES["three zones, a NAT gateway each"]!,
  "no NAT": { ...SHAPES["no NAT"]!, ...PRIVATE },
  "two regions by latency": SHAPES["two regions by latency"]!,
  "two regions by role": SHAPES["two regions by role"]!,
  "addresses of one's own": SHAPES["addresses of one's own"]!,
  "parked addresses": SHAPES["parked addresses"]!,
  "known clients, destinations and buckets": SHAPES["known clients, destinations and buckets"]!,
  "tasks on the bridge": SHAPES["tasks on the bridge"]!,
  "tasks on Fargate without NAT": SHAPES["tasks on Fargate without NAT"]!,
};

const EIP = "aws:ec2/eip:Eip";
const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";
const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";

/** What clients and others' allow lists depend on, by what it must keep through every switch. */
const isFront = ({ name, type }: ResourceNode): boolean =>
  type === LOAD_BALANCER ||
  type === "aws:lb/listener:Listener" ||
  (type === "aws:ec2/securityGroup:SecurityGroup" && name.startsWith("front-")) ||
  (type === "aws:ec2/subnet:Subnet" && name.includes("-front-"));

/** Whole: inputs, parent, provider, protection; so that the engine sees nothing to do. */
const byUrn = (nodes: readonly ResourceNode[]) => Object.fromEntries(nodes.map((node) => [node.urn, node]));

const whole = (graph: Graph, type: string) => byUrn(ofType(graph, type));

for (const [title, raw] of Object.entries(STACKS))
  describe(`Switching the options of a stack: ${title}`, () => {
    const graphOf = (choice: string) => recordConfig({ ...raw, ...CHOICES[choice] });

    for (const [before, after] of pairs(choicesOf(title))) {
      it(`from [${before}] to [${after}] does not touch an address`, async () => {
        const [one, other] = [whole(await graphOf(before), EIP), whole(await graphOf(after), EIP)];
        expect(Object.keys(one)).not.to.be.empty;
        expect(Object.keys(other).sort()).to.deep.equal(Object.keys(one).sort());
        for (const [urn, node] of Object.entries(one)) expect(inputsOf(other[urn]!)).to.deep.equal(inputsOf(node));
        expect(other).to.deep.equal(one);
      });

      it(`from [${before}] to [${after}] keeps the front door, and the load balancer as it is`, async () => {
        const [one, other] = [await graphOf(before), await graphOf(after)];
        const urns = (graph: Graph) =>
          graph.resources
            .filter(isFront)
            .map(({ urn }) => urn)
            .sort();
        const regions = Object.keys(raw["regions"] as object).length;
        expect(urns(one).length).to.be.at.least(5 * regions);
        expect(urns(other)).to.deep.equal(urns(one));
        expect(whole(other, LOAD_BALANCER)).to.deep.equal(whole(one, LOAD_BALANCER));
      });

      it(`from [${before}] to [${after}] changes of a front door nothing but how it shares connections`, async () => {
        const [one, other] = [await graphOf(before), await graphOf(after)];
        const later = byUrn(other.resources);
        const differing = one.resources.filter(isFront).flatMap((node) => {
          const now = later[node.urn]?.inputs ?? {};
          const keys = [...new Set([...Object.keys(node.inputs), ...Object.keys(now)])];
          return keys
            .filter((key) => JSON.stringify(now[key]) !== JSON.stringify(node.inputs[key]))
            .map((key) => `${nameOf(node.urn)} ${key}`);
        });
        const listeners = Object.keys(raw["regions"] as object).map((name) => `front-${name}-listener defaultActions`);
        expect(differing.sort()).to.deep.equal(backendsOf(before) === backendsOf(after) ? [] : listeners.sort());
      });

      it(`from [${before}] to [${after}] says the same of addresses and names to others`, async () => {
        const said = ({ outputs }: Graph) =>
          Object.entries(outputs).filter(([key]) => !["options", "taskDiscovery", "firewallArns"].includes(key));
        expect(said(await graphOf(after))).to.deep.equal(said(await graphOf(before)));
      });
    }

    for (const [without, inspected] of [
      ["nlb", "networkFirewall"],
      ["ecs", "ecs, networkFirewall"],
    ].filter((choices) => choices.every((choice) => choicesOf(title).includes(choice))) as [string, string][])
      it(`from [${without}] to [${inspected}] and back, nothing that stays is touched but the front subnets' default routes`, async () => {
        const [one, other] = [await graphOf(without), await graphOf(inspected)];
        const later = byUrn(other.resources);
        const staying = serving(one).resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
        const differing = staying.filter((node) => JSON.stringify(later[node.urn]) !== JSON.stringify(node));
        const fronts = ofType(one, "aws:ec2/subnet:Subnet").filter(({ name }) => name.includes("-front-"));
        expect(differing.map(({ name }) => name).sort()).to.deep.equal(
          fronts.map(({ name }) => `${name}-default`).sort(),
        );
        for (const { urn, name, inputs } of differing) {
          const { gatewayId, ...rest } = inputs;
          const { vpcEndpointId, ...now } = later[urn]!.inputs;
          expect(now, name).to.deep.equal(rest);
          expect([gatewayId, vpcEndpointId].map((id) => String(id).split(":")[0])).to.deep.equal([
            "${InternetGateway",
            "${VpcEndpointAssociation",
          ]);
        }
      });

    it("lets both backends stand beside each other: what one alone has, both have", async () => {
      const both = new Set(serving(await graphOf("nlb, ecs")).resources.map(({ urn }) => urn));
      for (const alone of ["nlb", "ecs"]) {
        const urns = serving(await graphOf(alone)).resources.map(({ urn }) => urn);
        expect(urns.filter((urn) => !both.has(urn))).to.deep.equal([]);
      }
    });
  });

/** Every set of options that an accelerator can be among, with weights where they need some. */
const ACCELERATED: Readonly<Record<string, Raw>> = Object.fromEntries(
  [[], ["nlb"], ["ecs"], ["nlb", "ecs"]].flatMap((backends) =>
    [[], ["globalAccelerator"], ["privateLink"], ["privateLink", "globalAccelerator"]].flatMap((loadBalancers) => {
      const options = [...backends, ...loadBalancers];
      const weights = backends.length === 2 ? { weights: { instances: 90, tasks: 10 } } : {};
      return options.length === 0 ? [] : [[options.join(", "), { options, ...weights }]];
    }),
  ),
);

describe("Switching the options of a stack that keeps an accelerator", () => {
  const KEPT: Raw = {
    ...SHAPES["two zones, one NAT gateway"],
    protect: true,
    privateLink: { allowedClients: ["172.16.0.0/16"], allowedPrincipals: ["arn:aws:iam::111122223333:root"] },
    globalAccelerator: { flowLogs: { kind: "created" }, clientAffinity: "sourceIp" },
  };
  const graphOf = (choice: string) => recordConfig({ ...KEPT, ...ACCELERATED[choice] });
  const isInUse = (choice: string) => choice.includes("globalAccelerator");
  const named = (graph: Graph, form: RegExp) =>
    byUrn(graph.resources.filter(({ name, type }) => form.test(name) && type.startsWith("aws:")));

  it("is over every set of the four options", () => {
    expect(Object.keys(ACCELERATED)).to.have.length(15);
  });

  const [inUse, parked] = [true, false].map((used) =>
    Object.keys(ACCELERATED).filter((each) => isInUse(each) === used),
  );
  const comeAndGo = (inUse ?? []).flatMap((each): [string, string][] => {
    const without = each.replace(/(, )?globalAccelerator/, "") || "nlb";
    return [
      [each, without],
      [without, each],
    ];
  });
  const short = [...pairs(inUse ?? []), ...pairs(parked ?? []), ...comeAndGo];
  for (const [before, after] of FULL ? pairs(Object.keys(ACCELERATED)) : short)
    it(`from [${before}] to [${after}] does not touch the accelerator, its logs, nor an address`, async () => {
      const [one, other] = [await graphOf(before), await graphOf(after)];
      const kept = named(one, /^(anycast|addresses-)/);
      expect(Object.values(kept).filter(({ type }) => type === ACCELERATOR)).to.have.length(1);
      expect(named(other, /^(anycast|addresses-)/)).to.deep.equal(kept);
      expect(other.outputs["accelerator"]).to.deep.equal(one.outputs["accelerator"]);
      // What leads on from it comes and goes with the option, and is the same as long as that is there.
      if (isInUse(before) && isInUse(after))
        expect(named(other, /^accelerator/)).to.deep.equal(named(one, /^accelerator/));
      else expect(Object.keys(named(isInUse(before) ? other : one, /^accel/))).to.deep.equal([]);
    });
});
