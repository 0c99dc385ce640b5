import { z } from "zod";
import type { VolumeType } from "../../plan/ec2/rootVolume";
import { keyArns, oneOf, wholeNumber } from "../fields";

/** Source: docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const TYPES = {
  gp3: "SSD whose operations and throughput are set, and paid for, apart from its size.",
  gp2: "SSD whose operations follow from its size.",
  io1: "SSD with operations that are paid for each, and must be set.",
  io2: "The same, more durable, with more operations for each GiB.",
} as const satisfies Record<VolumeType, string>;

/** What an instance starts from, beside its size. */
export const rootVolumeSection = z.strictObject({
  type: oneOf("The type of the volume. Another renews the instances.", TYPES).default("gp3"),
  iops: wholeNumber(
    "Operations a second; of gp3 those above 3000, of io1 and io2 each, are paid for. Default: what the type has without a word; for io1 and io2 it must be set.",
    "operations",
    100,
    256_000,
  ).optional(),
  throughputMiBps: wholeNumber(
    "Throughput of a gp3 volume, in MiB a second; above 125 it is paid for. Default: 125.",
    "MiB a second",
    125,
    2000,
  ).optional(),
  keyArns: keyArns()
    .optional()
    .describe(
      "Keys of your own that encrypt it, by region; their policies must let Auto Scaling use them. Default: those of guard.keys, else the one that EBS has.",
    ),
});
