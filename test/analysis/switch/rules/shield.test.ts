import { expect } from "chai";
import { byHand } from "../../../../analysis/switch/byHand";
import { compare } from "../../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../../graph/providerEffects";
import { BASE, type Raw, recordConfig } from "../../../support/recording";

const NAMED: Raw = {
  ...BASE,
  service: { port: 5000, hostname: "tcp.example.com" },
  dns: { zone: "example.com" },
};
const ADVANCED = { kind: "advanced", subscriptionUsdPerMonth: 3000 };
const CALLED = { ...ADVANCED, contacts: [{ email: "operators@example.com", phone: "+15555550100" }] };
const shielded = (shield: Raw): Raw => ({ ...NAMED, guard: { shield } });

async function stepsFrom(before: Raw, after: Raw) {
  const [from, to] = [await recordConfig(before), await recordConfig(after)];
  return byHand(from, to, compare(from, to, PROVIDER_EFFECTS)).map(({ rule, resources }) =>
    [rule, ...resources].join(" "),
  );
}

describe("switch: Shield Advanced", () => {
  const names = "shield-eu-west-1-a shield-eu-west-1-b";
  const table: [title: string, before: Raw, after: Raw, expected: string[]][] = [
    ["comes to an account that must be subscribed", NAMED, shielded(ADVANCED), [`shield-subscription ${names}`]],
    ["goes, and the subscription stays", shielded(ADVANCED), NAMED, [`shield-left ${names}`]],
    [
      "goes with the account's contacts",
      shielded(CALLED),
      NAMED,
      [`shield-left ${names}`, "shield-contacts-left shield-contacts"],
    ],
    ["stays without them", shielded(CALLED), shielded(ADVANCED), ["shield-contacts-left shield-contacts"]],
    ["stays as it is", shielded(CALLED), shielded(CALLED), []],
  ];
  for (const [title, before, after, expected] of table)
    it(title, async () => {
      expect(await stepsFrom(before, after)).to.deep.equal(expected);
    });

  it("protects the same addresses by the same protections, whatever the options become", async () => {
    const [from, to] = [
      await recordConfig(shielded(ADVANCED)),
      await recordConfig({ ...shielded(ADVANCED), options: ["ecs", "networkFirewall"] }),
    ];
    const touched = compare(from, to, PROVIDER_EFFECTS).filter(
      ({ type, action }) => type === "aws:shield/protection:Protection" && action !== "keep",
    );
    expect(touched).to.deep.equal([]);
  });
});
