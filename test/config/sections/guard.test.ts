import { expect } from "chai";
import { validate } from "../../../config/validate";
import { complete, flag, formMistake, ruleMistake, wholeNumber } from "../../support/mistakes";
import { changed } from "../../support/raw";

const SHIELD = "guard.shield";
const ADVANCED = { kind: "advanced", subscriptionUsdPerMonth: 3000 };
const CONTACT = { email: "operators@example.com", phone: "+15555550100" };
const AUTOSHIFT = "guard.autoshift";
const BUDGET = "guard.budget";
const TELLING = { monthlyUsd: 100, emails: ["team@example.com"] };
const MONITOR = "arn:aws:ce::123456789012:anomalymonitor/0a1b2c3d-0000-4000-8000-00000000000a";

describe("config: the form of guard", () => {
  formMistake("guard", true, "a mapping with the keys shield, autoshift, budget, keys, audit", "give a mapping");
  formMistake("guard.sheild", { kind: "standard" }, "the keys shield, autoshift, budget, keys, audit", "write shield");
});

describe("config: the form of guard.shield", () => {
  formMistake(
    SHIELD,
    "advanced",
    "a mapping with kind: standard or advanced",
    "give a mapping with kind: standard or advanced",
  );
  formMistake(`${SHIELD}.kind`, "premium", "one of standard, advanced", "give one of standard, advanced");
  const price = "3000: what the account's own subscription costs a month, for 12 months at least";
  const written = "write 3000 if the account is to have it, or set kind: standard";
  const given = { [SHIELD]: ADVANCED };
  for (const value of [undefined, 0, 36000, "3000", true])
    formMistake(`${SHIELD}.subscriptionUsdPerMonth`, value, price, written, { given });
  formMistake(`${SHIELD}.aggregation`, "average", "one of mean, sum, max", "choose one of these words", { given });
  const contacts = { given: { [SHIELD]: { ...ADVANCED, contacts: [CONTACT] } } };
  for (const value of ["operators", "a@b", `${"a".repeat(140)}@example.com`])
    formMistake(`${SHIELD}.contacts[0].email`, value, "an e-mail address", "write the address alone", contacts);
  for (const value of ["5555550100", "+0555", "+1 555 555 0100", 15555550100])
    formMistake(`${SHIELD}.contacts[0].phone`, value, "a telephone number with +", "write it in quotes", contacts);
  for (const value of ["", "who? me", "x".repeat(1025)])
    formMistake(`${SHIELD}.contacts[0].notes`, value, "up to 1024 letters", "leave out other characters", contacts);
});

describe("config: the form of guard.autoshift", () => {
  for (const key of ["shifts", "privateLink"]) flag(`${AUTOSHIFT}.${key}`);
  const one = "a time of one day in UTC that ends after it begins, such as Mon:08:00-Mon:18:30";
  for (const key of ["blockedWindows", "allowedWindows"]) {
    for (const value of ["Mon:08:00-Tue:08:00", "Mon 08:00-18:30", "Mon:25:00-Mon:26:00", 8])
      formMistake(`${AUTOSHIFT}.${key}[0]`, value, one, "give a time over midnight as two");
    formMistake(`${AUTOSHIFT}.${key}[0]`, "Mon:18:30-Mon:08:00", one, "give a time over midnight as two", {});
  }
  for (const value of ["2026-13-01", "24.12.2026", 20261224])
    formMistake(`${AUTOSHIFT}.blockedDates[0]`, value, "a date such as 2026-12-24", "write year, month and day");
  for (const key of ["outcomeAlarmArns", "blockingAlarmArns"])
    formMistake(
      `${AUTOSHIFT}.${key}[0]`,
      "errors",
      "an ARN that begins with arn:aws:cloudwatch:",
      "copy the ARN from the console",
    );
});

describe("config: the form of guard.budget", () => {
  const given = { [BUDGET]: TELLING };
  for (const value of [undefined, 0, 1e10])
    formMistake(`${BUDGET}.monthlyUsd`, value, "a number of US dollars, 1 or more", "give what a month may cost", {
      given,
    });
  for (const key of ["actualPercent", "forecastPercent"]) wholeNumber(`${BUDGET}.${key}[0]`, 1, 1000, "percent", given);
  formMistake(`${BUDGET}.emails[0]`, "team", "an e-mail address", "write the address alone", { given });
  formMistake(`${BUDGET}.anomalies.kind`, "all", "one of none, tag, existing", "give one of none, tag, existing", {
    given,
  });
  const tag = { given: { [BUDGET]: { ...TELLING, anomalies: { kind: "tag" } } } };
  for (const value of [0, 1_000_001])
    formMistake(
      `${BUDGET}.anomalies.leastUsd`,
      value,
      "US dollars from 1 to 1000000",
      "write the number of dollars alone",
      tag,
    );
  formMistake(`${BUDGET}.anomalies.frequency`, "hourly", "one of daily, weekly", "choose one of these words", tag);
  const existing = { given: { [BUDGET]: { ...TELLING, anomalies: { kind: "existing", monitorArn: MONITOR } } } };
  for (const value of [undefined, "arn:aws:ce:us-east-1:123456789012:anomalymonitor/x"])
    formMistake(
      `${BUDGET}.anomalies.monitorArn`,
      value,
      "the ARN of an anomaly monitor",
      "aws ce get-anomaly-monitors",
      existing,
    );

  it("fills in all else", () => {
    const { config } = validate(
      changed(complete(), {
        [BUDGET]: { ...TELLING, anomalies: { kind: "tag" } },
        [AUTOSHIFT]: {},
        [SHIELD]: ADVANCED,
      }),
    ) as { config?: { guard: unknown } };
    expect(config?.guard).to.deep.equal({
      shield: { ...ADVANCED, contacts: [] },
      autoshift: {
        shifts: true,
        privateLink: false,
        blockedWindows: [],
        allowedWindows: [],
        blockedDates: [],
        outcomeAlarmArns: [],
        blockingAlarmArns: [],
      },
      budget: {
        ...TELLING,
        actualPercent: [80, 100],
        forecastPercent: [100],
        anomalies: { kind: "tag", leastUsd: 20, frequency: "daily" },
      },
      audit: { accessAnalyzer: false, configRules: false },
    });
  });
});

describe("config: what people look for and AWS has for HTTP alone", () => {
  const waf = "AWS WAF reads HTTP requests";
  for (const at of ["guard.waf", "service.waf", "waf"])
    ruleMistake(`${at} is told why there is none`, { [at]: { rules: [] } }, [at, { rules: [] }, waf, "remove it"]);
  ruleMistake(
    "Shield's automatic response is told so, too",
    { [SHIELD]: { ...ADVANCED, automaticResponse: "BLOCK" } },
    [`${SHIELD}.automaticResponse`, "BLOCK", "writes rules of AWS WAF, for HTTP", "remove it"],
  );
});
