import { expect } from "chai";
import { verdict } from "../../../../analysis/failures";
import { type Backend, backendState } from "../../../../analysis/failures/model/backends";
import { registryOfImage } from "../../../../analysis/inventory/registries";
import { recordConfig } from "../../../support/recording";
import { targetsText, without } from "../support";

const fleet = (running: number, spread = 3): Backend => ({
  name: "fleet",
  region: "eu-west-1",
  kind: "instances",
  zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
  least: 1,
  running,
  most: 9,
  warmUp: 120,
  registries: [],
  pullsInside: true,
  replacesUnhealthy: true,
  onHosts: false,
  spread,
});

describe("what is left of a backend, where the lost zones had the most", () => {
  const [A, B, C] = ["zone=eu-west-1a", "zone=eu-west-1b", "zone=eu-west-1c"];
  const ROWS: [running: number, lost: string[], left: number, zones: string][] = [
    [3, [], 3, "a b c"],
    // Two, one and one: two are lost.
    [4, [A], 2, "b c"],
    [4, [C], 2, "a b"],
    // Two, two and one: four are lost.
    [5, [A, B], 1, "c"],
    [4, [A, B], 1, "c"],
    // The only one may have been there.
    [1, [A], 0, ""],
    [1, [], 1, "a"],
    [2, [B], 1, "a"],
    [2, [A, B], 0, ""],
    // One target less leaves the zone empty that had it.
    [3, ["target=fleet"], 2, "a b"],
    [6, ["target=fleet"], 5, "a b c"],
    [3, ["target=fleet", A], 1, "b"],
    [1, ["target=fleet"], 0, ""],
    [9, ["backend=fleet"], 0, ""],
    [9, ["region=eu-west-1"], 0, ""],
    [9, [A, B, C], 0, ""],
    [9, ["target=other", "backend=other", "region=eu-central-1", "zone=eu-central-1a"], 9, "a b c"],
  ];

  for (const [running, lost, left, zones] of ROWS)
    it(`of ${running} without ${lost.join(" and ") || "anything"} is ${left}`, () => {
      const state = backendState(fleet(running), new Set(lost));
      expect([state.left, state.zones.map((zone) => zone.at(-1)).join(" ")]).to.deep.equal([left, zones]);
    });
});

describe("what is left of tasks on two hosts in three zones", () => {
  const [A, B, C] = ["zone=eu-west-1a", "zone=eu-west-1b", "zone=eu-west-1c"];
  const ROWS: [lost: string[], left: number, zones: string][] = [
    [[], 3, "a b"],
    [[B], 1, "a"],
    [[A, B], 0, ""],
    [["target=fleet"], 2, "a b"],
    [[A, C], 0, ""],
  ];
  for (const [lost, left, zones] of ROWS)
    it(`without ${lost.join(" and ") || "anything"} is ${left}`, () => {
      const state = backendState(fleet(3, 2), new Set(lost));
      expect([state.left, state.zones.map((zone) => zone.at(-1)).join(" ")]).to.deep.equal([left, zones]);
    });
});

describe("where images come from", () => {
  it("is a region's ECR, or a host", () => {
    const registries = {
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1": "eu-west-1",
      "public.ecr.aws/docker/library/registry:2": "public.ecr.aws",
      "localhost:5000/app": "localhost:5000",
      "team/app": "docker.io",
      nginx: "docker.io",
    };
    expect(Object.keys(registries).map(registryOfImage)).to.deep.equal(Object.values(registries));
  });

  it("goes with its region: what takes over cannot grow", async () => {
    const image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1";
    const graph = await recordConfig({
      options: ["nlb"],
      service: { port: 5000, hostname: "tcp.example.com" },
      instances: { workload: { kind: "container", image } },
      regions: {
        "ap-south-1": { zones: ["a", "b"], cidr: "10.21.0.0/16" },
        "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16" },
      },
      dns: { zone: "example.com" },
    });
    const outcome = without(graph, "region=eu-west-1");
    expect([targetsText(outcome), outcome.capacity[0]?.why]).to.deep.equal([
      "2/4/2",
      "its image cannot be pulled: the registry of eu-west-1 is lost",
    ]);
    expect(verdict(graph).region.failing).to.deep.equal([
      { loss: "region=eu-west-1", why: "2 targets are left of 4 needed, and no more than 2 come" },
    ]);
  });
});
