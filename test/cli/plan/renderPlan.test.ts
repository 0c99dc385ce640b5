import { expect } from "chai";
import type { PlanView } from "../../../cli/plan/planView";
import { publishedText } from "../../../cli/plan/renderAddresses";
import { renderPlan } from "../../../cli/plan/renderPlan";
import { WIDTH } from "../../../cli/text/pageWidth";
import { planViewOf } from "../../support/planView";

const balancer = "urn:pulumi:demo::ha-tcp::ha-tcp:index:NlbEip$aws:lb/loadBalancer:LoadBalancer::front-eu-west-1";
const nat = "urn:pulumi:demo::ha-tcp::ha-tcp:index:Network$aws:ec2/natGateway:NatGateway::nat-a";
const place = { region: "eu-west-1", purpose: "public", count: 1 } as const;
const created = { origin: "created", protected: false, retained: false } as const;
const own = { origin: "own", protected: false, retained: true } as const;

const DROP = { at: "nat-a", why: "it leads nowhere" };

const VIEW = planViewOf(
  {
    addresses: [
      { ...place, zone: "a", name: "one", ...own, allocationId: "eipalloc-0a", attachedTo: balancer },
      { ...place, zone: "b", name: "two", ...created, protected: true, retained: true, attachedTo: balancer },
      { ...place, zone: "c", name: "three", ...created },
      { ...place, purpose: "egress", zone: "a", name: "four", ...created, retained: true, attachedTo: nat },
    ],
    frontDoors: [
      {
        region: "eu-west-1",
        loadBalancer: "front-eu-west-1",
        port: 5000,
        targets: [
          { targetGroup: "front-ec2", weight: 90, percent: 90, backends: ["fleet-asg", "other-asg"] },
          { targetGroup: "front-ecs", weight: 10, percent: 10, backends: [] },
        ],
      },
    ],
    components: [
      { name: "addresses", kind: "FixedAddresses", urn: "urn:1", resources: { Eip: 4 }, total: 4 },
      { name: "network-eu-west-1", kind: "Network", urn: "urn:2", resources: { Subnet: 6, Vpc: 1 }, total: 7 },
    ],
    subnets: [
      {
        region: "eu-west-1",
        zone: "eu-west-1a",
        tier: "app",
        cidr: "10.0.0.0/20",
        usable: 4091,
        routes: [
          { destination: "0.0.0.0/0", target: "nat-a" },
          { destination: "ranges of s3", target: "s3" },
        ],
      },
      { region: "eu-west-1", zone: "eu-west-1a", tier: "inspection", cidr: "10.0.192.0/22", usable: 1019, routes: [] },
    ],
    paths: [
      {
        region: "eu-west-1",
        zone: "eu-west-1a",
        kind: "egress",
        target: "fleet-asg",
        targetZone: "eu-west-1b",
        traffic: "TCP 443 to 0.0.0.0/0",
        there: { hops: [{ at: "fleet-asg", kind: "target", zone: "eu-west-1b", rules: [] }], dropped: DROP },
        back: { hops: [] },
        verdict: "dropped",
        reason: DROP,
        inspectedBy: [],
        inspectable: false,
      },
    ],
    pathFaults: [
      {
        rule: "dropped",
        region: "eu-west-1",
        resource: "nat-a",
        text: DROP.why,
        zones: ["eu-west-1a"],
        kinds: ["egress"],
        ways: 1,
      },
    ],
  },
  {
    regions: [
      {
        region: "eu-west-1",
        vpcCidr: "10.0.0.0/16",
        zones: ["a", "b"],
        natGateways: 1,
        instances: { min: 2, desired: 3, max: 6 },
      },
    ],
    resources: 12,
  },
);

