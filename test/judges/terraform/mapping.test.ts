import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { COMPUTED } from "../../../graph/computed";
import { ANSWERS } from "../../../graph/invokes";
import { NEWER_TYPES } from "../../../graph/terraform/newer";
import { dataMapping, mapping, MAPPING_FILE, resourceMapping } from "../../../graph/terraform/types";
import { EXCEPTIONS } from "../../../tools/naming";
import { providerSchema, VERSION, type ProviderSchema } from "../../../tools/terraform";
import { buildMapping, mappingText } from "../../../tools/terraformMapping";
import { ROOT } from "../../support/recording";
import { workspaceOrSkip } from "./workspace";

/** Types of a stack that the provider has. */
const KNOWN = Object.keys(COMPUTED).filter((type) => !(type in NEWER_TYPES));

describe("graph/terraform/mapping.json", () => {
  it("has a row of each type that a stack may have and the provider has, and of no other", () => {
    expect(Object.keys(mapping().resources)).to.deep.equal(KNOWN.sort());
  });

  it("lacks only types that a stack may have", () => {
    expect(Object.keys(COMPUTED)).to.include.members(Object.keys(NEWER_TYPES));
  });

  it("has a data source for each question that a program may ask", () => {
    expect(Object.keys(mapping().data)).to.include.members(Object.keys(ANSWERS));
  });

  it("knows every output that only AWS can fill", () => {
    const missing = KNOWN.flatMap((type) =>
      ["id", ...(COMPUTED[type] ?? [])]
        .filter((output) => !(output in resourceMapping(type).properties))
        .map((each) => `${type}.${each}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it("has the version that its script makes it of", () => {
    expect(mapping().version).to.equal(VERSION);
  });

  it("tells blocks from attributes, and one from many", () => {
    const { properties } = resourceMapping("aws:lb/loadBalancer:LoadBalancer");
    expect(properties["accessLogs"])
      .to.include({ name: "access_logs", block: true, type: "object" })
      .and.not.have.key("many");
    expect(properties["subnetMappings"]).to.include({ name: "subnet_mapping", block: true, many: "set" });
    expect(properties["securityGroups"]).to.deep.equal({
      ...{ name: "security_groups", use: "optional", many: "set", type: "string" },
    });
    const acl = resourceMapping("aws:ec2/networkAcl:NetworkAcl").properties["egress"];
    expect(acl).to.include({ name: "egress", type: "object", many: "set" }).and.not.have.property("block");
  });

  it("names the script in the error about what it does not have", () => {
    expect(() => resourceMapping("aws:x/y:Y")).to.throw("no row for aws:x/y:Y in graph/terraform/mapping.json");
    expect(() => dataMapping("aws:x/y:Y")).to.throw("add it to tools/terraformMapping.ts");
  });

  describe("made again", () => {
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
      for (const { type } of Object.values(mapping().resources))
        visit(type, schema.resource_schemas[type]?.block ?? {});
      expect(Object.keys(EXCEPTIONS).filter((path) => !paths.has(path))).to.deep.equal([]);
    });

    it("lacks no type that the provider has by now", () => {
      const terraformTypes = Object.keys(NEWER_TYPES).map((type) => {
        const [, module = "", name = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
        return `aws_${module}_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      });
      expect(terraformTypes).to.deep.equal(["aws_networkfirewall_vpc_endpoint_association"]);
      // Another type of the module is named by the same rule.
      expect(schema.resource_schemas).to.include.keys("aws_networkfirewall_rule_group");
      expect(terraformTypes.filter((type) => type in schema.resource_schemas)).to.deep.equal([]);
    });

    it("says which type the provider has not", () => {
      expect(() => buildMapping({ ...schema, resource_schemas: {} })).to.throw(
        /hashicorp\/aws 5\.100\.0 has no aws_\w+/,
      );
    });
  });
});
