const ACCELERATOR_ARN = /^arn:aws:globalaccelerator::\d{12}:accelerator\/[0-9a-f-]+$/;

/** What is wrong where the stack has another accelerator than the published one, or undefined where it has that. */
export function publishedAcceleratorMismatch(published: string | undefined, actual: string): string | undefined {
  // A plan without an account has something else in its place.
  if (published === undefined || !ACCELERATOR_ARN.test(actual) || actual === published) return undefined;
  return `The stack has the accelerator ${actual}, where ${published} is published. ${REMEDY}`;
}

/** What is wrong where a published accelerator is yet to be made: a new one never has the addresses that are published. */
export const publishedAcceleratorMissing = (published: string): string =>
  `The stack would make a new accelerator, where ${published} is published. ${REMEDY}`;

const REMEDY =
  "Import the published one, or correct ha-tcp:globalAccelerator.published; docs/global-accelerator.md says how.";
