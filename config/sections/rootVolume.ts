import { z } from "zod";
import { VOLUME_TYPES } from "../../plan/ec2/rootVolume";
import { keyArns, oneOf, wholeNumber } from "../fields";

/** What an instance starts from, beside its size. */
export const rootVolumeSection = z.strictObject({
  type: oneOf("The type of the volume.", VOLUME_TYPES).default("gp3"),
  iops: wholeNumber(
    "Operations a second. Default: what the type has without a word; for io1 and io2 it must be set.",
    "operations",
    100,
    256_000,
  ).optional(),
  throughputMiBps: wholeNumber("Throughput of a gp3 volume. Default: 125.", "MiB a second", 125, 2000).optional(),
  keyArns: keyArns()
    .optional()
    .describe(
      "Keys of your own that encrypt it, by region; their policies must let Auto Scaling use them. Default: those of guard.keys, else the one that EBS has.",
    ),
});
