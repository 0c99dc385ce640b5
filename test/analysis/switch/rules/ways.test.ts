import type { Interruption } from "../../../../analysis";
import { DURATIONS } from "../../../../analysis/switch/comparison/durations";
import { timed } from "../../../../analysis/switch/comparison/interruption";
import { BASE, type Raw } from "../../../support/recording";
import { type SwitchCase, switchTable } from "../../../support/switchTable";

const W = "ways-eu-west-1";
const HUB = { id: "tgw-0a0a0a0a0a0a0a0a0", ranges: ["172.16.0.0/12"] };
const NEXT = { ...HUB, id: "tgw-0b0b0b0b0b0b0b0b0" };
const PEER = { vpcId: "vpc-0a0a0a0a0a0a0a0a0", ranges: ["172.20.0.0/16"] };
const DX = { gatewayId: "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9" };
const OTHER_DX = { gatewayId: "1a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9" };

const region = (ways: object): Raw => ({
  ...BASE,
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single", ...ways } },
});
const hubs = (transitGateways: object): Raw => region({ transitGateways });
const learning = (settings: object = {}): Raw => region({ vpnGateway: { ranges: HUB.ranges, ...settings } });

type Row = readonly [
  severity: "outage" | "brief",
  who: string,
  what: string,
  duration: keyof typeof DURATIONS,
  string[],
];

const interruption = ([severity, who, what, duration, resources]: Row): Interruption => ({
  rule: "ways",
  severity,
  who: `the service's own connections ${who}`,
  what,
  ...timed(DURATIONS[duration]),
  resources: resources.map((each) => `${W}-${each}`),
});

const routes = (range: string) => ["a", "b"].map((zone) => `app-${zone}-${range}`);
const learnt = `by what ${W}-vgw learns, where no other route leads`;
const OWN_TABLE = { associateWith: "tgw-rtb-0a0a0a0a0a0a0a0a0" };

const CASES: readonly SwitchCase<Row>[] = [
  [
    "ways that come",
    region({}),
    region({ transitGateways: { hub: HUB }, peerings: { data: PEER }, vpnGateway: { ranges: ["192.168.0.0/16"] } }),
    [],
  ],
  [
    "a gateway that goes",
    hubs({ hub: HUB }),
    region({}),
    [["outage", "to 172.16.0.0/12", `${HUB.id} leads there no more`, "forGood", routes("172-16-0-0-12")]],
  ],
  [
    "a range by another gateway of the same name",
    hubs({ hub: HUB }),
    hubs({ hub: NEXT }),
    [["brief", "to 172.16.0.0/12", `they go by ${NEXT.id} instead of ${HUB.id}`, "otherWay", routes("172-16-0-0-12")]],
  ],
  [
    "a range from a peering to a gateway, by the same route",
    region({ peerings: { data: PEER } }),
    hubs({ hub: { ...HUB, ranges: PEER.ranges } }),
    [
      [
        "brief",
        "to 172.20.0.0/16",
        `they go by ${HUB.id} instead of the peering with ${PEER.vpcId}`,
        "otherWay",
        routes("172-20-0-0-16"),
      ],
    ],
  ],
  [
    "a narrower range that goes, where the wider leads elsewhere",
    region({ transitGateways: { hub: HUB }, peerings: { data: PEER } }),
    hubs({ hub: HUB }),
    [
      [
        "brief",
        "to 172.20.0.0/16",
        `they go by ${HUB.id} instead of the peering with ${PEER.vpcId}`,
        "otherWay",
        routes("172-20-0-0-16"),
      ],
    ],
  ],
  [
    "ranges taken together into a wider one",
    hubs({ hub: { ...HUB, ranges: ["172.16.0.0/13", "172.24.0.0/13"] } }),
    hubs({ hub: HUB }),
    [],
  ],
  [
    "a range told in its two halves",
    hubs({ hub: HUB }),
    hubs({ hub: { ...HUB, ranges: ["172.16.0.0/13", "172.24.0.0/13"] } }),
    [],
  ],
  [
    "a half of a range that goes",
    hubs({ hub: HUB }),
    hubs({ hub: { ...HUB, ranges: ["172.16.0.0/13"] } }),
    [["outage", "to 172.16.0.0/12", `${HUB.id} leads there no more`, "forGood", routes("172-16-0-0-12")]],
  ],
  [
    "a part of a range by a peering that comes",
    hubs({ hub: HUB }),
    region({ transitGateways: { hub: HUB }, peerings: { data: PEER } }),
    [
      [
        "brief",
        "to 172.20.0.0/16",
        `they go by the peering with ${PEER.vpcId} instead of ${HUB.id}`,
        "otherWay",
        routes("172-20-0-0-16"),
      ],
    ],
  ],
  [
    "a gateway under another name",
    hubs({ hub: HUB }),
    hubs({ core: HUB }),
    [],
    [
      `${W}-tgw-core would come before ${W}-tgw-hub goes, and AWS attaches a VPC to a transit gateway once: ` +
        `keep the former name, or take ${W}-tgw-hub out in an update before`,
    ],
  ],
  [
    "a place in a route table of the gateway",
    hubs({ hub: HUB }),
    hubs({ hub: { ...HUB, ...OWN_TABLE } }),
    [
      [
        "outage",
        `by ${W}-tgw-hub`,
        "the transit gateway routes them by another of its route tables",
        "association",
        ["tgw-hub-association"],
      ],
    ],
  ],
  [
    "a virtual private gateway that goes",
    learning({ directConnect: DX }),
    region({}),
    [["outage", learnt, "the gateway goes", "forGood", ["vgw"]]],
  ],
  [
    "another number of AWS's side",
    learning(),
    learning({ amazonSideAsn: 64600 }),
    [["outage", learnt, "the gateway is replaced, and whatever ended there with it", "vpnGateway", ["vgw"]]],
  ],
  [
    "another Direct Connect gateway",
    learning({ directConnect: DX }),
    learning({ directConnect: OTHER_DX }),
    [
      [
        "outage",
        learnt,
        "it is associated anew with a Direct Connect gateway",
        "directConnect",
        ["vgw-direct-connect"],
      ],
    ],
  ],
];

describe("analysis/switch: ways to other networks", () => {
  switchTable(CASES, interruption);
});
