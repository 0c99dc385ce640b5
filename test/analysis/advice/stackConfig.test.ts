import { expect } from "chai";
import fc from "fast-check";
import { MATRIX_NEEDS } from "../../../analysis/advice/matrix";
import { stackConfig, zonesOf } from "../../../analysis/advice/stackConfig";
import { parseNeeds } from "../../../config/needs";
import { validate } from "../../../config/validate";
import type { Needs } from "../../../plan/needs";
import { optionSets } from "../../../plan/optionSets";
import { runs } from "../../support/full";

const NEEDS: Needs = { ...MATRIX_NEEDS, regions: ["eu-west-1"], privateConsumers: [] };

const VPC = {
  id: "vpc-0a1b2c3d4e5f60718",
  cidr: "10.20.0.0/16",
  front: { b: "subnet-0a00000000000000b", c: "subnet-0a00000000000000c" },
  app: { b: "subnet-0b00000000000000b", c: "subnet-0b00000000000000c" },
};

describe("the stack file that meets needs", () => {
  it("says only what differs from the defaults", () => {
    expect(stackConfig(NEEDS, ["nlb"], "usual")).to.deep.equal({
      options: ["nlb"],
      service: { port: 5000 },
      regions: { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.20.0.0/16" } },
      traffic: { load: "small" },
      production: true,
      protect: true,
    });
  });

  it("says of two regions, an image, a name, IPv6 and quick checks what each option needs", () => {
    const needs: Needs = {
      ...NEEDS,
      regions: ["eu-west-1", "us-east-1"],
      zones: 2,
      fixedAddresses: "none",
      containers: "fargate",
      image: "public.ecr.aws/docker/library/nginx:1.29",
      ipv6: true,
      hostname: "tcp.example.com",
      dnsZone: "example.com",
    };
    expect(stackConfig(needs, ["nlb", "ecs"], "quick")).to.deep.equal({
      options: ["nlb", "ecs"],
      weights: { instances: 1, tasks: 1 },
      service: {
        port: 5000,
        hostname: "tcp.example.com",
        ipv6: true,
        allowedClients: ["0.0.0.0/0", "::/0"],
        healthCheck: { intervalSeconds: 5 },
      },
      regions: {
        "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" },
        "us-east-1": { zones: ["a", "b"], cidr: "10.21.0.0/16" },
      },
      ecs: { launch: "fargate", image: "public.ecr.aws/docker/library/nginx:1.29" },
      instances: { workload: { kind: "container", image: "public.ecr.aws/docker/library/nginx:1.29" } },
      network: { ipv6: "public" },
      dns: { zone: "example.com", healthCheck: { intervalSeconds: 10 } },
      traffic: { load: "small" },
    });
  });

  it("keeps the addresses of the allow list, has the program see to it, and lets consumers in", () => {
    const needs: Needs = {
      ...NEEDS,
      zones: 2,
      allowList: { elasticIps: { "eu-west-1": { c: "eipalloc-0a1b2c3d4e5f60718" } }, anycast: ["198.51.100.1"] },
      privateConsumers: [
        { account: "111122223333", clients: ["10.60.0.0/23"] },
        { account: "111122223333", clients: ["10.60.0.0/23", "10.62.0.0/23"] },
      ],
    };
    expect(stackConfig(needs, ["nlb", "globalAccelerator", "privateLink"], "usual")).to.deep.equal({
      options: ["nlb", "globalAccelerator", "privateLink"],
      service: { port: 5000 },
      regions: {
        "eu-west-1": {
          zones: ["a", "c"],
          cidr: "10.20.0.0/16",
          addresses: { c: "eipalloc-0a1b2c3d4e5f60718" },
        },
      },
      privateLink: {
        allowedPrincipals: ["arn:aws:iam::111122223333:root"],
        allowedClients: ["10.60.0.0/23", "10.62.0.0/23"],
      },
      globalAccelerator: { ownAddresses: ["198.51.100.1"] },
      published: [{ region: "eu-west-1", zone: "c", allocationId: "eipalloc-0a1b2c3d4e5f60718" }],
      traffic: { load: "small" },
      protect: true,
    });
  });

  it("closes a way in from the internet that nobody comes by, and lets consumers in by IPv6", () => {
    const privateConsumers = [{ account: "111122223333", clients: ["10.60.0.0/23", "2001:db8:7::/56"] }];
    const needs: Needs = { ...NEEDS, internet: false, fixedAddresses: "none", ipv6: true, privateConsumers };
    const config = stackConfig(needs, ["ecs", "privateLink"], "usual");
    expect(config).to.deep.include({
      service: { port: 5000, allowedClients: ["192.0.2.0/24"] },
      privateLink: {
        allowedPrincipals: ["arn:aws:iam::111122223333:root"],
        allowedClients: ["10.60.0.0/23", "2001:db8:7::/56"],
        ipAddressType: "dualstack",
      },
      network: { ipv6: true },
    });
    expect(validate(config).mistakes).to.equal(undefined);
    expect(stackConfig(needs, ["privateLink"], "usual")["service"]).to.deep.equal({ port: 5000 });
  });

  it("stands in a VPC that exists, whose range no other region takes", () => {
    const needs: Needs = {
      ...NEEDS,
      zones: 2,
      regions: ["eu-west-1", "us-east-1"],
      existingVpcs: { "us-east-1": VPC },
    };
    const { regions } = stackConfig(needs, ["nlb"], "usual") as { regions: Record<string, unknown> };
    const { cidr, ...vpc } = VPC;
    expect(regions).to.deep.equal({
      "eu-west-1": { zones: ["a", "b"], cidr: "10.21.0.0/16" },
      "us-east-1": { zones: ["b", "c"], cidr, nat: "existing", vpc },
    });
    expect(zonesOf({ ...needs, zones: 3 }, "us-east-1")).to.deep.equal(["a", "b", "c"]);
  });
});

describe("property: a stack file", () => {
  const elasticIps = { "eu-west-1": { b: "eipalloc-0a1b2c3d4e5f60718" } };
  const raw = fc.record(
    {
      regions: fc.constantFrom(["eu-west-1"], ["eu-west-1", "us-east-1"], ["ap-south-1", "eu-west-1", "us-west-2"]),
      zones: fc.constantFrom(2, 3),
      containers: fc.constantFrom("either", "none", "ec2", "fargate"),
      allowList: fc.constantFrom({}, { elasticIps }),
      hostname: fc.constant("tcp.example.com"),
      privateConsumers: fc.constant([{ account: "111122223333", clients: ["10.60.0.0/23"] }]),
      traffic: fc.constantFrom("small", "large", { load: "medium", gbOutPerMonth: 7 }),
    },
    { requiredKeys: ["regions"] },
  );

  it("is one that the program takes, for every allowed set and needs without IPv6 or a VPC that exists", () => {
    const allowed = optionSets().filter(({ conflict }) => !conflict);
    fc.assert(
      fc.property(
        raw,
        fc.constantFrom(...allowed),
        fc.constantFrom("usual", "quick" as const),
        (said, set, checking) => {
          const dnsZone = said.hostname && { dnsZone: "example.com" };
          const { needs } = parseNeeds({ ...said, ...dnsZone }) as { needs: Needs };
          const { mistakes } = validate(stackConfig(needs, set.options, checking));
          expect(mistakes).to.equal(undefined);
        },
      ),
      runs(60),
    );
  });
});
