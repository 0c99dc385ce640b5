import { expect } from "chai";
import fc from "fast-check";
import { type Path, pathFaults, paths } from "../../../analysis/paths";
import type { Graph } from "../../../graph/graph";
import { type Change, added, all, edited, faultsIn, kept, removed, withoutEntry } from "../../support/changes";
import { FULL, runs } from "../../support/full";
import { node } from "../../support/graphs";
import { BASE, type Raw, recordConfig } from "../../support/recording";

const EUROPE = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" };
const INDIA = { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "single" };

const accelerated = (section: object = {}, more: Raw = {}): Raw => ({
  ...BASE,
  options: ["globalAccelerator"],
  globalAccelerator: section,
  ...more,
});

const alone = () => recordConfig(accelerated());

const moved = () => recordConfig(accelerated({ endpointPort: 6000 }));

/** Answers go to ports that a service may have, too: that a port is let in is seen of one that they never go to. */
const LOW = { service: { port: 900 } };

const DUAL = accelerated({ ipAddressType: "dualstack" }, { network: { ipv6: true } });

const dual = () => recordConfig(DUAL);

const hidden = () => recordConfig(accelerated({ preserveClientIp: false }));

const TWO = { "eu-west-1": EUROPE, "ap-south-1": INDIA };

const both = () => recordConfig(accelerated({}, { regions: TWO }));

const clients = (graph: Graph): Path[] => paths(graph).filter(({ kind }) => kind === "client");

const letter = (zone = "") => zone.slice(-1);

const brief = ({ through = "", address = "", zone, targetZone, traffic, verdict }: Path): string =>
  [address, through, letter(zone), letter(targetZone), traffic, verdict].join(" ");

const NETWORK = "network-eu-west-1";
const DOOR = "accel-eu-west-1";
const GROUP = "accelerator-eu-west-1";

const given = (name: string, inputs: Record<string, unknown>, kind?: string): Change =>
  edited(name, (known) => ({ ...known, ...inputs }), kind);

const balancer = (inputs: Record<string, unknown>): Change => given(DOOR, inputs, "LoadBalancer");

/** Other settings of the one endpoint of a group. */
const endpoint = (settings: Record<string, unknown>, group = GROUP): Change =>
  edited(group, (inputs) => {
    const configurations = inputs["endpointConfigurations"] as Record<string, unknown>[];
    expect(configurations).to.have.length(1);
    return { ...inputs, endpointConfigurations: [{ ...configurations[0], ...settings }] };
  });

const ACTIONS = (...groups: [name: string, weight: number][]) => [
  {
    type: "forward",
    forward: { targetGroups: groups.map(([name, weight]) => ({ arn: `\${TargetGroup:${name}.arn}`, weight })) },
  },
];

/** A second target group behind the listener, with nothing in it. */
const withSecond = (weight: number): Change =>
  all(
    added(node("TargetGroup", "second", { targetType: "instance", port: 5000 })),
    given(`${DOOR}-listener`, { defaultActions: ACTIONS([`${DOOR}-ec2`, 100], ["second", weight]) }),
  );

const inZone = (letterOfZone: string): Change =>
  given("fleet-eu-west-1-asg", { vpcZoneIdentifiers: [`\${Subnet:${NETWORK}-app-${letterOfZone}.id}`] });

type Case = [what: string, change: Change, faults: string[], from?: () => Promise<Graph>];

/** What is wrong for clients of both zones. */
const dropped = (resource: string, kinds = "client"): string => `dropped | ${resource} | a b | ${kinds}`;

/** The same before any zone is told apart. */
const cut = (resource: string): string => `dropped | ${resource} | 1 | client`;

