import { expect } from "chai";
import { MATRIX_NEEDS } from "../../../analysis/advice/matrix";
import { setTraffic } from "../../../analysis/advice/setTraffic";
import type { Needs } from "../../../plan/needs";
import { type Option, compose } from "../../../plan/options";
import type { TrafficShares } from "../../../plan/traffic";

describe("the traffic of a set", () => {
  const NONE: Partial<Needs> = { privateConsumers: [] };
  const PRIVATE: Partial<Needs> = { internet: false };
  const SAME: Partial<Needs> = { ...NONE, fixedAddresses: "sameEverywhere" };
  const LISTED: Partial<Needs> = {
    ...SAME,
    allowList: { elasticIps: { "us-east-1": { a: "eipalloc-0a1b2c3d4e5f60718" } }, anycast: [] },
  };
  const given = (frontDoors: TrafficShares["frontDoors"]): Partial<Needs> => ({
    traffic: { load: "small", frontDoors, regions: {} },
  });

  for (const [what, needs, options, shares] of [
    ["is divided evenly where clients come by every front door", {}, ["nlb", "privateLink"], undefined],
    ["goes by none that nobody needs", NONE, ["nlb", "privateLink"], { public: 1 }],
    ["goes by all the others", NONE, ["nlb", "globalAccelerator", "privateLink"], { public: 1, accelerator: 1 }],
    [
      "goes by PrivateLink alone where no client comes over the internet",
      PRIVATE,
      ["nlb", "privateLink"],
      { privateLink: 1 },
    ],
    [
      "goes by the accelerator alone where all regions are to have the same addresses",
      SAME,
      ["nlb", "globalAccelerator"],
      { accelerator: 1 },
    ],
    ["goes by the load balancer where there is no accelerator", SAME, ["nlb"], undefined],
    [
      "goes by the load balancer, too, where its addresses are on a list",
      LISTED,
      ["nlb", "globalAccelerator"],
      undefined,
    ],
    [
      "is divided as the needs say",
      given({ public: 3, privateLink: 1 }),
      ["nlb", "privateLink"],
      { public: 3, privateLink: 1 },
    ],
    ["is divided by what the set has of that", given({ public: 3, privateLink: 1 }), ["nlb"], { public: 3 }],
    ["goes by what the set has where the needs say nothing of that", given({ accelerator: 1 }), ["nlb"], undefined],
  ] as [string, Partial<Needs>, Option[], TrafficShares["frontDoors"]][])
    it(what, () => {
      expect(setTraffic({ ...MATRIX_NEEDS, ...needs }, compose(options)).frontDoors).to.deep.equal(shares);
    });

  it("keeps what is said of a region, without front doors that the set has not", () => {
    const regions = { "us-east-1": { gbOutPerMonth: 7, frontDoors: { public: 2, accelerator: 1 } } };
    const { regions: own } = setTraffic({ ...MATRIX_NEEDS, traffic: { load: "large", regions } }, compose(["nlb"]));
    expect(own).to.deep.equal({ "us-east-1": { gbOutPerMonth: 7, frontDoors: { public: 2 } } });
  });
});
