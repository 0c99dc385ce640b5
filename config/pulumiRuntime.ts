import type * as pulumi from "@pulumi/pulumi";

/**
 * The parts of the Pulumi SDK that it has and does not declare. Kept in one place, so that an upgrade has one file to look at;
 * test/config/pulumiRuntime.test.ts fails where one of them is gone.
 */
// oxlint-disable-next-line typescript/no-require-imports -- their declarations are stripped from the package
const runtimeState = require("@pulumi/pulumi/runtime/state") as { withLocalStorage: <T>(body: () => T) => T };
// oxlint-disable-next-line typescript/no-require-imports -- their declarations are stripped from the package
const runtimeConfig = require("@pulumi/pulumi/runtime/config") as { isConfigSecret: (key: string) => boolean };

/** Runs a program with a runtime state of its own: monitor, config, stack. */
export const withLocalStorage = runtimeState.withLocalStorage;

/** Whether a config key (`project:name`) holds a secret, without the warning that reading it as plain text gives. */
export const isConfigSecret = runtimeConfig.isConfigSecret;

/** Whether an output has its value: in a preview, only what exists already and does not change. */
export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}