const TEXT = `ha-tcp / demo
=============

Options   nlb: Network Load Balancer with an Elastic IP per zone
Service   TCP 5000 on tcp.example.com
Shield    Standard, which every account has
Cost      100.50 USD a month: 80.00 fixed, 20.50 usage

Regions
-------
  region     VPC          zones  NAT gateways  instances   tasks
  eu-west-1  10.0.0.0/16  a b               1  3 (2 to 6)  none

Addresses
---------
  region     zone  for      address               leads to         protected
  eu-west-1  a     clients  eipalloc-0a           front-eu-west-1  yours
  eu-west-1  b     clients  assigned at first up  front-eu-west-1  protected
  eu-west-1  c     clients  assigned at first up  nothing: parked  no
  eu-west-1  a     egress   assigned at first up  nat-a            no

Load balancers
--------------
  load balancer    port  target group  share  targets
  front-eu-west-1  5000  front-ec2      90 %  fleet-asg other-asg
  front-eu-west-1  5000  front-ecs      10 %  none

Subnets and routes
------------------
  zone        tier        range          usable  beyond the VPC
  eu-west-1a  app         10.0.0.0/20      4091  0.0.0.0/0 → nat-a
                                                 ranges of s3 → s3
  eu-west-1a  inspection  10.0.192.0/22    1019  nothing

Paths
-----
  zone        for     way                     state
  eu-west-1a  egress  targets in b → nowhere  dropped

  fault  nat-a: it leads nowhere. Concerns egress of eu-west-1a.

Resources (12)
--------------
  component          count  resources
  addresses              4  4 Eip
  network-eu-west-1      7  6 Subnet, Vpc

Findings
--------
  none`;

/** The body of one section. */
function section(view: PlanView, title: string): string {
  const found = renderPlan(view)
    .split("\n\n")
    .find((each) => each.startsWith(`${title}\n-`));
  return found!.split("\n").slice(2).join("\n");
}

