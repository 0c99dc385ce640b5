import { z } from "zod";
import { field } from "../../fields";

/** What a place of the stack file reads as offline where it is encrypted. */
export const MASKED = /^\[secret\] [0-9a-f]{8}$/;

/** A text that is no word of ours. */
export const text = (
  description: string,
  allowed: string,
  more: { mayBeSecret?: true; examples?: readonly string[] } = {},
) => field(z.string().min(1), { description, allowed, fix: "write it as the AWS CLI takes it", ...more });