const LEADING: Case[] = [
  ["all as it is meant to be", (graph) => graph, []],
  ["an accelerator that is switched off", given("anycast", { enabled: false }, "Accelerator"), [cut("anycast")]],
  ["no listener", removed("accelerator-listener"), [cut(GROUP)]],
  ["a listener for UDP", given("accelerator-listener", { protocol: "UDP" }), [cut("accelerator-listener")]],
  ["a listener of other ports", ports(7000, 7001), [dropped(GROUP)]],
  ["a listener of the service port among others", ports(4000, 6000), []],
  ["no endpoint group", removed(GROUP), [dropped(DOOR)]],
  ["an endpoint group without an endpoint", given(GROUP, { endpointConfigurations: [] }), [cut(GROUP), dropped(DOOR)]],
  ["an endpoint of weight 0", endpoint({ weight: 0 }), [dropped(GROUP)]],
  ["an endpoint without a weight, which the provider sends as 0", endpoint({ weight: undefined }), [dropped(GROUP)]],
  ["an endpoint that is not there", endpoint({ endpointId: "${LoadBalancer:gone.arn}" }), [cut(GROUP), dropped(DOOR)]],
  [
    "an endpoint group with another's load balancer only",
    endpoint({
      endpointId: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/blue/0123456789abcdef",
    }),
    [dropped(DOOR)],
  ],
  [
    "an endpoint group that leads to the load balancer of another region",
    endpoint({ endpointId: "${LoadBalancer:accel-ap-south-1.arn}" }),
    [dropped(GROUP), dropped(DOOR)],
    both,
  ],
  ["an endpoint group for another region", given(GROUP, { endpointGroupRegion: "ap-south-1" }), [dropped(GROUP)]],
  [
    "an endpoint group that leads to the public load balancer, past its own",
    endpoint({ endpointId: "${LoadBalancer:front-eu-west-1.arn}" }),
    [dropped(DOOR)],
    () => recordConfig(accelerated({}, { options: ["nlb", "globalAccelerator"] })),
  ],
  [
    "an endpoint group that leads to the load balancer of PrivateLink, past its own",
    endpoint({ endpointId: "${LoadBalancer:link-eu-west-1.arn}" }),
    [dropped(DOOR), dropped("link-eu-west-1-sg")],
    () => recordConfig(accelerated({}, { options: ["privateLink", "globalAccelerator"] })),
  ],
];

function ports(fromPort: number, toPort: number): Change {
  return given("accelerator-listener", { portRanges: [{ fromPort, toPort }] });
}

const override = (listenerPort: number, endpointPort: number): Change =>
  given(GROUP, { portOverrides: [{ listenerPort, endpointPort }] });

const PORTS: Case[] = [
  ["an override as it is meant to be", (graph) => graph, []],
  ["an override that is gone", given(GROUP, { portOverrides: [] }), [dropped(GROUP)]],
  ["an override to a port that nobody listens on", override(5000, 6001), [dropped(GROUP)]],
  ["an override of a port that the listener has not", override(5001, 6000), [dropped(GROUP)]],
  ["an override to a port of the listener's", all(ports(5000, 6000), override(5000, 6000)), [dropped(GROUP)]],
  ["a load balancer that listens elsewhere", given(`${DOOR}-listener`, { port: 6001 }), [dropped(GROUP)]],
  [
    "a security group that lets clients in to the listener's port, not the endpoint's",
    given(`${DOOR}-from-0-0-0-0-0`, { fromPort: 5000, toPort: 5000 }),
    [dropped(`${DOOR}-sg`)],
  ],
  [
    "a network ACL that does not let in the endpoint's port",
    withoutEntry(`${NETWORK}-app-nacl`, "ingress", 104),
    [dropped(`${NETWORK}-app-nacl`)],
    () => recordConfig(accelerated({ endpointPort: 901 })),
  ],
];

