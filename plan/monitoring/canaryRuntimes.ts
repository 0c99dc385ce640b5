/*
 * The runtimes of Synthetics without a browser. AWS lets no canary be made with a deprecated one; those that there are run on, and take
 * no other change before they have a supported one.
 */

/** The day on which the pages named below were read. */
export const RUNTIMES_DATE = "2026-11-29";

/**
 * Those that AWS supports, the newest first; those of version 3 run Node.js 20, the others 22.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html
 */
export const RUNTIME_NAMES = [
  "syn-nodejs-5.2",
  "syn-nodejs-5.1",
  "syn-nodejs-5.0",
  "syn-nodejs-4.2",
  "syn-nodejs-4.1",
  "syn-nodejs-4.0",
  "syn-nodejs-3.1",
  "syn-nodejs-3.0",
] as const;

/** The newest. */
export const [DEFAULT_RUNTIME] = RUNTIME_NAMES;
