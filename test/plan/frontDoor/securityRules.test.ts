import { expect } from "chai";
import fc from "fast-check";
import { normalizedV6 } from "../../../plan/cidrs";
import { pathMtuRules, rangeRules, targetPorts } from "../../../plan/frontDoor/securityRules";
import { type ClientRule, clientRules } from "../../../plan/nlb/clientRules";

describe("plan/frontDoor/securityRules: who may connect", () => {
  const office = {
    key: "in-198-51-100-0-24",
    port: 5000,
    cidr: "198.51.100.0/24",
    description: "Clients in 198.51.100.0/24",
  };
  const partner = {
    key: "in-203-0-113-7-32",
    port: 5000,
    cidr: "203.0.113.7/32",
    description: "Clients in 203.0.113.7/32",
  };
  const anyone = { key: "in-0-0-0-0-0", port: 5000, cidr: "0.0.0.0/0", description: "Clients in 0.0.0.0/0" };
  const checkers = {
    key: "in-route53",
    port: 5000,
    description: "Route 53 health checkers",
    route53Checkers: "ipv4" as const,
  };

  const table: [title: string, allowedClients: string[], route53Checks: boolean, rules: ClientRule[]][] = [
    ["one range", ["198.51.100.0/24"], false, [office]],
    ["ranges sorted, each once", ["203.0.113.7/32", "198.51.100.0/24", "203.0.113.7/32"], false, [office, partner]],
    ["the health checkers of Route 53 beside ranges", ["203.0.113.7/32"], true, [partner, checkers]],
    ["everyone, checkers included", ["0.0.0.0/0"], true, [anyone]],
    ["everyone and a range, checkers included", ["198.51.100.0/24", "0.0.0.0/0"], true, [anyone, office]],
  ];
  for (const [title, allowedClients, route53Checks, rules] of table)
    it(title, () => {
      expect(clientRules([{ port: 5000, allowedClients }], { route53Checks })).to.deep.equal(rules);
    });

  it("has keys that follow from the range alone: another range renames no rule", () => {
    const ranges = fc.shuffledSubarray([
      "0.0.0.0/0",
      "10.0.0.0/8",
      "10.0.0.0/16",
      "198.51.100.0/24",
      "1.0.0.0/16",
      "203.0.113.7/32",
    ]);
    const keys = (allowedClients: string[]) =>
      clientRules([{ port: 5000, allowedClients }], { route53Checks: true }).map(({ key }) => key);
    fc.assert(
      fc.property(ranges, ranges, (one, other) => {
        const all = keys([...one, ...other]);
        expect(new Set(all).size).to.equal(all.length);
        expect(all).to.include.members(keys(one).filter((key) => key !== "in-route53"));
      }),
    );
  });
});

