import { noMistake, ruleMistake } from "../../support/mistakes";

const ADVANCED = { kind: "advanced", subscriptionUsdPerMonth: 3000 };
const PHONE = { email: "operators@example.com", phone: "+15555550100" };
const NO_NAME = { dns: undefined, "service.hostname": undefined };

const shield = (contacts: object[], more: object = {}) => ({ "guard.shield": { ...ADVANCED, contacts }, ...more });
const autoshift = (settings: object = {}, more: object = {}) => ({ "guard.autoshift": settings, ...more });
const budget = (settings: object, more: object = {}) => ({ "guard.budget": { monthlyUsd: 100, ...settings }, ...more });

const CONTACTS = "guard.shield.contacts";

describe("config: whom Shield's response team calls", () => {
  noMistake("nobody, without a name", shield([], NO_NAME));
  noMistake("one with a phone and one without", shield([PHONE, { email: "second@example.com" }]));
  ruleMistake("must have a phone", shield([{ email: "a@example.com" }]), [
    `${CONTACTS}[0].phone`,
    undefined,
    "a telephone number of one contact or more",
    "give one contact a phone",
  ]);
  ruleMistake("is named once", shield([PHONE, PHONE]), [
    `${CONTACTS}[1]`,
    PHONE.email,
    "each contact once",
    "remove the repetition",
  ]);
  ruleMistake("needs health checks", shield([PHONE], NO_NAME), [
    CONTACTS,
    [PHONE],
    "nothing, without health checks",
    "set service.hostname and dns",
  ]);
});

const A = "guard.autoshift";
const ALARM = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors";
const WINDOW = "Mon:06:00-Mon:20:00";

describe("config: zones that AWS takes out", () => {
  noMistake("all defaults", autoshift());
  noMistake("an alarm of its region", autoshift({ outcomeAlarmArns: [ALARM.replace("us-east-1", "eu-west-1")] }));
  ruleMistake("need zonal shift", autoshift({}, { "service.zonalShift": false }), [
    A,
    {},
    "nothing, where service.zonalShift is false",
    "set service.zonalShift: true",
  ]);
  ruleMistake("are either blocked or allowed", autoshift({ blockedWindows: [WINDOW], allowedWindows: [WINDOW] }), [
    `${A}.allowedWindows`,
    [WINDOW],
    "either these or blockedWindows",
    "remove one of the two",
  ]);
  for (const [key, value] of [
    ["blockedWindows", WINDOW],
    ["allowedWindows", WINDOW],
    ["blockedDates", "2026-12-24"],
  ] as const)
    ruleMistake(`have ${key} once each`, autoshift({ [key]: [value, value] }), [
      `${A}.${key}[1]`,
      value,
      "once",
      "remove the repetition",
    ]);
  for (const key of ["outcomeAlarmArns", "blockingAlarmArns"])
    ruleMistake(`have ${key} of regions of the stack`, autoshift({ [key]: [ALARM] }), [
      `${A}.${key}[0]`,
      ALARM,
      "alarms of the stack's regions: eu-west-1",
      "name one there",
    ]);
  const alarms = (count: number) =>
    Array.from({ length: count }, (_, index) => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:errors-${index}`);
  noMistake("nine alarms of a region", autoshift({ outcomeAlarmArns: alarms(9), blockingAlarmArns: alarms(9) }));
  for (const key of ["outcomeAlarmArns", "blockingAlarmArns"])
    ruleMistake(`have room for one of the stack's own among ${key}`, autoshift({ [key]: alarms(10) }), [
      `${A}.${key}`,
      "10 alarms of eu-west-1",
      "up to 9 of a region: AWS takes 10",
      "join some in a composite alarm",
    ]);
  const linkAlone = { options: ["privateLink"] };
  ruleMistake("must be some", autoshift({}, linkAlone), [
    `${A}.privateLink`,
    false,
    "true, where the stack has no other load balancer",
    "once you have shifted a zone by hand",
  ]);
  noMistake("that of privateLink on request", autoshift({ privateLink: true }, linkAlone));
});

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
