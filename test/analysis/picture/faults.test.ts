import { expect } from "chai";
import { diagramOf } from "../../../analysis/picture";
import type { Graph } from "../../../graph";
import { BASE, recordConfig } from "../../support/recording";
import { ways } from "./support";

/** The stack without some of its resources. */
const without = (graph: Graph, names: readonly string[]): Graph => ({
  ...graph,
  resources: graph.resources.filter(({ name }) => !names.includes(name)),
});

const FRONT = "loadBalancer=front-eu-west-1";
const FLEET = "targets=fleet-eu-west-1-asg";
const NAT = "nat=network-eu-west-1-nat-a";

describe("analysis/picture of what is wrong", () => {
  const CASES: readonly [what: string, missing: string, now: string[], before: string[]][] = [
    [
      "a rule of the targets: between load balancer and targets, once",
      "fleet-eu-west-1-from-front-service",
      [`client:${FRONT} > ${FLEET} ! dropped: no rule lets TCP 5000 in from 0.0.0.0/0`],
      [`client:${FRONT} > ${FLEET}`],
    ],
    [
      "a rule of the load balancer: as far as nobody comes",
      "front-eu-west-1-in-0-0-0-0-0",
      [`client:clients=internet > ${FRONT} ! dropped: no rule lets TCP 5000 in from anyone`],
      [
        "client:clients=internet > gateway=network-eu-west-1-igw",
        ...["a", "b"].map((zone) => `client:gateway=network-eu-west-1-igw > ${FRONT}&zone=eu-west-1${zone}`),
        `client:${FRONT} > ${FLEET}`,
      ],
    ],
    [
      "a zone's route out: in that zone alone",
      "network-eu-west-1-app-b-default",
      [
        `egress:${FLEET}&zone=eu-west-1a > ${NAT}`,
        `egress:${FLEET}&zone=eu-west-1b > internet=out ! dropped: no route to 0.0.0.0/0`,
      ],
      [`egress:${FLEET} > ${NAT}`],
    ],
    [
      "a route back to clients: what answers is dropped",
      "network-eu-west-1-front-b-default",
      [
        `client:${FRONT}&zone=eu-west-1a > ${FLEET}`,
        `client:${FRONT}&zone=eu-west-1b > ${FLEET} ! answers dropped: no route to 0.0.0.0/0`,
      ],
      [`client:${FRONT} > ${FLEET}`],
    ],
  ];
  for (const [what, missing, now, before] of CASES)
    it(`without ${what}`, async () => {
      const graph = await recordConfig(BASE);
      const [whole, broken] = [graph, without(graph, [missing])].map((each) => ways(diagramOf(each)));
      expect(broken!.filter((way) => !whole!.includes(way))).to.deep.equal(now);
      expect(whole!.filter((way) => !broken!.includes(way))).to.deep.equal(before);
    });
});
