import { expect } from "chai";
import { validate } from "../../config";
import type { Graph } from "../../graph";
import { compare } from "../../graph/compare";
import type { ResourceChange } from "../../graph/resourceChange";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import {
  FRONT_DOORS,
  type FrontDoorKind,
  OPTION_NAMES,
  type Option,
  compose,
  frontDoorKinds,
} from "../../plan/options";
import { type SwitchConfig, withOptions } from "../../plan/steps";
import { FULL } from "../support/full";
import { SHAPES, recordConfig } from "../support/recording";

const subsets = (options: readonly Option[]): Option[][] =>
  options.reduce<Option[][]>((found, each) => [...found, ...found.map((some) => [...some, each])], [[]]);

/** The accelerator's section stays whatever the options are: it holds the addresses. */
const STACK = { ...SHAPES["two regions by latency"], globalAccelerator: {} } as unknown as SwitchConfig;

/** Every set of options that the rules of the config allow. */
const VALID = subsets(OPTION_NAMES)
  .filter((options) => options.length > 0)
  .map((options) => withOptions(STACK, options))
  .filter((config) => validate(config).mistakes === undefined);

const isWithin = (one: SwitchConfig, other: SwitchConfig): boolean =>
  one !== other && one.options.every((option) => other.options.includes(option));

/** In the short form those of one option and of two, and those that take no more. */
const ALLOWED = VALID.filter(
  (each) => FULL || each.options.length <= 2 || !VALID.some((other) => isWithin(each, other)),
);

const ROUTE = "aws:ec2/route:Route";

const FRONT = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/listener:Listener",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/securityGroup:SecurityGroup",
];

const ACCELERATOR = "aws:globalaccelerator/accelerator:Accelerator";

/** The names of what each front door is made of, after the kind of the resource. */
const NAMES_OF: Readonly<Record<FrontDoorKind, RegExp>> = {
  public: / front-/,
  privateLink: / link-/,
  accelerator: / accel(erator)?-/,
};

/** What leads on from the accelerator, and its load balancers. */
const OF_ACCELERATOR = /^accel(erator)?-/;

const DEFAULT_ROUTE_OF_FRONT = /-front-[a-h]-default$/;

