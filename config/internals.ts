import type * as pulumi from "@pulumi/pulumi";
/**
 * The parts of the Pulumi SDK that it has and does not declare. Kept in one place, so that an upgrade has one file to look at;
 * test/graph/internals.test.ts fails where one of them is gone.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- their declarations are stripped from the package
const state = require("@pulumi/pulumi/runtime/state") as { withLocalStorage: <T>(body: () => T) => T };
// eslint-disable-next-line @typescript-eslint/no-require-imports -- their declarations are stripped from the package
const config = require("@pulumi/pulumi/runtime/config") as { isConfigSecret: (key: string) => boolean };

/** Runs a program with a runtime state of its own: monitor, config, stack. */
export const withLocalStorage = state.withLocalStorage;

/** Whether a config key (`project:name`) holds a secret, without the warning that reading it as plain text gives. */
export const isConfigSecret = config.isConfigSecret;

/** Whether an output has its value: in a preview, only what exists already and does not change. */
export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}
