import { z } from "zod";
import { flag, percentOrNone, wholeNumber } from "../../fields";
import { renewalAlarms } from "../renewalAlarms";

export const deployment = z.strictObject({
  minHealthyPercent: wholeNumber(
    "How many of the desired tasks stay running, in percent; fewer is faster, and leaves fewer to serve meanwhile.",
    "percent",
    0,
    100,
  ).default(100),
  maxHealthyPercent: wholeNumber(
    "How many there may be with the new ones, in percent of the desired; more is faster, and costs while it lasts. With minHealthyPercent: 100 or zoneRebalancing it must be above 100.",
    "percent",
    100,
    200,
  ).default(200),
  rollback: flag(
    "Whether ECS goes back to the version before where a deployment fails. With false it stays as it failed.",
  ).default(true),
  alarms: renewalAlarms(),
});

export const scaling = z.strictObject({
  targetCpuPercent: percentOrNone(
    "The average CPU use that the service is scaled to, in percent; lower keeps more tasks, and more room for the loss of a zone. none: CPU " +
      "scales nothing.",
  ).default(50),
  targetMemoryPercent: percentOrNone(
    "The average use of memory that the service is scaled to, in percent. none: memory scales nothing.",
  ).default("none"),
  targetConnectionsPerTask: wholeNumber(
    "The open connections of a task that the service is scaled to; for long-lived ones, of which CPU says little. Default: none; they scale nothing.",
    "connections",
    1,
    1_000_000,
  ).optional(),
});
