import { expect } from "chai";
import { validate } from "../../config";
import type { Graph } from "../../graph";
import { compare, type Change } from "../../graph/compare";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { compose, OPTION_NAMES, type Option } from "../../plan/options";
import { withOptions, type SwitchConfig } from "../../plan/steps";
import { recordConfig, SHAPES } from "../support/recording";

const subsets = (options: readonly Option[]): Option[][] =>
  options.reduce<Option[][]>((found, each) => [...found, ...found.map((some) => [...some, each])], [[]]);

const STACK = SHAPES["two regions by latency"] as unknown as SwitchConfig;

/** Every set of options that the rules of the config allow, also those that come. */
const ALLOWED = subsets(OPTION_NAMES)
  .filter((options) => options.length > 0)
  .map((options) => withOptions(STACK, options))
  .filter((config) => validate(config).mistakes === undefined);

const FRONT = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/listener:Listener",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/securityGroup:SecurityGroup",
];

/** The load balancers, and what a replacement of which would replace them. */
const isFrontDoor = ({ type, name }: Change): boolean =>
  FRONT.includes(type) && (name.startsWith("front-") || name.includes("-front-"));

describe("Every switch between allowed options, by the provider's own rules", () => {
  it("is over more than one set", () => {
    expect(ALLOWED.length).to.be.at.least(3);
  });

  for (const from of ALLOWED)
    for (const to of ALLOWED.filter((each) => each !== from))
      describe(`[${from.options.join(", ")}] → [${to.options.join(", ")}]`, () => {
        const changes = async (): Promise<Change[]> => {
          const [before, after]: Graph[] = [await recordConfig({ ...from }), await recordConfig({ ...to })];
          return before && after ? compare(before, after, PROVIDER_EFFECTS) : [];
        };

        it("keeps every address", async () => {
          const addresses = (await changes()).filter(({ type }) => type === "aws:ec2/eip:Eip");
          expect(addresses.length).to.be.greaterThan(0);
          expect(addresses.filter(({ action }) => action !== "keep")).to.deep.equal([]);
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
      });
});
