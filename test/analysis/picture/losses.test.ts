import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import { type Outcome, after, losses, lossesNamed } from "../../../analysis/failures";
import { diagramOf } from "../../../analysis/picture";
import { boxPlaces } from "../../../analysis/picture/boxTree";
import type { Box, Diagram } from "../../../analysis/picture/diagram";
import { withLosses } from "../../../analysis/picture/losses";
import type { Graph } from "../../../graph";
import { parseUrn } from "../../../graph/urns";
import { BASE, type Raw, recordConfig, recordStack } from "../../support/recording";

const short = (text: string): string => text.replaceAll("eu-west-1", "W");

/** What is read at each box that has a mark, and which ways do not go on, by their ids. */
function read({ boxes, edges }: Diagram): Record<string, string> {
  const marked = [...boxPlaces(boxes).map(({ box }) => box), ...edges];
  const words = marked.map(({ id, condition, remark }): [string, string] => [
    short(id),
    short([condition, remark].filter((each) => each !== undefined).join(": ")),
  ]);
  return Object.fromEntries(words.filter(([, text]) => text !== ""));
}

async function readAfter(graph: Promise<Graph>, ...names: string[]): Promise<Record<string, string>> {
  const whole = await graph;
  const { found, unknown } = lossesNamed(whole, names);
  expect(unknown).to.deep.equal([]);
  return read(withLosses(diagramOf(whole), whole, found, after(whole, found)));
}

const ALIVE = {
  "name=tcp.example.com": "leads to front-W",
  "loadBalancer=front-W&zone=Wa": "answers",
  "loadBalancer=front-W&zone=Wb": "answers",
  "loadBalancer=front-W&zone=Wc": "answers",
};

const PULLING: Raw = {
  ...BASE,
  instances: { workload: { kind: "container", image: "registry.example.com/team/service:7", containerPort: 5000 } },
};

/** What is lost of which stack, and what is read then. */
const CASES: readonly [string, readonly string[], Record<string, string>][] = [
  ["prod", ["target=fleet-eu-west-1-asg"], { ...ALIVE, "targets=fleet-W-asg": "less: 2 of 3 instances" }],
  [
    "prod",
    ["zone=eu-west-1a"],
    {
      ...ALIVE,
      "loadBalancer=front-W&zone=Wa": "lost: does not answer",
      "targets=fleet-W-asg": "less: 2 of 3 instances",
      "targets=fleet-W-asg&zone=Wa": "lost",
      "nat=network-W-nat-a": "lost",
      "client:gateway=network-W-igw > loadBalancer=front-W&zone=Wa": "lost",
    },
  ],
  [
    "prod",
    ["nat=network-eu-west-1-nat-a", "check-gone=dns-check-eu-west-1"],
    {
      ...ALIVE,
      "name=tcp.example.com": "dns-check-W is deleted, leads to front-W",
      "nat=network-W-nat-a": "lost",
      "targets=fleet-W-asg&zone=Wa": "less: no way out by network-W-nat-a",
    },
  ],
  ["prod", ["check=front-eu-west-1-ec2"], { ...ALIVE, "loadBalancer=front-W": "front-W-ec2 says unhealthy" }],
  [
    "prod",
    ["dns=example.com"],
    {
      ...ALIVE,
      "name=tcp.example.com": "silent: not answered",
      "loadBalancer=front-W": "no name leads here",
      "name:clients=internet > name=tcp.example.com": "silent",
      "name:name=tcp.example.com > loadBalancer=front-W": "silent",
    },
  ],
  [
    "examples/firewall.yaml",
    ["firewall=network-eu-west-1-inspection-a-endpoint"],
    {
      "firewallEndpoint=network-W-inspection-a-endpoint": "lost",
      "loadBalancer=front-W": "less: its name answers, a part comes through",
      "loadBalancer=front-W&zone=Wa": "silent: does not answer",
      "loadBalancer=front-W&zone=Wb": "answers",
      "targets=fleet-W-asg&zone=Wa": "less: no way out by network-W-nat-a",
      "client:gateway=network-W-igw > firewallEndpoint=network-W-inspection-a-endpoint": "lost",
      "client:firewallEndpoint=network-W-inspection-a-endpoint > loadBalancer=front-W&zone=Wa": "lost",
    },
  ],
  [
    "examples/accelerator.yaml",
    ["endpoint=accel-us-east-1"],
    {
      "name=tcp.example.com": "leads to anycast",
      "accelerator=anycast": "answers, leads to accel-W",
      "loadBalancer=accel-us-east-1": "silent: no endpoint of the accelerator any more",
      "client:accelerator=anycast > loadBalancer=accel-us-east-1": "silent",
      "client:loadBalancer=accel-us-east-1&zone=us-east-1a > targets=fleet-us-east-1-asg&zone=us-east-1a": "silent",
      "client:loadBalancer=accel-us-east-1&zone=us-east-1b > targets=fleet-us-east-1-asg&zone=us-east-1b": "silent",
    },
  ],
  [
    "examples/failover.yaml",
    ["check=dns-check-eu-west-1"],
    {
      "name=tcp.example.com": "dns-check-W says unhealthy, leads to front-ap-south-1",
      "loadBalancer=front-ap-south-1&zone=ap-south-1a": "answers",
      "loadBalancer=front-ap-south-1&zone=ap-south-1b": "answers",
      "loadBalancer=front-W": "no name leads here",
      "loadBalancer=front-W&zone=Wa": "answers",
      "loadBalancer=front-W&zone=Wb": "answers",
      "loadBalancer=front-W&zone=Wc": "answers",
      "name:name=tcp.example.com > loadBalancer=front-ap-south-1": "answered now",
      "name:name=tcp.example.com > loadBalancer=front-W": "silent: not answered now",
    },
  ],
  [
    "examples/private-link.yaml",
    ["backend=fleet-eu-west-1-asg"],
    {
      "clients=consumer-orders": "silent: leads to link-W, which serves nobody",
      "consumer:clients=consumer-orders > interfaceEndpoint=consumer-orders-endpoint": "silent",
      "consumer:loadBalancer=link-W > targets=fleet-W-asg": "lost",
      "egress:targets=fleet-W-asg > nat=network-W-vpc": "lost",
      "targets=fleet-W-asg": "lost: 0 of 3 instances, not replaced",
    },
  ],
  [
    "examples/transit.yaml",
    ["way=ways-eu-west-1-peering-cache"],
    {
      "clients=networks": "silent: no way leads from here",
      // As what-if says: who knows the name comes by the peering alone.
      "name=private tcp.corp.internal": "silent: leads to link-W, which serves nobody",
      "name:name=private tcp.corp.internal > loadBalancer=link-W": "silent",
      "loadBalancer=front-W": "its name answers",
      "loadBalancer=front-W&zone=Wa": "answers",
      "loadBalancer=front-W&zone=Wb": "answers",
      "targets=fleet-W-asg&zone=Wa": "less: no way out by ways-W-peering-cache",
      "targets=fleet-W-asg&zone=Wb": "less: no way out by ways-W-peering-cache",
      "way=ways-W-peering-cache": "lost",
      "name:clients=networks > name=private tcp.corp.internal": "silent",
      "client:clients=networks > loadBalancer=link-W": "lost",
      "egress:targets=fleet-W-asg > way=ways-W-peering-cache": "lost",
    },
  ],
  [
    "an image of another registry",
    ["registry=registry.example.com"],
    {
      "loadBalancer=front-W": "its name answers",
      "loadBalancer=front-W&zone=Wa": "answers",
      "loadBalancer=front-W&zone=Wb": "answers",
      "targets=fleet-W-asg": "less: no new ones: their image cannot be pulled",
    },
  ],
];

