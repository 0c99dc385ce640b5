import { noMistake, ruleMistake } from "../../support/mistakes";

const T = "monitoring.thresholds";

describe("config: rules of thresholds", () => {
  ruleMistake("a page that comes with the ticket", { [T]: { certificateDays: 10, certificateDaysToPage: 10 } }, [
    `${T}.certificateDaysToPage`,
    10,
    "fewer than certificateDays, which are 10",
    "page later than the ticket is written, or raise certificateDays",
  ]);
  noMistake("a page on the last day", { [T]: { certificateDaysToPage: 0 } });
});
