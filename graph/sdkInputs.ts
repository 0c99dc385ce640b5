import { readFileSync } from "node:fs";

/** By type. */
const inputs = new Map<string, readonly string[]>();

/**
 * The inputs that the SDK's class of a resource type takes: `aws:lb/loadBalancer:LoadBalancer` gives `accessLogs`, …, as its constructor
 * lists them. None for a type that the SDK does not have.
 */
export function sdkInputs(type: string): readonly string[] {
  const found = inputs.get(type) ?? inputsInSource(type);
  inputs.set(type, found);
  return found;
}

function inputsInSource(type: string): string[] {
  const [, path] = /^aws:([\w-]+\/\w+):/.exec(type) ?? [];
  if (path === undefined) return [];
  let file;
  try {
    file = require.resolve(`@pulumi/aws/${path}.js`);
  } catch {
    return [];
  }
  // What is read of a resource comes first, from its state; what only AWS fills is marked.
  const lines = readFileSync(file, "utf8").matchAll(
    /^ *resourceInputs\["(\w+)"\] = (?!state\?\.)(?!undefined \/\*out\*\/)/gm,
  );
  return [...lines].map(([, name = ""]) => name);
}
