import { expect } from "chai";
import fc from "fast-check";
import {
  type DnsEntry,
  type NameConfiguration,
  ZONES_WITHOUT_CROSS_REGION,
  endpointZones,
  regionalDnsEntry,
  supportedAddressTypes,
  verificationRecord,
} from "../../../plan/privateLink/endpointService";
import { REGIONS, REGION_NAMES, ZONE_LETTERS, type ZoneLetter } from "../../../plan/regions";

describe("plan/privateLink/endpointService: the addresses of a service", () => {
  it("are IPv4, or both", () => {
    expect(supportedAddressTypes("ipv4")).to.deep.equal(["ipv4"]);
    expect(supportedAddressTypes("dualstack")).to.deep.equal(["ipv4", "ipv6"]);
  });
});

describe("plan/privateLink/endpointService: the record that proves a private DNS name", () => {
  const VALUE = "vpce:l6p0ERxlTt45jevFwOCp";
  const LABEL = "_6e86v84tqgqubxbwii1m";
  const names: [title: string, given: string, record: string][] = [
    ["a label is put before the name", LABEL, `${LABEL}.link.example.com`],
    ["a whole name stays as it is", `${LABEL}.link.example.com`, `${LABEL}.link.example.com`],
    ["a name that only ends alike is a label", `${LABEL}link.example.com`, `${LABEL}link.example.com.link.example.com`],
    ["a name of the parent is a label", `${LABEL}.example.com`, `${LABEL}.example.com.link.example.com`],
  ];
  for (const [title, name, record] of names)
    it(title, () => {
      const wanted = verificationRecord("link.example.com", [{ name, value: VALUE }]);
      expect(wanted).to.deep.equal({ name: record, value: VALUE });
    });

  it("is the first of several", () => {
    const all: NameConfiguration[] = ["one", "other"].map((name) => ({ name, value: `vpce:${name}` }));
    expect(verificationRecord("x.org", all)).to.deep.equal({ name: "one.x.org", value: "vpce:one" });
  });

  it("keeps the value's capitals, spaces and whatever else there is", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(verificationRecord("x.org", [{ name: "_a", value }]).value).to.equal(value);
      }),
    );
  });

  it("is missed, where AWS names none", () => {
    expect(() => verificationRecord("link.example.com", [])).to.throw(
      RangeError,
      "AWS names no record that would prove link.example.com",
    );
  });
});

describe("plan/privateLink/endpointService: the name of an endpoint that leads to all its zones", () => {
  const entry = (dnsName: string, hostedZoneId = "Z38GZ743OKFT7T"): DnsEntry => ({ dnsName, hostedZoneId });
  const ENDPOINT = "vpce-0fe5b17a0707d6abc-29p5708s";
  const SERVICE = "vpce-svc-0123456789abcdef0.eu-west-1.vpce.amazonaws.com";
  const REGIONAL = entry(`${ENDPOINT}.${SERVICE}`);
  const ZONAL = ["a", "b"].map((zone) => entry(`${ENDPOINT}-eu-west-1${zone}.${SERVICE}`));
  const PRIVATE = [entry("x.io", "ZONEIDPENDING"), entry("link.example.com", "Z0123456789")];

  it("is the one without a zone, in whatever order AWS lists them, with a private name or without", () => {
    const lists = fc.tuple(fc.constantFrom([], PRIVATE), fc.subarray(ZONAL)).chain(([names, zonal]) => {
      const all = [REGIONAL, ...zonal, ...names];
      return fc.shuffledSubarray(all, { minLength: all.length });
    });
    fc.assert(
      fc.property(lists, (entries) => {
        expect(regionalDnsEntry(entries)).to.deep.equal(REGIONAL);
      }),
    );
  });

  it("leaves the list as it was", () => {
    const entries = [...ZONAL, REGIONAL];
    regionalDnsEntry(entries);
    expect(entries).to.deep.equal([...ZONAL, REGIONAL]);
  });

  it("is the first, where none is one of AWS's own names", () => {
    const [first, second] = [entry("a-long-name.example.com"), entry("b.example.com")];
    expect(regionalDnsEntry([first, second])).to.equal(first);
    expect(regionalDnsEntry([entry("x.vpce.amazonaws.com.example.com"), second]).dnsName).to.include("example.com");
  });

  it("is missed, where there is none", () => {
    expect(() => regionalDnsEntry([])).to.throw(RangeError, "the endpoint has no DNS name");
  });
});

describe("plan/privateLink/endpointService: the zones of an endpoint", () => {
  type Own = Partial<Record<ZoneLetter, string>>;
  const rows: [title: string, own: Own, zoneIds: string[], crossRegion: boolean, expected: ZoneLetter[]][] = [
    ["all that both have", { a: "euw1-az1", b: "euw1-az2" }, ["euw1-az1", "euw1-az2"], false, ["a", "b"]],
    ["those that both have", { a: "euw1-az1", b: "euw1-az2" }, ["euw1-az2", "euw1-az3"], false, ["b"]],
    ["by the ids, not by the letters", { a: "euw1-az3", b: "euw1-az1" }, ["euw1-az1"], false, ["b"]],
    ["none, where none is common", { a: "euw1-az1" }, ["euw1-az2"], false, []],
    ["none, where the service has none", { a: "euw1-az1" }, [], false, []],
    ["none that the account has not, though the service's account has not either", { a: "" }, [""], false, []],
    ["from another region all", { a: "euw1-az1", b: "euw1-az2" }, ["use1-az1"], true, ["a", "b"]],
    ["from another region all but some", { a: "use1-az3", b: "use1-az1" }, ["use1-az3"], true, ["b"]],
    ["from another region none that the account has not", { a: "", b: "euw1-az2" }, [], true, ["b"]],
    ["of the region also those that others cannot use", { c: "use1-az3" }, ["use1-az3"], false, ["c"]],
    ["in the order of the letters", { c: "x1-az1", a: "x1-az2", b: "x1-az3" }, [], true, ["a", "b", "c"]],
  ];
  for (const [title, own, zoneIds, crossRegion, expected] of rows)
    it(`are ${title}`, () => {
      expect(endpointZones(own, { zoneIds, crossRegion })).to.deep.equal(expected);
    });

  it("are of the consumer's own, whatever either has", () => {
    const id = fc.constantFrom("euw1-az1", "euw1-az2", "euw1-az3", "use1-az3", "");
    const own = fc.dictionary(fc.constantFrom(...ZONE_LETTERS), id);
    fc.assert(
      fc.property(own, fc.array(id), fc.boolean(), (its, zoneIds, crossRegion) => {
        const zones = endpointZones(its, { zoneIds, crossRegion });
        expect(Object.keys(its)).to.include.members(zones);
        expect(zones.filter((zone) => its[zone] === "")).to.deep.equal([]);
        if (!crossRegion) for (const zone of zones) expect(zoneIds).to.include(its[zone]);
      }),
    );
  });

  it("cannot be some from other regions: zones of regions that there are, each once", () => {
    expect([...ZONES_WITHOUT_CROSS_REGION].sort()).to.deep.equal([
      "apne1-az3",
      "apne2-az2",
      "apne2-az4",
      "use1-az3",
      "usw1-az2",
    ]);
    const codes = REGION_NAMES.map((name) => REGIONS[name].zoneCode);
    for (const id of ZONES_WITHOUT_CROSS_REGION) expect(codes).to.include(id.split("-")[0]);
  });
});