const BALANCING: Case[] = [
  ["no listener of the load balancer", removed(`${DOOR}-listener`), [cut(DOOR)]],
  ["a TLS listener", given(`${DOOR}-listener`, { protocol: "TLS" }), [dropped(`${DOOR}-listener`)]],
  [
    "a TLS listener beside the one that clients come to",
    all(
      given(`${DOOR}-listener`, { protocol: "TLS", port: 443 }),
      added(
        node("Listener", "other", {
          loadBalancerArn: `\${LoadBalancer:${DOOR}.arn}`,
          port: 5000,
          protocol: "TCP",
          defaultActions: ACTIONS([`${DOOR}-ec2`, 1]),
        }),
      ),
    ),
    [dropped(`${DOOR}-listener`)],
  ],
  [
    "no security group",
    balancer({ securityGroups: undefined }),
    [dropped(DOOR), `dropped | fleet-eu-west-1-sg | a b | healthCheck`],
  ],
  [
    "a load balancer with IPv6 addresses behind an accelerator without",
    balancer({ ipAddressType: "dualstack" }),
    [dropped(DOOR)],
  ],
  ["IPv6 targets", given(`${DOOR}-ec2`, { ipAddressType: "ipv6" }), [dropped(`${DOOR}-ec2`)]],
  ["a security group that lets nobody in", removed(`${DOOR}-from-0-0-0-0-0`), [dropped(`${DOOR}-sg`)]],
  [
    "a security group that lets in those of a private network alone, as one may want",
    given(`${DOOR}-from-0-0-0-0-0`, { cidrIpv4: "10.0.0.0/8" }),
    [],
  ],
  [
    "a security group that lets nothing out to targets",
    removed("fleet-eu-west-1-by-accelerated-service"),
    [dropped(`${DOOR}-sg`, "client healthCheck")],
  ],
  [
    "targets that do not let the load balancer in",
    removed("fleet-eu-west-1-from-accelerated-service"),
    [dropped("fleet-eu-west-1-sg", "client healthCheck")],
  ],
  [
    "no internet gateway",
    removed(`${NETWORK}-igw`),
    [dropped(`${NETWORK}-vpc`), `dangling-route | ${NETWORK}-front-a-default | a | egress`],
  ],
  [
    "no route to the internet, which none of it needs",
    all(removed(`${NETWORK}-app-a-default`), removed(`${NETWORK}-app-b-default`), removed(`${NETWORK}-nat-a`)),
    [],
  ],
  [
    "a network ACL that lets no client in",
    all(withoutEntry(`${NETWORK}-app-nacl`, "ingress", 100), withoutEntry(`${NETWORK}-app-nacl`, "ingress", 101)),
    [dropped(`${NETWORK}-app-nacl`)],
    () => recordConfig(accelerated({}, LOW)),
  ],
  [
    "a network ACL that lets no answer out",
    withoutEntry(`${NETWORK}-app-nacl`, "egress", 100),
    [dropped(`${NETWORK}-app-nacl`)],
  ],
  [
    "a network ACL without the inbound rule that AWS asks for beside the outbound one",
    withoutEntry(`${NETWORK}-app-nacl`, "ingress", 120),
    [dropped(`${NETWORK}-app-nacl`, "client egress")],
  ],
];

const HEALTH: Case[] = [
  [
    "a target group with nothing in it",
    given("fleet-eu-west-1-asg", { targetGroupArns: [] }),
    [dropped(`${DOOR}-ec2`)],
  ],
  ["a second target group with nothing in it", withSecond(100), [dropped("second")]],
  ["a second target group with nothing in it, of weight 0", withSecond(0), [dropped("second")]],
  ["targets in one zone only", inZone("a"), [`dropped | ${DOOR}-ec2 | b | client`]],
  [
    "targets in one zone only, and zones that are crossed",
    all(inZone("a"), balancer({ enableCrossZoneLoadBalancing: true })),
    [],
  ],
];

const V6: Case[] = [
  ["all as it is meant to be", (graph) => graph, []],
  ["an endpoint whose clients are hidden", endpoint({ clientIpPreservationEnabled: false }), [dropped(GROUP)]],
  ["a load balancer without IPv6 addresses", balancer({ ipAddressType: "ipv4" }), [dropped(DOOR)]],
  ["targets by their addresses, which it may have", given(`${DOOR}-ec2`, { targetType: "ip" }), []],
  ["IPv6 targets", given(`${DOOR}-ec2`, { targetType: "ip", ipAddressType: "ipv6" }), [dropped(`${DOOR}-ec2`)]],
  ["a security group that lets nobody in by IPv6", removed(`${DOOR}-from----0`), [dropped(`${DOOR}-sg`)]],
  [
    "a network ACL that lets nobody in by IPv6",
    withoutEntry(`${NETWORK}-app-nacl`, "ingress", 203),
    [dropped(`${NETWORK}-app-nacl`)],
    () => recordConfig({ ...DUAL, ...LOW }),
  ],
  [
    "a network ACL that lets no answer out by IPv6",
    withoutEntry(`${NETWORK}-app-nacl`, "egress", 203),
    [dropped(`${NETWORK}-app-nacl`)],
  ],
  [
    "a network ACL without the matching inbound rule for IPv6",
    withoutEntry(`${NETWORK}-app-nacl`, "ingress", 213),
    [dropped(`${NETWORK}-app-nacl`)],
  ],
];

const NOBODY_BY_V6 = "no rule lets TCP 5000 in from anyone by IPv6";