describe("cli/renderPlan", () => {
  it("writes a plan out in full", () => {
    expect(renderPlan(VIEW)).to.equal(TEXT);
  });

  it("says under the options which sections of the stack file none of them uses", () => {
    expect(renderPlan({ ...VIEW, unusedSections: ["ecs"] }).split("\n")[4]).to.equal(
      "Unused    ecs: in the stack file, and no chosen option uses it",
    );
  });

  it("says in a line what is measured from outside", () => {
    const measured = { regions: ["eu-central-1"], interval: "minute", tls: false, addresses: 1, names: [] };
    const lineOf = (changes: object) =>
      renderPlan({ ...VIEW, summary: { ...VIEW.summary, measured: { ...measured, ...changes } } })
        .split("\nCost")[0]!
        .split("\n")
        .slice(6)
        .map((line) => line.trim())
        .join(" ");
    expect(lineOf({})).to.equal("Measured  TCP connect to 1 address, every minute from eu-central-1");
    const more = { regions: ["eu-central-1", "sa-east-1", "us-east-1"], interval: "5 minutes", tls: true };
    expect(lineOf({ ...more, addresses: 5, names: ["tcp.example.com", "tcp.example.net"] })).to.equal(
      "Measured  TCP connect and TLS handshake with 5 addresses, tcp.example.com and tcp.example.net, every 5 minutes " +
        "from eu-central-1, sa-east-1 and us-east-1",
    );
  });

  it("says of addresses that others have on their lists what is known of them", () => {
    const [own, made, parked] = VIEW.addresses;
    const lines = (addresses: PlanView["addresses"]) => section({ ...VIEW, addresses }, "Addresses").split("\n");
    const published = { ...own!, published: "eipalloc-0a" };
    expect(lines([published, made!])[1]?.trim().split(/ {2,}/)).to.deep.equal([
      ...["eu-west-1", "a", "clients", "eipalloc-0a", "front-eu-west-1", "yours, published"],
    ]);
    const start = "Published, on others' allow lists:";
    const elsewhere = "IP addresses are not known offline, but by aws ec2 describe-addresses";
    const preview = "which the stack made, so that a preview tells whether they are those";
    const deployed = { ...made!, published: "eipalloc-0b", publicIps: ["203.0.113.7"] };
    const anycast = { ...made!, purpose: "anycast" as const, published: "arn:aws:globalaccelerator::1:accelerator/1" };
    const cases: [rows: PlanView["addresses"], text: string][] = [
      [[published, made!, parked!], `${start} 1; held by allocation id: 1; ${elsewhere}`],
      [[published, deployed], `${start} 2; held by allocation id: 1; ${preview}: 1; ${elsewhere}`],
      [[deployed], `${start} 1; ${preview}: 1`],
      [[{ ...published, published: "eipalloc-0c" }], `${start} 1; NOT held: eipalloc-0c; ${elsewhere}`],
      [
        [published, anycast],
        `${start} 2; held by allocation id: 1; ${preview}: 1; ${elsewhere} and aws globalaccelerator list-accelerators`,
      ],
    ];
    for (const [rows, text] of cases) expect(publishedText(rows)).to.equal(text);
    expect(publishedText([made!, parked!])).to.equal(undefined);
    expect(renderPlan({ ...VIEW, addresses: [published] }).replace(/\s+/g, " ")).to.include(
      publishedText([published])!,
    );
  });

  it("wraps findings under themselves, each with what to do about it", () => {
    const text =
      "One NAT gateway serves the 2 zones of eu-west-1: with its zone, the others lose their way out for as long as it lasts.";
    const findings: PlanView["findings"] = [
      { severity: "warning", rule: "shared-nat", text, fix: "Set nat: perZone.", resources: [] },
      { severity: "note", rule: "delegation", text: "Nobody finds it.", fix: "Delegate.", resources: ["dns-zone"] },
    ];
    expect(section({ ...VIEW, findings }, "Findings")).to.equal(
      [
        "  warning  One NAT gateway serves the 2 zones of eu-west-1: with its zone, the others lose their way",
        "           out for as long as it lasts.",
        "           Fix: Set nat: perZone.",
        "  note     Nobody finds it.",
        "           Fix: Delegate.",
      ].join("\n"),
    );
  });

  it("says by what instances move, and what others wait", () => {
    const [region] = VIEW.summary.regions;
    const row = (instances: object) =>
      section(
        {
          ...VIEW,
          summary: {
            ...VIEW.summary,
            regions: [{ ...region!, instances: { min: 2, desired: 3, max: 6, ...instances } }],
          },
        },
        "Regions",
      )
        .split("\n")
        .slice(1);
    const counts = "  eu-west-1  10.0.0.0/16  a b               1  3 (2 to 6)";
    expect(row({ schedules: 1 })).to.deep.equal([`${counts}     none`, `${" ".repeat(47)}by 1 schedule`]);
    expect(row({ schedules: 2, pool: "stopped" })).to.deep.equal([
      `${counts}              none`,
      `${" ".repeat(47)}by 2 schedules`,
      `${" ".repeat(47)}a pool of stopped ones`,
    ]);
  });

  it("says so where there is no front door, no host, no name of its own", () => {
    const [region] = VIEW.summary.regions;
    const view: PlanView = {
      ...VIEW,
      summary: { ...VIEW.summary, hostname: undefined, regions: [{ ...region!, instances: undefined }] },
      frontDoors: [],
    };
    expect(section(view, "Load balancers")).to.equal("  none");
    expect(section(view, "Regions").split("\n")[1]).to.equal(
      "  eu-west-1  10.0.0.0/16  a b               1  none       none",
    );
    expect(renderPlan(view)).to.include("\nService   TCP 5000 on the load balancer's own name\n");
  });

  const TASKS = { min: 2, desired: 3, max: 6 };
  for (const [where, tasks, cell] of [
    ["on hosts", { ...TASKS, hosts: { max: 12 } }, "3 (2 to 6) on up to 12 hosts"],
    ["on Fargate", TASKS, "3 (2 to 6) on Fargate"],
  ] as const)
    it(`counts tasks ${where}, beside instances or alone`, () => {
      const [region] = VIEW.summary.regions;
      const cells = [region!.instances, undefined].map((instances) => {
        const view = { ...VIEW, summary: { ...VIEW.summary, regions: [{ ...region!, instances, tasks }] } };
        return section(view, "Regions").split("\n")[1]?.split(/ {2,}/).slice(-2);
      });
      expect(cells).to.deep.equal([
        ["3 (2 to 6)", cell],
        ["none", cell],
      ]);
    });

  it("wraps the resources of a component within the columns of a terminal", () => {
    const kinds = ["InternetGateway", "NetworkAcl", "RouteTable", "RouteTableAssociation", "SecurityGroupEgressRule"];
    const resources = Object.fromEntries([...kinds, "Subnet", "VpcEndpoint"].map((kind) => [kind, 10]));
    const name = "network-ap-southeast-1";
    const components = [{ name, kind: "Network", urn: "urn:1", resources, total: 70 }];
    const lines = section({ ...VIEW, components }, "Resources (12)").split("\n");
    expect(Math.max(...lines.map((line) => line.length))).to.be.within(WIDTH - 25, WIDTH);
    expect(lines.slice(1).join(" ").replace(/\s+/g, " ").trim()).to.equal(
      `${name} 70 ${Object.keys(resources)
        .map((kind) => `10 ${kind}`)
        .join(", ")}`,
    );
  });

  it("calls an address protected only where the engine keeps it both ways", () => {
    const [, kept] = VIEW.addresses;
    const flags = [true, false].flatMap((one) => [true, false].map((other) => ({ protected: one, retained: other })));
    const addresses = flags.map((each) => ({ ...kept!, ...each }));
    const lines = section({ ...VIEW, addresses }, "Addresses")
      .split("\n")
      .slice(1);
    expect(lines.map((line) => line.split(/ {2,}/).at(-1))).to.deep.equal(["protected", "no", "no", "no"]);
  });

  it("counts the addresses of an accelerator, or has them where they are one's own", () => {
    const urn = "urn:pulumi:demo::ha-tcp::aws:globalaccelerator/listener:Listener::accelerator-listener";
    const row = { region: "global", zone: "", purpose: "anycast", name: "anycast", count: 2, ...created } as const;
    const addresses: PlanView["addresses"] = [
      { ...row, attachedTo: urn, protected: true, retained: true },
      { ...row, count: 4 },
      { ...row, publicIps: ["198.51.100.9", "203.0.113.9"] },
      // The other one is AWS's.
      { ...row, publicIps: ["198.51.100.9"] },
    ];
    expect(section({ ...VIEW, addresses }, "Addresses")).to.equal(
      [
        "  region  zone  for      address                   leads to              protected",
        "  global  all   clients  2, assigned at first up   accelerator-listener  protected",
        "  global  all   clients  4, assigned at first up   nothing: parked       no",
        "  global  all   clients  198.51.100.9 203.0.113.9  nothing: parked       no",
        "  global  all   clients  2, assigned at first up   nothing: parked       no",
      ].join("\n"),
    );
  });

  it("says whose name it is that clients without another find the service by", () => {
    const named = (...options: string[]) =>
      /^Service .*$/m.exec(renderPlan({ ...VIEW, summary: { ...VIEW.summary, options, hostname: undefined } }))?.[0];
    expect(named("globalAccelerator")).to.equal("Service   TCP 5000 on the accelerator's own name");
    expect(named("nlb", "globalAccelerator")).to.equal("Service   TCP 5000 on the load balancer's own name");
    expect(named("privateLink")).to.equal("Service   TCP 5000 for consumers in VPCs of their own");
  });

  it("fits the longest region names in the columns of a terminal", () => {
    const attachedTo = nat.replace("nat-a", "network-ap-southeast-1-nat-a");
    const row = { ...VIEW.addresses[1]!, region: "ap-southeast-1", attachedTo };
    const lines = renderPlan({ ...VIEW, addresses: [row] }).split("\n");
    expect(lines.filter((line) => line.length > WIDTH)).to.deep.equal([]);
  });
});

