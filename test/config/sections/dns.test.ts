import { expect } from "chai";
import { serviceStackSchema } from "../../../config/schema";
import { LOCATIONS } from "../../../plan/dns/geolocations";
import { complete, editorAccepts, flag, formMistake, stackFile, wholeNumber } from "../../support/mistakes";
import { type Changes, changed } from "../../support/raw";

const R = "regions.eu-west-1.dns";

const accepted = (title: string, changes: Changes): void => {
  it(`accepts ${title}`, () => {
    const raw = changed(complete(), changes);
    expect(serviceStackSchema.safeParse(raw).success).to.equal(true);
    expect(editorAccepts(stackFile(raw)), JSON.stringify(editorAccepts.errors)).to.equal(true);
  });
};

describe("the section dns", () => {
  formMistake("dns.zone", "Example.com", "a domain name in lower case", "labels of letters");
  flag("dns.create");
  formMistake(
    "dns.routing",
    "nearest",
    "one of simple, failover, latency, weighted, geolocation, geoproximity, multivalue",
    "choose one of these words",
  );
  wholeNumber("dns.ttlSeconds", 1, 86400, "seconds");
  flag("dns.healthCheck.followZones");
});

describe("where a hosted zone is", () => {
  for (const at of ["dns", "dns.second", "dns.delegation", "dns.second.delegation"]) {
    const given: Changes = {
      dns: { zone: "tcp.example.com", create: true, delegation: { parentZone: "example.com" } },
      "dns.second": {
        zone: "tcp.example.org",
        hostname: "tcp.example.org",
        create: true,
        delegation: { parentZone: "example.org" },
      },
    };
    const around = { given };
    for (const id of ["example.com", "/hostedzone/Z0123456789", "z0123456789", 7])
      formMistake(`${at}.hostedZoneId`, id, "the id of a hosted zone, such as Z0123", "list-hosted-zones", around);
    for (const arn of ["dns", "arn:aws:iam::123456789012:user/dns", "arn:aws:iam::1234:role/dns"])
      formMistake(`${at}.assumeRoleArn`, arn, "the ARN of a role", "aws iam get-role", around);
  }
});

describe("delegation and signatures", () => {
  for (const at of ["dns", "dns.second"]) {
    const given: Changes = at === "dns" ? {} : { "dns.second": { zone: "example.org", hostname: "tcp.example.org" } };
    const delegated: Changes = { ...given, [`${at}.delegation`]: { parentZone: "example.com" } };
    formMistake(`${at}.delegation.parentZone`, "com", "a domain name in lower case", "joined by dots", { given });
    wholeNumber(`${at}.delegation.ttlSeconds`, 60, 172800, "seconds", delegated);
    formMistake(`${at}.dnssec.publish`, "yes", "true or false", "without quotes", { given });
  }
  formMistake("dns.second.hostname", "tcp", "a domain name in lower case", "joined by dots", {
    given: { "dns.second": { zone: "example.org" } },
  });
});

describe("routing controls", () => {
  flag("dns.routingControls.use");
  const cluster = (account: string) => `arn:aws:route53-recovery-control::${account}:cluster/0a1b-2c3d`;
  accepted("a cluster", { "dns.routingControls.clusterArn": cluster("123456789012") });
  for (const wrong of [cluster("1"), cluster("123456789012").replace("cluster", "controlpanel")])
    formMistake("dns.routingControls.clusterArn", wrong, "arn:aws:route53-recovery-control::", "copy the ARN");
});

describe("what a region says of DNS", () => {
  wholeNumber(`${R}.weight`, 0, 255, "shares");
  wholeNumber(`${R}.bias`, -99, 99, "percent");
  formMistake(`${R}.locations`, [], "a list, not empty, each * for everywhere else", "give a list");
  for (const wrong of ["Europe", "de", "DE-BY", "US-", "north america", "**", "EUR"])
    formMistake(`${R}.locations[0]`, wrong, "a continent in words such as europe", "AF, AS, NA and SA are countries");
  accepted("every location there is", { [`${R}.locations`]: [...LOCATIONS] });
});

describe("LOCATIONS", () => {
  it("has each once, of every kind", () => {
    expect(new Set(LOCATIONS).size).to.equal(LOCATIONS.length);
    expect(LOCATIONS).to.include.members(["*", "europe", "DE", "NA", "US", "US-CA", "US-DC", "XK"]);
    expect(LOCATIONS).not.to.include.members(["EU"]);
    expect(LOCATIONS.filter((each) => /^(BV|CX|EH|HM|US-PR)$/.test(each))).to.deep.equal([]);
    expect(LOCATIONS.filter((each) => each.startsWith("US-"))).to.have.length(51);
    expect(LOCATIONS.filter((each) => /^[A-Z]{2}$/.test(each))).to.have.length(246);
  });
});
