import { expect } from "chai";
import { graphOfState } from "../../graph/stateFile";
import { FileError } from "../../graph/stackFile";

const urn = (type: string, name: string) => `urn:pulumi:prod::ha-tcp::${type}::${name}`;
const of = (type: string, name: string) => ({ urn: urn(type, name), type, custom: true, id: name });

const STACK = { urn: urn("pulumi:pulumi:Stack", "ha-tcp-prod"), type: "pulumi:pulumi:Stack", custom: false };
const EIP = of("aws:ec2/eip:Eip", "address");
const VPC = of("aws:ec2/vpc:Vpc", "vpc");

const state = (resources: readonly object[], more: object = {}, version = 3) =>
  JSON.stringify({ version, deployment: { manifest: {}, resources, ...more } });

const NO_STATE = "state.json is no state: give it what pulumi stack export prints.";
const UNFINISHED = (what: string) =>
  `state.json is of an update that did not end: ${what}. ` +
  "Run pulumi up (after one that was cut off, pulumi refresh first), then export the stack.";
const NEVER_MADE = (what: string) =>
  `state.json has resources that this program never makes: ${what}. Is it of another program, or of another version of this one? ` +
  "Run this with the version that the stack was deployed by.";
const VERSIONS = (given: string) =>
  `state.json has ${given} of exports; versions 3 and 4 are known: export the stack with a Pulumi of today.`;
const EMPTY = "state.json is of a stack without resources: run pulumi up, then export it.";

const WRONG: readonly [what: string, text: string, message: string][] = [
  ["another document", '{"resources":[]}', NO_STATE],
  ["a list", "[]", NO_STATE],
  ["a deployment of another form", '{"version":3,"deployment":{"resources":{}}}', NO_STATE],
  ["a resource without a type", state([{ urn: EIP.urn }]), NO_STATE],
  ["a stack that was never deployed", '{"version":3,"deployment":{}}', EMPTY],
  ["a stack that was destroyed", state([STACK]), EMPTY],
  ["an old export", state([EIP], {}, 2), VERSIONS("version 2")],
  ["an export of a Pulumi to come", state([EIP], {}, 5), VERSIONS("version 5")],
  ["an export without a version", JSON.stringify({ deployment: { resources: [EIP] } }), VERSIONS("no version")],
  [
    "pending operations",
    state([EIP], { pending_operations: [{ resource: VPC, type: "creating" }] }),
    UNFINISHED("vpc (begun)"),
  ],
  ["what is to be deleted", state([EIP, { ...VPC, delete: true }]), UNFINISHED("vpc (to be deleted)")],
  ["what is to be made anew", state([EIP, { ...VPC, pendingReplacement: true }]), UNFINISHED("vpc (to be made anew)")],
  [
    "resources of another program",
    state([EIP, of("aws:rds/instance:Instance", "db"), of("gcp:dns/recordSet:RecordSet", "name")]),
    NEVER_MADE("aws:rds/instance:Instance, gcp:dns/recordSet:RecordSet"),
  ],
  [
    "many of them",
    state(["a", "b", "c", "d", "e"].map((each) => of(`x:${each}/y:Y`, each))),
    NEVER_MADE("x:a/y:Y, x:b/y:Y, x:c/y:Y and 2 more"),
  ],
  [
    "all of it at once",
    state([{ ...of("x:a/y:Y", "one"), delete: true }], {}, 1),
    [VERSIONS("version 1"), UNFINISHED("one (to be deleted)"), NEVER_MADE("x:a/y:Y")].join("\n"),
  ],
];

describe("graph/stateChecks", () => {
  for (const [what, text, message] of WRONG)
    it(`refuses ${what}`, () => {
      expect(() => graphOfState(text, { file: "state.json" }))
        .to.throw(FileError)
        .with.property("message", message);
    });

  it("refuses what is no JSON", () => {
    expect(() => graphOfState("version: 3")).to.throw(
      FileError,
      "The state is no JSON, and so no state: give it what pulumi stack export prints.",
    );
  });

  it("takes exports of both known versions", () => {
    for (const version of [3, 4])
      expect(graphOfState(state([STACK, EIP], {}, version)).resources.map(({ name }) => name)).to.deep.equal([
        "ha-tcp-prod",
        "address",
      ]);
  });
});
