import { type Expected, formMistake, noMistake, ruleMistake } from "../../support/mistakes";

const R = "regions.eu-west-1";
const TGW = { id: "tgw-0a0a0a0a0a0a0a0a0", ranges: ["172.16.0.0/12"] };
const PEER = { vpcId: "vpc-0a0a0a0a0a0a0a0a0", ranges: ["172.20.0.0/16"] };
const DX = { gatewayId: "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9" };
const OTHER = "210987654321";
const ROLE = `arn:aws:iam::${OTHER}:role/peering`;
const second = (cidr = "10.1.0.0/16") => ({ "regions.eu-west-2": { zones: ["a", "b", "c"], cidr } });

describe("config: sections of ways", () => {
  formMistake(`${R}.transitGateways.hub.id`, "tgw-1", "an id: tgw- and 17 (or 8) hexadecimal digits", "copy it from", {
    given: { [`${R}.transitGateways.hub`]: TGW },
  });
  formMistake(`${R}.peerings.data.assumeRoleArn`, "peering", "the ARN of a role", "copy it from", {
    given: { [`${R}.peerings.data`]: PEER },
  });
  formMistake(`${R}.vpnGateway.amazonSideAsn`, 65535, "64512 to 65534, or 4200000000", "no other of your networks", {
    given: { [`${R}.vpnGateway`]: { ranges: ["172.16.0.0/12"] } },
  });
});