const graphs: Readonly<Record<string, () => Promise<Graph>>> = {
  "an image of another registry": () => recordConfig(PULLING),
};

const graphOf = (stack: string): Promise<Graph> => graphs[stack]?.() ?? recordStack(stack);

describe("a picture of a loss", () => {
  for (const [stack, names, expected] of CASES)
    it(`${stack} without ${names.join(" and ")}`, async () => {
      const found = await readAfter(graphOf(stack), ...names);
      expect(found).to.deep.equal(expected);
    });

  it("says above all what is lost", async () => {
    const graph = await recordStack("prod");
    const { found } = lossesNamed(graph, ["zone=eu-west-1a", "dns=route53"]);
    expect(withLosses(diagramOf(graph), graph, found, after(graph, found)).lines.at(-1)).to.equal(
      "Lost: the zone eu-west-1a; Route 53, for names on the internet",
    );
  });

  it("is the picture itself where nothing is lost", async () => {
    const graph = await recordStack("prod");
    const whole = diagramOf(graph);
    expect(withLosses(whole, graph, [], after(graph, []))).to.deep.equal(whole);
  });
});

const STACKS = [
  "prod",
  "examples/failover.yaml",
  "examples/firewall.yaml",
  "examples/accelerator.yaml",
  "examples/private-link.yaml",
];

const holds = ({ resources }: Box, name: string): boolean => resources.some((urn) => parseUrn(urn).name === name);

/** What the outcome says, and whether the picture says so: each with what it is about. */
function said(picture: Diagram, outcome: Outcome): [string, unknown, unknown][] {
  const places = boxPlaces(picture.boxes);
  const of = (kind: Box["kind"], name: string) =>
    places.find(({ box }) => box.kind === kind && holds(box, name))?.box ?? { condition: "no box", remark: "" };
  const addresses = outcome.addresses.map(({ name, purpose, state }): [string, unknown, unknown] => {
    const box = of(state === "parked" ? "address" : purpose === "anycast" ? "accelerator" : "loadBalancer", name);
    const words = box.remark?.split(", ").find((each) => /answer/.test(each));
    return [name, words, { answers: "answers", silent: "does not answer", parked: undefined }[state]];
  });
  const capacity = outcome.capacity.map(({ backend, left, running }): [string, unknown, unknown] => {
    const { condition, remark } = of("targets", backend);
    const few = left === 0 ? "lost" : "less";
    return [
      backend,
      [condition, remark?.split(",")[0]],
      left === running ? [undefined, undefined] : [few, `${left} of ${running} instances`],
    ];
  });
  return [...addresses, ...capacity];
}

const felt = ({ addresses, ways, capacity, egress }: Outcome) => ({ addresses, ways, capacity, egress });

describe("of every loss", () => {
  for (const stack of STACKS)
    it(`${stack}: the picture says what the outcome does, and marks something wherever anything is other than before`, async () => {
      const graph = await graphOf(stack);
      const whole = diagramOf(graph);
      const before = felt(after(graph, []));
      for (const loss of losses(graph)) {
        const outcome = after(graph, [loss]);
        const picture = withLosses(whole, graph, [loss], outcome);
        for (const [about, drawn, expected] of said(picture, outcome))
          expect(drawn, `${about} without ${loss.name}`).to.deep.equal(expected);
        const all = [...boxPlaces(picture.boxes).map(({ box }) => box), ...picture.edges];
        const isMarked = all.some(({ condition }) => condition !== undefined);
        expect(isMarked || isDeepStrictEqual(felt(outcome), before), `without ${loss.name}`).to.equal(true);
      }
    });
});
