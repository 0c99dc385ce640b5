import { expect } from "chai";
import { accepterOf, isReached, peersOf, regionPairs, wayRoutes } from "../../../plan/network/ways";

const NONE = { transitGateways: {}, peerings: {} };
const hub = (ranges: string[], settings: object = {}) => ({
  ...NONE,
  transitGateways: { hub: { ranges, frontRoutes: false, accepted: true, ...settings } },
});

describe("plan/network/ways", () => {
  const reached: [range: string, ways: Parameters<typeof isReached>[2], peers: string[], reached: boolean][] = [
    ["10.0.4.0/24", NONE, [], true],
    ["10.1.0.0/16", NONE, [], false],
    ["10.1.4.0/24", NONE, ["10.1.0.0/16"], true],
    ["172.16.0.0/12", hub(["172.16.0.0/13"]), [], false],
    ["172.16.0.0/12", hub(["172.16.0.0/13", "172.24.0.0/13"]), [], true],
    ["10.0.0.0/15", NONE, ["10.1.0.0/16"], true],
    ["192.168.1.0/24", { ...NONE, vpnGateway: { ranges: ["192.168.0.0/16"], frontRoutes: false } }, [], true],
  ];
  for (const [range, ways, peers, expected] of reached)
    it(`${range} is ${expected ? "" : "not "}reached from 10.0.0.0/16 by ${JSON.stringify([ways, peers])}`, () => {
      expect(isReached(range, "10.0.0.0/16", ways, peers)).to.equal(expected);
    });

  it("pairs regions whatever their order, each once", () => {
    const regions = ["eu-west-1", "ap-south-1", "us-east-1"];
    expect(regionPairs("all", regions)).to.deep.equal([
      ["ap-south-1", "eu-west-1"],
      ["ap-south-1", "us-east-1"],
      ["eu-west-1", "us-east-1"],
    ]);
    const pairs = regionPairs([["us-east-1", "ap-south-1"]], regions);
    expect(pairs).to.deep.equal([["ap-south-1", "us-east-1"]]);
    expect(regions.map((region) => peersOf(region, pairs))).to.deep.equal([[], ["us-east-1"], ["ap-south-1"]]);
    // One of a pair may be parked.
    expect(regionPairs([["us-east-1", "ap-south-1"]], ["us-east-1"])).to.deep.equal([]);
  });

  it("has the routes of peerings beside those of gateways that are accepted", () => {
    const peerings = { data: { ranges: ["10.9.0.0/16"], frontRoutes: true } };
    const peered = { range: "10.9.0.0/16", way: { kind: "peerings", name: "data" }, tiers: ["app", "front"] };
    expect(wayRoutes({ ...hub(["10.8.0.0/16"], { accepted: false }), peerings })).to.deep.equal([peered]);
    expect(wayRoutes({ ...hub(["10.8.0.0/16"]), peerings })).to.deep.equal([
      { range: "10.8.0.0/16", way: { kind: "transitGateways", name: "hub" }, tiers: ["app"] },
      peered,
    ]);
  });

  const accepters: [
    account: string | undefined,
    role: string | undefined,
    own: string | number | undefined,
    by: string,
  ][] = [
    [undefined, undefined, undefined, "stack"],
    ["210987654321", undefined, 210987654321, "stack"],
    ["210987654321", undefined, undefined, "owner"],
    ["210987654321", "arn:aws:iam::210987654321:role/a", "310987654321", "role"],
  ];
  for (const [account, assumeRoleArn, own, by] of accepters)
    it(`a peering with account ${account ?? "none"} is accepted by the ${by}, of ${own ?? "any"}`, () => {
      expect(accepterOf({ account, assumeRoleArn }, own)).to.equal(by);
    });
});