const ORDERS: PlanView["consumers"][number] = {
  name: "orders",
  region: "eu-west-1",
  vpc: "10.50.0.0/22",
  zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  clients: ["10.50.0.0/23"],
  ports: [5000],
  found: "tcp.example.com",
  acceptance: "here",
  endpoint: "consumer-orders-endpoint",
};
const SHOP: PlanView["consumers"][number] = {
  ...ORDERS,
  name: "shop",
  region: "eu-west-2",
  vpc: "vpc-01234567",
  zones: ["subnet-01234567"],
  found: "the endpoint's own name",
  acceptance: "not needed",
  endpoint: "consumer-shop-endpoint",
};
/** As long as the stack file allows: 24 characters, six zones, the longest region, range, id and words. */
const LONGEST: PlanView["consumers"][number] = {
  ...ORDERS,
  name: "x".repeat(24),
  region: "ap-southeast-1",
  vpc: "192.168.255.0/24",
  zones: ["a", "b", "c", "d", "e", "f"].map((letter) => `ap-southeast-1${letter}`),
  ports: [65535],
  found: "the service's private DNS name",
  acceptance: "by the provider",
};
const EXISTING = {
  ...LONGEST,
  vpc: "vpc-0123456789abcdef0",
  zones: [0, 1].map((digit) => `subnet-0123456789abcdef${digit}`),
};

