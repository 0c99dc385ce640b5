import { expect } from "chai";
import type { BalancerState } from "../../../../analysis/failures/model/loadBalancers";
import type { RuleName } from "../../../../analysis/failures";
import { acceleratorStates } from "../../../../analysis/failures/state/accelerators";
import type { EndpointGroup } from "../../../../analysis/paths";

const group = (region: string, dial: number): EndpointGroup => ({
  name: `group-${region}`,
  region,
  accelerator: { name: "anycast", dualStack: false },
  dial,
  ports: [],
  overrides: [],
  endpoints: [{ name: region, foreign: false, weight: 128, preservesClientIp: true }],
  leadsSomewhere: true,
});

const balancer = (healthy: boolean): BalancerState => ({ healthyZones: [], zonesInName: [], healthy });

describe("where an accelerator leads its clients", () => {
  const ROWS: [what: string, dials: number[], unhealthy: string, leadsTo: string, rules: string][] = [
    ["to the groups whose dials are up", [100, 100, 0], "", "a b", ""],
    ["past an unhealthy standby as before", [100, 100, 0], "c", "a b", "acceleratorHealth"],
    ["to any other group, whatever its dial", [100, 100, 0], "a", "b c", "acceleratorHealth acceleratorFailover"],
    ["to a standby whose dial is down", [100, 0], "a", "b", "acceleratorHealth acceleratorFailover"],
    ["to all where none is healthy", [100, 0], "a b", "a b", "acceleratorHealth acceleratorFailsOpen"],
    [
      "to unhealthy ones, too, where the three closest to a client may be so",
      [100, 100, 100, 100],
      "a b c",
      "a b c d",
      "acceleratorHealth acceleratorFailsOpen acceleratorFailover",
    ],
  ];

  for (const [what, dials, unhealthy, leadsTo, rules] of ROWS)
    it(`${what}: dials ${dials.join(" ")} without ${unhealthy || "none"}`, () => {
      const names = ["a", "b", "c", "d"].slice(0, dials.length);
      const groups = names.map((name, place) => group(name, dials[place] ?? 0));
      const balancers = new Map(names.map((name) => [name, balancer(!unhealthy.includes(name))]));
      const applied = new Set<RuleName>();
      const state = acceleratorStates({ groups }, new Set(), balancers, applied).get("anycast");
      expect([state?.leadsTo.join(" "), [...applied].join(" ")]).to.deep.equal([leadsTo, rules]);
    });
});
