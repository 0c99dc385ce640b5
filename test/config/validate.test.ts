import { expect } from "chai";
import { complete, expectMistakes, mistakesIn, placesIn } from "../support/mistakes";
import { changed } from "../support/raw";

const R = "regions.eu-west-1";

describe("config: many mistakes at once", () => {
  it("are all told, of form and of meaning, in the order of the file", () => {
    const raw = {
      protect: "yes",
      instances: { types: ["t3.small", "t4g.small"], min: 0, workload: { kind: "ech" } },
      regions: {
        "us-east-1": { cidr: "10.0.0.0/16", zones: ["a", "b", "a"], nat: "none", natZone: "a" },
        "eu-west-1": { zones: ["a"], cidr: "10.0.128.0/17", zone: "b" },
      },
      servce: {},
      options: ["nbl"],
      service: { hostname: "tcp.example.com", port: 0, healthCheck: { path: "/" }, allowedClients: ["x"] },
    };
    expect(placesIn(raw)).to.deep.equal([
      "protect",
      "instances.types[1]",
      "instances.min",
      "instances.workload.kind",
      "regions.us-east-1.cidr",
      "regions.us-east-1.zones[2]",
      "regions.us-east-1.natZone",
      "regions.eu-west-1.zones",
      "regions.eu-west-1.zone",
      "servce",
      "options[0]",
      "service.hostname",
      "service.port",
      "service.healthCheck.path",
      "service.allowedClients[0]",
    ]);
  });

  it("have what is missing last in its section, and elements of a list by number, not by digits", () => {
    // The repetition is found after what is malformed, and stands before it.
    const clients = [...Array.from({ length: 10 }, (_, index) => `10.${index % 9}.0.0/16`), "x", "y"];
    const raw = { regions: { "eu-west-1": { zones: ["a", "b"] } }, service: { allowedClients: clients, crossZone: 1 } };
    expect(placesIn(raw)).to.deep.equal([
      "regions.eu-west-1.cidr",
      "service.allowedClients[9]",
      "service.allowedClients[10]",
      "service.allowedClients[11]",
      "service.crossZone",
      "service.port",
      "options",
    ]);
  });

  it("are one for a place, the mistake of form before that of meaning", () => {
    const wide = { "regions.eu-west-2": { zones: ["a", "b"], cidr: "10.0.0.0/17" } };
    const third = { "regions.eu-west-3": { zones: ["a", "b"], cidr: "10.0.0.0/18" } };
    expect(placesIn(changed(complete(), { ...wide, ...third }))).to.deep.equal([
      "regions.eu-west-2.cidr",
      "regions.eu-west-3.cidr",
    ]);
  });

  it("of nothing at all are the three sections that must be there", () => {
    expect(placesIn({})).to.deep.equal(["options", "service", "regions"]);
  });
});

describe("config: what validate is given", () => {
  it("stays as it was, also where it is mended for the rules", () => {
    const raw = changed(complete(), { "service.port": "80", [`${R}.zones`]: ["A", "b"], "regions.eu-wst-1": {} });
    const before = structuredClone(raw);
    mistakesIn(raw);
    expect(raw).to.deep.equal(before);
  });

  it("may lack whole sections: each value that something hangs on is stood in for", () => {
    expectMistakes({ options: ["nlb"], service: { port: 1 }, regions: { "eu-west-1": {} } }, [
      [`${R}.zones`, undefined, "a list, each the letter", "add it"],
      [`${R}.cidr`, undefined, "a private IPv4 range", "choose a range"],
    ]);
  });
});
