import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type Graph, record } from "../../../graph";
import program from "../../../index";
import { BASE, type Raw, failureOf, recordConfig, engineConfig } from "../../support/recording";

const EIP = "aws:ec2/eip:Eip";

/** The ids that AWS is said to have given to the addresses of BASE. */
const HELD: Readonly<Record<string, string>> = {
  "addresses-eu-west-1-a": "eipalloc-0a0a0a0a0a0a0a0a0",
  "addresses-eu-west-1-b": "eipalloc-0b0b0b0b0b0b0b0b0",
  "addresses-eu-west-1-egress-a": "eipalloc-0e0e0e0e0e0e0e0e0",
};

/** Records the program as it runs on a stack that holds those addresses. */
function held(raw: Raw): Promise<Graph> {
  const onStack = () => {
    pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) =>
      type === EIP ? { props: { ...(props as Raw), allocationId: HELD[name] }, opts } : undefined,
    );
    return program();
  };
  return record({ program: onStack, project: "ha-tcp", stack: "test", config: engineConfig(raw) });
}

const entry = (zone: string, allocationId: string, purpose = "clients") => ({
  region: "eu-west-1",
  zone,
  for: purpose,
  allocationId,
});
const published = (...entries: Raw[]): Raw => ({ ...BASE, published: entries });
const ALL = [
  entry("a", "eipalloc-0a0a0a0a0a0a0a0a0"),
  entry("b", "eipalloc-0b0b0b0b0b0b0b0b0"),
  entry("a", "eipalloc-0e0e0e0e0e0e0e0e0", "egress"),
];

describe("Published addresses", () => {
  it("that the stack holds let the program through", async () => {
    const graph = await held(published(...ALL));
    expect(graph.outputs["published"]).to.deep.equal(ALL);
  });

  const OTHERS: [title: string, wrong: Raw, text: string][] = [
    [
      "for clients",
      entry("b", "eipalloc-01234567"),
      "The stack holds eipalloc-0b0b0b0b0b0b0b0b0 in eu-west-1b for clients, where eipalloc-01234567 is published.",
    ],
    [
      "of another zone",
      entry("b", "eipalloc-0a0a0a0a0a0a0a0a0"),
      "The stack holds eipalloc-0b0b0b0b0b0b0b0b0 in eu-west-1b for clients, where eipalloc-0a0a0a0a0a0a0a0a0 is published.",
    ],
    [
      "for egress",
      entry("a", "eipalloc-0a0a0a0a0a0a0a0a0", "egress"),
      "The stack holds eipalloc-0e0e0e0e0e0e0e0e0 in eu-west-1a for egress, where eipalloc-0a0a0a0a0a0a0a0a0 is published.",
    ],
  ];
  for (const [title, wrong, text] of OTHERS)
    it(`${title} that the stack does not hold end the program`, async () => {
      const failure = await failureOf(held(published(wrong)));
      expect(failure.message).to.include(text);
      expect(pulumi.RunError.isInstance(failure)).to.equal(true);
    });

  it("are never new ones: a preview that would make one ends the program", async () => {
    const failure = await failureOf(recordConfig(published(...ALL.slice(0, 1)), { preview: true }));
    expect(failure.message).to.equal(
      "The stack would make a new address in eu-west-1a for clients, where eipalloc-0a0a0a0a0a0a0a0a0 is published. " +
        "Name the published one under ha-tcp:regions.eu-west-1.addresses.a, or correct ha-tcp:published.",
    );
    expect(pulumi.RunError.isInstance(failure)).to.equal(true);
  });

  it("of one's own let a first preview through", async () => {
    const region = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single", addresses: { a: ALL[0]?.allocationId } };
    const graph = await recordConfig(
      { ...published(...ALL.slice(0, 1)), regions: { "eu-west-1": region } },
      { preview: true },
    );
    expect(graph.resources.filter(({ type }) => type === EIP)).to.have.length(3);
  });

  it("of other regions are none of a region's business", async () => {
    const two = {
      ...BASE,
      regions: {
        "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" },
        "eu-west-2": { zones: ["a", "b"], cidr: "10.21.0.0/16", nat: "single" },
      },
      published: [{ ...entry("a", "eipalloc-01234567"), region: "eu-west-2" }],
    };
    // The addresses of eu-west-2 have no id that AWS gave: only those of eu-west-1 could differ.
    const graph = await held(two);
    expect(graph.outputs["published"]).to.deep.include(entry("a", "eipalloc-0a0a0a0a0a0a0a0a0"));
  });

  it("are let pass by a plan without an account, and change nothing in it", async () => {
    const before = await recordConfig(BASE);
    const after = await recordConfig(published(...ALL));
    expect(after.resources).to.deep.equal(before.resources);
    expect(after.outputs).to.deep.equal(before.outputs);
  });
});
