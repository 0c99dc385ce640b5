import { z } from "zod";
import { field } from "../fields";

/** What a stack can be: the service, or somebody who connects to it from another account. */
export const STACK_KINDS = ["service", "consumer"] as const;

export type StackKind = (typeof STACK_KINDS)[number];

/** The section `kind` of a stack of this kind. */
export const kindSection = <const K extends StackKind>(kind: K) =>
  field(z.literal(kind), {
    description: "What the stack is: the service, or a consumer of it in another account. Default: service.",
    allowed: `one of ${STACK_KINDS.join(", ")}`,
    fix: "choose one of these kinds",
    words: STACK_KINDS,
  });