describe("cli/renderPlan, consumers", () => {
  it("have a section after the load balancers, each with its zones by their letters", () => {
    const text = renderPlan({ ...VIEW, consumers: [ORDERS, SHOP] });
    const titles = text.split("\n").filter((_, index, lines) => /^-+$/.test(lines[index + 1] ?? ""));
    expect(titles).to.deep.equal([
      "Regions",
      "Addresses",
      "Load balancers",
      "Consumers",
      "Subnets and routes",
      "Paths",
      "Resources (12)",
      "Findings",
    ]);
    expect(section({ ...VIEW, consumers: [ORDERS, SHOP] }, "Consumers")).to.equal(
      [
        "  consumer      region     VPC           endpoint in     clients find it by        accepted",
        "  orders        eu-west-1  10.50.0.0/22  a b c           tcp.example.com           here",
        "  shop          eu-west-2  existing      subnet-         the endpoint's own name   not",
        "                                         01234567                                  needed",
      ].join("\n"),
    );
  });

  it("wrap what is long within the columns of a terminal", () => {
    expect(section({ ...VIEW, consumers: [LONGEST, EXISTING] }, "Consumers")).to.equal(
      [
        "  consumer      region          VPC               endpoint in     clients find it by       accepted",
        "  xxxxxxxxxxxx  ap-southeast-1  192.168.255.0/24  a b c d e f     the service's private    by the",
        "  xxxxxxxxxxxx                                                    DNS name                 provider",
        "  xxxxxxxxxxxx  ap-southeast-1  existing          subnet-0123456  the service's private    by the",
        "  xxxxxxxxxxxx                                    789abcdef0      DNS name                 provider",
        "                                                  subnet-0123456",
        "                                                  789abcdef1",
      ].join("\n"),
    );
  });

  it("fit a hostname of any length, as all of it is shown", () => {
    const found = `${["x", "y", "z"].map((letter) => letter.repeat(63)).join(".")}.${"w".repeat(61)}`;
    const lines = section({ ...VIEW, consumers: [{ ...ORDERS, found }] }, "Consumers").split("\n");
    expect(lines.filter((line) => line.length > WIDTH)).to.deep.equal([]);
    const cells = lines.slice(1).map((line) => line.slice(57).replace(/ .*$/, ""));
    expect(cells.join("")).to.equal(found);
  });

  it("have no section where there are none", () => {
    expect(renderPlan(VIEW)).not.to.include("Consumers");
  });
});

describe("cli/renderPlan, of what Shield Advanced protects", () => {
  const table: [shield: PlanView["summary"]["shield"], text: string][] = [
    [{ addresses: 3, accelerators: 0 }, "3 addresses"],
    [{ addresses: 1, accelerators: 1 }, "1 address and the accelerator"],
    [{ addresses: 0, accelerators: 1 }, "the accelerator"],
  ];
  for (const [shield, text] of table)
    it(`says the price of ${text}`, () => {
      expect(renderPlan({ ...VIEW, summary: { ...VIEW.summary, ...(shield && { shield }) } })).to.include(
        `Shield    Advanced on ${text}: 3,000 USD a month for 12 months`,
      );
    });
});

describe("cli/renderPlan, of alarms", () => {
  const table: [hearers: string[], text: string][] = [
    [[], "nobody hears of them"],
    [["ops@example.com"], "heard by ops@example.com"],
    [["Slack", "events.example.com", "the topic ops"], "heard by Slack, events.example.com and the topic ops"],
  ];
  for (const [hearers, text] of table)
    it(`says how many there are, what they cost, and who hears: ${text}`, () => {
      const alarms = { alarms: 12, metrics: 14, usdPerMonth: 1.9, hearers };
      const lines = renderPlan({ ...VIEW, summary: { ...VIEW.summary, alarms } }).split("\n");
      expect(lines).to.include(`Alarms    12, about 1.90 USD a month; ${text}`);
    });

  it("says nothing where there are none", () => {
    expect(renderPlan(VIEW)).not.to.include("Alarms");
  });
});

