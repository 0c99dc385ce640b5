import { z } from "zod";
import { FileError } from "./stackFile";
import { isProviderType, parseUrn } from "./urns";

/** A resource in the state of a stack, as `pulumi stack export` has it; what is not named here is carried along. */
export interface DeployedResource {
  urn: string;
  type: string;
  custom?: boolean;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  /** URN and id of its provider: `urn:…::aws-eu-west-1::id`. */
  provider?: string;
  parent?: string;
  /** Whether it is read, and not managed. */
  external?: boolean;
  protect?: boolean;
  retainOnDelete?: boolean;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[] | null>;
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
  aliases?: string[];
  deletedWith?: string;
  replaceWith?: string[];
  /** Whether another has taken its place, and the next update is to delete it. */
  delete?: boolean;
  /** Whether it is deleted, and the next update is to make it anew. */
  pendingReplacement?: boolean;
  [key: string]: unknown;
}

/**
 * What `pulumi stack export` prints and `pulumi stack import` takes.
 * Source: pulumi/pulumi sdk/go/common/apitype/core.go, UntypedDeployment and DeploymentV3.
 */
export interface DeployedState {
  version?: number;
  deployment: {
    resources?: DeployedResource[];
    pending_operations?: { resource: DeployedResource; [key: string]: unknown }[];
    [key: string]: unknown;
  };
  [key: string]: unknown;
}

const urns = z.array(z.string());

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean().optional(),
  id: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  provider: z.string().optional(),
  parent: z.string().optional(),
  dependencies: urns.optional(),
  propertyDependencies: z.record(z.string(), urns.nullable()).optional(),
});

const state = z.looseObject({
  version: z.number().optional(),
  deployment: z.looseObject({
    resources: z.array(resource).optional(),
    pending_operations: z.array(z.looseObject({ resource })).optional(),
  }),
});

/**
 * @param file what messages call it by.
 * @throws FileError where the text is no such document.
 */
export function parseState(text: string, file: string): DeployedState {
  const parsed = state.safeParse(parseJson(text, file));
  if (!parsed.success) throw new FileError(`${file} is no state: give it what pulumi stack export prints.`);
  return parsed.data;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FileError(`${file} is no JSON, and so no state: give it what pulumi stack export prints.`);
  }
}

/** The logical name. */
export const nameOf = ({ urn }: Pick<DeployedResource, "urn">): string => parseUrn(urn).name;

export const isProvider = ({ type }: Pick<DeployedResource, "type">): boolean => isProviderType(type);
