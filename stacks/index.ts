import type { LoadedConfig } from "../config";
import { createConsumerStack } from "./consumer";
import { createServiceStack } from "./service";

/** What makes up a stack of each kind. Returns the stack's outputs. */
export function createStack(loaded: LoadedConfig): Record<string, unknown> | Promise<Record<string, unknown>> {
  switch (loaded.kind) {
    case "service":
      return createServiceStack(loaded);
    case "consumer":
      return createConsumerStack(loaded);
  }
}
