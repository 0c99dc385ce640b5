import { expect } from "chai";
import { validate } from "../../../config/validate";
import { complete, mistakesAt, placesIn } from "../../support/mistakes";
import { type Changes, changed } from "../../support/raw";

const P = "privateLink";
const C = `${P}.consumers`;
const linked = (settings: Changes, others: Changes = {}): Changes => ({
  options: ["privateLink"],
  [P]: settings,
  ...others,
});
const consumer = (more: object = {}) => ({
  name: "acme",
  region: "eu-west-1",
  vpc: { kind: "created", cidr: "10.1.0.0/16", zones: ["a", "b", "c"] },
  ...more,
});

describe("config: consumers beside regions of no use", () => {
  mistakesAt("without a region there is none to connect to", linked({ consumers: [consumer()] }, { regions: {} }), [
    "regions",
  ]);
  mistakesAt(
    "without a zone there is none in common",
    linked(
      { consumers: [consumer()] },
      { "regions.eu-west-1.zones": [], dns: undefined, "service.hostname": undefined },
    ),
    ["regions.eu-west-1.zones"],
  );
});

describe("config: a malformed field of privateLink", () => {
  const causes: [title: string, changes: Changes, place: string][] = [
    [
      "the name that a consumer asks for",
      linked({ consumers: [consumer({ privateDns: "service" })], privateDnsName: "No" }),
      `${P}.privateDnsName`,
    ],
    [
      "the addresses that a consumer asks for",
      linked({
        ipAddressType: "both",
        consumers: [
          consumer({
            ipAddressType: "dualstack",
            vpc: { kind: "existing", id: "vpc-01234567", cidr: "10.1.0.0/16", subnets: { a: "subnet-01234567" } },
          }),
        ],
      }),
      `${P}.ipAddressType`,
    ],
    [
      "the addresses that decide about ranges of IPv6",
      linked({ ipAddressType: "both", allowedClients: ["2001:db8::/32"] }),
      `${P}.ipAddressType`,
    ],
    [
      "the zones of a VPC made here",
      linked({ consumers: [consumer({ vpc: { kind: "created", cidr: "10.1.0.0/16", zones: "a" } })] }),
      `${C}[0].vpc.zones`,
    ],
    [
      "whether anything is accepted",
      linked({
        acceptanceRequired: "no",
        allowedClients: ["10.0.0.0/8"],
        connectedConsumers: [{ name: "b", endpointId: "vpce-0123456789abcdef0" }],
      }),
      `${P}.acceptanceRequired`,
    ],
    [
      "the header of connections, beside the service's own",
      linked({ proxyProtocol: "no" }, { options: ["nlb", "privateLink"], "service.proxyProtocol": true }),
      `${P}.proxyProtocol`,
    ],
    [
      "the addresses of a consumer that decide about its ranges of IPv6",
      linked({ consumers: [consumer({ ipAddressType: "both", allowedClients: ["2001:db8::/32"] })] }),
      `${C}[0].ipAddressType`,
    ],
    [
      "whether there is IPv6 at all",
      linked({ ipAddressType: "dualstack", allowedClients: ["2001:db8::/32"] }, { "network.ipv6": "yes" }),
      "network.ipv6",
    ],
    [
      "a range of IPv6 with host bits, where there may be none",
      linked({ allowedClients: ["2001:db8::1/32"] }),
      `${P}.allowedClients[0]`,
    ],
    [
      "the range that principals are to come from",
      linked({ allowedPrincipals: ["arn:aws:iam::111122223333:root"], allowedClients: ["everywhere"] }),
      `${P}.allowedClients[0]`,
    ],
    [
      "a flag that says who may be allowed",
      linked({ allowedPrincipals: ["*"], allowAnyPrincipal: "yes", allowedClients: ["10.0.0.0/8"] }),
      `${P}.allowAnyPrincipal`,
    ],
    [
      "the region of a service",
      linked({ consumers: [consumer({ serviceRegion: "eu-wst-2", region: "eu-west-3" })] }),
      `${C}[0].serviceRegion`,
    ],
    [
      "the range of a VPC that another overlaps",
      linked({
        consumers: [
          consumer({ vpc: { kind: "created", cidr: "10.0.0.1/8", zones: ["a", "b", "c"] } }),
          consumer({ name: "b" }),
        ],
      }),
      `${C}[0].vpc.cidr`,
    ],
    [
      "a range, beside a VPC where the one that stands in for it would be",
      linked(
        {
          consumers: [
            consumer({ vpc: { kind: "created", cidr: "x", zones: ["a", "b", "c"] } }),
            consumer({ name: "b", vpc: { kind: "created", cidr: "10.0.0.0/16", zones: ["a", "b", "c"] } }),
          ],
        },
        { "regions.eu-west-1.cidr": "172.16.0.0/16" },
      ),
      `${C}[0].vpc.cidr`,
    ],
    [
      "a name, beside the one that stands in for it",
      linked({
        consumers: [
          consumer({ name: "A" }),
          consumer({ name: "none", vpc: { kind: "created", cidr: "10.2.0.0/16", zones: ["a", "b", "c"] } }),
        ],
      }),
      `${C}[0].name`,
    ],
    [
      "the kind of a VPC",
      linked({ consumers: [consumer({ vpc: { kind: "exist", subnets: {} } })] }),
      `${C}[0].vpc.kind`,
    ],
    [
      "an option that may bring the service",
      { options: ["nlb", "privatelink"], [P]: { connectedConsumers: [{ name: "b" }] } },
      "options[1]",
    ],
  ];
  for (const [title, changes, place] of causes)
    it(`is the one mistake, and not also what follows from it: ${title}`, () => {
      expect(placesIn(changed(complete(), changes))).to.deep.equal([place]);
    });
});

describe("config: many consumers", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      consumer({
        name: `c${index}`,
        vpc: { kind: "created", cidr: `10.${1 + (index >> 8)}.${index % 256}.0/24`, zones: ["a", "b", "c"] },
      }),
    );

  it("are judged one by one: a thousand take no longer each than a hundred", () => {
    const raw = (count: number) =>
      changed(complete(), linked({ consumers: many(count), allowedClients: ["10.0.0.0/8"] }));
    const secondsFor = (count: number): number => {
      const file = raw(count);
      const start = process.hrtime.bigint();
      expect(validate(file).mistakes).to.equal(undefined);
      return Number(process.hrtime.bigint() - start) / 1e9;
    };
    secondsFor(100);
    const [few, lots] = [secondsFor(100), secondsFor(1000)];
    // Ten times as many; pairs would be a hundred times as many. Never flaky where both are quick.
    expect(lots).to.be.below(Math.max(1, 40 * few));
  });
});
