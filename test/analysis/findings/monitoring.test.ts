import { expect } from "chai";
import { type Finding, findings } from "../../../analysis";
import type { ResourceNode } from "../../../graph/graph";
import { type Extras, graph, node } from "../../support/graphs";
import { FULL } from "../../support/full";
import { WATCHED, SERVICE_SHAPES, recordConfig } from "../../support/recording";

const alarm = (name: string, inputs: Record<string, unknown> = {}, extras: Extras = {}) =>
  of("aws:cloudwatch/metricAlarm:MetricAlarm", name, inputs, extras);
const composite = (name: string, named: string[], inputs: Record<string, unknown> = {}) =>
  of("aws:cloudwatch/compositeAlarm:CompositeAlarm", name, {
    alarmRule: named.map((each) => `ALARM("\${${each}}")`).join(" OR "),
    ...inputs,
  });
const TOLD = { alarmActions: ["arn:aws:sns:eu-west-1:123456789012:x"] };

function of(type: string, name: string, inputs: Record<string, unknown>, extras: Extras = {}): ResourceNode {
  const model = node("Vpc", name, inputs, extras);
  return { ...model, urn: model.urn.replace(model.type, type), type };
}

const silent = (all: readonly Finding[]): Finding[] => all.filter(({ rule }) => rule === "silent-alarms");

describe("analysis/findings/monitoring: alarms that nobody hears", () => {
  const cases: [what: string, resources: ResourceNode[], unheard: string[]][] = [
    ["without an action", [alarm("two"), alarm("one", { alarmActions: [] })], ["one", "two"]],
    ["that tell a topic, or scale", [alarm("one", TOLD)], []],
    ["beside one that is told of", [alarm("one", TOLD), alarm("two")], ["two"]],
    [
      "that a composite names which is told of",
      [alarm("one"), alarm("two"), composite("both", ["MetricAlarm:one.name", "MetricAlarm:two.name"], TOLD)],
      [],
    ],
    [
      "that a composite names which nobody hears",
      [alarm("one"), composite("all", ["MetricAlarm:one.name"])],
      ["all", "one"],
    ],
    [
      "under two composites",
      [composite("a", ["MetricAlarm:one.name"]), alarm("one"), composite("b", ["CompositeAlarm:a.alarmName"], TOLD)],
      [],
    ],
    [
      "that a health check follows",
      [
        alarm("one"),
        of("aws:route53/healthCheck:HealthCheck", "check", { cloudwatchAlarmName: "${MetricAlarm:one.name}" }),
      ],
      [],
    ],
    [
      "that only a practice run of autoshift heeds, and what is under them",
      [
        alarm("one"),
        composite("outcome", ["MetricAlarm:one.name"]),
        of("aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration", "shift", {
          outcomeAlarms: ["${CompositeAlarm:outcome.arn}"],
        }),
      ],
      ["one"],
    ],
    [
      "that mute another",
      [alarm("one"), composite("b", [], { ...TOLD, actionsSuppressor: { alarm: "${MetricAlarm:one.arn}" } })],
      ["one"],
    ],
  ];
  for (const [what, resources, unheard] of cases)
    it(`${unheard.join(", ") || "none"}, of those ${what}`, () => {
      expect(silent(findings(graph(resources))).flatMap((finding) => finding.resources)).to.deep.equal(unheard);
    });

  it("are told in one note, with their regions", () => {
    const found = silent(findings(graph([alarm("two", {}, { region: "eu-west-2" }), alarm("one")])));
    expect(found).to.deep.equal([
      {
        severity: "note",
        rule: "silent-alarms",
        text: "Nobody hears of 2 alarms in eu-west-1, eu-west-2: one, two.",
        fix: "Say in monitoring.notify.page who is woken, and in monitoring.notify.ticket who is told for the next working day.",
        resources: ["one", "two"],
      },
    ]);
  });

  it("are told by the first few names where they are many", () => {
    const textOf = (...names: string[]) =>
      silent(findings(graph(names.map((name) => alarm(name))))).map(({ text }) => text);
    expect(textOf("d", "c", "b", "a")).to.deep.equal(["Nobody hears of 4 alarms in eu-west-1: a, b, c, d."]);
    expect(textOf("e", "d", "c", "b", "a")).to.deep.equal([
      "Nobody hears of 5 alarms in eu-west-1: a, b, c and 2 more.",
    ]);
  });

  it("are none of any config where both grades are heard", async () => {
    const notify = { page: { emails: ["pager@example.com"] }, ticket: { emails: ["team@example.com"] } };
    // What is watched differs with the option; every shape in the long form.
    const shapes = Object.entries({ smallest: WATCHED, ...SERVICE_SHAPES });
    const options = new Set<unknown>();
    const first = shapes.filter(
      ([, { options: chosen }]) => !options.has(String(chosen)) && options.add(String(chosen)),
    );
    for (const [title, raw] of FULL ? shapes : first)
      expect(silent(findings(await recordConfig({ ...raw, monitoring: { notify } }))), title).to.deep.equal([]);
  });
});
