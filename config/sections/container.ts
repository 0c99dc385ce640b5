import { z } from "zod";
import { type FieldMeta, field, flag, ipCidr, oneOrByRegion, port, told } from "../fields";

/* What both backends say about a container and about where the service connects to. */

/**
 * As container runtimes read it. Source: https://github.com/distribution/reference/blob/main/reference.go (the grammar). ECR has more names
 * for a registry than the one that is taken here, for which alone its private endpoints and the rights to pull are made.
 */
const IMAGE = (() => {
  const label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
  const ecr = "\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com";
  const other = `${label}(?:\\.${label})*(?::\\d+)?`;
  const part = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
  const version = "(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?";
  return new RegExp(`^(?:${ecr}/|(?!\\d+\\.dkr[.-])(?:${other}/)?)${part}(?:/${part})*${version}$`);
})();

const IMAGE_META: FieldMeta = {
  description: "The container image to run, for all regions or each its own. Another renews the targets.",
  examples: ["public.ecr.aws/docker/library/nginx:1.29"],
  allowed: "an image name, such as public.ecr.aws/docker/library/nginx:1.29",
  fix:
    "write registry (for ECR ACCOUNT.dkr.ecr.REGION.amazonaws.com), repository in lower case, and tag or whole digest (@sha256: and 64 " +
    "hexadecimal digits)",
};

/** One for all regions, or one for each: a region that pulls from another's registry starts nothing when that one fails. */
export const image = () => oneOrByRegion(field(z.string().regex(IMAGE), IMAGE_META), IMAGE_META);

export const pullThroughCache = () =>
  flag(
    "Whether the image is one of a pull-through cache of ECR: who pulls it may then have ECR fetch it and make its repository, which costs " +
      "by the GB kept.",
  ).default(false);

export const containerPort = () =>
  port(
    "The port that the service listens on inside the container. Another renews the targets. Default: as service.targetPort.",
  ).optional();

export const command = () =>
  told(z.array(z.string().describe("A word of the command line.")).optional(), {
    description: "The command line, word by word. Another renews the targets. Default: the image's own.",
    examples: [["serve", "--port", "5000"]],
  });

export const variableName = () =>
  field(z.string().regex(/^[A-Za-z_]\w*$/), {
    description: "The name of an environment variable.",
    allowed: "letters, digits and underscores",
    fix: "rename the variable",
    examples: ["LOG_LEVEL"],
  });

export const environment = () =>
  z
    .record(
      variableName(),
      field(z.string(), {
        description: "The value of an environment variable: a text, or a secret, which stays encrypted in the state.",
        examples: ["info"],
        allowed: "a text, or a secret",
        fix: "quote it, so that it stays a text",
        mayBeSecret: true,
      }),
    )
    .optional()
    .describe("Environment variables of the container, by name. Others renew the targets. Default: the image's own.");

export const egress = () =>
  z
    .array(
      z
        .strictObject({
          cidr: ipCidr("The range that the service connects to; of IPv6 with network.ipv6Egress."),
          port: port("The TCP port there."),
        })
        .describe("A destination."),
    )
    .default([])
    .describe(
      "What the service may connect to besides HTTPS, which is open wherever there is a way out. What is in another network needs a way there " +
        "(regions.*.transitGateways and its like).",
    );
