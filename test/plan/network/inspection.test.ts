import { expect } from "chai";
import fc from "fast-check";
import { type AssociationStatus, endpointIn } from "../../../plan/network/inspection";

type State = AssociationStatus["associationSyncStates"][number];

const state = (subnetId: string, ...ids: string[]): State => ({
  attachments: ids.map((endpointId) => ({ endpointId, subnetId })),
});
const status = (...associationSyncStates: State[]): AssociationStatus => ({ associationSyncStates });

const A = state("subnet-a", "vpce-0a");
const B = state("subnet-b", "vpce-0b");
const C = state("subnet-c", "vpce-0c");

describe("plan/network/inspection: endpointIn", () => {
  const table: [title: string, statuses: AssociationStatus[], subnet: string, expected: string][] = [
    ["the one there is", [status(A)], "subnet-a", "vpce-0a"],
    ["the first of three", [status(A, B, C)], "subnet-a", "vpce-0a"],
    ["the last of three", [status(A, B, C)], "subnet-c", "vpce-0c"],
    ["one of another status", [status(A), status(C, B)], "subnet-b", "vpce-0b"],
    ["one beside a subnet that has none yet", [status(state("subnet-c"), A)], "subnet-a", "vpce-0a"],
    ["not that of a subnet whose id is longer", [status(state("subnet-ab", "vpce-9"), A)], "subnet-a", "vpce-0a"],
    [
      "it by its subnet, whatever AWS calls the zone",
      [status({ ...A, availabilityZone: "euw1-az3" } as State, { ...B, availabilityZone: "eu-west-1a" } as State)],
      "subnet-a",
      "vpce-0a",
    ],
  ];
  for (const [title, statuses, subnet, expected] of table)
    it(`gives ${title}`, () => {
      expect(endpointIn(statuses, subnet)).to.equal(expected);
    });

  it("gives the subnet's endpoint in whatever order AWS gives its sets", () => {
    const subnets = fc.shuffledSubarray(["subnet-a", "subnet-b", "subnet-c"], { minLength: 1 });
    fc.assert(
      fc.property(subnets, fc.nat(), (some, at) => {
        const subnet = some[at % some.length]!;
        const states = some.map((each) => state(each, `vpce-${each}`));
        expect(endpointIn([status(...states)], subnet)).to.equal(`vpce-${subnet}`);
        const single = states.map((one) => status(one));
        expect(endpointIn(single, subnet)).to.equal(`vpce-${subnet}`);
      }),
    );
  });

  const mistakes: [title: string, statuses: AssociationStatus[], message: string][] = [
    ["nothing at all", [], "the firewall has 0 endpoints in subnet-b, and must have one; it has some in: no subnet"],
    [
      "other subnets alone, which it names in order",
      [status(C), status(A)],
      "the firewall has 0 endpoints in subnet-b, and must have one; it has some in: subnet-a, subnet-c",
    ],
    [
      "a subnet whose endpoint is not there yet",
      [status(state("subnet-b"))],
      "the firewall has 0 endpoints in subnet-b, and must have one",
    ],
    [
      "two in one subnet",
      [status(state("subnet-b", "vpce-1", "vpce-2"))],
      "the firewall has 2 endpoints in subnet-b, and must have one; it has some in: subnet-b",
    ],
    [
      "two in one subnet, of two statuses",
      [status(B), status(B)],
      "the firewall has 2 endpoints in subnet-b, and must have one",
    ],
  ];
  for (const [title, statuses, message] of mistakes)
    it(`refuses ${title}`, () => {
      expect(() => endpointIn(statuses, "subnet-b")).to.throw(RangeError, message);
    });
});
