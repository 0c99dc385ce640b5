import { expect } from "chai";
import { findings } from "../../../analysis";
import type { ResourceNode } from "../../../graph/graph";
import { type Extras, graph, node, reference } from "../../support/graphs";

const London = { region: "eu-west-2" };

/** Of the text of each finding, with what it is about. */
const silent = (...resources: ResourceNode[]): Record<string, string[]> =>
  Object.fromEntries(
    findings(graph(resources))
      .filter(({ rule }) => rule === "silent-alarms")
      .map(({ text, resources: names }) => [text, names]),
  );

const told = { alarmActions: ["arn:aws:sns:eu-west-1:123456789012:alarms"] };
const alarm = (name: string, inputs: object = {}, extras: Extras = {}) =>
  node("MetricAlarm", name, { ...inputs }, extras);
const on = (name: string, parts: ResourceNode[], inputs: object = {}) =>
  node("CompositeAlarm", name, {
    alarmRule: parts.map((part) => `ALARM("${reference(part, "name")}")`).join(" OR "),
    ...inputs,
  });

describe("analysis/findings/alarms: silent-alarms", () => {
  const one = alarm("one");
  const both = on("both", [one, alarm("two")]);
  const cases: [string, ResourceNode[], Record<string, string[]>][] = [
    ["one that tells nobody", [one], { "Nobody hears of one alarm in eu-west-1.": ["one"] }],
    [
      "of several those that tell nobody, once for all regions",
      [alarm("far", {}, London), alarm("heard", told), alarm("near", { alarmActions: [] })],
      { "Nobody hears of 2 alarms in eu-west-1, eu-west-2.": ["far", "near"] },
    ],
    ["none that tells somebody", [alarm("heard", told)], {}],
    ["none that tells a scaling policy", [alarm("steps", { alarmActions: ["${Policy:steps.arn}"] })], {}],
    [
      "none that a health check follows",
      [one, node("HealthCheck", "check", { cloudwatchAlarmName: reference(one, "name") })],
      {},
    ],
    [
      "what is in an alarm that only a practice run heeds, and not that",
      [
        one,
        on("outcome", [one]),
        node("ZonalAutoshift", "shift", { outcomeAlarms: ["${CompositeAlarm:outcome.arn}"] }),
      ],
      { "Nobody hears of one alarm in eu-west-1.": ["one"] },
    ],
    ["none on which an alarm tells somebody", [one, on("whole", [one], told)], {}],
    ["none that is told of by an alarm on alarms", [one, alarm("two"), both, on("all", [both], told)], {}],
    [
      "all where the alarm on them tells nobody either",
      [one, alarm("two"), both],
      { "Nobody hears of 3 alarms in eu-west-1.": ["one", "two", "both"] },
    ],
  ];
  for (const [what, resources, expected] of cases)
    it(`names ${what}`, () => {
      expect(silent(...resources)).to.deep.equal(expected);
    });
});
