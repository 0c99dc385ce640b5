import { expect } from "chai";
import { listsAround, settledSubnetName, settledVpcName } from "../../../plan/network/settledVpc";
import type { ZoneLetter } from "../../../plan/regions";

describe("plan/network/settledVpc", () => {
  it("names a VPC by its zones, whatever their order", () => {
    expect(settledVpcName("firewall-eu-west-1", ["d", "a", "b"])).to.equal("firewall-eu-west-1-vpc-abd");
  });

  it("names a subnet by the place of its zone, from 1", () => {
    const names = (["a", "b", "d"] as const).map((zone) => settledSubnetName("n", ["d", "a", "b"], "clients", zone));
    expect(names).to.deep.equal(["n-vpc-abd-clients-1", "n-vpc-abd-clients-2", "n-vpc-abd-clients-3"]);
  });

  const cases: [zones: string, all: string, lists: string[]][] = [
    ["ab", "abc", ["ab", "abc"]],
    ["ba", "ab", ["ab"]],
    ["ac", "abcd", ["abc", "abcd", "ac", "acd"]],
    ["abcd", "abcdef", ["abcd", "abcde", "abcdef", "abcdf"]],
  ];
  for (const [zones, all, lists] of cases)
    it(`finds of ${all} the lists ${lists.join(", ")} around ${zones}`, () => {
      const found = listsAround(Array.from(zones) as ZoneLetter[], Array.from(all) as ZoneLetter[]);
      expect(found.map((list) => list.join("")).sort()).to.deep.equal(lists);
    });
});
