import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { MAPPING_FILE, mappingTable } from "../../../graph/terraform/mappingTable";
import { NEWER_TYPES } from "../../../graph/terraform/newer";
import { NAME_EXCEPTIONS } from "../../../tools/sdkNames";
import { type ProviderSchema, providerSchema } from "../../../tools/terraform";
import { buildMapping, mappingText } from "../../../tools/terraformMapping";
import { ROOT } from "../../support/recording";
import { workspaceOrSkip } from "./workspace";

describe("graph/terraform/mapping.json, made again", () => {
  let schema: ProviderSchema;

  before(async function () {
    schema = await providerSchema(await workspaceOrSkip(this));
  });

  it("is the file as it is", async () => {
    expect(await mappingText(schema)).to.equal(readFileSync(join(ROOT, MAPPING_FILE), "utf8"));
  });

  it("needs each exception", () => {
    const paths = new Set<string>();
    const visit = (at: string, block: { attributes?: object; block_types?: Record<string, { block: object }> }) => {
      for (const name of Object.keys(block.attributes ?? {})) paths.add(`${at}.${name}`);
      for (const [name, inner] of Object.entries(block.block_types ?? {})) {
        paths.add(`${at}.${name}`);
        visit(`${at}.${name}`, inner.block);
      }
    };
    visit("provider", schema.provider.block);
    for (const { type } of Object.values(mappingTable().resources))
      visit(type, schema.resource_schemas[type]?.block ?? {});
    expect(Object.keys(NAME_EXCEPTIONS).filter((path) => !paths.has(path))).to.deep.equal([]);
  });

  it("lacks no type that the provider has by now", () => {
    const terraformTypes = Object.keys(NEWER_TYPES).map((type) => {
      const [, module = "", name = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
      return `aws_${module}_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    });
    expect(terraformTypes.sort()).to.deep.equal([
      "aws_arczonalshift_zonal_autoshift_configuration",
      "aws_ec2_nat_gateway_eip_association",
      "aws_networkfirewall_vpc_endpoint_association",
    ]);
    // Another type of the module is named by the same rule.
    expect(schema.resource_schemas).to.include.keys("aws_networkfirewall_rule_group");
    // EC2's own types bear no module.
    const known = terraformTypes.flatMap((type) => [type, type.replace("aws_ec2_", "aws_")]);
    expect(known.filter((type) => type in schema.resource_schemas)).to.deep.equal([]);
  });

  it("says which type the provider has not", () => {
    expect(() => buildMapping({ ...schema, resource_schemas: {} })).to.throw(/hashicorp\/aws 5\.100\.0 has no aws_\w+/);
  });
});
