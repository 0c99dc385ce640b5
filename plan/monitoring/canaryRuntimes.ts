/*
 * The runtimes of Synthetics without a browser. AWS lets no canary be made with a deprecated one; those that there are run on, and take
 * no other change before they have a supported one.
 */

/** The day on which the pages named below were read. */
export const RUNTIMES_DATE = "2026-11-29";

/**
 * Those that AWS supports, with the version of Node.js they run; the newest first.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html
 */
export const CANARY_RUNTIMES = {
  "syn-nodejs-5.2": { node: 22 },
  "syn-nodejs-5.1": { node: 22 },
  "syn-nodejs-5.0": { node: 22 },
  "syn-nodejs-4.2": { node: 22 },
  "syn-nodejs-4.1": { node: 22 },
  "syn-nodejs-4.0": { node: 22 },
  "syn-nodejs-3.1": { node: 20 },
  "syn-nodejs-3.0": { node: 20 },
} as const;

export type CanaryRuntime = keyof typeof CANARY_RUNTIMES;

export const RUNTIME_NAMES = Object.keys(CANARY_RUNTIMES) as [CanaryRuntime, ...CanaryRuntime[]];

/** The newest. */
export const [DEFAULT_RUNTIME] = RUNTIME_NAMES;

/**
 * Those of the same naming that AWS has deprecated, and when.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Runtime_Support_Policy.html
 */
export const DEPRECATED_RUNTIMES: Readonly<Record<string, string>> = {
  "syn-nodejs-2.2": "2021-05-28",
  "syn-nodejs-2.1": "2021-05-28",
  "syn-nodejs-2.0": "2021-05-28",
};
