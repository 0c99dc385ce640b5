import * as pulumi from "@pulumi/pulumi";
import { type AwsSettings, awsWarnings } from "../config";
import { sortedEntries } from "../plan/sortedEntries";

/** Of every resource: the provider's default tags, under those of the stack file, under the program's own. Sorted: a provider compares its default tags as text. */
export function stackTags(tags: Readonly<Record<string, string>>, { settings }: AwsSettings): Record<string, string> {
  const own = { ...tags, Project: pulumi.getProject(), Stack: pulumi.getStack(), ManagedBy: "Pulumi" };
  for (const warning of awsWarnings(settings, own)) void pulumi.log.warn(warning);
  return Object.fromEntries(sortedEntries({ ...settings.defaultTags?.tags, ...own }));
}
