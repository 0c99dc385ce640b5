import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { type Path, pathFaults, paths } from "../../../analysis/paths";
import type { Graph } from "../../../graph/graph";
import { goodConfig } from "../../support/configs";
import { runs } from "../../support/full";
import { BASE, ROOT, type Raw, SHAPES, recordConfig, recordStack } from "../../support/recording";

const REGION = (BASE["regions"] as Record<string, object>)["eu-west-1"]!;
const SERVICE = BASE["service"] as object;

const inRegion = (settings: object): Raw => ({ ...BASE, regions: { "eu-west-1": { ...REGION, ...settings } } });

/** A transit gateway whose owner has yet to accept, so that no route leads to it. */
const waiting = (range: string) => ({
  transitGateways: { hub: { id: "tgw-0a0a0a0a0a0a0a0a0", owner: "210987654321", accepted: false, ranges: [range] } },
});

const letter = (zone = "") => zone.slice(-1);

/** `client a fleet-eu-west-1-asg b open`: by which zone to the target in which. */
const brief = ({ kind, zone, targetZone, target, verdict }: Path): string =>
  `${kind} ${letter(zone)} ${target} ${letter(targetZone)} ${verdict}`.replace(/ +/g, " ");

const ofKind = (graph: Graph, kind: Path["kind"]): Path[] => paths(graph).filter((path) => path.kind === kind);

const traffic = (graph: Graph, kind: Path["kind"]): string[] => [
  ...new Set(ofKind(graph, kind).map((path) => path.traffic)),
];

