import { expect } from "chai";
import fc from "fast-check";
import { type AssociationStatus, endpointIn } from "../../../plan/network/inspection";

type State = AssociationStatus["associationSyncStates"][number];

const state = (availabilityZone: string, ...ids: string[]): State => ({
  availabilityZone,
  attachments: ids.map((endpointId) => ({ endpointId })),
});
const status = (...associationSyncStates: State[]): AssociationStatus => ({ associationSyncStates });

const A = state("eu-west-1a", "vpce-0a");
const B = state("eu-west-1b", "vpce-0b");
const C = state("eu-west-1c", "vpce-0c");

describe("plan/network/inspection: endpointIn", () => {
  const table: [title: string, statuses: AssociationStatus[], zone: string, expected: string][] = [
    ["the one there is", [status(A)], "eu-west-1a", "vpce-0a"],
    ["the first of three", [status(A, B, C)], "eu-west-1a", "vpce-0a"],
    ["the last of three", [status(A, B, C)], "eu-west-1c", "vpce-0c"],
    ["one of another status", [status(A), status(C, B)], "eu-west-1b", "vpce-0b"],
    ["one beside a zone that has none yet", [status(state("eu-west-1c"), A)], "eu-west-1a", "vpce-0a"],
    ["not that of a zone whose name is longer", [status(state("eu-west-1ab", "vpce-9"), A)], "eu-west-1a", "vpce-0a"],
  ];
  for (const [title, statuses, zone, expected] of table)
    it(`gives ${title}`, () => {
      expect(endpointIn(statuses, zone)).to.equal(expected);
    });

  it("gives the zone's endpoint in whatever order AWS gives its sets", () => {
    const zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
    const states = fc
      .shuffledSubarray(zones, { minLength: 1 })
      .map((some) => some.map((zone) => state(zone, `vpce-${zone}`)));
    fc.assert(
      fc.property(states, fc.nat(), (some, at) => {
        const { availabilityZone } = some[at % some.length]!;
        expect(endpointIn([status(...some)], availabilityZone)).to.equal(`vpce-${availabilityZone}`);
        expect(
          endpointIn(
            some.map((one) => status(one)),
            availabilityZone,
          ),
        ).to.equal(`vpce-${availabilityZone}`);
      }),
    );
  });

  const mistakes: [title: string, statuses: AssociationStatus[], message: string][] = [
    ["nothing at all", [], "the firewall has 0 endpoints in eu-west-1b, and must have one; it has some in: no zone"],
    [
      "other zones alone, which it names in order",
      [status(C), status(A)],
      "the firewall has 0 endpoints in eu-west-1b, and must have one; it has some in: eu-west-1a, eu-west-1c",
    ],
    [
      "a zone whose endpoint is not there yet",
      [status(state("eu-west-1b"))],
      "the firewall has 0 endpoints in eu-west-1b, and must have one",
    ],
    [
      "two in one zone",
      [status(state("eu-west-1b", "vpce-1", "vpce-2"))],
      "the firewall has 2 endpoints in eu-west-1b, and must have one; it has some in: eu-west-1b",
    ],
    [
      "two in one zone, of two statuses",
      [status(B), status(B)],
      "the firewall has 2 endpoints in eu-west-1b, and must have one",
    ],
  ];
  for (const [title, statuses, message] of mistakes)
    it(`refuses ${title}`, () => {
      expect(() => endpointIn(statuses, "eu-west-1b")).to.throw(RangeError, message);
    });
});
