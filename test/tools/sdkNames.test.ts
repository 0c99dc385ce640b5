import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { type Properties, mappingTable } from "../../graph/terraform/mappingTable";
import { ROOT } from "../support/recording";

const SDK = join(ROOT, "node_modules", "@pulumi", "aws");

/** Types' texts by property. */
type Members = ReadonlyMap<string, string>;

const NONE: Members = new Map();

/** The properties of each interface of a file, by the interface's name with its namespaces. */
function interfacesOf(file: string): Map<string, Members> {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
  const found = new Map<string, Members>();
  const visit = (node: ts.Node, path: string): void => {
    if (ts.isInterfaceDeclaration(node)) found.set(`${path}${node.name.text}`, membersOf(node, source));
    const inner = ts.isModuleDeclaration(node) ? `${path}${node.name.text}.` : path;
    ts.forEachChild(node, (child) => {
      visit(child, inner);
    });
  };
  visit(source, "");
  return found;
}

function membersOf({ members }: ts.InterfaceDeclaration, source: ts.SourceFile): Members {
  return new Map(
    members
      .filter(ts.isPropertySignature)
      .map(({ name, type }) => [(name as ts.Identifier).text, type?.getText(source) ?? ""]),
  );
}

/** Arguments that this version of the provider has and the SDK no longer. Source: the upgrade guide of the provider's version 6. */
const REMOVED = [
  "aws:directconnect/gatewayAssociation:GatewayAssociation.vpnGatewayId",
  "aws:ec2/eip:Eip.vpc",
  "aws:ec2/flowLog:FlowLog.logGroupName",
  "aws:ec2/launchTemplate:LaunchTemplate.elasticGpuSpecifications",
  "aws:ec2/launchTemplate:LaunchTemplate.elasticInferenceAccelerator",
  "aws:ecs/taskDefinition:TaskDefinition.inferenceAccelerators",
];

describe("the names of the mapping and the typings of @pulumi/aws", () => {
  const inputs = interfacesOf(join(SDK, "types", "input.d.ts"));

  const differences = (properties: Properties, members: Members, path: string): string[] =>
    Object.entries(properties).flatMap(([name, property]) => {
      const place = `${path}.${name}`;
      if (property.use === "computed" || REMOVED.includes(place)) return [];
      const type = members.get(name);
      if (type === undefined) return [`${place} (${property.name}) is not in the SDK`];
      const listed = type.includes("[]") === (property.many !== undefined) ? [] : [`${place} is ${type} in the SDK`];
      const inner = inputs.get(/inputs\.([\w.]+)/.exec(type)?.[1] ?? "") ?? NONE;
      return [...listed, ...differences(property.properties ?? {}, inner, place)];
    });

  for (const [type, { properties }] of Object.entries(mappingTable().resources))
    it(`are the same in ${type}`, () => {
      const [, path = "", kind = ""] = type.split(":");
      const members = interfacesOf(join(SDK, `${path}.d.ts`)).get(`${kind}Args`) ?? NONE;
      expect(differences(properties, members, type)).to.deep.equal([]);
    });
});
