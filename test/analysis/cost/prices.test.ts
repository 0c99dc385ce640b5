import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import {
  type Area,
  INSTANCE_PRICE_FILE,
  PRICE_FILE,
  PRICE_KEYS,
  PRICE_NAMES,
  type Price,
  type PriceName,
  acceleratorPremium,
  acceleratorPremiumOrEstimate,
  areaOf,
  chargeOf,
  instancePrice,
  instancePriceFile,
  interRegionPrice,
  interRegionPriceOrEstimate,
  keyOf,
  noPrice,
  priceFile,
  priceOf,
  priceOrEstimate,
  spotShare,
  unitPrice,
} from "../../../analysis/cost/prices";
import { REGION_NAMES, type Region } from "../../../plan/regions";
import { formattedJson } from "../../../tools/json";
import { instanceFileText } from "../../../tools/prices/instances";
import { ROOT } from "../../support/recording";

/** Of data transfer: no source that could be had is of these. */
const NEWER: readonly Region[] = [
  "ap-east-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-6",
  "ap-southeast-7",
  "eu-central-2",
  "eu-south-2",
  "me-central-1",
  "mx-central-1",
];

const KNOWN = (name: PriceName): string[] =>
  REGION_NAMES.filter((region) => priceOf(region, name) !== undefined).sort();

