import { closestWord } from "../../plan/closestWord";
import { PARTITION, type Partition, isRegionName, otherPartitionOf, otherPartitionOfArn } from "../../plan/regions";
import type { SchemaNode } from "./schemaNodes";

const unsupported = ({ name, why }: Partition): string => `${name}, which this program does not support: ${why}`;

/** What to write instead of an ARN of another partition; undefined for every other value. */
export function otherArn(value: unknown): string | undefined {
  const partition = typeof value === "string" ? otherPartitionOfArn(value) : undefined;
  return partition && `give one of the partition ${PARTITION}: this is of ${unsupported(partition)}`;
}

/** What to write instead of a word of one's own; undefined where no known one is like it. */
export function suggestedValue(value: unknown, node: SchemaNode | undefined): string | undefined {
  const words = node?.words ?? node?.enum ?? node?.anyOf?.map((each) => each.const);
  const known = words?.filter((word) => typeof word === "string") ?? [];
  // A mapping is no word, and may have a toString of its own.
  const isWord = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const given = isWord ? String(value).toLowerCase() : "";
  const meant = known.find((word) => SAME_MEANING[word]?.includes(given));
  if (meant !== undefined) return `write ${meant}`;
  if (known.includes("ecs") && given === "fargate") return FARGATE;
  return typeof value === "string" ? (otherRegion(value) ?? suggestedFix(value, known)) : undefined;
}

/** What others write for a word, however unlike it looks. */
const SAME_MEANING: Readonly<Record<string, readonly string[]>> = {
  globalAccelerator: ["accelerator", "ga", "aga"],
  networkFirewall: ["firewall", "aws-network-firewall"],
  nlb: ["network-load-balancer", "networkloadbalancer", "load-balancer", "loadbalancer", "elb"],
  none: ["no", "off", "false", "0", "disabled"],
  single: ["one", "1"],
  perZone: ["per-az", "peraz", "per_az", "zonal", "one-per-az"],
  privateLink: ["vpc-endpoint", "vpce", "endpoint-service", "endpointservice"],
};

/** No option of its own, but a setting of one. */
const FARGATE = "write ecs, and launch: fargate in the section ecs";

/** What to do about a region of another partition; undefined for every other word. */
export function otherRegion(word: string): string | undefined {
  const partition = otherPartitionOf(word);
  return partition && `choose a region of the partition ${PARTITION}: ${word} is of ${unsupported(partition)}`;
}

function suggestedFix(word: string, known: readonly string[]): string | undefined {
  const suggestion = closestWord(word, known);
  return suggestion === undefined ? undefined : writeInstead(word, suggestion);
}

/** A region that is newer than the table is no slip of the pen. */
export const writeInstead = (word: string, suggestion: string): string =>
  isRegionName(word) && isRegionName(suggestion)
    ? `write ${suggestion}; a region that is newer than those is none yet of this program`
    : `write ${suggestion}`;
