import { expect } from "chai";
import { type PriceFile, instancePriceFile, priceFile } from "../../../analysis/cost/prices";
import { refreshedInstances } from "../../../tools/prices/instances";
import { type Query, globalQueries, regionQueries } from "../../../tools/prices/queries";
import { type Ask, refreshedPrices } from "../../../tools/prices/refresh";
import { reportText } from "../../../tools/prices/report";
import { mergedRow } from "../../../tools/prices/rows";
import { entry } from "../../support/priceList";

const TODAY = "2027-01-02";

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