/** The resources that are there before and would not be the same afterwards, by their names. */
const lost = (changes: readonly ResourceChange[]): string[] =>
  changes
    .filter(({ action }) => !["keep", "update", "create", "read"].includes(action))
    .map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`);

/** Of a firewall: it, what it is made of, its endpoints, their routes and alarms. */
const OF_FIREWALLS =
  /^\w+ (firewall-|monitoring-[a-z0-9-]+-firewall-[a-h]-|network-[a-z0-9-]+-(edge-(rt|rta|[a-h])|inspection-[a-h]-(default|endpoint))\b)/;

/** The load balancers, and what a replacement of which would replace them. */
const isFrontDoor = ({ type, name }: ResourceChange): boolean =>
  FRONT.includes(type) && (name.startsWith("front-") || name.includes("-front-"));

/** One comes, one goes, or one takes the place of another: what a longer switch does is made up of these. */
const isOneOptionFrom = (from: SwitchConfig, to: SwitchConfig): boolean =>
  [[from, to] as const, [to, from] as const].every(
    ([one, other]) => one.options.filter((option) => !other.options.includes(option)).length <= 1,
  );

describe("Every switch between allowed options, by the provider's own rules", () => {
  it("is over more than one set", () => {
    expect(ALLOWED.length).to.be.at.least(3);
    expect(new Set(ALLOWED.map(({ options }) => compose(options).inspected))).to.deep.equal(new Set([true, false]));
  });

  it("is to and from each option: none needs more in the stack file than its name", () => {
    const chosen = ALLOWED.flatMap(({ options }) => options);
    expect(OPTION_NAMES.filter((name) => !chosen.includes(name))).to.deep.equal([]);
  });

  for (const from of ALLOWED)
    for (const to of ALLOWED.filter((each) => each !== from && (FULL || isOneOptionFrom(from, each))))
      describe(`[${from.options.join(", ")}] → [${to.options.join(", ")}]`, () => {
        let compared: ResourceChange[] | undefined;
        const changes = async (): Promise<ResourceChange[]> => {
          const [one, other]: Graph[] = [
            await recordConfig({ ...from, monitoring: {} }),
            await recordConfig({ ...to, monitoring: {} }),
          ];
          return (compared ??= one && other ? compare(one, other, PROVIDER_EFFECTS) : []);
        };
        after(() => {
          compared = undefined;
        });

        it("keeps every address", async () => {
          const addresses = (await changes()).filter(({ type }) => type === "aws:ec2/eip:Eip");
          expect(addresses.length).to.be.greaterThan(0);
          expect(addresses.filter(({ action }) => action !== "keep")).to.deep.equal([]);
        });

        it("keeps the accelerator, in use or parked", async () => {
          const accelerators = (await changes()).filter(({ type }) => type === ACCELERATOR);
          expect(accelerators.map(({ name, action }) => [name, action])).to.deep.equal([["anycast", "keep"]]);
        });

        const isPublic = [from, to].every(({ options }) => compose(options).publicFrontDoor);
        if (isPublic)
          it("keeps the front door, or changes it in place", async () => {
            const front = (await changes()).filter(isFrontDoor);
            expect(front.length).to.be.greaterThan(5);
            expect(front.filter(({ action }) => action !== "keep" && action !== "update")).to.deep.equal([]);
            const unsure = front.flatMap(({ inputs }) => inputs.filter(({ effect }) => effect !== "update"));
            expect(unsure).to.deep.equal([]);
          });

        if (isPublic)
          // The engine makes and changes what there is to be before it deletes what goes.
          it("leaves no public address without its alarms for a moment", async () => {
            const alarms = (await changes()).filter(({ type }) => type.endsWith("Alarm"));
            expect(
              lost(alarms).filter(
                (each) => !alarms.some(({ action, name }) => action === "delete" && each.endsWith(` ${name}`)),
              ),
            ).to.deep.equal([]);
            const staying = alarms.filter(({ action }) => action !== "delete").map(({ name }) => name);
            for (const [region, { zones }] of Object.entries(from.regions as Record<string, { zones: string[] }>))
              for (const zone of zones) {
                const targets = new RegExp(`^monitoring-${region}-front-\\w+-${zone}-no-targets$`);
                expect(
                  staying.some((name) => targets.test(name)),
                  `${region}${zone}`,
                ).to.equal(true);
                const dns = alarms.find(({ name }) => name === `monitoring-us-east-1-dns-${region}-${zone}`);
                expect(dns?.action).to.be.oneOf(["keep", "update"]);
              }
          });

        const [before, afterwards] = [compose(from.options), compose(to.options)];
        if (before.privateFrontDoor && afterwards.privateFrontDoor)
          it("keeps the private front door and its endpoint service, or changes them in place", async () => {
            const types = [...FRONT, "aws:ec2/vpcEndpointService:VpcEndpointService"];
            const endpointServiceParts = (await changes()).filter(
              ({ type, name }) => types.includes(type) && name.startsWith("link-"),
            );
            const kept = endpointServiceParts.filter(({ action }) => action === "keep" || action === "update");
            expect(kept.map(({ name }) => name)).to.include.members([
              "link-eu-west-1",
              "link-eu-west-1-listener",
              "link-eu-west-1-service",
              "link-eu-west-1-sg",
            ]);
            // Target groups come and go with their backends.
            const others = endpointServiceParts
              .filter((each) => !kept.includes(each))
              .map(({ type, action }) => `${action} ${type}`);
            expect(others.filter((each) => !/^(create|delete) aws:lb.targetGroup/.test(each))).to.deep.equal([]);
          });

        if (before.acceleratedFrontDoor && afterwards.acceleratedFrontDoor)
          it("leaves what leads from the accelerator to its load balancers as it is, and these but for their shares", async () => {
            const all = (await changes()).filter(
              ({ type, name }) => type.startsWith("aws:") && OF_ACCELERATOR.test(name),
            );
            const leading = all.filter(({ name }) => name.startsWith("accelerator"));
            expect(leading.map(({ name }) => name)).to.include.members([
              "accelerator-listener",
              "accelerator-eu-west-1",
              "accelerator-eu-central-1",
            ]);
            expect(leading.filter(({ action }) => action !== "keep")).to.deep.equal([]);
            const loadBalancers = all.filter(({ type, name }) => FRONT.includes(type) && name.startsWith("accel-"));
            expect(loadBalancers.length).to.be.at.least(6);
            expect(loadBalancers.filter(({ action }) => action !== "keep" && action !== "update")).to.deep.equal([]);
            expect(
              loadBalancers.flatMap(({ inputs }) => inputs.filter(({ effect }) => effect !== "update")),
            ).to.deep.equal([]);
          });

        const [kinds, others] = [frontDoorKinds(before), frontDoorKinds(afterwards)];
        /** Front doors that only one of the two has come and go. */
        const leaves = (name: string): boolean =>
          FRONT_DOORS.some((kind) => NAMES_OF[kind].test(name) && !(kinds.includes(kind) && others.includes(kind)));
        for (const kind of kinds.filter((each) => others.includes(each)))
          it(`keeps what the front door ${kind} is made of, or changes it in place`, async () => {
            const made = (await changes()).filter(
              ({ type, name }) => FRONT.includes(type) && NAMES_OF[kind].test(` ${name}`),
            );
            expect(made.map(({ type }) => type)).to.include.members(FRONT.filter((type) => !type.includes("Subnet")));
            expect(lost(made)).to.deep.equal([]);
          });

        const sameFrontDoors = kinds.join() === others.join();
        if (before.inspected !== afterwards.inspected) {
          it("replaces and deletes no address, load balancer, listener or route table of what clients reach", async () => {
            const kinds = ["Eip", "LoadBalancer", "Listener", "NatGateway", "RouteTable", "InternetGateway", "Subnet"];
            const gone = lost(await changes()).filter((each) => !OF_FIREWALLS.test(each) && !leaves(each));
            expect(gone.filter((each) => kinds.includes(each.split(" ")[0]!))).to.deep.equal([]);
          });

          it("gives the front subnets' default routes another target, in place", async () => {
            const all = await changes();
            const routes = all.filter(({ type, name }) => type === ROUTE && DEFAULT_ROUTE_OF_FRONT.test(name));
            const fronts = all.filter(({ type, name }) => type === "aws:ec2/subnet:Subnet" && name.includes("-front-"));
            expect(routes).to.have.length(fronts.length).and.not.be.empty;
            for (const { name, action, inputs } of routes) {
              expect(action, name).to.equal("update");
              expect(inputs.map(({ effect }) => effect)).to.deep.equal(["update", "update"]);
              expect(inputs.map(({ path }) => path).sort()).to.deep.equal(["gatewayId", "vpcEndpointId"]);
            }
          });

          if (sameFrontDoors && before.backends.join() === afterwards.backends.join())
            it("replaces nothing, and deletes what is the firewall's alone", async () => {
              const all = await changes();
              expect(all.filter(({ action }) => action === "replace")).to.deep.equal([]);
              const gone = lost(all);
              expect(gone.length > 0).to.equal(before.inspected);
              expect(gone.filter((each) => !OF_FIREWALLS.test(each))).to.deep.equal([]);
            });
        } else
          it("leaves every route of the front subnets, and every firewall, as it is", async () => {
            const touched = (await changes()).filter(({ type, name, action }) => {
              const route = type === ROUTE && DEFAULT_ROUTE_OF_FRONT.test(name);
              return (route || OF_FIREWALLS.test(`${type.split(":").at(-1) ?? ""} ${name}`)) && action !== "keep";
            });
            expect(touched).to.deep.equal([]);
          });
      });
});
