import { z } from "zod";
import { field, flag } from "../fields";
import { latencySection } from "./monitoring/latency";
import { notify } from "./monitoring/notify";
import { thresholds } from "./monitoring/thresholds";

/** What is watched, and who hears. */
export const monitoringSection = z.strictObject({
  alarms: flag(
    "Whether the stack has alarms, and saved queries of who connects. With false, for those who watch by means of their own, nobody is told of anything: " +
      "set dashboard to false, and leave out notify, latency and guard.autoshift.",
  ).default(true),
  notify: notify.prefault({}).describe("Who hears of alarms. Default: nobody."),
  runbook: field(z.string().regex(/^[^\s#]{1,200}$/), {
    description: "Where docs/runbook.md can be read: each alarm links to its own part of it.",
    examples: ["https://wiki.example.com/runbook"],
    allowed: "a URL or a path of up to 200 characters, without #",
    fix: "write the page's address, such as https://wiki.example.com/runbook",
  }).default("docs/runbook.md"),
  dashboard: flag(
    "Whether the stack has a dashboard in CloudWatch, for 3 dollars a month. An account has three free, of up to 50 metrics each.",
  ).default(true),
  thresholds: thresholds
    .prefault({})
    .describe(
      "How much may happen before an alarm rings. Another number changes alarms in place. docs/runbook.md says what to do about each.",
    ),
  latency: latencySection
    .optional()
    .describe(
      "Measures how long clients take to connect, from regions that you name; each costs 15 dollars a month or more. Default: not measured.",
    ),
});

export type MonitoringConfig = z.output<typeof monitoringSection>;
