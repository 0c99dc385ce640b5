import { expect } from "chai";
import fc from "fast-check";
import type { NaclRule } from "../../../plan/network/aclRules";
import { consumerTierCidr } from "../../../plan/network/subnets";
import { consumerNaclRules } from "../../../plan/privateLink/acls";
import { of, row } from "../../support/acls";

const ANYONE = "0.0.0.0/0";
const port = fc.integer({ min: 1, max: 65535 });

describe("plan/privateLink/acls: the rules of a consumer's VPC", () => {
  const settings = { vpcCidr: "10.60.0.0/22", servicePort: 5000, clientsElsewhere: false };
  const [CLIENTS, ENDPOINTS] = ["10.60.0.0/23", "10.60.2.0/23"];

  it("lead from the clients to the endpoints' port and back, and nowhere else", () => {
    expect(consumerNaclRules("clients", settings).map(row)).to.deep.equal([
      [100, "in", "tcp", "1024-65535", ENDPOINTS],
      [100, "out", "tcp", "5000-5000", ENDPOINTS],
    ]);
  });

  it("lead to the endpoints from the clients and back, and nowhere else", () => {
    expect(consumerNaclRules("endpoints", settings).map(row)).to.deep.equal([
      [100, "in", "tcp", "5000-5000", CLIENTS],
      [100, "out", "tcp", "1024-65535", CLIENTS],
    ]);
  });

  it("let clients from elsewhere come to the endpoints, where there are such; the security group says which", () => {
    expect(consumerNaclRules("endpoints", { ...settings, clientsElsewhere: true }).map(row)).to.deep.equal([
      [100, "in", "tcp", "5000-5000", ANYONE],
      [100, "out", "tcp", "1024-65535", ANYONE],
    ]);
    expect(consumerNaclRules("clients", { ...settings, clientsElsewhere: true })).to.deep.equal(
      consumerNaclRules("clients", settings),
    );
  });

  it("fit each other and AWS, whatever the VPC and the port: what leaves one tier enters the other, and nobody asks twice", () => {
    const vpcs = fc.constantFrom("10.60.0.0/16", "172.16.4.0/22", "192.168.128.0/24");
    fc.assert(
      fc.property(vpcs, port, fc.boolean(), (vpcCidr, servicePort, clientsElsewhere) => {
        const s = { vpcCidr, servicePort, clientsElsewhere };
        const [clients, endpoints] = [consumerNaclRules("clients", s), consumerNaclRules("endpoints", s)];
        const ways = (direction: "in" | "out", rules: readonly NaclRule[]) =>
          of(direction, rules).map(({ protocol, from, to }) => ({ protocol, from, to }));
        expect(ways("out", clients)).to.deep.equal([{ protocol: "tcp", from: servicePort, to: servicePort }]);
        expect(ways("in", endpoints)).to.deep.equal(ways("out", clients));
        expect(ways("out", endpoints)).to.deep.equal([{ protocol: "tcp", from: 1024, to: 65535 }]);
        expect(ways("in", clients)).to.deep.equal(ways("out", endpoints));
        expect([...clients, ...endpoints].map(({ number }) => number)).to.deep.equal([100, 100, 100, 100]);
        const half = consumerTierCidr(vpcCidr, "endpoints");
        expect(clients.map(({ cidr }) => cidr)).to.deep.equal([half, half]);
      }),
    );
  });
});
