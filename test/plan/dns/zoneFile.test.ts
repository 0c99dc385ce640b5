import { expect } from "chai";
import { type ZoneFileAddress, zoneFile } from "../../../plan/dns/zoneFile";

const ADDRESSES: readonly ZoneFileAddress[] = [
  { type: "A", address: "203.0.113.1", comment: "eu-west-1 a" },
  { type: "A", address: "203.0.113.2", comment: "eu-west-1 b" },
];

const about = { zone: "example.com", hostname: "tcp.example.com", ttlSeconds: 60, addresses: ADDRESSES, signed: false };

describe("zoneFile", () => {
  it("has a record for each address, under the origin", () => {
    expect(zoneFile(about)).to.equal(
      [
        "; tcp.example.com, for a second DNS provider. Nothing here follows the health of a region or an address.",
        "$ORIGIN example.com.",
        "tcp 60 IN A 203.0.113.1 ; eu-west-1 a",
        "tcp 60 IN A 203.0.113.2 ; eu-west-1 b",
        "",
      ].join("\n"),
    );
  });

  it("has IPv6 addresses in records of their own type", () => {
    const six: ZoneFileAddress = { type: "AAAA", address: "2001:db8::1", comment: "accelerator" };
    expect(
      zoneFile({ ...about, addresses: [...ADDRESSES, six] })
        .split("\n")
        .slice(3),
    ).to.deep.equal(["tcp 60 IN A 203.0.113.2 ; eu-west-1 b", "tcp 60 IN AAAA 2001:db8::1 ; accelerator", ""]);
  });

  it("has the zone itself as @, and a name of several labels as they are", () => {
    const owner = (hostname: string) =>
      zoneFile({ ...about, hostname })
        .split("\n")[2]
        ?.split(" ")[0];
    expect(owner("example.com")).to.equal("@");
    expect(owner("a.b.example.com")).to.equal("a.b");
  });

  it("warns of a signed zone, whose signatures another provider does not have", () => {
    const lines = zoneFile({ ...about, signed: true }).split("\n");
    expect(lines[1]).to.equal(
      "; Route 53 signs the zone: beside it, answers of another provider are refused as forged.",
    );
    expect(lines[2]).to.equal("$ORIGIN example.com.");
  });

  it("is empty of records where there is no address", () => {
    expect(zoneFile({ ...about, addresses: [] })).not.to.include(" IN ");
  });
});