describe("plan/frontDoor/securityRules: rules by range", () => {
  const open = { ipProtocol: "tcp", fromPort: 5000, toPort: 5000 };
  const office = {
    ...open,
    name: "link-eu-west-1-from-10-60-0-0-20",
    cidrIpv4: "10.60.0.0/20",
    description: "Clients in 10.60.0.0/20",
  };
  const anyone = {
    ...open,
    name: "link-eu-west-1-from-0-0-0-0-0",
    cidrIpv4: "0.0.0.0/0",
    description: "Clients in 0.0.0.0/0",
  };
  const partner = {
    ...open,
    name: "link-eu-west-1-from-2001-db8---32",
    cidrIpv6: "2001:db8::/32",
    description: "Clients in 2001:db8::/32",
  };

  const table: [title: string, ranges: string[], rules: object[]][] = [
    ["none for no range", [], []],
    ["a range of IPv4", ["10.60.0.0/20"], [office]],
    ["a range of IPv6, and none of IPv4 in its rule", ["2001:db8::/32"], [partner]],
    ["both, sorted", ["2001:db8::/32", "10.60.0.0/20", "0.0.0.0/0"], [anyone, office, partner]],
    ["each once", ["10.60.0.0/20", "2001:db8::/32", "10.60.0.0/20", "2001:db8::/32"], [office, partner]],
  ];
  for (const [title, ranges, rules] of table)
    it(title, () => {
      const before = [...ranges];
      expect(rangeRules("link-eu-west-1-from", ranges, 5000)).to.deep.equal(rules);
      expect(ranges, "what is given stays as it is").to.deep.equal(before);
    });

  const number = (max: number) => fc.nat({ max });
  const v4 = fc
    .tuple(number(255), number(255), number(255), number(255), number(32))
    .map(([one, two, three, four, bits]) => `${one}.${two}.${three}.${four}/${bits}`);
  const v6 = fc
    .tuple(fc.array(fc.oneof(fc.constant(0), number(0xffff)), { minLength: 8, maxLength: 8 }), number(128))
    .map(([groups, bits]) => normalizedV6(`${groups.map((each) => each.toString(16)).join(":")}/${bits}`));
  const ranges = fc.array(fc.oneof(v4, v6), { maxLength: 8 });

  it("has a name of its own for each range, which no other range and no order changes", () => {
    fc.assert(
      fc.property(ranges, ranges, (one, other) => {
        const all = rangeRules("x", [...other, ...one], 5000);
        expect(new Set(all.map(({ name }) => name)).size).to.equal(new Set([...one, ...other]).size);
        expect(all).to.include.deep.members(rangeRules("x", one, 5000));
      }),
    );
  });
});

describe("plan/frontDoor/securityRules: packets that are too large", () => {
  const v4 = {
    name: "front-mtu",
    ipProtocol: "icmp",
    fromPort: 3,
    toPort: 4,
    cidrIpv4: "0.0.0.0/0",
    description: "Path MTU discovery",
  };
  const v6 = {
    name: "front-mtu-ipv6",
    ipProtocol: "icmpv6",
    fromPort: 2,
    toPort: 0,
    cidrIpv6: "::/0",
    description: "Path MTU discovery by IPv6",
  };
  it("are told of by any router, by type and code", () => {
    expect(pathMtuRules("front", { ipv6: false })).to.deep.equal([v4]);
  });
  it("are told of by IPv6 too, where there is any", () => {
    expect(pathMtuRules("front", { ipv6: true })).to.deep.equal([v4, v6]);
  });
});

describe("plan/frontDoor/securityRules: the ports of targets", () => {
  const service = { key: "service", port: 5000, description: "The service port" };
  it("is the service port alone, where checks use it too", () => {
    expect(targetPorts({ servicePort: 5000, port: 5000, healthCheckPort: 5000 })).to.deep.equal([service]);
  });
  it("has the health check's own port beside it", () => {
    expect(targetPorts({ servicePort: 5000, port: 5000, healthCheckPort: 8080 })).to.deep.equal([
      service,
      { key: "health", port: 8080, description: "Health checks" },
    ]);
  });
  it("has every other port once, by its number, whatever leads to it", () => {
    const served = (port: number, check = port) => ({ port, healthCheck: { protocol: "TCP" as const, port: check } });
    const numbered = (port: number) => ({ key: `port-${port}`, port, description: `Port ${port}` });
    const further = [served(1883, 8080), served(8883, 9000), served(9000)];
    expect(targetPorts({ servicePort: 5000, port: 5000, healthCheckPort: 8080, further })).to.deep.equal([
      service,
      { key: "health", port: 8080, description: "Health checks" },
      ...[1883, 8883, 9000].map(numbered),
    ]);
    // What was a further port keeps its rule where the service's own leads to it.
    expect(targetPorts({ servicePort: 5000, port: 8883, healthCheckPort: 8883 })).to.deep.equal([
      { ...numbered(8883), formerKey: "service" },
    ]);
    expect(
      targetPorts({ servicePort: 5000, port: 8883, healthCheckPort: 8883, further: [served(5000)] }),
    ).to.deep.equal([numbered(8883), service]);
  });
});
