import { familyOf } from "./instanceFamilies";

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
