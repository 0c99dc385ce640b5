/**
 * The root device of Amazon Linux 2023, also of the image that ECS makes of it.
 * Source: https://github.com/aws/karpenter-provider-aws/blob/main/pkg/providers/amifamily/al2023.go
 */
export const AMAZON_LINUX_ROOT_DEVICE = "/dev/xvda";

/** The root devices that images of today have. Source: docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html (HVM, root) */
export const ROOT_DEVICES = [AMAZON_LINUX_ROOT_DEVICE, "/dev/sda1"] as const;

export type RootDevice = (typeof ROOT_DEVICES)[number];

/** Public parameters that hold images of Amazon Linux. */
const AMAZON_LINUX = ["/aws/service/ami-amazon-linux-latest/", "/aws/service/ecs/optimized-ami/amazon-linux"];

export interface Image {
  ssmParameter?: string;
  rootDevice?: string;
}

/** The name of an image's root device; undefined where only the image itself tells. Default of the image: Amazon Linux. */
export function rootDeviceOf(
  { rootDevice, ssmParameter }: Image | undefined = { rootDevice: AMAZON_LINUX_ROOT_DEVICE },
) {
  if (rootDevice !== undefined) return rootDevice;
  return AMAZON_LINUX.some((prefix) => ssmParameter?.startsWith(prefix)) ? AMAZON_LINUX_ROOT_DEVICE : undefined;
}