describe("cli/renderPlan, of a stack of private doors", () => {
  const options: [options: string[], lines: string[]][] = [
    [
      ["privateLink"],
      [
        "Options   privateLink: PrivateLink for consumers in other VPCs and accounts",
        "Service   TCP 5000 for consumers in VPCs of their own",
        "Cost      100.50 USD a month: 80.00 fixed, 20.50 usage",
      ],
    ],
    [
      ["nlb", "privateLink"],
      [
        "Options   nlb: Network Load Balancer with an Elastic IP per zone",
        "          privateLink: PrivateLink for consumers in other VPCs and accounts",
        "Service   TCP 5000 on tcp.example.com",
        "Shield    Standard, which every account has",
        "Cost      100.50 USD a month: 80.00 fixed, 20.50 usage",
      ],
    ],
  ];
  for (const [chosen, lines] of options)
    it(`says where the service is: ${chosen.join(", ")}`, () => {
      const text = renderPlan({ ...VIEW, summary: { ...VIEW.summary, options: chosen } });
      expect(text.split("\n\n")[1]).to.equal(lines.join("\n"));
    });
});

describe("cli/renderPlan, of a consumer's stack", () => {
  const CONSUMER: PlanView = {
    ...VIEW,
    summary: {
      project: "ha-tcp",
      stack: "shop",
      kind: "consumer",
      options: [],
      regions: [],
      parkedRegions: [],
      resources: 11,
    },
    addresses: [],
    frontDoors: [],
    consumers: [{ ...ORDERS, acceptance: "by the provider" }],
    subnets: [
      { region: "eu-west-1", zone: "eu-west-1a", tier: "clients", cidr: "10.50.0.0/26", usable: 59, routes: [] },
      { region: "eu-west-1", zone: "eu-west-1a", tier: "endpoints", cidr: "10.50.2.0/26", usable: 59, routes: [] },
    ],
    paths: [],
    pathFaults: [],
    components: [
      { name: "consumer-orders", kind: "PrivateLinkConsumer", urn: "urn:1", resources: { VpcEndpoint: 1 }, total: 1 },
    ],
  };

  const CONSUMER_TEXT = `ha-tcp / shop
=============

Consumer  orders in eu-west-1, to TCP 5000 by tcp.example.com
Cost      100.50 USD a month: 80.00 fixed, 20.50 usage

Consumers
---------
  consumer      region     VPC           endpoint in     clients find it by        accepted
  orders        eu-west-1  10.50.0.0/22  a b c           tcp.example.com           by the
                                                                                   provider

Subnets and routes
------------------
  zone        tier       range         usable  beyond the VPC
  eu-west-1a  clients    10.50.0.0/26      59  nothing
  eu-west-1a  endpoints  10.50.2.0/26      59  nothing

Paths
-----
  none

Resources (11)
--------------
  component        count  resources
  consumer-orders      1  VpcEndpoint

Findings
--------
  none`;

  it("writes a plan out in full, without what a consumer cannot have", () => {
    expect(renderPlan(CONSUMER)).to.equal(CONSUMER_TEXT);
  });

  it("heads a plan with how the consumer finds the service", () => {
    const heads = [ORDERS, SHOP].map((consumer) => renderPlan({ ...CONSUMER, consumers: [consumer] }).split("\n")[3]);
    expect(heads).to.deep.equal([
      "Consumer  orders in eu-west-1, to TCP 5000 by tcp.example.com",
      "Consumer  shop in eu-west-2, to TCP 5000 by the endpoint's own name",
    ]);
  });

  it("fits the longest names in the columns of a terminal", () => {
    for (const consumers of [[LONGEST], [EXISTING]]) {
      const lines = renderPlan({ ...CONSUMER, consumers }).split("\n");
      expect(lines.filter((line) => line.length > WIDTH || line.endsWith(" "))).to.deep.equal([]);
    }
  });
});
