import { expect } from "chai";
import type { Review } from "../../../analysis";
import { costRow, reviewRows } from "../../../cli/plan/reviewRows";
import { NOTHING_TO_REVIEW } from "../../support/planView";

const front = { region: "eu-west-1", loadBalancer: "front-eu-west-1", port: 5000 };
const LIST = "com.amazonaws.eu-west-1.route53-healthchecks";
const none = { ranges: [], prefixLists: [], securityGroups: [] };
const image = { region: "eu-west-1", of: "instances", kind: "machine", pinned: false } as const;
const PARAMETER = "/team/image";

/** The lines of the one row. */
const lines = (of: Partial<Review>, isPublic = true): string[] => {
  const rows = reviewRows({ ...NOTHING_TO_REVIEW, ...of }, { isPublic });
  expect(rows).to.have.length(1);
  return rows[0]?.[1].split("\n") ?? [];
};

describe("cli/reviewRows", () => {
  it("says nothing of what there is not", () => {
    expect(reviewRows(NOTHING_TO_REVIEW, { isPublic: true })).to.deep.equal([]);
    expect(
      reviewRows(
        { ...NOTHING_TO_REVIEW, healthCheckers: { loadBalancers: [], notNeeded: "noName" } },
        { isPublic: false },
      ),
    ).to.deep.equal([]);
  });

  const clients: [what: string, rows: object[], expected: string[]][] = [
    ["everyone", [{ ranges: ["0.0.0.0/0"] }], ["everyone (0.0.0.0/0)"]],
    ["everyone by both families", [{ ranges: ["0.0.0.0/0", "::/0"] }], ["everyone (0.0.0.0/0, ::/0)"]],
    ["everyone by IPv6 alone", [{ ranges: ["10.0.0.0/8", "::/0"] }], ["10.0.0.0/8, ::/0"]],
    ["nobody", [{ ranges: ["192.0.2.0/24"] }], ["nobody"]],
    ["nobody, as no range is said", [{}], ["nobody"]],
    [
      "lists and groups, but for the checkers' list",
      [{ ranges: ["10.0.0.0/8"], prefixLists: ["pl-1", LIST], securityGroups: ["sg-1"] }],
      ["10.0.0.0/8, prefix list pl-1, security group sg-1"],
    ],
    [
      "many, of which some are named",
      [{ ranges: Array.from({ length: 10 }, (_, index) => `10.${index}.0.0/16`) }],
      [`${Array.from({ length: 8 }, (_, index) => `10.${index}.0.0/16`).join(", ")}, 2 more`],
    ],
    [
      "those of ports, and of regions where they differ",
      [
        { ranges: ["10.0.0.0/8"] },
        { ranges: ["10.1.0.0/16"], region: "eu-west-2" },
        { port: 443, ranges: ["10.0.0.0/8"] },
        { port: 443, ranges: ["10.0.0.0/8"], region: "eu-west-2" },
      ],
      ["to 5000: 10.0.0.0/8 in eu-west-1", "to 5000: 10.1.0.0/16 in eu-west-2", "to 443: 10.0.0.0/8"],
    ],
  ];
  for (const [what, rows, expected] of clients)
    it(`says who may connect: ${what}`, () => {
      expect(lines({ clients: rows.map((each) => ({ ...front, ...none, ...each })) })).to.deep.equal(expected);
    });

  it("says which port leads to which", () => {
    const tcp = (port: number) => ({ port, protocol: "TCP" });
    expect(
      lines({
        ports: [
          { ...tcp(443), loadBalancerPort: 5000, targets: [tcp(8083), { port: 8443, protocol: "TLS" }] },
          { port: 5001, protocol: "TLS", targets: [] },
        ],
      }),
    ).to.deep.equal([
      "TCP 443 → 5000 at the load balancers → TCP 8083 or TLS 8443 at targets",
      "TLS 5001 → nothing at targets",
    ]);
  });

  it("says which certificates there are, and how they are renewed", () => {
    const row = { region: "eu-west-1", arn: "arn:1", isDefault: true, alarmDays: [44, 7] };
    const [first, second, renewal] = lines({
      certificates: [row, { ...row, arn: "arn:2", isDefault: false, alarmDays: [] }],
    });
    expect([first, second]).to.deep.equal([
      "arn:1; alarms 44 and 7 days before its end",
      "arn:2, for the names in it; no alarm before its end",
    ]);
    expect(renewal).to.match(/^ACM renews one that it issued .*; one that was imported, you renew$/);
  });

  it("says what runs, and what of it is pinned", () => {
    expect(
      lines({
        images: [
          { ...image, image: `resolve:ssm:${PARAMETER}` },
          { ...image, image: `resolve:ssm:${PARAMETER}`, region: "eu-west-2" },
          { ...image, of: "hosts", image: "ami-1", pinned: true },
          { ...image, of: "tasks", kind: "container", image: "nginx:1", region: "eu-west-2" },
        ],
      }),
    ).to.deep.equal([
      `instances: what ${PARAMETER} names at each launch, not pinned`,
      "hosts: ami-1, pinned, in eu-west-1",
      "tasks: nginx:1, by a tag, which may be moved, in eu-west-2",
    ]);
  });

  it("says how Route 53's health checkers come in, or why they need not", () => {
    const of = (healthCheckers: Review["healthCheckers"]) => lines({ healthCheckers });
    expect(of({ loadBalancers: [], notNeeded: "noName" })).to.deep.equal([
      "Route 53's are not needed: it answers for no name of the stack",
    ]);
    expect(of({ loadBalancers: [], notNeeded: "targetHealth" })).to.deep.equal([
      "Route 53's are not needed: names follow what load balancers say of their targets",
    ]);
    expect(
      of({
        loadBalancers: [
          { ...front, by: "everyone" },
          { ...front, by: "list" },
          { ...front, by: "nothing" },
        ],
      }),
    ).to.deep.equal([
      "Route 53's are let in, as everyone is",
      `Route 53's are let in by the prefix list ${LIST}`,
      "Route 53's are not let in to front-eu-west-1 at 5000: its addresses look dead to DNS",
    ]);
  });

  it("says what a month costs, and what of it is not known", () => {
    const month = { fixed: 80, usage: 20.5, total: 100.5, estimated: 3 };
    const unpriced = { resource: "one", type: "aws:x", region: "eu-west-1", reason: "because" };
    expect(costRow({ month: { ...month, estimated: 0 }, unpriced: [] })).to.deep.equal([
      "Cost",
      "100.50 USD a month: 80.00 fixed, 20.50 usage",
    ]);
    expect(costRow({ month, unpriced: [unpriced, { ...unpriced, atMost: 5 }] })[1]).to.equal(
      "100.50 USD a month: 80.00 fixed, 20.50 usage; ~3.00 of it by prices of us-east-1; up to 5.00 more is not counted; " +
        "1 without a price, which npm run cost names",
    );
    expect(costRow({ unknownRegions: ["xx-east-1"] })[1]).to.equal("not known: there are no prices of xx-east-1");
  });
});
