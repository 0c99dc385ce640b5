import { expect } from "chai";
import { dummyValue } from "../../../graph/terraform/dummyValues";

describe("a dummy value", () => {
  for (const [kind, property, form] of [
    ["Accelerator", "ipSets_0_ipAddresses_1", /^203\.0\.113\.\d{1,3}$/],
    ["Eip", "publicIp", /^203\.0\.113\.\d{1,3}$/],
    ["Vpc", "id", /^vpc-[0-9a-f]{17}$/],
    ["VpcEndpoint", "dnsEntries_0_dnsName", /^some-name\.example\.com$/],
  ] as const)
    it(`of ${property} of ${kind} has the form of AWS's`, () => {
      expect(dummyValue({ kind, name: "some-name", property })).to.match(form);
    });
});