describe("analysis/paths", () => {
  describe("nothing is wrong", () => {
    for (const [what, raw] of Object.entries(SHAPES))
      it(`with ${what}`, async () => {
        const graph = await recordConfig(raw);
        expect(pathFaults(graph)).to.deep.equal([]);
        const used = [...ofKind(graph, "client"), ...ofKind(graph, "consumer")];
        if (raw["kind"] !== "consumer") expect(used.map(({ verdict }) => verdict)).to.include("open");
      });

    const examples = readdirSync(join(ROOT, "examples")).map((name) => join(ROOT, "examples", name));
    for (const stack of ["dev", "prod", ...examples])
      it(`with the stack ${basename(stack)}`, async () => {
        expect(pathFaults(await recordStack(stack))).to.deep.equal([]);
      });

    it("with any good config", async () => {
      await fc.assert(
        fc.asyncProperty(goodConfig, async (raw) => {
          expect(pathFaults(await recordConfig(raw))).to.deep.equal([]);
        }),
        runs(3),
      );
    });
  });

  it("follows clients from every node to every target, health checks, and what goes out", async () => {
    expect(paths(await recordConfig(BASE)).map(brief)).to.deep.equal([
      "client a fleet-eu-west-1-asg a open",
      "client a fleet-eu-west-1-asg b open",
      "client b fleet-eu-west-1-asg a open",
      "client b fleet-eu-west-1-asg b open",
      "healthCheck a fleet-eu-west-1-asg a open",
      "healthCheck a fleet-eu-west-1-asg b open",
      "healthCheck b fleet-eu-west-1-asg a open",
      "healthCheck b fleet-eu-west-1-asg b open",
      "egress a fleet-eu-west-1-asg a open",
      "egress a fleet-eu-west-1-asg b open",
    ]);
  });

  it("tells a client's way hop by hop, with what led and let it there", async () => {
    const path = paths(await recordConfig(BASE))[1];
    const gateway = { at: "network-eu-west-1-igw", kind: "gateway" };
    const node = { at: "front-eu-west-1", kind: "loadBalancer", zone: "eu-west-1a" };
    const target = { at: "fleet-eu-west-1-asg", kind: "target", zone: "eu-west-1b" };
    const front = "network-eu-west-1-front-nacl";
    const app = "network-eu-west-1-app-nacl";
    expect(path).to.deep.equal({
      region: "eu-west-1",
      zone: "eu-west-1a",
      kind: "client",
      address: "addresses-eu-west-1-a",
      through: "front-eu-west-1",
      target: "fleet-eu-west-1-asg",
      targetZone: "eu-west-1b",
      traffic: "TCP 5000 from 0.0.0.0/0",
      there: {
        hops: [
          { at: "internet", kind: "internet", rules: [] },
          { ...gateway, rules: [] },
          {
            ...node,
            route: "network-eu-west-1-igw local",
            rules: [`${front} inbound rule 100`, "front-eu-west-1-in-0-0-0-0-0"],
          },
          {
            ...target,
            route: "network-eu-west-1-front-a-rt local",
            rules: [
              "fleet-eu-west-1-by-front-service",
              `${front} outbound rule 100`,
              `${app} inbound rule 100`,
              "fleet-eu-west-1-from-front-service",
            ],
          },
        ],
      },
      back: {
        hops: [
          { ...target, rules: [] },
          // The connection is known there: no route of the app subnet is asked.
          {
            ...node,
            rules: [`${app} outbound rule 100`, ...[100, 110].map((rule) => `${front} inbound rule ${rule}`)],
          },
          { ...gateway, route: "network-eu-west-1-front-a-default", rules: [`${front} outbound rule 100`] },
          { at: "internet", kind: "internet", rules: [] },
        ],
      },
      verdict: "open",
      inspectedBy: [],
      inspectable: false,
    });
  });

  it("tells a target's way out, whose answers come back to the NAT gateway's address", async () => {
    const [, path] = ofKind(await recordConfig(BASE), "egress");
    expect(path).to.include({
      zone: "eu-west-1a",
      targetZone: "eu-west-1b",
      through: "network-eu-west-1-nat-a",
      address: "addresses-eu-west-1-egress-a",
      traffic: "TCP 443 to 0.0.0.0/0",
    });
    const hops = [path!.there, path!.back].map((direction) =>
      direction.hops.map(({ at, route = "" }) => `${at} ${route}`.trim()),
    );
    expect(hops).to.deep.equal([
      [
        "fleet-eu-west-1-asg",
        "network-eu-west-1-nat-a network-eu-west-1-app-b-default",
        "network-eu-west-1-igw network-eu-west-1-front-a-default",
        "internet",
      ],
      [
        "internet",
        "network-eu-west-1-igw",
        "network-eu-west-1-nat-a network-eu-west-1-igw local",
        "fleet-eu-west-1-asg network-eu-west-1-front-a-rt local",
      ],
    ]);
  });

  it("follows no client to the targets of other zones where the load balancer does not cross zones", async () => {
    const graph = await recordConfig({ ...BASE, service: { ...SERVICE, crossZone: false } });
    expect(ofKind(graph, "client").map(brief)).to.deep.equal([
      "client a fleet-eu-west-1-asg a open",
      "client b fleet-eu-west-1-asg b open",
    ]);
  });

  it("follows no client to a backend that gets no connections", async () => {
    const graph = await recordConfig({ ...BASE, options: ["nlb", "ecs"], weights: { instances: 100, tasks: 0 } });
    const targets = new Set(ofKind(graph, "client").map(({ target }) => target));
    expect([...targets]).to.deep.equal(["fleet-eu-west-1-asg"]);
    const outward = new Set(ofKind(graph, "egress").map(({ target }) => target));
    expect([...outward].sort()).to.deep.equal([
      "fleet-eu-west-1-asg",
      "tasks-eu-west-1-awsvpc-hosts-asg",
      "tasks-eu-west-1-awsvpc-service",
    ]);
  });

  it("follows clients to tasks on the bridge where their hosts are", async () => {
    const graph = await recordConfig(SHAPES["tasks on the bridge"]!);
    const [path] = ofKind(graph, "client");
    expect(path).to.include({ target: "tasks-eu-west-1-bridge-service", verdict: "open" });
    expect(path!.there.hops.at(-1)!.rules).to.include("tasks-eu-west-1-from-front-service-5000");
  });

  it("follows clients to the target group's port where the container's definition is secret", async () => {
    const graph = await recordConfig(SHAPES["tasks on the bridge"]!, { secretKeys: ["ecs"] });
    expect(pathFaults(graph)).to.deep.equal([]);
    expect(ofKind(graph, "client")).to.have.length(4);
  });

  it("follows clients to the ports of containers with interfaces of their own, and checks to theirs", async () => {
    const graph = await recordConfig(SHAPES["tasks with interfaces of their own"]!);
    expect(ofKind(graph, "client")[0]!.there.hops.at(-1)!.rules).to.include("tasks-eu-west-1-from-front-service-8080");
    expect(traffic(graph, "healthCheck")).to.deep.equal(["TCP 8080"]);
  });

  it("follows checks to the port of their own", async () => {
    const graph = await recordConfig(SHAPES["known clients, destinations and buckets"]!);
    expect(traffic(graph, "healthCheck")).to.deep.equal(["TCP 8081"]);
  });

  it("follows those who are let in, the health checkers of Route 53 too, and all that are alike at once", async () => {
    const graph = await recordConfig(SHAPES["known clients, destinations and buckets"]!);
    expect(traffic(graph, "client")).to.deep.equal([
      "TCP 5000 from 198.51.100.7/32 and 1 more",
      "TCP 5000 from prefix list com.amazonaws.eu-west-1.route53-healthchecks",
    ]);
  });

  it("shows targets the load balancer's address where clients' are not preserved", async () => {
    const graph = await recordConfig({ ...BASE, service: { ...SERVICE, preserveClientIp: false } });
    const [path] = ofKind(graph, "client");
    // The answer goes to the node as to any address of the VPC.
    expect(path!.back.hops[1]).to.include({ at: "front-eu-west-1", route: "network-eu-west-1-app-a-rt local" });
  });

  it("takes clients in private ranges for none of the internet", async () => {
    const graph = await recordConfig({ ...BASE, service: { ...SERVICE, allowedClients: ["10.0.0.0/8"] } });
    expect(ofKind(graph, "client").map(({ verdict }) => verdict)).to.deep.equal(["closed", "closed"]);
    expect(pathFaults(graph)).to.deep.equal([]);
  });

  it("takes clients in the range that carriers share for none of the internet", async () => {
    const graph = await recordConfig({ ...BASE, service: { ...SERVICE, allowedClients: ["100.64.0.0/10"] } });
    expect(ofKind(graph, "client").map(({ verdict }) => verdict)).to.deep.equal(["closed", "closed"]);
  });

  it("follows what the service calls on the internet, and finds no route to another network", async () => {
    const raw = SHAPES["known clients, destinations and buckets"]!;
    const graph = await recordConfig({ ...raw, ...inRegion(waiting("10.99.0.0/16")), service: raw["service"] });
    expect(traffic(graph, "egress")).to.deep.equal([
      "TCP 5432 to 10.99.0.0/16",
      "TCP 443 to 0.0.0.0/0",
      "TCP 636 to 192.0.2.0/24",
    ]);
    const elsewhere = ofKind(graph, "egress").filter((path) => path.traffic.includes("10.99"));
    expect(
      elsewhere.map(({ zone, verdict, reason, there }) => [zone, verdict, reason, there.hops.length]),
    ).to.deep.equal(
      ["a", "b"].map((zone) => [
        `eu-west-1${zone}`,
        "closed",
        {
          at: `network-eu-west-1-app-${zone}-rt`,
          why: "no route to 10.99.0.0/16, which is not on the internet",
          unplanned: true,
        },
        1,
      ]),
    );
    expect(pathFaults(graph)).to.deep.equal([]);
  });

  describe("a destination that no gateway to the internet leads to", () => {
    const calling = (cidr: string, settings: object = waiting(cidr)): Raw => ({
      ...inRegion(settings),
      instances: { egress: [{ cidr, port: 5432 }] },
    });
    const states = (graph: Graph) => [
      ...new Set(
        ofKind(graph, "egress").flatMap(({ traffic: text, verdict }) => (text.includes("5432") ? [verdict] : [])),
      ),
    ];
    const rows: [what: string, raw: Raw, verdicts: string[]][] = [
      ["of carriers", calling("100.64.0.0/10"), ["closed"]],
      ["that the VPC is a part of", calling("10.0.0.0/8"), ["closed"]],
      ["without a NAT gateway", calling("172.16.0.0/12", { nat: "none", ...waiting("172.16.0.0/12") }), ["closed"]],
      ["in the VPC, which is not followed", calling("10.20.4.0/24", {}), []],
      ["no such one", calling("192.0.2.0/24", {}), ["open"]],
    ];
    for (const [what, raw, verdicts] of rows)
      it(what, async () => {
        expect(states(await recordConfig(raw))).to.deep.equal(verdicts);
      });

    it("and is not followed where a route leads to what joins the networks", async () => {
      const graph = await recordConfig(calling("10.99.0.0/16"));
      const route = (zone: string) => ({
        ...graph.resources.find(({ name }) => name === `network-eu-west-1-app-${zone}-default`)!,
        name: `peered-${zone}`,
        urn: `urn:pulumi:test::ha-tcp::aws:ec2/route:Route::peered-${zone}`,
        inputs: {
          routeTableId: `\${RouteTable:network-eu-west-1-app-${zone}-rt.id}`,
          destinationCidrBlock: "10.99.0.0/16",
          transitGatewayId: "tgw-0123456789abcdef0",
        },
      });
      const joined = { ...graph, resources: [...graph.resources, route("a"), route("b")] };
      expect(states(joined)).to.deep.equal([]);
      expect(pathFaults(joined)).to.deep.equal([]);
    });
  });

  it("takes a VPC without a NAT gateway for closed, and says what is not there", async () => {
    const graph = await recordConfig(inRegion({ nat: "none" }));
    expect(ofKind(graph, "egress").map(({ verdict, reason }) => [verdict, reason])).to.deep.equal(
      ["a", "b"].map((zone) => ["closed", { at: `network-eu-west-1-app-${zone}-rt`, why: "no route to the internet" }]),
    );
  });

  it("names addresses that are only read", async () => {
    const graph = await recordConfig(SHAPES["addresses of one's own"]!);
    const named = [...ofKind(graph, "client"), ...ofKind(graph, "egress")].map((path) => path.address);
    expect([...new Set(named)]).to.deep.equal([
      "addresses-eu-west-1-a-own",
      "addresses-eu-west-1-b",
      "addresses-eu-west-1-c-own",
      "addresses-eu-west-1-egress-a",
      "addresses-eu-west-1-egress-b-own",
      "addresses-eu-west-1-egress-c",
    ]);
  });
});