describe("config: rules of ways", () => {
  const transit = (settings: object) => ({ [`${R}.transitGateways.hub`]: { ...TGW, ...settings } });
  const peering = (settings: object) => ({ [`${R}.peerings.data`]: { ...PEER, ...settings } });
  const learning = (directConnect: object) => ({
    [`${R}.vpnGateway`]: { ranges: ["172.16.0.0/12"], directConnect: { ...DX, ...directConnect } },
  });
  const subnets = (first: string) =>
    Object.fromEntries(["a", "b", "c"].map((zone, index) => [zone, `subnet-0${first}0a0a0a0a0a0a0a${index}`]));
  const EXISTING = {
    [`${R}.vpc`]: { id: "vpc-0a0a0a0a0a0a0a0a0", front: subnets("a"), app: subnets("b") },
    [`${R}.nat`]: "existing",
  };
  const T = `${R}.transitGateways.hub`;
  const P = `${R}.peerings.data`;
  const V = `${R}.vpnGateway.directConnect`;
  const rows: [what: string, changes: Record<string, unknown>, ...mistakes: Expected[]][] = [
    [
      "a range of the internet",
      transit({ ranges: ["198.51.100.0/24"] }),
      [
        `${T}.ranges[0]`,
        "198.51.100.0/24",
        "not on the internet",
        "what is on the internet is reached by NAT gateways",
      ],
    ],
    [
      "the VPC's own range behind a gateway",
      transit({ ranges: ["10.0.3.0/24"] }),
      [`${T}.ranges[0]`, "10.0.3.0/24", "outside the region's own VPC, 10.0.0.0/16", "name the ranges of the other"],
    ],
    [
      "a peered VPC around the VPC's own range",
      peering({ ranges: ["10.0.0.0/8"] }),
      [`${P}.ranges[0]`, "10.0.0.0/8", "outside the region's own VPC, 10.0.0.0/16", "whose ranges overlap"],
    ],
    [
      "a range twice",
      transit({ ranges: ["172.16.0.0/12", "172.16.0.0/12"] }),
      [`${T}.ranges[1]`, "172.16.0.0/12", "each range once", "remove the repetition"],
    ],
    [
      "one range by two ways",
      { ...transit({}), ...peering({ ranges: ["172.16.0.0/12"] }) },
      [`${P}.ranges[0]`, "172.16.0.0/12", "one way alone leads to", "transitGateways hub leads there already"],
    ],
    [
      "one range by a way and a peering of the stack's own regions",
      { ...transit({ ranges: ["10.1.0.0/16"] }), ...second(), "network.peerRegions": "all" },
      [`${T}.ranges[0]`, "10.1.0.0/16", "one way alone leads to", "the peering with eu-west-2 leads there already"],
    ],
    [
      "one gateway under two names",
      { ...transit({}), [`${R}.transitGateways.other`]: { ...TGW, ranges: ["192.168.0.0/16"] } },
      [`${R}.transitGateways.other.id`, TGW.id, "one that hub does not have", "give hub the ranges of both"],
    ],
    [
      "one VPC under two names",
      { ...peering({}), [`${R}.peerings.other`]: { ...PEER, ranges: ["192.168.0.0/16"] } },
      [`${R}.peerings.other.vpcId`, PEER.vpcId, "one that data does not have", "give data the ranges of both"],
    ],
    [
      "six transit gateways",
      Object.fromEntries(
        ["t0", "t1", "t2", "t3", "t4", "t5"].map((name, index) => [
          `${R}.transitGateways.${name}`,
          { id: `tgw-0a0a0a0a0a0a0a0a${index}`, ranges: [`172.${16 + index}.0.0/16`] },
        ]),
      ),
      [`${R}.transitGateways`, ["t0", "t1", "t2", "t3", "t4", "t5"], "5 transit gateways, the most", "behind one"],
    ],
    [
      "an own gateway that somebody must accept",
      transit({ accepted: false }),
      [`${T}.accepted`, false, "true, where the gateway is the account's own", "name the account under owner"],
    ],
    [
      "route tables of a gateway of another account",
      transit({ owner: OTHER, associateWith: "tgw-rtb-0a0a0a0a0a0a0a0a0", propagateTo: ["tgw-rtb-0a0a0a0a0a0a0a0a0"] }),
      [`${T}.associateWith`, "tgw-rtb-0a0a0a0a0a0a0a0a0", "for its owner alone", "have the owner do it"],
      [`${T}.propagateTo`, ["tgw-rtb-0a0a0a0a0a0a0a0a0"], "for its owner alone", "have the owner do it"],
    ],
    [
      "a route table of a gateway twice",
      transit({ propagateTo: ["tgw-rtb-0a0a0a0a0a0a0a0a0", "tgw-rtb-0a0a0a0a0a0a0a0a0"] }),
      [`${T}.propagateTo[1]`, "tgw-rtb-0a0a0a0a0a0a0a0a0", "each route table once", "remove the repetition"],
    ],
    [
      "what nobody here may do in another account",
      peering({ account: OTHER, peerRouteTables: ["rtb-0a0a0a0a0a0a0a0a0"], dnsResolution: true }),
      [`${P}.peerRouteTables`, ["rtb-0a0a0a0a0a0a0a0a0"], `in account ${OTHER}`, "under assumeRoleArn"],
      [`${P}.dnsResolution`, true, `in account ${OTHER}`, "under assumeRoleArn"],
    ],
    [
      "a role of a third account",
      peering({ account: "310987654321", assumeRoleArn: ROLE }),
      [`${P}.assumeRoleArn`, ROLE, "a role of account 310987654321", "a role of it"],
    ],
    [
      "a role without the account",
      peering({ assumeRoleArn: ROLE }),
      [`${P}.assumeRoleArn`, ROLE, "nothing, where account is not named", "name the other VPC's account"],
    ],
    [
      "an own Direct Connect gateway that somebody must accept",
      learning({ accepted: false }),
      [`${V}.accepted`, false, "true, where the Direct Connect gateway is the account's own", "under owner"],
    ],
    [
      "prefixes that do not hold the VPC",
      learning({ allowedPrefixes: ["10.0.0.0/17", "172.16.0.0/12"] }),
      [
        `${V}.allowedPrefixes`,
        ["10.0.0.0/17", "172.16.0.0/12"],
        "holds the VPC's range, 10.0.0.0/16",
        "or a wider one",
      ],
    ],
    [
      "a pair of regions that are not two of the stack",
      {
        ...second(),
        "network.peerRegions": [
          ["eu-west-1", "us-east-1"],
          ["eu-west-2", "eu-west-2"],
        ],
      },
      ["network.peerRegions[0]", ["eu-west-1", "us-east-1"], "eu-west-1, eu-west-2", "name two of these"],
      ["network.peerRegions[1]", ["eu-west-2", "eu-west-2"], "eu-west-1, eu-west-2", "name two of these"],
    ],
    [
      "a pair of regions twice",
      {
        ...second(),
        "network.peerRegions": [
          ["eu-west-1", "eu-west-2"],
          ["eu-west-2", "eu-west-1"],
        ],
      },
      ["network.peerRegions[1]", "eu-west-1 and eu-west-2", "each pair once, in either order", "remove the repetition"],
    ],
    [
      "ways of a VPC that exists",
      { ...EXISTING, ...transit({}), ...second(), "network.peerRegions": "all" },
      [`${R}.transitGateways`, { hub: TGW }, "nothing, where the VPC exists", "or remove regions.eu-west-1.vpc"],
      ["network.peerRegions", "all", "that of eu-west-1 exists", "name pairs without eu-west-1"],
    ],
    [
      "a private destination that no way leads to",
      { "instances.egress": [{ cidr: "172.16.0.0/12", port: 5432 }], ...transit({ ranges: ["172.16.0.0/13"] }) },
      [
        "instances.egress[0].cidr",
        "172.16.0.0/12",
        "something leads to from eu-west-1",
        "add the way there under regions.eu-west-1",
      ],
    ],
    [
      "one that a way leads to from one of two regions",
      { "instances.egress": [{ cidr: "172.16.0.0/12", port: 5432 }], ...transit({}), ...second() },
      ["instances.egress[0].cidr", "172.16.0.0/12", "from eu-west-2", "add the way there under regions.eu-west-2"],
    ],
  ];
  for (const [what, changes, ...mistakes] of rows) ruleMistake(what, changes, ...mistakes);

  const right: [what: string, changes: Record<string, unknown>][] = [
    [
      "ranges around the VPC's own, and in each other",
      { ...transit({ ranges: ["10.0.0.0/8", "172.16.0.0/12"] }), ...peering({}) },
    ],
    ["one range by a gateway and by what is learnt", { ...transit({}), [`${R}.vpnGateway`]: { ranges: TGW.ranges } }],
    ["a role of the other account", peering({ account: OTHER, assumeRoleArn: ROLE, dnsResolution: true })],
    ["the stack's own account", { account: OTHER, ...peering({ account: OTHER, dnsResolution: true }) }],
    [
      "a destination in two ranges",
      {
        "instances.egress": [{ cidr: "172.16.0.0/12", port: 1 }],
        ...transit({ ranges: ["172.16.0.0/13", "172.24.0.0/13"] }),
      },
    ],
    [
      "a destination in the VPC of one region, peered with the other",
      { "instances.egress": [{ cidr: "10.1.4.0/24", port: 1 }], ...second(), "network.peerRegions": "all" },
    ],
    [
      "a private destination of a VPC that exists, whose owner has the routes",
      { ...EXISTING, "instances.egress": [{ cidr: "172.16.0.0/12", port: 5432 }] },
    ],
    ["all of one region", { "network.peerRegions": "all" }],
  ];
  for (const [what, changes] of right) noMistake(what, changes);
});
