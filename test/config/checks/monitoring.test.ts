import { type Expected, formMistake, mistakesAt, noMistake, ruleMistake } from "../../support/mistakes";

const N = "monitoring.notify";
const topic = (region: string, name = "alarms") => `arn:aws:sns:${region}:123456789012:${name}`;

describe("config: topics that hear of alarms", () => {
  const elsewhere = (at: string, value: string, regions: string): Expected => [
    at,
    value,
    `topics of the regions that have alarms: ${regions}`,
    "an alarm reaches topics of its own region only",
  ];
  ruleMistake(
    "of a region without alarms",
    { [`${N}.page.topicArns`]: [topic("eu-west-1"), topic("us-west-2")] },
    elsewhere(`${N}.page.topicArns[1]`, topic("us-west-2"), "eu-west-1, us-east-1"),
  );
  ruleMistake(
    "of the region of Route 53, without a name",
    { [`${N}.ticket.topicArns`]: [topic("us-east-1")], "service.hostname": undefined, dns: undefined },
    elsewhere(`${N}.ticket.topicArns[0]`, topic("us-east-1"), "eu-west-1"),
  );
  noMistake("of the regions of Route 53 and of the accelerator", {
    options: ["globalAccelerator"],
    globalAccelerator: {},
    [`${N}.page.topicArns`]: [topic("us-east-1"), topic("us-west-2")],
  });
  mistakesAt("twice", { [`${N}.page.topicArns`]: [topic("eu-west-1"), topic("eu-west-1")] }, [
    `${N}.page.topicArns[1]`,
  ]);

  const six = ["a", "b", "c", "d", "e", "f"].map((name) => topic("eu-west-1", name));
  ruleMistake("more than an alarm tells", { [`${N}.page.topicArns`]: six }, [
    `${N}.page.topicArns[5]`,
    six[5],
    "5 topics of a region: an alarm tells 5",
    "name fewer: a topic can have many subscribers",
  ]);
  ruleMistake(
    "more than an alarm tells beside the one that is made here",
    { [`${N}.page.topicArns`]: six.slice(1), [`${N}.page.emails`]: ["ops@example.com"] },
    [`${N}.page.topicArns[4]`, six[5], "4 topics of a region: an alarm tells 5, and one is made here", "name fewer"],
  );
  noMistake("as many as an alarm tells, in each of two regions", {
    [`${N}.page.topicArns`]: [...six.slice(1), ...six.slice(1).map((arn) => arn.replace("eu-west-1", "us-east-1"))],
  });
});

describe("config: channels that hear of alarms", () => {
  const slack = (name: string, channelId = "C07EZ1ABC23") => ({ name, workspaceId: "T07EA123LEP", channelId });
  const id = "01234567-89ab-cdef-0123-456789abcdef";
  const teams = (name: string) => ({ name, tenantId: id, teamId: id, channelId: "19%3aa%40thread.tacv2" });
  ruleMistake("a channel twice", { [`${N}.slack`]: [slack("one"), slack("two")] }, [
    `${N}.slack[1].channelId`,
    "C07EZ1ABC23",
    "each channelId once",
    "name both grades in one of the two",
  ]);
  mistakesAt("a name twice", { [`${N}.slack`]: [slack("one"), slack("one", "C07EZ1ABC24")] }, [`${N}.slack[1].name`]);
  ruleMistake("a name in both", { [`${N}.slack`]: [slack("one")], [`${N}.teams`]: [teams("one")] }, [
    `${N}.teams[0].name`,
    "one",
    "a name that no channel of Slack has",
    "choose another",
  ]);
  noMistake("a channel in each", { [`${N}.slack`]: [slack("one")], [`${N}.teams`]: [teams("two")] });
});

describe("config: a dashboard", () => {
  formMistake("monitoring.dashboard", "yes", "true or false", "without quotes");
});

describe("config: no alarms", () => {
  const none = { "monitoring.alarms": false, "monitoring.dashboard": false };
  noMistake("and no dashboard", none);
  const told = (at: string, value: unknown, allowed: string, fix: string): Expected => [
    at,
    value,
    `${allowed}; monitoring.alarms is false`,
    `${fix}, or set monitoring.alarms to true`,
  ];
  ruleMistake(
    "a dashboard of them",
    { "monitoring.alarms": false },
    told("monitoring.dashboard", true, "false: it shows alarms and what they are on", "set it to false"),
  );
  mistakesAt("somebody who hears of them", { ...none, [`${N}.ticket.emails`]: ["team@example.com"] }, [N]);
  mistakesAt(
    "a channel that hears of them",
    { ...none, [`${N}.slack`]: [{ name: "ops", workspaceId: "T07EA", channelId: "C07EZ" }] },
    [N],
  );
  mistakesAt(
    "latency, and autoshift",
    { ...none, "monitoring.latency": { regions: { "eu-west-1": {} } }, "guard.autoshift": {} },
    ["monitoring.latency", "guard.autoshift"],
  );
});
