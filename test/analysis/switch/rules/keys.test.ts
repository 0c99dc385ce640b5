import { expect } from "chai";
import { type Switch, switchOf } from "../../../../analysis/switch/switch";
import { compare } from "../../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../../graph/providerEffects";
import { WATCHED, type Raw, recordConfig } from "../../../support/recording";

const IRELAND = { zones: ["a", "b"], cidr: "10.20.0.0/16" };
const FRANKFURT = { zones: ["a", "b"], cidr: "10.30.0.0/16" };
const EXISTING = { kind: "existing", arns: { "eu-west-1": "arn:aws:kms:eu-west-1:123456789012:key/1234abcd" } };
const without: Raw = WATCHED;
const withKeys = (keys: Raw = {}, rest: Raw = {}): Raw => ({
  ...WATCHED,
  ...rest,
  guard: { keys: { kind: "created", ...keys } },
});

async function found(from: Raw, to: Raw): Promise<Pick<Switch, "verdict" | "interruptions" | "byHand" | "refusals">> {
  const [before, after] = [await recordConfig(from), await recordConfig(to)];
  const whole = switchOf(before, after, compare(before, after, PROVIDER_EFFECTS));
  const ofKeys = ({ rule }: { rule: string }) => rule === "lost-key" || rule === "left-key";
  return { ...whole, interruptions: whole.interruptions.filter(ofKeys), byHand: whole.byHand.filter(ofKeys) };
}

describe("analysis/switch: a key that is taken away", () => {
  it("leaves what it has encrypted unreadable, and can be had back for a time", async () => {
    const { interruptions, byHand } = await found(withKeys(), without);
    const holders = ["network-eu-west-1-flow-logs", "fleet-eu-west-1-template"];
    expect(interruptions).to.deep.equal([
      {
        rule: "lost-key",
        severity: "none",
        who: `whoever reads what ${holders.join(", ")} hold of before`,
        what:
          "key-eu-west-1 is deleted, and what it has encrypted cannot be read, though it stays; an instance that has been stopped cannot be " +
          "started. Let guard.keys.use: false be an update of its own before, and wait until that has aged",
        duration: "for good, unless somebody cancels the deletion of the key within its 30 days",
        source: "docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
        lasting: false,
        resources: ["key-eu-west-1", ...holders],
      },
    ]);
    expect(byHand.map(({ rule, commands }) => [rule, ...commands])).to.deep.equal([
      [
        "lost-key",
        "aws resourcegroupstaggingapi get-resources --region eu-west-1 \\\n" +
          "  --resource-type-filters kms:key --tag-filters Key=Name,Values=ha-tcp-test-key-eu-west-1",
        "aws kms cancel-key-deletion --region eu-west-1 --key-id KEY_ID",
        "aws kms enable-key --region eu-west-1 --key-id KEY_ID",
      ],
    ]);
  });

  it("says of instances only what a key of volumes means", async () => {
    const named = {
      service: { port: 5000, hostname: "tcp.example.com" },
      dns: { zone: "example.com" },
    };
    const [from, to] = [withKeys({}, named), { ...WATCHED, ...named, guard: {} }];
    const logged = (raw: Raw): Raw => ({ ...raw, guard: { ...(raw["guard"] as Raw), audit: { queryLogs: {} } } });
    const { interruptions } = await found(logged(from), logged(to));
    const of = (key: string) => interruptions.find(({ resources }) => resources[0] === key)?.what;
    expect(of("key-eu-west-1")).to.include("cannot be started");
    expect(of("key-us-east-1")).to.include("though it stays. Let guard.keys.use");
  });

  it("for one that exists is taken away as well", async () => {
    expect((await found(withKeys(), withKeys(EXISTING))).interruptions.map(({ rule }) => rule)).to.deep.equal([
      "lost-key",
    ]);
  });

  it("once nothing has been encrypted with it for a while is asked about, and needs nobody's hands", async () => {
    const { interruptions, byHand } = await found(withKeys({ use: false }), without);
    expect(interruptions.map(({ who, resources }) => [who, ...resources])).to.deep.equal([
      ["whoever reads what key-eu-west-1 has encrypted", "key-eu-west-1"],
    ]);
    expect(byHand).to.deep.equal([]);
  });

  it("stays in the account under protect, where somebody deletes it when its logs have aged", async () => {
    const { interruptions, byHand, refusals } = await found(withKeys({}, { protect: true }), {
      ...without,
      protect: true,
    });
    expect([interruptions, refusals]).to.deep.equal([[], []]);
    expect(byHand.map(({ rule, what, commands }) => [rule, what, commands.at(-1)])).to.deep.equal([
      [
        "left-key",
        "key-eu-west-1 stays in the account for what it has encrypted, at a dollar a month. Delete it once nobody will read that",
        "aws kms schedule-key-deletion --region eu-west-1 --key-id KEY_ID --pending-window-in-days 30",
      ],
    ]);
  });

  const nothing: [title: string, from: Raw, to: Raw][] = [
    ["a key that comes", without, withKeys()],
    ["a key that is used no more, and stays", withKeys(), withKeys({ use: false })],
    [
      "a region that goes, with its key and all that it holds",
      withKeys({}, { regions: { "eu-west-1": IRELAND, "eu-central-1": FRANKFURT } }),
      withKeys({}, { regions: { "eu-west-1": IRELAND } }),
    ],
    [
      "a firewall's own key, which goes with the firewall",
      { ...WATCHED, options: ["networkFirewall"], networkFirewall: { customerManagedKey: true } },
      without,
    ],
  ];
  for (const [title, from, to] of nothing)
    it(`says nothing of ${title}`, async () => {
      const { interruptions, byHand } = await found(from, to);
      expect([interruptions, byHand]).to.deep.equal([[], []]);
    });

  it("and one that comes renew the instances, one by one: their volumes are others", async () => {
    const { verdict } = await found(without, withKeys());
    expect(verdict).to.equal("brief");
  });
});

describe("analysis/switch: logs for audits that go", () => {
  const audited = (rest: Raw, audit: Raw = {}): Raw => ({ ...WATCHED, ...rest, guard: { audit } });
  const named = { service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } };
  const bucketed = (protect: boolean): Raw => ({
    ...WATCHED,
    protect,
    globalAccelerator: { flowLogs: { kind: "created" } },
  });
  const unbucketed = (protect: boolean): Raw => ({ ...WATCHED, protect, globalAccelerator: {} });
  const gone = async (from: Raw, to: Raw): Promise<string[]> => {
    const [before, after] = [await recordConfig(from), await recordConfig(to)];
    const { interruptions } = switchOf(before, after, compare(before, after, PROVIDER_EFFECTS));
    return interruptions.flatMap(({ rule, what, resources }) =>
      rule === "logs" ? [`${resources.join(", ")}: ${what.slice(0, 23)}`] : [],
    );
  };

  it("go with what they hold, unless they are kept", async () => {
    expect(await gone(audited(named, { queryLogs: {} }), audited(named))).to.deep.equal([
      "dns-query-logs: log groups are deleted ",
    ]);
    expect(await gone(bucketed(false), unbucketed(false))).to.deep.equal(["anycast-logs: buckets are deleted wit"]);
    expect(await gone(bucketed(true), unbucketed(true))).to.deep.equal([]);
  });
});
