import { expect } from "chai";
import { complete, mistakesAt, noMistake, placesIn } from "../../support/mistakes";
import { type Changes, changed } from "../../support/raw";

const F = "networkFirewall";
const R = "regions.eu-west-1";
const W = `${R}.firewall`;
const ARN = "arn:aws:network-firewall:eu-west-1:123456789012:firewall/shared";
const SHARED = { arn: ARN, zones: ["a", "b", "c"] };
const inspected = (settings: Changes, others: Changes = {}): Changes => ({
  options: ["networkFirewall"],
  [F]: settings,
  ...others,
});
const userData = { "instances.workload": { kind: "userData", userData: "#!/bin/sh" } };

describe("config: a firewall beside a VPC of no use", () => {
  for (const cidr of ["10.0.0.0/31", "10.0.0.0/32", "10.0.0.0/24", "10.0.0.0/8"])
    mistakesAt(`of ${cidr} is no exception`, inspected({}, { [`${R}.cidr`]: cidr }), [`${R}.cidr`]);
  mistakesAt(
    "that holds its rules is one mistake",
    inspected({}, { [`${R}.cidr`]: "10.0.0.0/32", [W]: { zones: ["a"] } }),
    [`${W}.zones`, `${R}.cidr`].sort(),
  );
});

describe("config: a malformed field of a firewall", () => {
  const other = { "regions.eu-wst-2": { zones: ["a", "b"], cidr: "10.1.0.0/16" } };
  const causes: [title: string, changes: Changes, place: string][] = [
    [
      "the ARN of a firewall that exists, beside a VPC that holds the default",
      inspected({}, { [`${R}.cidr`]: "192.168.0.0/16", [W]: { existing: { ...SHARED, arn: "shared" } } }),
      `${W}.existing.arn`,
    ],
    [
      "the zones of a firewall that exists, and zones of one that is made here",
      inspected({}, { [W]: { existing: { arn: ARN }, zones: ["a"] } }),
      `${W}.existing.zones`,
    ],
    [
      "a firewall that exists, and a key of one that is made here",
      inspected({}, { [W]: { existing: ARN, kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/0a" } }),
      `${W}.existing`,
    ],
    [
      "a region whose firewall the rules may be for",
      inspected({ denied: ["198.51.100.0/24"] }, { [W]: { existing: SHARED }, ...other }),
      "regions.eu-wst-2",
    ],
    [
      "a region that may have a NAT gateway",
      inspected({ egressDomains: ["example.com"] }, { [`${R}.nat`]: "none", ...userData, ...other }),
      "regions.eu-wst-2",
    ],
  ];
  for (const [title, changes, place] of causes)
    it(`is the one mistake, and not also what follows from it: ${title}`, () => {
      expect(placesIn(changed(complete(), changes))).to.deep.equal([place]);
    });
});

describe("config: what a mistake of a firewall shows", () => {
  mistakesAt(
    "no set is named like a property of every object",
    inspected({ suricata: { team: { rules: "drop ip $constructor any -> any any (sid:1;)" } } }),
    [`${F}.suricata.team.rules.line 1`],
  );

  const two = "pass icmp any any -> any any (itype:8; sid:1;)\npass icmp any any -> any any (itype:8; sid:2;)";
  mistakesAt("a group without room is told once", inspected({ suricata: { team: { rules: two, capacity: 1 } } }), [
    `${F}.suricata.team.rules`,
  ]);
});

describe("config: denied ranges that would stop the service", () => {
  for (const denied of ["10.0.0.0/16", "10.0.0.0/8", "10.0.128.0/24", "0.0.0.0/0"])
    mistakesAt(`${denied}, in which the load balancer stands`, inspected({ denied: [denied] }), [`${F}.denied[0]`]);
  noMistake("a private range beside the VPC's", inspected({ denied: ["172.16.0.0/12"] }));
  mistakesAt(
    "a client in two ranges that are denied",
    inspected({ allowed: ["198.51.100.0/24"], denied: ["198.51.100.0/25", "198.51.100.128/25"] }),
    [`${F}.allowed[0]`],
  );
});
