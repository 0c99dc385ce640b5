import { familyOf } from "./instanceFamilies";
import table from "./instanceSizes.json";

export type Architecture = "x86_64" | "arm64";

/** `t4g.small`, `m7i-flex.large`, `u-6tb1.metal`: family, generation, attributes, size. */
export const INSTANCE_TYPE_PATTERN = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * The processor architecture of an instance type. AWS names Graviton types by a `g` among the letters behind the
 * generation's digit (t4g, m7gd, c7gn); a1 is the one family before that rule.
 * Source: docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): Architecture {
  const family = familyOf(instanceType);
  const attributes = /^[a-z]+\d+([a-z]*)/.exec(family)?.[1] ?? "";
  return family === "a1" || attributes.includes("g") ? "arm64" : "x86_64";
}

/**
 * The public parameter that holds the newest Amazon Linux 2023 image.
 * Source: docs.aws.amazon.com/linux/al2023/ug/ec2.html
 */
export function defaultAmiParameter(architecture: Architecture): string {
  return `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
}

/** What an instance type has. */
export interface InstanceSize {
  vcpus: number;
  /** As AWS advertises it; part of it is the system's. */
  memoryMiB: number;
  networkInterfaces: number;
  /** Whether tasks may share an interface, where the account has switched that on (the setting awsvpcTrunking). */
  trunking: boolean;
}

/**
 * By family and size: vCPUs, MiB, network interfaces, and 1 where trunking may be. Of 27 October 2026.
 * Source: what `aws ec2 describe-instance-types` answers, as moto 5.2.5 has it; trunking as Karpenter 1.15.2 has it from
 * github.com/aws/amazon-vpc-resource-controller-k8s (1 where that does not know the type).
 */
const SIZES: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = table;

/** A type that is newer than the table is unknown. */
export function instanceSize(instanceType: string): InstanceSize | undefined {
  const [family = "", size = ""] = instanceType.split(".");
  const sizes = Object.hasOwn(SIZES, family) ? SIZES[family] : undefined;
  const row = sizes && Object.hasOwn(sizes, size) ? sizes[size] : undefined;
  if (!row) return undefined;
  const [vcpus = 0, memoryMiB = 0, networkInterfaces = 0, trunking = 0] = row;
  return { vcpus, memoryMiB, networkInterfaces, trunking: trunking === 1 };
}

/** The types of a family, the smallest first. */
export function typesOfFamily(instanceType: string): string[] {
  const family = familyOf(instanceType);
  return Object.hasOwn(SIZES, family) ? Object.keys(SIZES[family] ?? {}).map((size) => `${family}.${size}`) : [];
}
