import { expect } from "chai";
import { COMPUTED } from "../../../graph/computed";
import { OFFLINE_ANSWERS } from "../../../graph/invokes";
import { dataMapping, mappingTable, resourceMapping } from "../../../graph/terraform/mappingTable";
import { NEWER_TYPES } from "../../../graph/terraform/newer";
import { VERSION } from "../../../tools/terraform";

/** Types of a stack that the provider has. */
const KNOWN = Object.keys(COMPUTED).filter((type) => !(type in NEWER_TYPES));

describe("graph/terraform/mapping.json", () => {
  it("has a row of each type that a stack may have and the provider has, and of no other", () => {
    expect(Object.keys(mappingTable().resources)).to.deep.equal(KNOWN.sort());
  });

  it("lacks only types that a stack may have", () => {
    expect(Object.keys(COMPUTED)).to.include.members(Object.keys(NEWER_TYPES));
  });

  it("has a data source for each question that a program may ask", () => {
    expect(Object.keys(mappingTable().data)).to.include.members(Object.keys(OFFLINE_ANSWERS));
  });

  /** The provider gives these no id of their own: they are known by an ARN. */
  const WITHOUT_ID = [
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",
  ];

  it("knows every output that only AWS can fill", () => {
    const missing = KNOWN.flatMap((type) =>
      [...(WITHOUT_ID.includes(type) ? [] : ["id"]), ...(COMPUTED[type] ?? [])]
        .filter((output) => !(output in resourceMapping(type).properties))
        .map((each) => `${type}.${each}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it("has the version that its script makes it of", () => {
    expect(mappingTable().version).to.equal(VERSION);
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
});
