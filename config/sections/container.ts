import { z } from "zod";
import { field, ipv4Cidr, port } from "../fields";

/* What both backends say about a container and about where the service connects to. */

export const image = () =>
  field(z.string().regex(/^[a-zA-Z0-9][\w./:@-]*$/), {
    description: "The container image to run.",
    allowed: "an image name, such as public.ecr.aws/docker/library/nginx:1.29",
    fix: "write registry, repository and tag",
  });

export const containerPort = () => port("The port inside the container. Default: the service port.").optional();

export const command = () =>
  z.array(z.string()).optional().describe("The command line, where it is not the image's own.");

export const variableName = () =>
  field(z.string().regex(/^[A-Za-z_]\w*$/), {
    description: "The name of an environment variable.",
    allowed: "letters, digits and underscores",
    fix: "rename the variable",
  });

export const environment = () =>
  z
    .record(
      variableName(),
      field(z.string(), {
        description: "The value of an environment variable.",
        allowed: "a text, or a secret",
        fix: "quote it, so that it stays a text",
        mayBeSecret: true,
      }),
    )
    .optional()
    .describe("Environment variables of the container.");

export const egress = () =>
  z
    .array(
      z.strictObject({
        cidr: ipv4Cidr("Where the service connects to."),
        port: port("The TCP port there."),
      }),
    )
    .default([])
    .describe(
      "Further destinations of the service's own connections; HTTPS is open where there is a way out. Those in another network need a " +
        "route to it, which is not made here.",
    );
