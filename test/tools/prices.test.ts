import { PricingClient } from "@aws-sdk/client-pricing";
import { expect } from "chai";
import {
  type PriceFile,
  type PriceName,
  type Product,
  instancePriceFile,
  keyOf,
  priceFile,
} from "../../analysis/cost/prices";
import { FileError } from "../../graph/stackFile";
import { askWith } from "../../tools/prices/client";
import { refreshedInstances } from "../../tools/prices/instances";
import { type ListedProduct, priceAmong, productOf, usageWithoutRegion } from "../../tools/prices/products";
import { type Query, globalQueries, regionQueries } from "../../tools/prices/queries";
import { type Ask, refreshedPrices } from "../../tools/prices/refresh";
import { reportText } from "../../tools/prices/report";
import { mergedRow } from "../../tools/prices/rows";
import { STORED_ENTRY, entry } from "../support/priceList";

const listed = (...entries: string[]): ListedProduct[] =>
  entries.map(productOf).filter((product) => product !== undefined);

const productFor = (name: PriceName): Product => keyOf(name).product!;

const TODAY = "2027-01-02";

// What the SDK says to users of Node 20 is not for the report of a test.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

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

describe("a row of the file", () => {
  const row = { from: ["page"], usd: { "eu-west-1": 1, "us-east-1": 2 } };

  it("keeps what was not found, with its source, and says what changed", () => {
    const merged = mergedRow("nat.hour", row, new Map([["eu-west-1", 3]]));
    expect(merged.row).to.deep.equal({ from: ["priceList", "page"], usd: { "eu-west-1": 3, "us-east-1": 2 } });
    expect(merged.changes).to.deep.equal([{ what: "nat.hour", region: "eu-west-1", before: 1, after: 3 }]);
    expect(mergedRow("nat.hour", row, new Map())).to.deep.equal({ row, changes: [] });
    const both = new Map([
      ["eu-west-1", 1],
      ["us-east-1", 2],
    ]);
    expect(mergedRow("nat.hour", row, both)).to.deep.equal({ row: { ...row, from: ["priceList"] }, changes: [] });
  });

  it("that says one thing for all regions says so until one differs", () => {
    const all = { from: ["page"], usd: { "*": 0.005 } };
    expect(mergedRow("ipv4.idle.hour", all, new Map([["eu-west-1", 0.005]])).row.usd).to.deep.equal({ "*": 0.005 });
    const { row: split, changes } = mergedRow("ipv4.idle.hour", all, new Map([["eu-west-1", 0.006]]));
    expect([split.usd["eu-west-1"], split.usd["us-east-1"], split.usd["*"]]).to.deep.equal([0.006, 0.005, undefined]);
    expect(changes).to.deep.equal([{ what: "ipv4.idle.hour", region: "eu-west-1", before: 0.005, after: 0.006 }]);
  });
});

/** Answers by service and, where it matters, the other filters. */
const answers: Ask = (query) => Promise.resolve(answerTo(query));

function answerTo({ service, filters }: Query): string[] {
  const region = filters["regionCode"] ?? filters["fromRegionCode"];
  if (filters["usagetype"] === "HostedZone")
    return [
      entry({ usagetype: "HostedZone" }, [
        [0, 0.6],
        [25, 0.1],
      ]),
    ];
  if (region !== "eu-west-1") return [];
  if (service === "AWSELB")
    return [
      entry({ usagetype: "EU-LoadBalancerUsage", operation: "LoadBalancing:Network" }, 0.0252),
      entry({ usagetype: "EU-LCUUsage", operation: "LoadBalancing:Network" }, 0.006),
    ];
  if (filters["productFamily"] === "NAT Gateway")
    return [
      entry({ usagetype: "EU-NatGateway-Hours", operation: "NatGateway" }, 0.05),
      entry({ usagetype: "EU-RegionalNatGateway-Hours", operation: "RegionalNatGateway" }, 0.07),
      entry({ usagetype: "EU-NatGateway-Bytes", operation: "NatGateway" }, 0.048),
    ];
  if (filters["transferType"] === "InterRegion Outbound")
    return [
      entry({ usagetype: "EU-USE1-AWS-Out-Bytes", toRegionCode: "us-east-1" }, 0.02),
      entry({ usagetype: "EU-USE1-AWS-Out-ABytes", toRegionCode: "us-east-1" }, 0.9),
    ];
  if (filters["operatingSystem"] === "Linux")
    return [
      entry({ instanceType: "t4g.micro" }, 0.0092),
      entry({ instanceType: "t4g.small" }, 0.02),
      entry({ instanceType: "t9.small" }, 0.01),
      entry({ instanceType: "t4g" }, 1),
    ];
  return [];
}

