import { expect } from "chai";
import type { LossKind } from "../../../../analysis/failures";
import type { GroupOfBalancer } from "../../../../analysis/failures/model/loadBalancers";
import { areReset, symptomsOf } from "../../../../analysis/failures/recovery/symptoms";

const group = (crossZone: boolean, endsUnhealthy: boolean): GroupOfBalancer => ({
  name: "group",
  crossZone,
  used: true,
  backends: [],
  interval: 10,
  threshold: 2,
  endsUnhealthy,
  drains: 300,
});

const SILENT = "go silent: no reset comes, so that only a timeout or keepalive of the client's own ends them";
const RESET = "reset, by the load balancer once it has failed its checks";

describe("what clients see", () => {
  const ROWS: [what: string, lost: LossKind[], groups: GroupOfBalancer[], open: string, reset: boolean][] = [
    ["of a zone", ["zone"], [group(false, true)], `those by the zone's node ${SILENT}`, false],
    [
      "of a zone, by the nodes of others, too",
      ["zone"],
      [group(true, false)],
      `those by the zone's node or to a target in it ${SILENT}`,
      false,
    ],
    [
      "of a zone whose targets' connections are ended",
      ["zone"],
      [group(true, true)],
      `those by the zone's node ${SILENT}; those by another zone's node to a target in it are ${RESET}`,
      true,
    ],
    ["of a target whose connections are ended", ["target"], [group(false, true)], `those to it are ${RESET}`, true],
    [
      "of a target beside a NAT gateway, that no client passes",
      ["nat", "target"],
      [group(true, false)],
      "those to it are reset by its host, or go silent",
      false,
    ],
    ["of a region beside all else", ["zone", "region", "target"], [group(true, true)], SILENT, false],
  ];

  for (const [what, lost, groups, open, reset] of ROWS)
    it(what, () => {
      const symptoms = symptomsOf(
        lost.map((kind) => ({ name: `${kind}=x`, kind, of: "x", text: "" })),
        groups,
      );
      expect([symptoms.openConnections, areReset(symptoms)]).to.deep.equal([open, reset]);
    });
});
