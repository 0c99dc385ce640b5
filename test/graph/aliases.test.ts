import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { record } from "../../graph";
import { formerUrns } from "../../graph/aliases";
import { component, graph, node } from "../support/graphs";

const spec = (fields: Record<string, unknown>): string =>
  JSON.stringify({ name: "", type: "", stack: "", project: "", parenturn: "", noparent: false, ...fields });

const BOX = component("Box", "box", { urn: "urn:pulumi:test::ha-tcp::ha-tcp:index:Box::box" });
const VPC = "aws:ec2/vpc:Vpc";
const inBox = (extras: Parameters<typeof node>[3] & { urn?: string } = {}) => ({
  ...node("Vpc", "box-vpc", {}, extras),
  urn: `urn:pulumi:test::ha-tcp::ha-tcp:index:Box$${VPC}::box-vpc`,
  parent: BOX.urn,
});

describe("graph/aliases: the URNs a resource has had", () => {
  const table: [title: string, aliases: string[], former: string[]][] = [
    ["none but its own", [], []],
    ["a URN", ["urn:pulumi:s::p::x:y:Z::old"], ["urn:pulumi:s::p::x:y:Z::old"]],
    ["a name", [spec({ name: "old" })], [`urn:pulumi:test::ha-tcp::ha-tcp:index:Box$${VPC}::old`]],
    ["a type", [spec({ type: "a:b:C" })], ["urn:pulumi:test::ha-tcp::ha-tcp:index:Box$a:b:C::box-vpc"]],
    ["no parent", [spec({ noparent: true })], [`urn:pulumi:test::ha-tcp::${VPC}::box-vpc`]],
    [
      "another parent, and a name",
      [spec({ parenturn: "urn:pulumi:test::ha-tcp::a:b:Case::case", name: "case-vpc" })],
      [`urn:pulumi:test::ha-tcp::a:b:Case$${VPC}::case-vpc`],
    ],
    [
      "the stack as parent",
      [spec({ parenturn: "urn:pulumi:test::ha-tcp::pulumi:pulumi:Stack::ha-tcp-test" })],
      [`urn:pulumi:test::ha-tcp::${VPC}::box-vpc`],
    ],
    [
      "another stack and project",
      [spec({ stack: "s", project: "p" })],
      [`urn:pulumi:s::p::ha-tcp:index:Box$${VPC}::box-vpc`],
    ],
  ];
  for (const [title, aliases, former] of table)
    it(title, () => {
      const vpc = inBox({ aliases });
      expect(formerUrns(vpc, graph([BOX, vpc]))).to.deep.equal([vpc.urn, ...former]);
    });

  it("has those that follow from its parent's, with the parent's former name at its beginning", () => {
    const parent = { ...BOX, aliases: ["urn:pulumi:test::ha-tcp::ha-tcp:index:Crate::crate"] };
    const vpc = inBox();
    expect(formerUrns(vpc, graph([parent, vpc]))).to.deep.equal([
      vpc.urn,
      `urn:pulumi:test::ha-tcp::ha-tcp:index:Crate$${VPC}::crate-vpc`,
    ]);
  });

  it("has them with its own former name, too", () => {
    const parent = { ...BOX, aliases: ["urn:pulumi:test::ha-tcp::ha-tcp:index:Crate::crate"] };
    const vpc = inBox({ aliases: [spec({ name: "old" })] });
    expect(formerUrns(vpc, graph([parent, vpc]))).to.include(`urn:pulumi:test::ha-tcp::ha-tcp:index:Crate$${VPC}::old`);
  });

  it("reads what the SDK sends", async () => {
    class Box extends pulumi.ComponentResource {
      constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("ha-tcp:index:Box", name, {}, opts);
        new aws.ec2.Vpc(
          `${name}-vpc`,
          {},
          { parent: this, aliases: [{ parent: pulumi.rootStackResource, name: "lone" }] },
        );
        this.registerOutputs({});
      }
    }
    const recorded = await record({
      program: () => {
        const provider = new aws.Provider("aws", { region: "eu-west-1" });
        new Box("box", { providers: [provider], aliases: [{ name: "crate" }] });
        return {};
      },
      project: "p",
      stack: "s",
      config: {},
    });
    const vpc = recorded.resources.find(({ type }) => type === VPC);
    expect(vpc && formerUrns(vpc, recorded)).to.include.members([
      `urn:pulumi:s::p::ha-tcp:index:Box$${VPC}::box-vpc`,
      `urn:pulumi:s::p::${VPC}::lone`,
      `urn:pulumi:s::p::ha-tcp:index:Box$${VPC}::crate-vpc`,
    ]);
  });
});
