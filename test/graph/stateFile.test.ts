import { expect } from "chai";
import * as analysis from "../../analysis";
import type { Graph } from "../../graph";
import { graphOfState } from "../../graph/stateFile";
import type { DeployedState } from "../../graph/stateDocument";
import { FULL } from "../support/full";
import { type Raw, SHAPES, recordConfig, recordStack } from "../support/recording";
import { stateOf } from "../support/state";

const { addresses, components, consumers, findings, frontDoors, names, pathFaults, paths, subnets, summary } = analysis;

/** Every pure function of one graph. */
const ANSWERS = { summary, addresses, frontDoors, names, consumers, components, subnets, paths, pathFaults, findings };

const read = (state: DeployedState, references?: readonly Graph[]): Graph =>
  graphOfState(JSON.stringify(state), references && { references });

function expectOneAnswer(graph: Graph): void {
  const deployed = read(stateOf(graph), graph.references);
  // What provider functions answered, no state shows.
  const recorded: Graph = { ...graph, invokes: [] };
  for (const [what, answer] of Object.entries(ANSWERS)) expect(answer(deployed), what).to.deep.equal(answer(recorded));
}

/** Of each kind of resource one; the long form reads all shapes back. */
const READ_BACK = [
  "two backends behind TLS, answered with their addresses",
  "known clients, destinations and buckets",
  "in a VPC that exists, without a way out",
  "addresses of one's own",
  "tasks with sidecars on spot hosts",
  "both backends",
  "inspected with rules of one's own",
  "PrivateLink alone, in dual stack, by rules of the endpoint only",
  "an accelerator in dual stack",
  "every way to other networks",
];

describe("graph/stateFile: one answer", () => {
  for (const shape of FULL ? Object.keys(SHAPES) : READ_BACK)
    it(`says of a deployed stack what is said of its recording: ${shape}`, async () => {
      expectOneAnswer(await recordConfig(SHAPES[shape] as Raw));
    });

  for (const stack of ["prod", "examples/consumer.yaml"])
    it(`says of a deployed stack what is said of its recording: ${stack}`, async () => {
      expectOneAnswer(await recordStack(stack));
    });

  it("refers as a recording does, and has the same options of resources", async () => {
    const graph = await recordConfig(SHAPES["everything inspected"] as Raw);
    const deployed = read(stateOf(graph));
    const kept = ({ resources }: Graph) =>
      resources.map(({ aliases: _a, customTimeouts: _t, deleteBeforeReplace: _d, digests: _s, inputs, ...node }) => ({
        ...node,
        inputs: JSON.parse(JSON.stringify(inputs).replaceAll(/\.(id|name|arn|allocationId)\}/g, ".*}")) as unknown,
        outputs: undefined,
      }));
    expect(kept(deployed)).to.deep.equal(kept(graph));
  });
});