const HIDDEN: Case[] = [
  ["all as it is meant to be", (graph) => graph, []],
  ["a TLS listener, which it may have", given(`${DOOR}-listener`, { protocol: "TLS" }), []],
  ["a load balancer with IPv6 addresses, which it may have", balancer({ ipAddressType: "dualstack" }), []],
  [
    "a security group that lets in some, as if they were clients",
    given(`${DOOR}-from-0-0-0-0-0`, { cidrIpv4: "203.0.113.0/24" }),
    [dropped(`${DOOR}-sg`)],
  ],
  [
    "no internet gateway",
    removed(`${NETWORK}-igw`),
    [dropped(`${NETWORK}-vpc`), `dangling-route | ${NETWORK}-front-a-default | a | egress`],
  ],
];

const tried = (cases: readonly Case[], usual: () => Promise<Graph>) => {
  for (const [what, change, faults, from = usual] of cases)
    it(what, async () => {
      expect(faultsIn(change(await from()))).to.deep.equal([...faults].sort());
    });
};

describe("analysis/paths: an accelerator's faults", () => {
  describe("of what leads to a load balancer", () => {
    tried(LEADING, alone);
  });
  describe("of ports", () => {
    tried(PORTS, moved);
  });
  describe("of the load balancer and its VPC", () => {
    tried(BALANCING, alone);
  });
  describe("of its health", () => {
    tried(HEALTH, alone);
  });
  describe("of dual stack", () => {
    tried(V6, dual);
  });
  describe("where clients are hidden", () => {
    tried(HIDDEN, hidden);
  });

  const why = async (change: Change, from = alone) => pathFaults(change(await from())).map(({ text }) => text);

  const TEXTS: [what: string, change: Change, text: string, from?: () => Promise<Graph>][] = [
    ["of a group that is gone", removed(GROUP), "no endpoint group of an accelerator leads to it"],
    ["of a port", override(5000, 6001), `it leads to TCP 6001 of ${DOOR}, where nothing listens`, moved],
    ["of a weight", endpoint({ weight: 0 }), `${DOOR} has weight 0 in it`],
    [
      "of a listener that is gone",
      removed("accelerator-listener"),
      "it belongs to accelerator-listener, which is not there",
    ],
    [
      "of a target group that is empty",
      withSecond(0),
      `nothing is registered with it, and so ${DOOR} is unhealthy to the accelerator`,
    ],
    [
      "of a zone without targets",
      inZone("a"),
      "it has no targets in the zone, which so is unhealthy to the accelerator",
    ],
    [
      "of a network ACL, which may not be asked",
      withoutEntry(`${NETWORK}-app-nacl`, "egress", 203),
      "no rule lets TCP 1024–65535 out to ::/0, if AWS asks it about accelerators",
      dual,
    ],
    ["of nobody by IPv6", removed(`${DOOR}-from----0`), NOBODY_BY_V6, dual],
    ["of nobody by IPv6 to the port", given(`${DOOR}-from----0`, { fromPort: 5001, toPort: 5001 }), NOBODY_BY_V6, dual],
    [
      "of nobody by IPv6, where those of a private network are let in by IPv4",
      all(removed(`${DOOR}-from----0`), given(`${DOOR}-from-0-0-0-0-0`, { cidrIpv4: "10.0.0.0/8" })),
      NOBODY_BY_V6,
      dual,
    ],
    [
      "of a security group that knows not all of the accelerator's addresses",
      given(`${DOOR}-from-0-0-0-0-0`, { cidrIpv4: "128.0.0.0/1" }),
      "no rule lets TCP 5000 in from 0.0.0.0–127.255.255.255 of the accelerator",
      hidden,
    ],
  ];
  for (const [what, change, text, from] of TEXTS)
    it(`tell ${what}`, async () => {
      expect(await why(change, from)).to.deep.equal([text]);
    });

  it("are told of a firewall's VPC that an accelerator leads into past the firewall", async () => {
    const inspected = await recordConfig({ ...BASE, options: ["networkFirewall"] });
    const { resources } = await recordConfig(accelerated({}, { options: ["nlb", "globalAccelerator"] }));
    const more = resources.filter(({ name }) => /^(accel|anycast|fleet-eu-west-1-(from|by)-accelerated)/.test(name));
    const led = given("fleet-eu-west-1-asg", {
      targetGroupArns: ["front-eu-west-1-ec2", `${DOOR}-ec2`].map((name) => `\${TargetGroup:${name}.arn}`),
    });
    const graph = led({ ...inspected, resources: [...inspected.resources, ...more] });
    expect(faultsIn(graph)).to.deep.equal(["uninspected | anycast | a b | client"]);
  });
});