describe("a refresh", () => {
  const before: PriceFile = {
    date: "2026-11-29",
    sources: { page: { what: "a page", date: "2026-11-29" }, old: { what: "another", date: "2020-01-01" } },
    prices: {
      "nlb.hour": { from: ["old"], usd: { "eu-west-1": 0.0252 } },
      "nat.hour": { from: ["page"], usd: { "eu-west-1": 0.048, "us-east-1": 0.045 } },
      "route53.zone.month": {
        from: ["old"],
        usd: {
          "*": [
            [0, 0.5],
            [25, 0.1],
          ],
        },
      },
    },
    interRegion: { from: ["page"], usd: { "eu-west-1": { "*": 0.02 }, "us-east-1": { "*": 0.02 } } },
    accelerator: { from: ["page"], usd: { in: {}, out: { EU: { NA: 0.015 } } } },
  };

  it("takes what the list says today, keeps the rest, and names both", async () => {
    const { file, changes, missing } = await refreshedPrices(before, ["eu-west-1"], answers, TODAY);
    expect(file).to.deep.equal({
      date: TODAY,
      sources: {
        page: { what: "a page", date: "2026-11-29" },
        priceList: { what: "AWS Price List API, GetProducts", date: TODAY },
      },
      prices: {
        "nlb.hour": { from: ["priceList"], usd: { "eu-west-1": 0.0252 } },
        "nlb.capacityUnitHour": { from: ["priceList"], usd: { "eu-west-1": 0.006 } },
        "nat.hour": { from: ["priceList", "page"], usd: { "eu-west-1": 0.05, "us-east-1": 0.045 } },
        "nat.gb": { from: ["priceList"], usd: { "eu-west-1": 0.048 } },
        "route53.zone.month": {
          from: ["priceList"],
          usd: {
            "*": [
              [0, 0.6],
              [25, 0.1],
            ],
          },
        },
      },
      interRegion: {
        from: ["priceList", "page"],
        usd: { "eu-west-1": { "us-east-1": 0.02 }, "us-east-1": { "*": 0.02 } },
      },
      accelerator: before.accelerator,
    });
    expect(changes.map(({ what, region }) => `${what} ${region}`)).to.deep.equal([
      "nlb.capacityUnitHour eu-west-1",
      "nat.hour eu-west-1",
      "nat.gb eu-west-1",
      "route53.zone.month *",
    ]);
    expect(missing.filter(({ what }) => what.startsWith("ipv4"))).to.deep.equal([
      { what: "ipv4.inUse.hour", region: "eu-west-1", why: "none" },
      { what: "ipv4.idle.hour", region: "eu-west-1", why: "none" },
    ]);
  });

  it("takes the table of instances of a region whole, and leaves spot", async () => {
    const file = {
      ...instancePriceFile(),
      onDemand: {
        from: ["ec2"],
        usd: { "eu-west-1": { t4g: { small: 0.0184, nano: 0.0046 } }, "us-east-1": { t4g: { small: 0.0168 } } },
      },
    };
    const refreshed = await refreshedInstances(file, ["eu-west-1", "us-east-1"], answers, TODAY);
    expect(refreshed.file.onDemand).to.deep.equal({
      from: ["priceList", "ec2"],
      usd: {
        "eu-west-1": { t4g: { micro: 0.0092, small: 0.02 }, t9: { small: 0.01 } },
        "us-east-1": { t4g: { small: 0.0168 } },
      },
    });
    expect(refreshed.file.spot).to.equal(file.spot);
    expect(refreshed.changes).to.deep.equal([{ region: "eu-west-1", changed: 1, added: 2, gone: 1 }]);
  });

  it("tells what changed and what it did not find", async () => {
    const refreshed = await refreshedPrices(before, ["eu-west-1"], answers, TODAY);
    const some = { ...refreshed, missing: refreshed.missing.filter(({ what }) => what === "ipv4.idle.hour") };
    expect(reportText(some, [{ region: "eu-west-1", changed: 1, added: 2, gone: 0 }])).to.equal(REPORT);
    expect(reportText({ ...refreshed, changes: [], missing: [] }, [])).to.equal(
      "No price changed.\n\nNo price of an instance changed.",
    );
  });

  it("asks for each key of a region once, a big service by its families", () => {
    const queries = regionQueries("eu-west-1");
    const names = queries.flatMap((query) => query.names);
    expect(names).to.have.length(new Set(names).size);
    expect(queries.filter(({ service }) => service === "AmazonEC2").map(({ filters }) => filters)).to.deep.equal(
      ["NAT Gateway", "Storage", "System Operation", "Provisioned Throughput"].map((productFamily) => ({
        regionCode: "eu-west-1",
        productFamily,
      })),
    );
    expect(queries.find(({ service }) => service === "AWSDataTransfer")?.filters).to.deep.equal({
      fromRegionCode: "eu-west-1",
    });
    expect(globalQueries().map(({ filters }) => filters["usagetype"])).to.include("Health-Check-Option-Non-AWS");
  });

  it("of the file in the repository that finds nothing changes nothing but its date", async () => {
    const { file, changes } = await refreshedPrices(priceFile(), [], () => Promise.resolve([]), TODAY);
    expect(file).to.deep.equal({ ...priceFile(), date: TODAY });
    expect(changes).to.deep.equal([]);
  });
});