/** What is not known everywhere, and where it is. A price that is found must leave this table. */
const PARTLY_KNOWN: Readonly<Partial<Record<PriceName, readonly Region[]>>> = {
  "nlb.hour": [
    "af-south-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
  "nlb.capacityUnitHour": ["af-south-1", "ap-northeast-1", "ap-northeast-2", "eu-west-1", "eu-west-2", "us-east-1"],
  "transfer.internet.gb": REGION_NAMES.filter((region) => !NEWER.includes(region)),
  "transfer.zones.gb": REGION_NAMES.filter((region) => !NEWER.includes(region)),
  "firewall.endpoint.hour": ["ap-northeast-1", "us-east-1"],
  "firewall.gb": ["ap-northeast-1", "us-east-1"],
  "firewall.secondaryEndpoint.hour": [],
  "firewall.tls.hour": ["us-east-1"],
  "shield.advanced.gb": REGION_NAMES.filter(
    (region) => !["ap-east-2", "ap-southeast-6", "eu-west-3", "me-central-1"].includes(region),
  ),
  "shield.advanced.accelerator.gb": [],
};

describe("prices", () => {
  it("are known of every key in every region, with the exceptions that are listed", () => {
    for (const name of PRICE_NAMES)
      expect(KNOWN(name), name).to.deep.equal([...(PARTLY_KNOWN[name] ?? REGION_NAMES)].sort());
  });

  it("have a unit, steps from 0 on, amounts that are not nothing, and sources with their dates", () => {
    for (const name of PRICE_NAMES) {
      expect(keyOf(name).unit, name).to.match(/^[A-Za-z].+/);
      for (const region of REGION_NAMES) {
        const price = priceOf(region, name);
        if (!price) continue;
        const starts = price.steps.map(([from]) => from);
        expect(starts[0], name).to.equal(0);
        expect(starts, name).to.deep.equal([...new Set(starts)].sort((a, b) => a - b));
        for (const [, usd] of price.steps) expect(usd, `${name} ${region}`).to.be.greaterThan(0);
        expect(price.sources, name).to.have.length.greaterThan(0);
        for (const source of price.sources) expect(source, name).to.match(/.+, 20\d\d-\d\d-\d\d$/);
      }
    }
  });

  it("are not asked for twice: no two keys are the same product", () => {
    const products = PRICE_NAMES.flatMap((name) => {
      const { product } = keyOf(name);
      return product ? [`${product.service} ${product.usage} ${JSON.stringify(product.where ?? {})}`] : [];
    });
    expect(products).to.have.length(new Set(products).size);
  });

  it("name only keys that there are", () => {
    expect(Object.keys(priceFile().prices).filter((name) => !(name in PRICE_KEYS))).to.deep.equal([]);
  });

  it("are those that AWS publishes", () => {
    for (const [name, prices] of Object.entries(PUBLISHED) as [PriceName, readonly number[]][])
      expect(
        (["us-east-1", "eu-west-1", "ap-south-1"] as const).map((region) => unitPrice(priceOf(region, name)!)),
        name,
      ).to.deep.equal(prices);
  });

  it("are those that AWS publishes of what is known in some regions alone", () => {
    for (const [region, name, usd] of PUBLISHED_IN_SOME)
      expect(unitPrice(priceOf(region, name)!), `${name} ${region}`).to.equal(usd);
  });

  it("are by steps where AWS has steps", () => {
    const internet = priceOf("eu-west-1", "transfer.internet.gb")!;
    expect(internet.steps).to.deep.equal([
      [0, 0.09],
      [10_240, 0.085],
      [51_200, 0.07],
      [153_600, 0.05],
    ]);
    expect(chargeOf(internet, 0)).to.equal(0);
    expect(chargeOf(internet, 100)).to.be.closeTo(9, 1e-9);
    expect(chargeOf(internet, 20_000)).to.be.closeTo(10_240 * 0.09 + 9760 * 0.085, 1e-9);
    expect(chargeOf(priceOf("us-east-1", "ebs.io2.iopsMonth")!, 70_000)).to.be.closeTo(
      32_000 * 0.065 + 32_000 * 0.0455 + 6000 * 0.03185,
      1e-9,
    );
    expect(chargeOf(priceOf("us-east-1", "route53.zone.month")!, 27)).to.be.closeTo(25 * 0.5 + 2 * 0.1, 1e-9);
  });

  it("are undefined where nobody knows them, and the message says what helps", () => {
    expect(priceOf("eu-south-1", "nlb.hour")).to.equal(undefined);
    expect(noPrice("eu-south-1", "a load balancer's hour", "2026-11-29")).to.equal(
      "no price of a load balancer's hour in eu-south-1 is known as of 2026-11-29; npm run prices fetches it",
    );
  });

  it("of us-east-1 stand in for those that nobody knows, and say so", () => {
    const file = {
      ...priceFile(),
      prices: {
        "kms.request": { from: [], usd: { "us-east-1": 2, "eu-west-1": 3 } },
        "canary.run": { from: [], usd: { "eu-west-1": 4 } },
      },
    };
    const unit = "request";
    const estimated = { from: "us-east-1" };
    expect(priceOrEstimate("eu-west-1", "kms.request", file)).to.deep.equal({ unit, steps: [[0, 3]], sources: [] });
    expect(priceOrEstimate("eu-west-2", "kms.request", file)).to.deep.equal({
      unit,
      steps: [[0, 2]],
      sources: [],
      estimated,
    });
    expect(priceOrEstimate("eu-west-2", "canary.run", file)).to.equal(undefined);
    const transfer = {
      ...file,
      interRegion: { from: [], usd: { "us-east-1": { "*": 0.02, "us-east-2": 0.01 }, "eu-west-1": { "*": 0.03 } } },
      accelerator: { from: [], usd: { in: {}, out: { NA: { NA: 0.015, AP: 0.035 }, EU: { EU: 0.016 } } } },
    };
    const told = (price: Price | undefined) => price && [unitPrice(price), price.estimated?.from];
    const ways = [
      interRegionPriceOrEstimate("eu-west-1", "us-east-2", transfer),
      interRegionPriceOrEstimate("eu-west-2", "us-east-2", transfer),
      acceleratorPremiumOrEstimate("eu-west-1", "EU", "out", transfer),
      acceleratorPremiumOrEstimate("sa-east-1", "SA", "out", transfer),
      acceleratorPremiumOrEstimate("sa-east-1", "AP", "out", transfer),
      acceleratorPremiumOrEstimate("sa-east-1", "ZA", "out", transfer),
      acceleratorPremiumOrEstimate("sa-east-1", "SA", "in", transfer),
    ];
    expect(ways.map(told)).to.deep.equal([
      [0.03, undefined],
      [0.01, "us-east-1"],
      [0.016, undefined],
      [0.015, "us-east-1"],
      [0.035, "us-east-1"],
      undefined,
      [0.015, "us-east-1"],
    ]);
  });

  it("between regions are those of the region that is left", () => {
    expect(unitPrice(interRegionPrice("us-east-1", "eu-west-1")!)).to.equal(0.02);
    expect(unitPrice(interRegionPrice("us-east-1", "us-east-2")!)).to.equal(0.01);
    expect(unitPrice(interRegionPrice("ap-south-1", "eu-west-1")!)).to.equal(0.086);
    expect(interRegionPrice("mx-central-1", "eu-west-1")).to.equal(undefined);
  });

  it("through an accelerator are by the areas of the region and of the clients", () => {
    const premium = (region: Region, clients: Area, direction: "in" | "out") => {
      const price = acceleratorPremium(region, clients, direction);
      return price && unitPrice(price);
    };
    expect(premium("us-east-1", "EU", "out")).to.equal(0.015);
    expect(premium("eu-central-1", "AP", "out")).to.equal(0.043);
    expect(premium("eu-west-1", "AU", "in")).to.equal(0.105);
    expect(premium("us-east-1", "NA", "in")).to.equal(0.015);
    expect(premium("af-south-1", "ZA", "in")).to.equal(0.01);
    expect(premium("ap-south-1", "NA", "out")).to.equal(0.025);
    expect(premium("sa-east-1", "EU", "out")).to.equal(undefined);
    expect(REGION_NAMES.map(areaOf).filter((area) => area === "NA")).to.have.length(7);
  });
});

describe("prices of instances", () => {
  it("are known in every region of the types that small stacks take", () => {
    for (const type of [
      "t3.micro",
      "t3.small",
      "t3.medium",
      "t4g.micro",
      "t4g.small",
      "c6g.large",
      "m6g.large",
      "r7g.large",
    ])
      for (const region of REGION_NAMES) {
        const price = instancePrice(region, type);
        expect(price && unitPrice(price), `${type} ${region}`).to.be.greaterThan(0.003);
      }
  });

  it("are those that AWS publishes", () => {
    for (const [region, type, usd] of PUBLISHED_INSTANCES)
      expect(unitPrice(instancePrice(region, type)!), `${type} ${region}`).to.be.closeTo(usd, usd / 1000);
  });

  it("are undefined of a type that the region does not have, or nobody", () => {
    expect(instancePrice("eu-west-1", "t9.huge")).to.equal(undefined);
    expect(instancePrice("mx-central-1", "p5.48xlarge")).to.equal(undefined);
  });

  it("on the spot are a share of those on demand", () => {
    expect(spotShare("eu-west-1", "m7g.medium")).to.equal(0.45);
    expect(spotShare("eu-west-1", "t9.huge")).to.equal(undefined);
    const shares = Object.values(instancePriceFile().spot.share).flatMap((families) => Object.values(families ?? {}));
    expect(shares.filter((share) => share === undefined || share <= 0 || share > 1)).to.deep.equal([]);
  });
});

describe("the price files", () => {
  const text = (file: string): string => readFileSync(join(ROOT, file), "utf8");

  it("are as the tool writes them, so that a refresh changes what changed", async () => {
    expect(await formattedJson(priceFile())).to.equal(text(PRICE_FILE));
    expect(instanceFileText(instancePriceFile())).to.equal(text(INSTANCE_PRICE_FILE));
  });

  it("stay small", () => {
    expect(text(PRICE_FILE).length + text(INSTANCE_PRICE_FILE).length).to.be.lessThan(700_000);
  });
});

/**
 * By key, in us-east-1, eu-west-1 and ap-south-1.
 * Sources: the price pages of VPC, EBS, Fargate, CloudWatch, KMS, Elastic Load Balancing and Global Accelerator under aws.amazon.com, and
 * AWS's price list, from which the same figures are in public repositories: AmazonVPC, AmazonEC2, AWSELB and AWSDataTransfer of eu-west-1, 11
 * September to 2 October 2026; a bill of ap-south-1, 16 September 2026 (NAT gateway, load balancer, Fargate).
 */
const PUBLISHED: Readonly<Partial<Record<PriceName, readonly [number, number, number]>>> = {
  "nlb.hour": [0.0225, 0.0252, 0.0239],
  "nat.hour": [0.045, 0.048, 0.056],
  "nat.gb": [0.045, 0.048, 0.056],
  "ipv4.inUse.hour": [0.005, 0.005, 0.005],
  "ipv4.idle.hour": [0.005, 0.005, 0.005],
  "transfer.internet.gb": [0.09, 0.09, 0.1093],
  "transfer.zones.gb": [0.01, 0.01, 0.01],
  "endpoint.interface.hour": [0.01, 0.011, 0.013],
  "ebs.gp3.gbMonth": [0.08, 0.088, 0.0912],
  "ebs.gp3.iopsMonth": [0.005, 0.0055, 0.0057],
  "ebs.gp3.mibpsMonth": [0.04, 0.044, 0.0456],
  "fargate.x86.vcpuHour": [0.04048, 0.04048, 0.04256],
  "fargate.arm.vcpuHour": [0.03238, 0.03238, 0.02383],
  "accelerator.hour": [0.025, 0.025, 0.025],
  "cloudWatch.alarm.metricMonth": [0.1, 0.1, 0.1],
  "cloudWatch.alarm.composite.month": [0.5, 0.5, 0.5],
  "logs.ingested.gb": [0.5, 0.57, 0.67],
  "kms.key.month": [1, 1, 1],
};

/** Sources: AWS's price list of AWSELB and AWSNetworkFirewall, 11 September 2026, as the price file names who wrote it down. */
const PUBLISHED_IN_SOME: readonly (readonly [Region, PriceName, number])[] = [
  ["af-south-1", "nlb.capacityUnitHour", 0.0071],
  ["eu-west-1", "nlb.capacityUnitHour", 0.006],
  ["eu-west-2", "nlb.capacityUnitHour", 0.006],
  ["ap-northeast-1", "firewall.endpoint.hour", 0.395],
  ["ap-northeast-1", "firewall.gb", 0.065],
  ["us-east-1", "firewall.tls.hour", 1.095],
];

/** Source: aws.amazon.com/ec2/pricing/on-demand; those of Cape Town also SKU 49D4TM9U2Z3RXDCN of AWS's price list, 1 September 2026. */
const PUBLISHED_INSTANCES: readonly (readonly [Region, string, number])[] = [
  ["us-east-1", "t4g.micro", 0.0084],
  ["us-east-1", "m7g.medium", 0.0408],
  ["eu-west-1", "t4g.micro", 0.0092],
  ["eu-west-1", "t3.micro", 0.0114],
  ["eu-west-1", "m7g.medium", 0.0455],
  ["ap-south-1", "t3.small", 0.0224],
  ["eu-north-1", "t3.micro", 0.0108],
  ["af-south-1", "t3.small", 0.0271],
  ["eu-north-1", "x2iedn.32xlarge", 30.423],
  ["ap-southeast-5", "x2iedn.32xlarge", 34.8138],
];