describe("analysis/paths: by an accelerator", () => {
  it("clients come to the targets of each zone, and no further", async () => {
    expect(clients(await both()).map(brief)).to.deep.equal(
      ["ap-south-1", "eu-west-1"].flatMap((region) =>
        ["a", "b"].map((zone) => `anycast accel-${region} ${zone} ${zone} TCP 5000 from 0.0.0.0/0 open`),
      ),
    );
  });

  it("they come to those of all zones where zones are crossed, and connect to the port of the listener", async () => {
    const graph = await recordConfig(accelerated({ crossZone: true, endpointPort: 6000 }));
    expect(clients(graph).map(brief)).to.deep.equal(
      ["a a", "a b", "b a", "b b"].map((zones) => `anycast ${DOOR} ${zones} TCP 5000 from 0.0.0.0/0 open`),
    );
  });

  it("they come beside those who come by the fixed addresses", async () => {
    const graph = await recordConfig(accelerated({}, { options: ["nlb", "globalAccelerator"] }));
    const by = clients(graph).map(({ address, through }) => `${address} ${through}`);
    expect([...new Set(by)]).to.deep.equal([
      `anycast ${DOOR}`,
      "addresses-eu-west-1-a front-eu-west-1",
      "addresses-eu-west-1-b front-eu-west-1",
    ]);
    expect(clients(graph).map(({ note }) => note)).to.deep.equal(clients(graph).map(() => undefined));
  });

  it("they come hop by hop past the routes of the VPC, there and back", async () => {
    const [path] = clients(await alone());
    const internet = { at: "internet", kind: "internet", rules: [] };
    const accelerator = { at: "anycast", kind: "accelerator" };
    const loadBalancer = { at: DOOR, kind: "loadBalancer", zone: "eu-west-1a" };
    const target = { at: "fleet-eu-west-1-asg", kind: "target", zone: "eu-west-1a" };
    const acl = `${NETWORK}-app-nacl`;
    expect(path).to.deep.equal({
      region: "eu-west-1",
      zone: "eu-west-1a",
      kind: "client",
      address: "anycast",
      through: DOOR,
      target: "fleet-eu-west-1-asg",
      targetZone: "eu-west-1a",
      traffic: "TCP 5000 from 0.0.0.0/0",
      there: {
        hops: [
          internet,
          { ...accelerator, rules: [] },
          { ...loadBalancer, rules: [`${acl} inbound rule 100`, `${DOOR}-from-0-0-0-0-0`] },
          {
            ...target,
            route: `${NETWORK}-app-a-rt local`,
            rules: ["fleet-eu-west-1-by-accelerated-service", "fleet-eu-west-1-from-accelerated-service"],
          },
        ],
      },
      back: {
        hops: [
          { ...target, rules: [] },
          { ...loadBalancer, rules: [] },
          {
            ...accelerator,
            rules: [`${acl} outbound rule 100`, ...[100, 120].map((rule) => `${acl} inbound rule ${rule}`)],
          },
          internet,
        ],
      },
      verdict: "open",
      inspectedBy: [],
      inspectable: false,
    });
  });

  it("they come by IPv6, too, and targets see the load balancer", async () => {
    const all = clients(await dual());
    expect(all.map(brief)).to.deep.equal(
      ["a", "b"].flatMap((zone) =>
        ["0.0.0.0/0", "::/0"].map((range) => `anycast ${DOOR} ${zone} ${zone} TCP 5000 from ${range} open`),
      ),
    );
    const rules = all[1]!.there.hops.map((hop) => hop.rules);
    expect(rules).to.deep.equal([
      [],
      [],
      [`${NETWORK}-app-nacl inbound rule 203`, `${DOOR}-from----0`],
      ["fleet-eu-west-1-by-accelerated-service", "fleet-eu-west-1-from-accelerated-service"],
    ]);
    // The answer goes to the node as to any address of the VPC.
    expect(all.map(({ back }) => back.hops[1]!.route)).to.deep.equal(
      ["a", "a", "b", "b"].map((zone, index) => (index % 2 === 0 ? undefined : `${NETWORK}-app-${zone}-rt local`)),
    );
  });

  it("none come by IPv6 without dual stack, though the VPC has it", async () => {
    const graph = await recordConfig(accelerated({}, { network: { ipv6: true } }));
    expect(clients(graph).map(({ traffic }) => traffic)).to.deep.equal(Array(2).fill("TCP 5000 from 0.0.0.0/0"));
    expect(pathFaults(graph)).to.deep.equal([]);
  });

  it("they are those whom the load balancer lets in, all that are alike at once", async () => {
    const allowedClients = ["198.51.100.7/32", "203.0.113.0/24"];
    const section = { ipAddressType: "dualstack", allowedClientsIpv6: ["2001:db8:7::/48", "2001:db8:8::/64"] };
    const service = { port: 5000, allowedClients };
    const graph = await recordConfig(accelerated(section, { service, network: { ipv6: true } }));
    expect(clients(graph).map(({ traffic }) => traffic)).to.deep.equal(
      ["a", "b"].flatMap(() => [
        "TCP 5000 from 198.51.100.7/32 and 1 more",
        "TCP 5000 from 2001:db8:7::/48 and 1 more",
      ]),
    );
    expect(pathFaults(graph)).to.deep.equal([]);
  });

  it("they are not told apart where their addresses are not preserved", async () => {
    expect(clients(await hidden()).map(({ traffic, verdict }) => `${traffic} ${verdict}`)).to.deep.equal(
      Array(2).fill("TCP 5000 from the accelerator open"),
    );
  });

  const inRegion = (accelerator: object): Raw =>
    accelerated({}, { regions: { ...TWO, "eu-west-1": { ...EUROPE, accelerator } } });

  it("they come to a region with a dial of 0 where no other is healthy", async () => {
    const graph = await recordConfig(inRegion({ dial: 0 }));
    expect(pathFaults(graph)).to.deep.equal([]);
    const standby = "with a dial of 0 it gets connections only while no other region is healthy";
    expect(clients(graph).map(({ region, verdict, note = "" }) => `${region} ${verdict} ${note}`)).to.deep.equal([
      "ap-south-1 open ",
      "ap-south-1 open ",
      `eu-west-1 open ${standby}`,
      `eu-west-1 open ${standby}`,
    ]);
  });

  it("none come to a region of weight 0, as long as another has more", async () => {
    const graph = await recordConfig(inRegion({ weight: 0 }));
    expect(pathFaults(graph)).to.deep.equal([]);
    const closed = clients(graph).filter(({ region }) => region === "eu-west-1");
    expect(closed.map(({ verdict, reason }) => [verdict, reason])).to.deep.equal(
      Array(2).fill(["closed", { at: GROUP, why: `${DOOR} has weight 0 in it` }]),
    );
    expect(faultsIn(endpoint({ weight: 0 }, "accelerator-ap-south-1")(graph))).to.deep.equal([
      "dropped | accelerator-ap-south-1 | a b | client",
      dropped(GROUP),
    ]);
  });

  const BLUE = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/blue/0123456789abcdef";

  it("some come to load balancers of others, which are named and not judged", async () => {
    const others = { weight: 96, endpoints: [{ arn: BLUE, weight: 32 }] };
    const graph = await recordConfig(accelerated({}, { regions: { "eu-west-1": { ...EUROPE, accelerator: others } } }));
    expect(pathFaults(graph)).to.deep.equal([]);
    expect(clients(graph).map(({ verdict, note }) => [verdict, note])).to.deep.equal(
      Array(2).fill(["open", `${GROUP} leads 25 % of connections to blue, which is followed no further`]),
    );
  });

  it("all may come to the load balancer of others, as at the end of a move", async () => {
    const others = { weight: 0, endpoints: [{ arn: BLUE }] };
    const graph = await recordConfig(accelerated({}, { regions: { "eu-west-1": { ...EUROPE, accelerator: others } } }));
    expect(pathFaults(graph)).to.deep.equal([]);
    expect(clients(graph).map(({ verdict, note }) => [verdict, note])).to.deep.equal(
      Array(2).fill(["closed", `${GROUP} leads 100 % of connections to blue, which is followed no further`]),
    );
  });

  it("they are said to collide where they come to a load balancer past the accelerator, too", async () => {
    const led = endpoint({ endpointId: "${LoadBalancer:front-eu-west-1.arn}" });
    const graph = led(await recordConfig(accelerated({}, { options: ["nlb", "globalAccelerator"] })));
    const notes = clients(graph).flatMap(({ note }) => note ?? []);
    expect([...new Set(notes)]).to.deep.equal([
      "clients come to front-eu-west-1 past the accelerator too, and their connections may collide",
    ]);
  });

  it("nobody comes while its addresses are parked", async () => {
    for (const options of [["nlb"], ["privateLink"], ["networkFirewall"], ["nlb", "ecs"]]) {
      const weights = options.length > 1 ? { weights: { instances: 1, tasks: 1 } } : {};
      const graph = await recordConfig(accelerated({}, { options, ...weights }));
      expect(paths(graph).filter(({ address }) => address === "anycast")).to.deep.equal([]);
      expect(pathFaults(graph), options.join()).to.deep.equal([]);
    }
  });
});

