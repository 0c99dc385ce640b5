import { expect } from "chai";
import type { Hop, Path, PathFault } from "../../../analysis/paths";
import { renderPaths } from "../../../cli/plan/renderPaths";
import { WIDTH } from "../../../cli/text/pageWidth";

const hop = (kind: Hop["kind"], at: string, zone?: string): Hop => ({ kind, at, zone, rules: [] });

const INTERNET = hop("internet", "internet");
const GATEWAY = hop("gateway", "network-eu-west-1-igw");
const endpoint = (zone: string) => hop("endpoint", `network-eu-west-1-inspection-${zone.slice(-1)}-endpoint`, zone);
const balancer = (zone: string) => hop("loadBalancer", "front-eu-west-1", zone);
const nat = (zone: string) => hop("nat", "network-eu-west-1-nat-a", zone);
const target = (zone: string) => hop("target", "fleet-eu-west-1-asg", zone);

const path = (kind: Path["kind"], zone: string, hops: Hop[], extras: Partial<Path> = {}): Path => ({
  region: zone.slice(0, -1),
  zone,
  kind,
  target: "fleet-eu-west-1-asg",
  targetZone: hops.find((each) => each.kind === "target")?.zone ?? zone,
  traffic: "TCP 5000",
  there: { hops },
  back: { hops: [...hops].reverse() },
  verdict: "open",
  inspectedBy: hops.filter((each) => each.kind === "endpoint").map(({ at }) => at),
  inspectable: false,
  ...extras,
});

const client = (zone: string, targetZone: string, extras?: Partial<Path>) =>
  path("client", zone, [INTERNET, GATEWAY, balancer(zone), target(targetZone)], extras);

const inspected = (zone: string, by: string, targetZone: string, extras?: Partial<Path>) =>
  path("client", zone, [INTERNET, GATEWAY, endpoint(by), balancer(zone), target(targetZone)], {
    inspectable: true,
    ...extras,
  });

const accelerated = (zone: string, targetZone: string, extras?: Partial<Path>) =>
  path("client", zone, [INTERNET, hop("accelerator", "anycast"), balancer(zone), target(targetZone)], extras);

const consumer = (name: string, zone: string, targetZone: string, extras?: Partial<Path>) =>
  path(
    "consumer",
    zone,
    [
      hop("client", `consumer-${name}-clients-a`),
      hop("interfaceEndpoint", `consumer-${name}-endpoint`, zone),
      balancer(zone),
      target(targetZone),
    ],
    { consumer: `consumer-${name}`, region: zone.replace(/[a-z]$/, ""), ...extras },
  );

const egress = (zone: string, natZone: string) =>
  path("egress", natZone, [target(zone), nat(natZone), GATEWAY, INTERNET]);

const [A, B] = ["eu-west-1a", "eu-west-1b"] as const;

const reason = { at: "somewhere", why: "something" };

const HEAD = "  zone        for      way";

