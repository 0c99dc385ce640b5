import { expect } from "chai";
import { type PriceName, type Product, keyOf } from "../../../analysis/cost/prices";
import { type ListedProduct, priceAmong, productOf, usageWithoutRegion } from "../../../tools/prices/products";
import { STORED_ENTRY, entry } from "../../support/priceList";

const listed = (...entries: string[]): ListedProduct[] =>
  entries.map(productOf).filter((product) => product !== undefined);

const productFor = (name: PriceName): Product => keyOf(name).product!;

describe("the price list's entries", () => {
  it("are read in the form that AWS gives them", () => {
    const product = productOf(STORED_ENTRY)!;
    expect(product.steps).to.deep.equal([[0, 0.1047]]);
    expect(priceAmong([product], productFor("ebs.gp3.gbMonth"))).to.deep.equal({ kind: "found", steps: [[0, 0.1047]] });
  });

  it("without a price on demand are none", () => {
    expect(productOf(JSON.stringify({ product: { attributes: {} }, terms: {} }))).to.equal(undefined);
  });

  it("name the region before the usage type in several ways, and other things in the same form", () => {
    for (const [usageType, usage] of [
      ["NatGateway-Hours", "NatGateway-Hours"],
      ["EU-NatGateway-Hours", "NatGateway-Hours"],
      ["EUW2-NatGateway-Hours", "NatGateway-Hours"],
      ["ap-south-1-KMS-Keys", "KMS-Keys"],
      ["DNS-Queries", "DNS-Queries"],
      ["TS-LoadBalancerUsage", "TS-LoadBalancerUsage"],
      ["EU-Outposts-LCUUsage", "Outposts-LCUUsage"],
      ["S3-Egress-Bytes", "S3-Egress-Bytes"],
    ] as const)
      expect(usageWithoutRegion(usageType), usageType).to.equal(usage);
  });
});

describe("a price among products", () => {
  const network = { operation: "LoadBalancing:Network" };
  const balancers = listed(
    entry({ usagetype: "EUW2-LoadBalancerUsage", operation: "LoadBalancing:Application" }, 0.1),
    entry({ usagetype: "EUW2-Outposts-LoadBalancerUsage", ...network }, 0.2),
    entry({ usagetype: "EUW2-LoadBalancerUsage", ...network }, 0.02646),
    entry({ usagetype: "EUW2-LCUUsage", ...network }, 0.006),
  );

  it("is that of the usage type with all attributes", () => {
    expect(priceAmong(balancers, productFor("nlb.hour"))).to.deep.equal({ kind: "found", steps: [[0, 0.02646]] });
  });

  it("is none where nothing is listed, and none of several that differ", () => {
    expect(priceAmong(balancers, productFor("nat.hour"))).to.deep.equal({ kind: "none" });
    const twice = [...balancers, ...listed(entry({ usagetype: "LoadBalancerUsage", ...network }, 0.03))];
    expect(priceAmong(twice, productFor("nlb.hour"))).to.deep.equal({ kind: "several" });
  });

  it("has the steps in order, and begins after what an account has free", () => {
    const logs = listed(
      entry({ usagetype: "EU-VendedLog-Bytes" }, [
        [0, 0.57],
        [10_240, 0.285],
      ]),
    );
    expect(priceAmong(logs, productFor("logs.vended.gb"))).to.deep.equal({
      kind: "found",
      steps: [
        [0, 0.57],
        [10_240, 0.285],
      ],
    });
    const requests = listed(
      entry({ usagetype: "EU-Requests-Tier1" }, [
        [0, 0],
        [1_000_000, 5e-7],
      ]),
    );
    expect(priceAmong(requests, productFor("sns.request"))).to.deep.equal({ kind: "found", steps: [[0, 5e-7]] });
  });

  it("is put together from products for each step, and scaled to the file's unit", () => {
    const iops = listed(
      ...["", ".tier2", ".tier3"].map((tier, index) =>
        entry({ usagetype: `EU-EBS:VolumeP-IOPS.io2${tier}` }, [0.072, 0.0504, 0.03528][index]!),
      ),
    );
    expect(priceAmong(iops, productFor("ebs.io2.iopsMonth"))).to.deep.equal({
      kind: "found",
      steps: [
        [0, 0.072],
        [32_000, 0.0504],
        [64_000, 0.03528],
      ],
    });
    expect(priceAmong(iops.slice(0, 2), productFor("ebs.io2.iopsMonth"))).to.deep.equal({ kind: "none" });
    const throughput = listed(entry({ usagetype: "EU-EBS:VolumeP-Throughput.gp3" }, 45.056));
    expect(priceAmong(throughput, productFor("ebs.gp3.mibpsMonth"))).to.deep.equal({
      kind: "found",
      steps: [[0, 0.044]],
    });
  });
});