describe("analysis/paths: without an accelerator", () => {
  it("nothing need lead to an internal load balancer", async () => {
    const without = kept(({ type }) => !type.startsWith("aws:globalaccelerator/"))(await alone());
    expect(faultsIn(without)).to.deep.equal([]);
    expect(clients(without)).to.deep.equal([]);
  });

  it("that of a stack which this one refers to is told by that one's own plan", async () => {
    const none = { project: "ha-tcp", stack: "other", resources: [], invokes: [], outputs: {} };
    expect(paths({ ...none, references: [await alone()] })).to.deep.equal([]);
  });
});

describe("analysis/paths: nothing is wrong by an accelerator", () => {
  const OPTIONS = [[], ["nlb"], ["ecs"], ["privateLink"]]
    .flatMap((some) => [some, [...some, "privateLink"], [...some, "nlb", "ecs"]])
    .map((some) => [...new Set([...some, "globalAccelerator"])]);
  const distinct = [...new Map(OPTIONS.map((each) => [[...each].sort().join(" "), each])).values()];

  const raw = (options: string[], section: object, more: Raw = {}): Raw => {
    const backends = ["nlb", "ecs"].every((each) => options.includes(each));
    return accelerated(section, { options, ...(backends && { weights: { instances: 100, tasks: 0 } }), ...more });
  };

  const isRight = (graph: Graph, regions: number) => {
    expect(pathFaults(graph)).to.deep.equal([]);
    const all = clients(graph).filter(({ address }) => address === "anycast");
    expect(new Set(all.map(({ region }) => region)).size).to.equal(regions);
    expect(all.map(({ verdict }) => verdict)).to.deep.equal(all.map(() => "open"));
    expect(paths(graph).flatMap(({ inspectedBy }) => inspectedBy)).to.deep.equal([]);
  };

  for (const [index, options] of distinct.entries())
    for (const regions of FULL || index === 0 ? [BASE["regions"] as object, TWO] : [TWO])
      it(`with ${options.join(", ")} in ${Object.keys(regions).length} regions`, async () => {
        isRight(await recordConfig(raw(options, {}, { regions })), Object.keys(regions).length);
      });

  it("with any settings", async () => {
    const settings = fc.record({
      options: fc.constantFrom(...distinct),
      preserveClientIp: fc.boolean(),
      endpointPort: fc.constantFrom(undefined, 6000, 443, 1),
      crossZone: fc.boolean(),
      port: fc.constantFrom(5000, 25, 443, 1024),
      seen: fc.boolean(),
      nat: fc.constantFrom("none", "perZone"),
      ipAddressType: fc.constantFrom("ipv4", "dualstack"),
    });
    await fc.assert(
      fc.asyncProperty(settings, async ({ options, port, seen, nat, ...section }) => {
        if (section.ipAddressType === "dualstack") section.preserveClientIp = true;
        if (options.includes("ecs") && nat === "none") return;
        const service = { port, preserveClientIp: seen };
        const regions = { "eu-west-1": { ...EUROPE, nat } };
        // Behind a dual-stack accelerator, targets cannot be addresses.
        const ecs = section.ipAddressType === "dualstack" ? { ecs: { networkMode: "bridge" } } : {};
        isRight(await recordConfig(raw(options, section, { service, regions, network: { ipv6: true }, ...ecs })), 1);
      }),
      runs(5),
    );
  });
});
