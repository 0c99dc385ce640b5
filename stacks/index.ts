import type { LoadedConfig } from "../config";
import type { Overrides } from "../plan/overrides";
import { createConsumerStack } from "./consumer";
import { applyOverrides } from "./overrides";
import { createServiceStack } from "./service";

/** What makes up a stack of each kind. Returns the stack's outputs. */
export function createStack(loaded: LoadedConfig): Record<string, unknown> | Promise<Record<string, unknown>> {
  const { overrides } = loaded.config;
  return Object.keys(overrides).length === 0 ? createStackOf(loaded) : createOverridden(loaded, overrides);
}

async function createOverridden(loaded: LoadedConfig, overrides: Overrides): Promise<Record<string, unknown>> {
  const endOverrides = applyOverrides(overrides);
  const outputs = await createStackOf(loaded);
  endOverrides();
  return outputs;
}

function createStackOf(loaded: LoadedConfig): Record<string, unknown> | Promise<Record<string, unknown>> {
  switch (loaded.kind) {
    case "service":
      return createServiceStack(loaded);
    case "consumer":
      return createConsumerStack(loaded);
  }
}
