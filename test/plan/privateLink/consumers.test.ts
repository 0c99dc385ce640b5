import { expect } from "chai";
import fc from "fast-check";
import { firstOverlaps, overlaps } from "../../../plan/cidrs";
import {
  type ConsumerSettings,
  clientRangesOf,
  clientsOf,
  commonZones,
  consumerZones,
  privateDnsOf,
  serviceRegionOf,
} from "../../../plan/privateLink/consumers";
import { principalName, regionOfServiceName } from "../../../plan/privateLink/endpointService";
import type { Region } from "../../../plan/regions";

const created = (cidr: string, zones?: ("a" | "b" | "c")[]) => ({ kind: "created" as const, cidr, zones });
const existing = (cidr: string, subnets: object) => ({ kind: "existing" as const, cidr, subnets });
const consumer = (more: Partial<ConsumerSettings> = {}): ConsumerSettings => ({
  region: "eu-west-1",
  vpc: created("10.1.0.0/16"),
  ...more,
});

describe("plan/privateLink/consumers: where a consumer connects to", () => {
  const rows: [region: Region | undefined, said: Region | undefined, regions: Region[], to: Region | undefined][] = [
    ["eu-west-1", undefined, ["eu-west-1"], "eu-west-1"],
    ["eu-west-1", undefined, ["eu-west-2", "eu-west-1"], "eu-west-1"],
    ["eu-west-1", "eu-west-2", ["eu-west-2", "eu-west-1"], "eu-west-2"],
    ["eu-west-3", undefined, ["eu-west-1"], "eu-west-1"],
    ["eu-west-3", undefined, ["eu-west-1", "eu-west-2"], undefined],
    ["eu-west-3", "eu-west-2", ["eu-west-1", "eu-west-2"], "eu-west-2"],
    [undefined, undefined, ["eu-west-1"], "eu-west-1"],
    [undefined, undefined, ["eu-west-1", "eu-west-2"], undefined],
    ["eu-west-1", undefined, [], undefined],
  ];
  for (const [region, serviceRegion, regions, to] of rows)
    it(`from ${String(region)}, said ${String(serviceRegion)}, service in [${regions.join(", ")}]: ${String(to)}`, () => {
      expect(serviceRegionOf({ region, serviceRegion }, regions)).to.equal(to);
    });

  it("is in the name of a service", () => {
    expect(regionOfServiceName("com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0")).to.equal("us-east-1");
    expect(regionOfServiceName("com.amazonaws.us-east-1.s3")).to.equal(undefined);
  });
});

describe("plan/privateLink/consumers: the zones of a consumer", () => {
  it("are those it names, sorted", () => {
    expect(consumerZones(consumer({ vpc: created("10.1.0.0/16", ["c", "a", "c"]) }))).to.deep.equal(["a", "c"]);
  });

  it("are none where it names none: whatever they followed from, they would change with that", () => {
    expect(consumerZones(consumer({ region: "ca-central-1" }))).to.deep.equal([]);
  });

  it("are those of its subnets, in a VPC that exists", () => {
    const vpc = existing("10.1.0.0/16", { c: "subnet-1", b: "subnet-2" });
    expect(consumerZones(consumer({ vpc }))).to.deep.equal(["b", "c"]);
  });

  it("for an endpoint are those that the service has too", () => {
    expect(commonZones(consumer({ vpc: created("10.1.0.0/16", ["c", "b", "a"]) }), ["c", "a"])).to.deep.equal([
      "a",
      "c",
    ]);
    expect(commonZones(consumer({ vpc: created("10.1.0.0/16", ["b"]) }), ["c", "a"])).to.deep.equal([]);
  });
});

