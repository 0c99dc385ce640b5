import { z } from "zod";
import type { VolumeType } from "../../plan/ec2/rootVolume";
import { keyArns, oneOf, wholeNumber } from "../fields";

/** Source: docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const TYPES = {
  gp3: "SSD whose I/O operations and throughput are set, and paid for, apart from its size.",
  gp2: "SSD whose I/O operations follow from its size.",
  io1: "SSD with provisioned I/O operations, each paid for.",
  io2: "The same, more durable, with more operations for each GiB.",
} as const satisfies Record<VolumeType, string>;

/** What an instance starts from, beside its size. */
export const rootVolumeSection = z.strictObject({
  type: oneOf("The type of the EBS volume. Another renews the instances, as does each key here.", TYPES).default("gp3"),
  iops: wholeNumber(
    "I/O operations a second. Of gp3 those above 3000 are paid for, of io1 and io2 all. Default: 3000 of gp3; for io1 and io2 it must be set, for gp2 it cannot be.",
    "operations",
    100,
    256_000,
  ).optional(),
  throughputMiBps: wholeNumber(
    "Throughput of a gp3 volume, in MiB a second. What is above 125 is paid for. Default: 125.",
    "MiB a second",
    125,
    2000,
  ).optional(),
  keyArns: keyArns()
    .optional()
    .describe(
      "KMS keys of your own that encrypt it, by region; their policies must let Auto Scaling use them, else no instance starts. Default: those of guard.keys, else the account's default key of EBS.",
    ),
});
