import { z } from "zod";
import { INSTANCE_TYPE_PATTERN } from "../../../plan/ec2/instanceTypes";
import type { RootDevice } from "../../../plan/ec2/rootDevice";
import { type FieldMeta, byRegion, field, oneOf, oneOrByRegion } from "../../fields";

export const instanceType = () =>
  field(z.string().regex(INSTANCE_TYPE_PATTERN), {
    description: "An instance type. A larger one costs more by the hour.",
    allowed: "an instance type, such as t3.small",
    fix: "write family, dot and size",
    examples: ["t3.small"],
  });

/** Source: docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html (HVM, root) */
const ROOT_DEVICE_MEANINGS = {
  "/dev/xvda": "Images of Amazon Linux have it.",
  "/dev/sda1": "Images of Ubuntu, Red Hat and others have it.",
} as const satisfies Record<RootDevice, string>;

const rootDevice = () =>
  oneOf(
    "The image's root device, so that it is that volume which is sized and encrypted. " +
      "Default: /dev/xvda for the public parameters of Amazon Linux; else it must be set.",
    ROOT_DEVICE_MEANINGS,
  ).optional();

const PARAMETER_META: FieldMeta = {
  description:
    "The parameter of Systems Manager that holds the image's id. Each new instance takes the image of the moment; a new one renews nothing.",
  allowed: "the name of a parameter, such as /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
  fix: "write the full name with its slashes",
  examples: ["/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"],
};

export const ami = field(
  z.union([
    z.strictObject({
      rootDevice: rootDevice(),
      ssmParameter: oneOrByRegion(field(z.string().regex(/^\/[\w./-]+$/), PARAMETER_META), PARAMETER_META),
    }),
    z.strictObject({
      rootDevice: rootDevice(),
      ids: byRegion(
        field(z.string().regex(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/), {
          description: "The id of an image in that region.",
          allowed: "ami- and 17 (or 8) hexadecimal digits",
          fix: "copy it from `aws ec2 describe-images`",
          examples: ["ami-0123456789abcdef0"],
        }),
      ).describe("Image ids by region. Another one renews the instances there."),
    }),
  ]),
  {
    description:
      "The machine image: by a parameter of Systems Manager, or by ids. Default: the newest Amazon Linux 2023.",
    allowed: "ssmParameter: the name of a parameter, or ids: image ids by region",
    fix: "write { ids: { REGION: ami-… } }, or { ssmParameter: … }",
    examples: [{ ids: { "eu-west-1": "ami-0123456789abcdef0" }, rootDevice: "/dev/xvda" }],
  },
);