describe("plan/privateLink/consumers: who is let in", () => {
  const config = (allowedClients: string[], consumers: ConsumerSettings[], regions: Region[] = ["eu-west-1"]) => ({
    regions: Object.fromEntries(regions.map((region) => [region, {}])),
    privateLink: { allowedClients, consumers },
  });

  it("of a consumer: the client subnets of its VPC, or the ranges it names, each once", () => {
    expect(clientsOf(consumer())).to.deep.equal(["10.1.0.0/17"]);
    const allowedClients = ["10.9.0.0/16", "10.8.0.0/16", "10.9.0.0/16"];
    expect(clientsOf(consumer({ allowedClients }))).to.deep.equal(["10.8.0.0/16", "10.9.0.0/16"]);
  });

  it("of a service: its clients and those of its consumers, sorted", () => {
    const consumers = [consumer({ vpc: created("10.2.0.0/16") }), consumer()];
    expect(clientRangesOf(config(["10.3.0.0/16"], consumers), "eu-west-1")).to.deep.equal([
      "10.1.0.0/17",
      "10.2.0.0/17",
      "10.3.0.0/16",
    ]);
  });

  it("of a service: not the consumers of another region's", () => {
    const consumers = [consumer(), consumer({ region: "eu-west-2", vpc: created("10.2.0.0/16") })];
    const both = config([], consumers, ["eu-west-1", "eu-west-2"]);
    expect(clientRangesOf(both, "eu-west-1")).to.deep.equal(["10.1.0.0/17"]);
    expect(clientRangesOf(both, "eu-west-2")).to.deep.equal(["10.2.0.0/17"]);
  });

  it("a consumer's ranges need no rule where a wider range is allowed", () => {
    const consumers = [consumer(), consumer({ vpc: created("172.16.0.0/16") })];
    expect(clientRangesOf(config(["10.0.0.0/8"], consumers), "eu-west-1")).to.deep.equal([
      "10.0.0.0/8",
      "172.16.0.0/17",
    ]);
  });

  it("a consumer's ranges do not depend on those of another consumer", () => {
    const wide = consumer({ allowedClients: ["10.0.0.0/8"] });
    expect(clientRangesOf(config([], [consumer(), wide]), "eu-west-1")).to.deep.equal(["10.0.0.0/8", "10.1.0.0/17"]);
    expect(clientRangesOf(config([], [consumer()]), "eu-west-1")).to.deep.equal(["10.1.0.0/17"]);
  });
});

describe("plan/privateLink/consumers: how clients find the endpoint", () => {
  it("is what is said, else by a hosted zone where the service has a hostname", () => {
    expect(privateDnsOf({}, { hostname: "tcp.example.com" })).to.equal("hostedZone");
    expect(privateDnsOf({}, {})).to.equal("none");
    for (const privateDns of ["hostedZone", "service", "none"] as const)
      expect(privateDnsOf({ privateDns }, { hostname: "tcp.example.com" })).to.equal(privateDns);
  });
});

describe("plan/privateLink/consumers: a principal in a name", () => {
  const rows: [arn: string, name: string][] = [
    ["*", "everyone"],
    ["arn:aws:iam::111122223333:root", "111122223333-root"],
    ["arn:aws:iam::111122223333:role/team/x", "111122223333-role/team/x"],
    ["arn:aws:iam::111122223333:user/a.b+c=d,e@f_g-h", "111122223333-user/a.b+c=d,e@f_g-h"],
  ];
  for (const [arn, name] of rows)
    it(`${arn} is ${name}`, () => {
      expect(principalName(arn)).to.equal(name);
    });

  const word = fc.stringMatching(/^[\w+=,.@-]{1,4}$/);
  const arn = fc
    .tuple(
      fc.stringMatching(/^[12]{12}$/),
      fc.oneof(
        fc.constant("root"),
        fc
          .tuple(fc.constantFrom("role", "user"), fc.array(word, { minLength: 1, maxLength: 3 }))
          .map(([kind, path]) => [kind, ...path].join("/")),
      ),
    )
    .map(([account, rest]) => `arn:aws:iam::${account}:${rest}`);

  it("is that of no other", () => {
    fc.assert(
      fc.property(fc.oneof(arn, fc.constant("*")), fc.oneof(arn, fc.constant("*")), (one, other) => {
        expect(principalName(one) === principalName(other)).to.equal(one === other);
      }),
    );
  });
});

describe("plan/privateLink/consumers: ranges that overlap one before them", () => {
  const range = fc
    .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 3 }))
    .map(([place, more]) => `10.${Math.floor(place / 2 ** more) * 2 ** more}.0.0/${16 - more}`);

  it("are found as by comparing all pairs", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 10 }), (ranges) => {
        const pairs = ranges.flatMap((one, index): [number, number][] => {
          const first = ranges.slice(0, index).findIndex((other) => overlaps(one, other));
          return first < 0 ? [] : [[index, first]];
        });
        expect([...firstOverlaps(ranges)]).to.deep.equal(pairs);
      }),
    );
  });

  it("are found among all there can be", () => {
    expect([...firstOverlaps(["0.0.0.0/0", "10.0.0.0/8"])]).to.deep.equal([[1, 0]]);
    expect([...firstOverlaps(["10.0.0.1/32", "0.0.0.0/0", "10.0.0.1/32"])]).to.deep.equal([
      [1, 0],
      [2, 0],
    ]);
  });
});
