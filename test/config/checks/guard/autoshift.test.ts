import { noMistake, ruleMistake } from "../../../support/mistakes";

const autoshift = (settings: object = {}, more: object = {}) => ({ "guard.autoshift": settings, ...more });

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
  const linkAlone = { options: ["privateLink"] };
  ruleMistake("must be some", autoshift({}, linkAlone), [
    `${A}.privateLink`,
    false,
    "true, where the stack has no other load balancer",
    "once you have shifted a zone by hand",
  ]);
  noMistake("that of privateLink on request", autoshift({ privateLink: true }, linkAlone));
});
