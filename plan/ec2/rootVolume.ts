/** Types of volumes that an instance can start from. */
export const VOLUME_TYPES = ["gp3", "gp2", "io1", "io2"] as const;
export type VolumeType = (typeof VOLUME_TYPES)[number];

interface IopsLimits {
  min: number;
  max: number;
  /** For each GiB; fewer of them have fewer. */
  perGiB: number;
}

/**
 * What may be asked of each type. gp2 has what follows from its size.
 * Sources: docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html, docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
 * and …/provisioned-iops.html
 */
export const VOLUME_IOPS: Readonly<Partial<Record<VolumeType, IopsLimits>>> = {
  gp3: { min: 3000, max: 80_000, perGiB: 500 },
  io1: { min: 100, max: 64_000, perGiB: 50 },
  io2: { min: 100, max: 256_000, perGiB: 1000 },
};

/** What a gp3 volume has without a word. */
export const GP3_IOPS = 3000;

/** MiB/s of a gp3 volume for each of its IOPS at the most. Source: as above */
export const THROUGHPUT_PER_IOPS = 0.25;

export interface RootVolume {
  type: VolumeType;
  iops?: number;
  throughputMiBps?: number;
  /** Keys that encrypt it, by region. */
  keyArns?: Readonly<Partial<Record<string, string>>>;
}