const REPORT = `4 prices changed:
  price                 region     before                   now
  nlb.capacityUnitHour  eu-west-1  none                     0.006
  nat.hour              eu-west-1  0.048                    0.05
  nat.gb                eu-west-1  none                     0.048
  route53.zone.month    all        0.5 from 0, 0.1 from 25  0.6 from 0, 0.1 from 25

Instances:
  region     changed  new  gone
  eu-west-1        1    2     0

Not found, and left as they were:
  price           regions    why
  ipv4.idle.hour  eu-west-1  nothing is listed`;

interface Recorded {
  status: number;
  body: object;
}

/** A client whose requests are answered from a list, and what it asked. */
function recordedClient(answered: Recorded[]): { ask: Ask; asked: unknown[] } {
  const asked: unknown[] = [];
  const client = new PricingClient({
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "offline", secretAccessKey: "offline" },
    requestHandler: {
      handle: ({ body }: { body: Uint8Array }) => {
        asked.push(JSON.parse(new TextDecoder().decode(body)));
        const next = answered.shift()!;
        const text = new TextEncoder().encode(JSON.stringify(next.body));
        return Promise.resolve({
          response: {
            statusCode: next.status,
            headers: { "content-type": "application/x-amz-json-1.1" },
            body: new Blob([text]).stream(),
          },
        });
      },
    } as never,
  });
  return { ask: askWith(client), asked };
}

describe("the price list's API", () => {
  const query: Query = { service: "AmazonEC2", filters: { regionCode: "af-south-1", productFamily: "Storage" } };
  const request = {
    ServiceCode: "AmazonEC2",
    Filters: [
      { Type: "TERM_MATCH", Field: "regionCode", Value: "af-south-1" },
      { Type: "TERM_MATCH", Field: "productFamily", Value: "Storage" },
    ],
    MaxResults: 100,
  };

  it("is asked page after page", async () => {
    const { ask, asked } = recordedClient([
      { status: 200, body: { FormatVersion: "aws_v1", PriceList: [STORED_ENTRY], NextToken: "more" } },
      { status: 200, body: { FormatVersion: "aws_v1", PriceList: [STORED_ENTRY] } },
    ]);
    expect(await ask(query)).to.deep.equal([STORED_ENTRY, STORED_ENTRY]);
    expect(asked).to.deep.equal([request, { ...request, NextToken: "more" }]);
  });

  it("says what to do where it does not answer", async () => {
    for (const [type, message, expected] of [
      [
        "ExpiredTokenException",
        "The security token included in the request is expired",
        "The prices of AmazonEC2 were not read: The security token included in the request is expired. The API answers an account's own " +
          "credentials alone: aws sts get-caller-identity must answer. Nothing was written.",
      ],
      [
        "AccessDeniedException",
        "User is not authorized to perform: pricing:GetProducts",
        "The prices of AmazonEC2 were not read: User is not authorized to perform: pricing:GetProducts. Allow the action " +
          "pricing:GetProducts. Nothing was written.",
      ],
      [
        "ThrottlingException",
        "Rate exceeded",
        "The prices of AmazonEC2 were not read: Rate exceeded. AWS slows down who asks much: try again in some minutes. Nothing was written.",
      ],
    ] as const) {
      const { ask } = recordedClient([{ status: 400, body: { __type: type, message } }]);
      const error: unknown = await ask(query).catch((reason: unknown) => reason);
      expect(error, type).to.be.instanceOf(FileError);
      expect((error as Error).message).to.equal(expected);
    }
  });
});
