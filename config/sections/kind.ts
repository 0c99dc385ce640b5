import { z } from "zod";
import { field } from "../fields";

/** What a stack can be: the service, or somebody who connects to it from another account. */
export const STACK_KINDS = ["service", "consumer"] as const;

/** What each is. */
export const STACK_KIND_MEANINGS: Readonly<Record<StackKind, string>> = {
  service: "The service itself, in the account that it runs in.",
  consumer: "Who connects to it by PrivateLink from another account: an endpoint, and a VPC where one is wanted.",
};

export type StackKind = (typeof STACK_KINDS)[number];

/** The section `kind` of a stack of this kind. */
export const kindSection = <const K extends StackKind>(kind: K) =>
  field(z.literal(kind), {
    description:
      "What the stack is, which decides what other keys there are. Another kind keeps nothing of what was there. Default: service.",
    allowed: `one of ${STACK_KINDS.join(", ")}`,
    fix: "choose one of these kinds",
    words: STACK_KINDS,
  });
