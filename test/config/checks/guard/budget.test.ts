import { noMistake, ruleMistake } from "../../../support/mistakes";

const budget = (settings: object, more: object = {}) => ({ "guard.budget": { monthlyUsd: 100, ...settings }, ...more });

const B = "guard.budget";
const ONE = ["team@example.com"];
const TICKET = { "monitoring.notify.ticket.emails": ONE };

describe("config: a budget", () => {
  noMistake("that tells one", budget({ emails: ONE }));
  noMistake("that tells those of tickets", budget({}, TICKET));
  noMistake(
    "that tells a topic of us-east-1",
    budget({}, { "monitoring.notify.ticket.topicArns": ["arn:aws:sns:us-east-1:123456789012:costs"] }),
  );
  for (const [title, more] of [
    ["somebody", {}],
    ["more than who is woken", { "monitoring.notify.page.emails": ONE }],
    ["a topic that it can reach", { "monitoring.notify.ticket.topicArns": ["arn:aws:sns:eu-west-1:123456789012:t"] }],
  ] as const)
    ruleMistake(`tells ${title}`, budget({}, more), [
      `${B}.emails`,
      [],
      "one address or more, where monitoring.notify.ticket has nobody in us-east-1",
      "name who is to be told",
    ]);
  for (const [key, value] of [
    ["actualPercent", 80],
    ["forecastPercent", 80],
    ["emails", "team@example.com"],
  ] as const)
    ruleMistake(`has ${key} once each`, budget({ emails: ONE, [key]: [value, value] }), [
      `${B}.${key}[1]`,
      value,
      "once",
      "remove the repetition",
    ]);
  ruleMistake("has a threshold", budget({ emails: ONE, actualPercent: [], forecastPercent: [] }), [
    `${B}.actualPercent`,
    [],
    "these are 0",
    "name one",
  ]);
  const many = Array.from({ length: 9 }, (_, index) => 10 * (index + 1));
  ruleMistake("has ten at most", budget({ emails: ONE, actualPercent: many, forecastPercent: [90, 100] }), [
    `${B}.actualPercent`,
    many,
    "1 to 10 thresholds together with forecastPercent; these are 11",
    "remove some",
  ]);
  noMistake("with ten", budget({ emails: ONE, actualPercent: many, forecastPercent: [100] }));
});
