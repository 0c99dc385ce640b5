import { readFileSync } from "node:fs";
import { join } from "node:path";

/** How one property of the SDK is called and written in Terraform. */
export interface Property {
  /** `subnet_mapping` */
  name: string;
  use: "required" | "optional" | "computed";
  /** Of the value, or of each element where it is many. */
  type: "string" | "number" | "bool" | "map" | "object";
  /** Whether it is a collection there and here. Default: a single value. */
  many?: "list" | "set";
  /** Whether it is written as a block. Default: as an attribute. */
  block?: true;
  /** Of an object, by the name that the SDK gives them. Not there where an object is only ever read. */
  properties?: Properties;
}

/** By the name of the SDK: `subnetMappings`. */
export type Properties = Readonly<Record<string, Property>>;

export interface TypeMapping {
  /** `aws_lb` */
  type: string;
  properties: Properties;
}

export interface MappingTable {
  provider: string;
  version: string;
  /** The arguments of a provider itself. */
  configuration: Properties;
  /** Data sources, by the resource type that is read or by the function that is called. */
  data: Readonly<Record<string, TypeMapping>>;
  /** By the SDK's type: `aws:lb/loadBalancer:LoadBalancer`. */
  resources: Readonly<Record<string, TypeMapping>>;
}

export const MAPPING_FILE = "graph/terraform/mapping.json";

let loaded: MappingTable | undefined;

/** The table that `npm run mapping` writes. Read when it is first needed: the plan does without it. */
export function mappingTable(): MappingTable {
  loaded ??= JSON.parse(readFileSync(join(__dirname, "mapping.json"), "utf8")) as MappingTable;
  return loaded;
}

/** @throws where the table has no row of the type. */
export function resourceMapping(type: string): TypeMapping {
  const found = mappingTable().resources[type];
  if (!found)
    throw new Error(`no row for ${type} in ${MAPPING_FILE}: add it to graph/computed.ts, then npm run mapping`);
  return found;
}

/** @throws where the table has no row. */
export function dataMapping(typeOrFunction: string): TypeMapping {
  const found = mappingTable().data[typeOrFunction];
  if (!found)
    throw new Error(
      `no data source for ${typeOrFunction} in ${MAPPING_FILE}: add it to tools/terraformMapping.ts, then npm run mapping`,
    );
  return found;
}