describe("cli/renderPaths", () => {
  it("has a line for each zone and direction", () => {
    const allPaths = [client(A, B), client(A, A), client(B, A), client(B, B), egress(A, A), egress(B, A)];
    expect(renderPaths(allPaths, [])).to.equal(
      [
        `${HEAD}                                      state`,
        "  eu-west-1a  clients  internet → igw → NLB → targets in a b    open",
        "  eu-west-1b  clients  internet → igw → NLB → targets in a b    open",
        "  eu-west-1a  egress   targets in a b → NAT a → igw → internet  open",
      ].join("\n"),
    );
  });

  it("tells what is inspected, and what goes round the firewall", () => {
    expect(renderPaths([inspected(A, A, B), client(B, A, { inspectable: true })], [])).to.equal(
      [
        `${HEAD}                                               state`,
        "  eu-west-1a  clients  internet → igw → firewall a → NLB → targets in b  inspected",
        "  eu-west-1b  clients  internet → igw → NLB → targets in a               bypassed",
      ].join("\n"),
    );
  });

  it("says once for a region that nothing goes out", () => {
    const closed = [A, B].map((zone) =>
      path("egress", zone, [target(zone)], {
        verdict: "closed",
        reason,
        there: { hops: [target(zone)], dropped: reason },
      }),
    );
    expect(renderPaths(closed, []).split("\n")[1]).to.equal("  eu-west-1  egress  targets in a b → nowhere  closed");
  });

  it("has a line for each of the ways of a zone that differ in what they pass", () => {
    const found = renderPaths([inspected(A, A, A), inspected(A, B, A)], [])
      .split("\n")
      .slice(1);
    expect(found.map((line) => line.split(/ {2,}/)[3])).to.deep.equal(
      ["a", "b"].map((zone) => `internet → igw → firewall ${zone} → NLB → targets in a`),
    );
  });

  it("leaves out health checks that come through", () => {
    const check = (verdict: Path["verdict"]) => path("healthCheck", A, [balancer(A), target(A)], { verdict, reason });
    expect(renderPaths([client(A, A), check("open")], [])).not.to.include("health");
    expect(
      renderPaths([client(A, A), check("dropped")], [])
        .split("\n")
        .at(-1),
    ).to.equal("  eu-west-1a  health checks  NLB → targets in a                   dropped");
  });

  it("ends at a service that no plan has, and says so", () => {
    const hops = [
      hop("client", "clients"),
      hop("interfaceEndpoint", "endpoint", A),
      hop("serviceElsewhere", "vpce-svc"),
    ];
    const note = "the service is not in the plan";
    const drawn = renderPaths([path("consumer", A, hops, { consumer: "consumer-pay", region: "eu-west-1", note })], []);
    expect(drawn.split("\n").slice(1)).to.deep.equal([
      "  eu-west-1  consumers  pay → endpoint a → service (not in the plan)  open",
      "",
      "  note   pay: the service is not in the plan.",
    ]);
  });

  it("tells how far a packet comes, or that none comes back", () => {
    const lost = path("client", A, [INTERNET, GATEWAY], {
      verdict: "dropped",
      reason,
      there: { hops: [INTERNET, GATEWAY], dropped: reason },
    });
    const unanswered = client(B, B, { verdict: "dropped", reason, back: { hops: [], dropped: reason } });
    const skew = inspected(A, B, A, { verdict: "asymmetric", reason });
    const states = renderPaths([lost, unanswered, skew], [])
      .split("\n")
      .slice(1)
      .map((line) => line.split(/ {2,}/).slice(3));
    expect(states).to.deep.equal([
      ["internet → igw → nowhere", "dropped"],
      ["internet → igw → NLB → targets in b", "no way back"],
      ["internet → igw → firewall b → NLB → targets in a", "asymmetric"],
    ]);
  });

  it("has a line for each fault, with what it touches", () => {
    const faults: PathFault[] = [
      {
        rule: "dropped",
        region: "eu-west-1",
        resource: "fleet-sg",
        text: "no rule lets TCP 5000 in from front",
        zones: [A, B],
        kinds: ["client", "healthCheck"],
        ways: 8,
      },
      {
        rule: "edge-route",
        region: "eu-west-1",
        resource: "edge-a",
        text: "AWS refuses it",
        zones: [],
        kinds: [],
        ways: 0,
      },
    ];
    expect(
      renderPaths([client(A, A)], faults)
        .split("\n")
        .slice(2),
    ).to.deep.equal([
      "",
      "  fault  fleet-sg: no rule lets TCP 5000 in from front. Concerns clients, health checks of",
      "         eu-west-1a eu-west-1b.",
      "  fault  edge-a: AWS refuses it.",
    ]);
  });

  it("fits the longest region names and the most zones in the columns of a terminal", () => {
    const zones = ["a", "b", "c", "d", "e", "f", "g", "h"].map((letter) => `ap-southeast-4${letter}`);
    const allPaths = zones.map((zone) => inspected(zones[0]!, zones[0]!, zone));
    const faults: PathFault[] = [
      { rule: "dropped", region: "", resource: "x".repeat(120), text: "why", zones, kinds: ["client"], ways: 1 },
    ];
    const lines = renderPaths(allPaths, faults).split("\n");
    expect(lines.filter((line) => line.length > WIDTH)).to.deep.equal([]);
    expect([lines[1]!.split(/ {2,}/)[3], lines[2]!.trim()].join(" ")).to.match(/NLB → targets in a b c d e f g h$/);
  });

  it("has a line for each consumer, with the zones of its endpoint", () => {
    const allPaths = [A, B].flatMap((zone) => [A, B].map((targetZone) => consumer("acme", zone, targetZone)));
    const far = [A, B].map((zone) => consumer("far", "eu-central-1c", zone));
    expect(renderPaths([...far, ...allPaths], [])).to.equal(
      [
        "  zone          for        way                                         state",
        "  eu-central-1  consumers  far → endpoint c → NLB → targets in a b     open",
        "  eu-west-1     consumers  acme → endpoint a b → NLB → targets in a b  open",
      ].join("\n"),
    );
  });

  it("has a line for each zone that an accelerator leads to, for both kinds of addresses", () => {
    const allPaths = [A, B].flatMap((zone) =>
      ["0.0.0.0/0", "::/0"].map((range) => accelerated(zone, zone, { traffic: `TCP 5000 from ${range}` })),
    );
    expect(renderPaths([...allPaths, client(A, A)], [])).to.equal(
      [
        `${HEAD}                                          state`,
        "  eu-west-1a  clients  internet → accelerator → NLB → targets in a  open",
        "  eu-west-1b  clients  internet → accelerator → NLB → targets in b  open",
        "  eu-west-1a  clients  internet → igw → NLB → targets in a          open",
      ].join("\n"),
    );
  });

  it("says once for a region that the accelerator leads elsewhere", () => {
    const hops = [INTERNET, hop("accelerator", "anycast")];
    const closed = [A, B].map((zone) =>
      path("client", zone, hops, { verdict: "closed", reason, there: { hops, dropped: reason } }),
    );
    expect(renderPaths(closed, []).split("\n").slice(1)).to.deep.equal([
      "  eu-west-1  clients  internet → accelerator → nowhere  closed",
    ]);
  });

  it("notes once for each region what no plan knows of what the accelerator does", () => {
    const note = "with a dial of 0 it gets connections only while no other region is healthy";
    const lines = renderPaths(
      [...[A, B].map((zone) => accelerated(zone, zone, { note })), accelerated("us-east-1a", "us-east-1a")],
      [],
    );
    expect(lines.split("\n").slice(4)).to.deep.equal(["", `  note   eu-west-1: ${note}.`]);
  });

  it("fits an accelerator and the most zones in the columns of a terminal", () => {
    const zones = ["a", "b", "c", "d", "e", "f", "g", "h"].map((letter) => `ap-southeast-4${letter}`);
    const lines = renderPaths(
      zones.map((zone) => accelerated(zones[0]!, zone)),
      [],
    ).split("\n");
    expect(lines.filter((line) => line.length > WIDTH)).to.deep.equal([]);
    expect(lines).to.have.length(2);
  });

  it("names no zone of an endpoint whose subnets are only named", () => {
    expect(renderPaths([consumer("old", "eu-west-1", A)], [])).to.include("  old → endpoint → NLB → targets in a  ");
  });

  it("takes a consumer's zones apart where they differ", () => {
    const hops = consumer("acme", B, A).there.hops.slice(0, 2);
    const lost = consumer("acme", B, A, { verdict: "dropped", reason, there: { hops, dropped: reason } });
    const found = renderPaths([consumer("acme", A, A), lost], [])
      .split("\n")
      .slice(1)
      .map((line) => line.split(/ {2,}/).slice(3));
    expect(found).to.deep.equal([
      ["acme → endpoint a → NLB → targets in a", "open"],
      ["acme → endpoint b → nowhere", "dropped"],
    ]);
  });

  it("begins at PrivateLink for consumers that are not in the plan", () => {
    const offered = [A, B].map((zone) =>
      path("consumer", zone, [hop("service", "link-service"), balancer(zone), target(A)]),
    );
    const found = renderPaths(offered, []).split("\n").slice(1);
    expect(found.map((line) => line.split(/ {2,}/).slice(1))).to.deep.equal(
      [A, B].map((zone) => [zone, "consumers", "PrivateLink → NLB → targets in a", "open"]),
    );
  });

  it("notes below the faults, once for each consumer, what no plan knows", () => {
    const note = "the provider has to accept the connection";
    const faults: PathFault[] = [
      { rule: "name", region: "eu-west-1", resource: "zone", text: "it is silent", zones: [], kinds: [], ways: 0 },
    ];
    const noted = [A, B].map((zone) => consumer("acme", zone, A, { note }));
    expect(
      renderPaths([...noted, client(A, A)], faults)
        .split("\n")
        .slice(-3),
    ).to.deep.equal(["", "  fault  zone: it is silent.", `  note   acme: ${note}.`]);
  });

  it("says so where there is none", () => {
    expect(renderPaths([], [])).to.equal("  none");
  });
});
