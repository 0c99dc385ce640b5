import { z } from "zod";
import { field } from "../../fields";
import { command, containerPort, environment, image, pullThroughCache } from "../container";

export const workload = z
  .discriminatedUnion("kind", [
    z
      .strictObject({ kind: z.literal("echo") })
      .describe("A server that sends back what it gets, on all ports of the service: to try the stack with."),
    z
      .strictObject({
        kind: z.literal("userData"),
        userData: field(z.string().min(1), {
          description:
            "The script that an instance runs at its first start, 16 KiB at most; it must listen on the ports of the service.",
          examples: ["#!/bin/bash\ndnf install -y nginx\nsystemctl enable --now nginx\n"],
          allowed: "a text of 1 to 16384 bytes, or a secret",
          fix: "write it as a YAML block (userData: |)",
          mayBeSecret: true,
        }),
      })
      .describe("A script of your own."),
    z
      .strictObject({
        kind: z.literal("container"),
        image: image(),
        pullThroughCache: pullThroughCache(),
        containerPort: containerPort(),
        command: command(),
        environment: environment(),
      })
      .describe("A container, which Docker runs on the instance."),
  ])
  .describe(
    "What an instance runs. Another renews the instances. Default: kind: echo, a server to try the stack with.",
  );
