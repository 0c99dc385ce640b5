import { expect } from "chai";
import { type Finding, findings } from "../../../analysis";
import { BASE, type Raw, recordConfig } from "../../support/recording";

const ADVANCED = { kind: "advanced", subscriptionUsdPerMonth: 3000 };
const NAMED: Raw = { service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } };
const inZones = (zones: string[]): Raw => ({
  regions: { "eu-west-1": { zones, cidr: "10.20.0.0/16", nat: "single" } },
});
const PHONE = { email: "operators@example.com", phone: "+15555550100" };

const guarded = (guard: Raw, rest: Raw = {}): Raw => ({ ...BASE, ...rest, guard });
const shifted = (rest: Raw = {}): Raw => guarded({ autoshift: {} }, rest);

/** What the rules of guard say of a stack: severity, rule, and the names that it is about. */
async function found(raw: Raw): Promise<string[]> {
  const all = findings(await recordConfig(raw)).filter(({ rule }) => /^(shield|cost-tags|autoshift)/.test(rule));
  return all.map(({ severity, rule, resources }) => [severity, rule, ...resources].join(" "));
}

async function finding(raw: Raw, rule: string): Promise<Finding | undefined> {
  return findings(await recordConfig(raw)).find((each) => each.rule === rule);
}

describe("findings of guard", () => {
  const PROTECTIONS = "shield-eu-west-1-a shield-eu-west-1-b";
  const table: [title: string, raw: Raw, expected: string[]][] = [
    ["of nothing", BASE, []],
    [
      "of protections without a health check",
      guarded({ shield: ADVANCED }),
      [`warning shield-subscription ${PROTECTIONS}`, `warning shield-unchecked ${PROTECTIONS}`],
    ],
    ["of protections with one", guarded({ shield: ADVANCED }, NAMED), [`warning shield-subscription ${PROTECTIONS}`]],
    [
      "of parked addresses, which nobody attacks",
      guarded({ shield: ADVANCED }, { options: ["privateLink"] }),
      [`warning shield-subscription ${PROTECTIONS}`],
    ],
    [
      "of contacts",
      guarded({ shield: { ...ADVANCED, contacts: [PHONE] } }, NAMED),
      [`warning shield-subscription ${PROTECTIONS}`, "note shield-contacts shield-contacts"],
    ],
    [
      "of a budget",
      guarded({ budget: { monthlyUsd: 10, emails: ["team@example.com"] } }),
      ["note cost-tags budget-month"],
    ],
    ["of two zones at half their load", shifted(), ["warning autoshift-load fleet-eu-west-1-asg"]],
    ["of two zones at less", shifted({ instances: { scaling: { targetCpuPercent: 45 } } }), []],
    ["of three zones at half their load", shifted(inZones(["a", "b", "c"])), []],
    ["of a fleet that scales by other things", shifted({ instances: { scaling: { targetCpuPercent: "none" } } }), []],
    [
      "of zones that cannot have the same",
      shifted({ ...inZones(["a", "b", "c"]), instances: { min: 4 } }),
      ["note autoshift-balance fleet-eu-west-1-asg"],
    ],
    [
      "of tasks",
      shifted({ options: ["ecs"], ecs: { launch: "fargate", min: 3, scaling: { targetCpuPercent: 60 } } }),
      [
        "warning autoshift-load tasks-eu-west-1-fargate-service",
        "note autoshift-balance tasks-eu-west-1-fargate-service",
      ],
    ],
  ];
  for (const [title, raw, expected] of table)
    it(title, async () => {
      expect(await found(raw)).to.deep.equal(expected);
    });

  const multivalue = (healthCheck: Raw): Raw =>
    shifted({
      ...inZones(["a", "b", "c"]),
      service: NAMED["service"],
      dns: { zone: "example.com", routing: "multivalue", healthCheck },
    });

  it("of a name that wants all zones", async () => {
    const strict = multivalue({ minimumHealthyAddresses: 3, followZones: true });
    expect(await found(strict)).to.deep.equal(["warning autoshift-region front-eu-west-1 front-eu-west-1-zones"]);
    expect(await found(multivalue({ minimumHealthyAddresses: 2, followZones: true }))).to.deep.equal([]);
  });

  it("of a name that does not hear of a zone that is taken out", async () => {
    expect(await found(multivalue({}))).to.deep.equal(["warning autoshift-unheard front-eu-west-1"]);
  });

  it("say the price, and how much load is too much", async () => {
    const price = await finding(guarded({ shield: ADVANCED }), "shield-subscription");
    expect(price?.text).to.include("3,000 USD a month for 12 months at least");
    const load = await finding(shifted(), "autoshift-load");
    expect(load?.text).to.include("at 50 % of its CPU").and.include("with one of 2 zones").and.include("at 100 %");
    expect(load?.fix).to.equal("Set instances.scaling.targetCpuPercent to 45 or less, or add a zone.");
  });
});
