import { COMPUTED } from "./computed";
import { FileError } from "./stackFile";
import { type DeployedResource, type DeployedState, isProvider, nameOf } from "./stateDocument";

/** Source: pulumi/pulumi sdk/go/common/apitype/core.go, DeploymentSchemaVersionCurrent and DeploymentSchemaVersionLatest. */
const VERSIONS: readonly (number | undefined)[] = [3, 4];

/**
 * The resources of a state that a graph can be read from.
 *
 * @param file what messages call it by.
 * @throws FileError that says all that is wrong with it.
 */
export function checkedResources({ version, deployment }: DeployedState, file: string): DeployedResource[] {
  const { resources = [], pending_operations: pending = [] } = deployment;
  const mistakes = [
    ...unknownVersion(version),
    ...noResources(resources),
    ...unfinished(
      resources,
      pending.map(({ resource }) => resource),
    ),
    ...unknownTypes(resources),
  ];
  if (mistakes.length > 0) throw new FileError(mistakes.map((each) => `${file} ${each}`).join("\n"));
  return resources;
}

function unknownVersion(version?: number): string[] {
  if (VERSIONS.includes(version)) return [];
  const given = version === undefined ? "has no version" : `has version ${version}`;
  return [
    `${given} of exports; versions ${VERSIONS.join(" and ")} are known: export the stack with a Pulumi of today.`,
  ];
}

function noResources(resources: readonly DeployedResource[]): string[] {
  if (resources.some(({ custom }) => custom)) return [];
  return ["is of a stack without resources: run pulumi up, then export it."];
}

/** What such a state says is there may not be, and what it leaves out may be. */
function unfinished(resources: readonly DeployedResource[], pending: readonly DeployedResource[]): string[] {
  const left = [
    ...pending.map((each) => `${nameOf(each)} (begun)`),
    ...resources.flatMap((each) => (each.delete ? [`${nameOf(each)} (to be deleted)`] : [])),
    ...resources.flatMap((each) => (each.pendingReplacement ? [`${nameOf(each)} (to be made anew)`] : [])),
  ];
  if (left.length === 0) return [];
  return [
    `is of an update that did not end: ${shortList(left)}. Run pulumi up (after one that was cut off, pulumi refresh first), then export the stack.`,
  ];
}

/** Every type that the program can register is known: it is of another program, or of another version of this one. */
function unknownTypes(resources: readonly DeployedResource[]): string[] {
  const unknown = resources.filter(
    (each) => each.custom && !isProvider(each) && !each.type.startsWith("pulumi:") && !(each.type in COMPUTED),
  );
  if (unknown.length === 0) return [];
  const types = [...new Set(unknown.map(({ type }) => type))].sort();
  return [
    `has resources that this program never makes: ${shortList(types)}. Is it of another program, or of another version of this one? ` +
      "Run this with the version that the stack was deployed by.",
  ];
}

const LISTED = 3;

function shortList(all: readonly string[]): string {
  const more = all.length > LISTED ? ` and ${all.length - LISTED} more` : "";
  return `${all.slice(0, LISTED).join(", ")}${more}`;
}
