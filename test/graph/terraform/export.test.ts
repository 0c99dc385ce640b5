import { expect } from "chai";
import { SECRET } from "../../../config/mistakes";
import { type Graph, type ResourceNode, kindOf, qualifyNames, referencesIn } from "../../../graph";
import { COMPUTED_STRUCTURES } from "../../../graph/computed";
import { type TerraformOptions, toTerraform } from "../../../graph/terraform";
import { mappingTable, resourceMapping } from "../../../graph/terraform/mappingTable";
import { NEWER_ARGUMENTS, NEWER_TYPES } from "../../../graph/terraform/newer";
import { propertyAt } from "../../../tools/replacement/propertyPaths";
import { type Extras, component, graph, node, provider, reference } from "../../support/graphs";

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/** A resource of a type that the builders do not have. */
function other(type: string, name: string, inputs: Record<string, unknown> = {}, extras: Extras = {}): ResourceNode {
  const { region = "eu-west-1", ...rest } = extras;
  const model = node("Vpc", name, inputs, { region });
  return { ...model, urn: model.urn.replace("aws:ec2/vpc:Vpc", type), type, ...rest };
}

const part = (name: string) => (of: Graph, options?: TerraformOptions) =>
  toTerraform(of, options).document[name] as Blocks;
const resources = part("resource");
const data = part("data");
const variables = part("variable");

/** The one block of a document with one resource. */
function block(resource: ResourceNode, ...others: ResourceNode[]): Record<string, unknown> {
  const type = Object.values(resources(graph([resource, ...others])));
  const found = type.map((named) => named[resource.name]).find((each) => each !== undefined);
  if (!found) throw new Error(`no block of ${resource.name}`);
  return found;
}

const vpc = node("Vpc", "net", { cidrBlock: "10.0.0.0/16" });
const eip = node("Eip", "one", { domain: "vpc" });
const tagged = (value: string) => block(node("Vpc", "net", { tags: { Name: value } }), eip)["tags"];

describe("a resource in a Terraform document", () => {
  it("has the provider of its region, its arguments, and a lifecycle", () => {
    expect(resources(graph([vpc]))).to.deep.equal({
      aws_vpc: {
        net: {
          provider: "aws.aws-eu-west-1",
          cidr_block: "10.0.0.0/16",
          lifecycle: { create_before_destroy: true },
        },
      },
    });
  });

  it("names no provider where it has the default one", () => {
    expect(block({ ...vpc, provider: undefined })).not.to.have.property("provider");
  });

  it("has a block for one, a list of blocks for many, and an attribute for what is no block", () => {
    const balancer = node("LoadBalancer", "front", {
      accessLogs: { bucket: "logs", enabled: true },
      subnetMappings: [{ subnetId: "subnet-1", allocationId: "eipalloc-1" }, { subnetId: "subnet-2" }],
      securityGroups: ["sg-1"],
    });
    expect(block(balancer)).to.deep.include({
      access_logs: { bucket: "logs", enabled: true },
      subnet_mapping: [{ subnet_id: "subnet-1", allocation_id: "eipalloc-1" }, { subnet_id: "subnet-2" }],
      security_groups: ["sg-1"],
    });
  });

  it("has every field of an object that is no block", () => {
    const acl = other("aws:ec2/networkAcl:NetworkAcl", "acl", {
      vpcId: "vpc-1",
      egress: [{ ruleNo: 1, action: "deny" }],
    });
    expect(block(acl)["egress"]).to.deep.equal([
      {
        action: "deny",
        rule_no: 1,
        ...{ cidr_block: null, from_port: null, icmp_code: null, icmp_type: null },
        ...{ ipv6_cidr_block: null, protocol: null, to_port: null },
      },
    ]);
  });

  it("has truth values and numbers as what they are, and text where text is wanted", () => {
    const group = node("TargetGroup", "group", { port: "5000", proxyProtocolV2: "true", preserveClientIp: true });
    expect(block(group)).to.deep.include({ port: 5000, proxy_protocol_v2: true, preserve_client_ip: "true" });
  });

  it("has a document that is given as an object as its JSON", () => {
    const policy = { Version: "2012-10-17", Statement: [{ Resource: "${Eip:one.arn}" }] };
    const role = other("aws:iam/role:Role", "role", { assumeRolePolicy: policy });
    expect(block(role, eip)["assume_role_policy"]).to.equal(
      '{"Version":"2012-10-17","Statement":[{"Resource":"${aws_eip.one.arn}"}]}',
    );
  });

  it("leaves out what is not given and what the SDK adds for itself", () => {
    const bare = node("Vpc", "net", {
      cidrBlock: null,
      enableDnsSupport: undefined,
      __defaults: [],
      tags: { a: null },
    });
    expect(block(bare)).to.have.all.keys("provider", "tags", "lifecycle").and.to.deep.include({ tags: {} });
  });

  it("has its logical name where the provider demands one and the program gives none", () => {
    const alarm = other("aws:cloudwatch/metricAlarm:MetricAlarm", "cpu-high", { evaluationPeriods: 1 });
    expect(block(alarm)).to.include({ alarm_name: "cpu-high" });
    expect(block({ ...alarm, inputs: { name: "mine" } })).to.include({ alarm_name: "mine" });
  });

  it("has no name where the provider makes one up too", () => {
    expect(block(node("LoadBalancer", "front"))).not.to.have.property("name");
  });

  it("stops at an argument that the provider does not know, by type and path", () => {
    const typo = node("TargetGroup", "group", { healthCheck: { intervall: 3 } });
    expect(() => toTerraform(graph([typo]))).to.throw(/aws:lb\/targetGroup:TargetGroup group.*healthCheck\.intervall/);
  });

  it("leaves out an argument that is known to be newer, and names it", () => {
    const type = "aws:lb/targetGroup:TargetGroup";
    const table = NEWER_ARGUMENTS as Record<string, Record<string, string>>;
    const before = table[type];
    table[type] = { "healthCheck.colour": "came later" };
    try {
      const found = graph([node("TargetGroup", "group", { healthCheck: { port: "1", colour: "red" } })]);
      expect(resources(found)["aws_lb_target_group"]!["group"]!["health_check"]).to.deep.equal({ port: "1" });
      expect(toTerraform(found).leftOut).to.deep.equal([
        { what: "TargetGroup group: healthCheck.colour", why: "came later" },
      ]);
    } finally {
      if (before) table[type] = before;
      else Reflect.deleteProperty(table, type);
    }
  });

  const argumentsOfType = (type: string) =>
    type === "pulumi:providers:aws" ? mappingTable().configuration : resourceMapping(type).properties;

  it("has no row of a newer argument that the provider knows by now", () => {
    const known = Object.entries(NEWER_ARGUMENTS).flatMap(([type, rows]) =>
      Object.keys(rows).filter((path) => propertyAt(argumentsOfType(type), path)),
    );
    expect(known).to.deep.equal([]);
  });

  it("stops at a type that the mapping does not have, and at one of another provider", () => {
    expect(() => toTerraform(graph([other("aws:x/y:Y", "y")]))).to.throw("no row for aws:x/y:Y");
    expect(() => toTerraform(graph([other("random:index/x:X", "x")]))).to.throw(
      "random:index/x:X x is of another provider",
    );
  });

  it("drops the region of its provider, and stops at another", () => {
    expect(block(node("Vpc", "net", { region: "eu-west-1" }))).not.to.have.property("region");
    expect(() => block(node("Vpc", "net", { region: "us-east-1" }))).to.throw('net is in "us-east-1"');
  });

  it("is sorted by type and name, whatever the order of registration", () => {
    const [b, a] = [node("Vpc", "b"), node("Vpc", "a")];
    expect(Object.keys(resources(graph([b, eip, a])))).to.deep.equal(["aws_eip", "aws_vpc"]);
    expect(Object.keys(resources(graph([b, a]))["aws_vpc"]!)).to.deep.equal(["a", "b"]);
  });
});

describe("a reference in a Terraform document", () => {
  it("leads to the attribute", () => {
    const gateway = node("NatGateway", "nat", { allocationId: reference(eip, "allocationId") });
    expect(block(gateway, eip)["allocation_id"]).to.equal("${aws_eip.one.allocation_id}");
  });

  it("is found in longer texts, again and again", () => {
    expect(tagged("a ${Eip:one.publicIp}:${Eip:one.id} z")).to.deep.equal({
      Name: "a ${aws_eip.one.public_ip}:${aws_eip.one.id} z",
    });
  });

  it("finds an element of a list", () => {
    const zone = node("Zone", "zone", { name: "example.com" });
    expect(block(node("Vpc", "net", { tags: { ns: reference(zone, "nameServers2") } }), zone)["tags"]).to.deep.equal({
      ns: "${aws_route53_zone.zone.name_servers[2]}",
    });
  });

  it("finds a member of a structure", () => {
    const endpoint = node("VpcEndpoint", "door", { vpcEndpointType: "Interface" });
    const service = other("aws:ec2/vpcEndpointService:VpcEndpointService", "link", { acceptanceRequired: true });
    const tags = {
      name: reference(endpoint, "dnsEntries_0_dnsName"),
      zone: reference(endpoint, "dnsEntries_0_hostedZoneId"),
      proof: reference(service, "privateDnsNameConfigurations_0_value"),
      service: reference(service, "serviceName"),
    };
    expect(block(node("Vpc", "net", { tags }), endpoint, service)["tags"]).to.deep.equal({
      name: "${aws_vpc_endpoint.door.dns_entry[0].dns_name}",
      zone: "${aws_vpc_endpoint.door.dns_entry[0].hosted_zone_id}",
      proof: "${aws_vpc_endpoint_service.link.private_dns_name_configuration[0].value}",
      service: "${aws_vpc_endpoint_service.link.service_name}",
    });
    for (const property of ["dnsEntries_0_colour", "colours_0_dnsName"])
      expect(() => block(node("Vpc", "net", { tags: { a: reference(endpoint, property) } }), endpoint)).to.throw(
        `the provider has no ${property} of aws:ec2/vpcEndpoint:VpcEndpoint`,
      );
  });

  it("finds every member of every structure that a recording has", () => {
    const inputs = { vpcEndpointType: "Interface", privateDnsName: "link.example.com", subnetMapping: {} };
    const expressions = Object.entries(COMPUTED_STRUCTURES).flatMap(([type, structure]) => {
      const of = other(type, "it");
      const made = structure({ inputs, reference: (property) => reference(of, property), inputsOf: () => undefined });
      const tags = Object.fromEntries(referencesIn(made).map((each) => [each.property, reference(of, each.property)]));
      return Object.entries(block(node("Subnet", "net", { tags }), of)["tags"] as object);
    });
    expect(Object.fromEntries(expressions)).to.deep.equal({
      endpointId: "${var.it_endpointId}",
      dnsEntries_0_dnsName: "${aws_vpc_endpoint.it.dns_entry[0].dns_name}",
      dnsEntries_0_hostedZoneId: "${aws_vpc_endpoint.it.dns_entry[0].hosted_zone_id}",
      privateDnsNameConfigurations_0_name: "${aws_vpc_endpoint_service.it.private_dns_name_configuration[0].name}",
      privateDnsNameConfigurations_0_value: "${aws_vpc_endpoint_service.it.private_dns_name_configuration[0].value}",
      ipSets_0_ipAddresses_0: "${aws_globalaccelerator_accelerator.it.ip_sets[0].ip_addresses[0]}",
      ipSets_0_ipAddresses_1: "${aws_globalaccelerator_accelerator.it.ip_sets[0].ip_addresses[1]}",
    });
  });

  it("finds a member at another place, within a text, and under the name that the resource has there", () => {
    const endpoint = node("VpcEndpoint", "a.b");
    const text = `tcp://${reference(endpoint, "dnsEntries_12_dnsName")}:5000`;
    expect(block(node("Vpc", "net", { tags: { text } }), endpoint)["tags"]).to.deep.equal({
      text: "tcp://${aws_vpc_endpoint.a_b.dns_entry[12].dns_name}:5000",
    });
  });

  it("stops at what has the form of an element or a member, and is of no list or no structure", () => {
    const endpoint = node("VpcEndpoint", "door");
    const zone = node("Zone", "zone", { name: "example.com" });
    const cases: [ResourceNode, string][] = [
      [endpoint, "dnsEntries_0"],
      [endpoint, "dnsEntries_dnsName"],
      [endpoint, "dnsEntries_x_dnsName"],
      [endpoint, "subnetIds_0_id"],
      [endpoint, "serviceName_0_dnsName"],
      [endpoint, "subnetIds0"],
      [zone, "nameServers_0_name"],
      [zone, "zoneId0"],
      [zone, "colours0"],
    ];
    for (const [of, property] of cases)
      expect(() => block(node("Vpc", "net", { tags: { a: reference(of, property) } }), of), property).to.throw(
        `\${${kindOf(of.type)}:${of.name}.${property}}: the provider has no ${property} of ${of.type}`,
      );
  });

  it("leads to the name that the resource has there", () => {
    const dotted = node("Eip", "a.b");
    expect(block(node("Vpc", "net", { tags: { a: reference(dotted) } }), dotted)["tags"]).to.deep.equal({
      a: "${aws_eip.a_b.id}",
    });
  });

  it("stops where it leads nowhere, or to what the provider has not", () => {
    expect(() => tagged("${Eip:two.id}")).to.throw(
      "${Eip:two.id} refers to something that is not in the graph of test",
    );
    expect(() => tagged("${Eip:one.colour}")).to.throw("the provider has no colour of aws:ec2/eip:Eip");
  });

  it("is text where it only looks like one", () => {
    expect(tagged("${HOME:-a.b}")).to.deep.equal({ Name: "$${HOME:-a.b}" });
  });

  it("is not confused by what Terraform would read", () => {
    expect(tagged("${x} %{y} $$ % $5 $${z}")).to.deep.equal({ Name: "$${x} %%{y} $$ % $5 $$${z}" });
    expect(tagged("$${Eip:one.id}")).to.deep.equal({ Name: '${"$"}${aws_eip.one.id}' });
  });

  it("is not confused by it in keys either", () => {
    expect(block(node("Vpc", "net", { tags: { "${k}": "v" } }))["tags"]).to.deep.equal({ "$${k}": "v" });
  });
});

describe("a reference to another stack in a Terraform document", () => {
  const loadBalancer = node("VpcEndpoint", "door", { vpcEndpointType: "Interface" });
  const service = other("aws:ec2/vpcEndpointService:VpcEndpointService", "link");
  const association = other("aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation", "inspect");
  const prod = qualifyNames({ ...graph([loadBalancer, service, association, vpc]), stack: "prod" });
  const at = (kind: string, name: string, property: string) => `\${${kind}:prod/${name}.${property}}`;
  const consumer = (tags: Record<string, string>, more: Partial<Graph> = {}): Graph => ({
    ...graph([node("Vpc", "net", { tags })]),
    references: [prod],
    ...more,
  });
  const tagsOf = (of: Graph, options?: TerraformOptions) => resources(of, options)["aws_vpc"]!["net"]!["tags"];
  const name = at("VpcEndpoint", "door", "dnsEntries_0_dnsName");

  it("is a variable, also where it is to a member of a structure", () => {
    const found = consumer({ url: `tcp://${name}:5000`, zone: at("VpcEndpoint", "door", "dnsEntries_0_hostedZoneId") });
    expect(tagsOf(found)).to.deep.equal({
      url: "tcp://${var.VpcEndpoint_prod_door_dnsEntries_0_dnsName}:5000",
      zone: "${var.VpcEndpoint_prod_door_dnsEntries_0_hostedZoneId}",
    });
    const variable = (property: string) => ({
      [`VpcEndpoint_prod_door_${property}`]: {
        type: "string",
        description: `${property} of VpcEndpoint prod/door`,
        sensitive: false,
      },
    });
    expect(variables(found)).to.deep.equal({
      ...variable("dnsEntries_0_dnsName"),
      ...variable("dnsEntries_0_hostedZoneId"),
    });
  });

  it("is one variable, however often something refers to it", () => {
    const found = { ...consumer({ a: name, b: `${name} ${name}` }), outputs: { again: [name] } };
    expect(Object.keys(variables(found))).to.deep.equal(["VpcEndpoint_prod_door_dnsEntries_0_dnsName"]);
    expect(part("output")(found)).to.deep.equal({
      again: { value: ["${var.VpcEndpoint_prod_door_dnsEntries_0_dnsName}"] },
    });
    expect(toTerraform(found).leftOut).to.deep.equal([
      {
        what: "VpcEndpoint prod/door",
        why: "of another stack; set the variable VpcEndpoint_prod_door_dnsEntries_0_dnsName",
      },
    ]);
  });

  it("is none to the stack's own resource of the same kind and name", () => {
    const own = node("VpcEndpoint", "door");
    const found = graph([
      own,
      node("Vpc", "net", { tags: { own: reference(own), far: at("VpcEndpoint", "door", "id") } }),
    ]);
    const both = { ...found, references: [prod] };
    expect(tagsOf(both)).to.deep.equal({
      own: "${aws_vpc_endpoint.door.id}",
      far: "${var.VpcEndpoint_prod_door_id}",
    });
    expect(Object.keys(variables(both))).to.deep.equal(["VpcEndpoint_prod_door_id"]);
  });

  it("is a variable too where the provider has not the type yet", () => {
    const found = consumer({ id: at("VpcEndpointAssociation", "inspect", "endpointId") });
    expect(tagsOf(found)).to.deep.equal({ id: "${var.VpcEndpointAssociation_prod_inspect_endpointId}" });
    expect(toTerraform(found).leftOut.map(({ what }) => what)).to.deep.equal(["VpcEndpointAssociation prod/inspect"]);
  });

  it("is a variable of its own, though another's name would read the same", () => {
    const far = qualifyNames({ ...graph([node("Eip", "a.b"), node("Eip", "a_b")]), stack: "prod" });
    const tags = { dot: at("Eip", "a.b", "id"), line: at("Eip", "a_b", "id") };
    const found = consumer(tags, { references: [far] });
    expect(tagsOf(found)).to.deep.equal({ dot: "${var.Eip_prod_a_b_id}", line: "${var.Eip_prod_a_b_id_2}" });
    expect(
      Object.entries(variables(found)).map(([variable, { description }]) => [variable, description]),
    ).to.deep.equal([
      ["Eip_prod_a_b_id", "id of Eip prod/a.b"],
      ["Eip_prod_a_b_id_2", "id of Eip prod/a_b"],
    ]);
  });

  it("leads through a further stack, and apart from one of another project", () => {
    const between = qualifyNames({ ...graph([eip]), stack: "b", references: [prod] });
    const found = consumer(
      { far: "${Vpc:b/prod/net.id}", near: "${Eip:b/one.id}", apart: "${Vpc:other/prod/net.id}" },
      { references: [between, qualifyNames({ ...graph([vpc]), project: "other", stack: "prod" }, "other/prod")] },
    );
    expect(tagsOf(found)).to.deep.equal({
      far: "${var.Vpc_b_prod_net_id}",
      near: "${var.Eip_b_one_id}",
      apart: "${var.Vpc_other_prod_net_id}",
    });
  });

  it("is no variable where nothing refers to it, and nothing is said of the other stack", () => {
    const { document, leftOut } = toTerraform(consumer({ a: "b" }));
    expect(document).not.to.have.property("variable");
    expect(leftOut).to.deep.equal([]);
  });

  it("stops where the other stack has no such thing, or is none that this one reads", () => {
    for (const found of [consumer({ a: at("VpcEndpoint", "gate", "id") }), consumer({ a: name }, { references: [] })])
      expect(() => toTerraform(found)).to.throw(/^\$\{VpcEndpoint:prod\/\w+\.\w+\} refers to something that is not in/);
  });

  it("is made up in the form of what it stands for where nothing is asked", () => {
    const tags = {
      name,
      zone: at("VpcEndpoint", "door", "dnsEntries_0_hostedZoneId"),
      id: at("VpcEndpoint", "door", "id"),
      service: at("VpcEndpointService", "link", "serviceName"),
      serviceId: at("VpcEndpointService", "link", "id"),
      proof: at("VpcEndpointService", "link", "privateDnsNameConfigurations_0_name"),
      vpc: at("Vpc", "net", "id"),
    };
    const options = { withoutDataSources: true };
    const made = tagsOf(consumer(tags), options) as typeof tags;
    expect(made).to.have.all.keys(...Object.keys(tags));
    expect(made.name).to.equal("prod-door.example.com");
    expect(made.zone).to.match(/^Z[0-9A-F]{13}$/);
    expect(made.id).to.match(/^vpce-[0-9a-f]{17}$/);
    expect(made.service).to.match(/^com\.amazonaws\.vpce\.eu-west-1\.vpce-svc-[0-9a-f]{17}$/);
    expect(made.service.endsWith(made.serviceId)).to.equal(true);
    expect(made.proof).to.equal("prod/link");
    expect(made.vpc).to.match(/^vpc-[0-9a-f]{17}$/);
    expect(tagsOf(consumer(tags), options)).to.deep.equal(made);
    const { document, leftOut } = toTerraform(consumer(tags), options);
    expect(document).not.to.have.property("variable");
    expect(leftOut.map(({ why }) => why)).to.deep.equal(["of another stack", "of another stack", "of another stack"]);
  });
});

describe("a resource of a type that the provider has not yet, in a Terraform document", () => {
  const type = "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation";
  const association = (name = "inspection-a-endpoint", inputs: Record<string, unknown> = {}) =>
    other(type, name, inputs);
  const endpoint = association();
  const route = (name: string, to: ResourceNode, extras: Extras = {}) =>
    node("Route", name, { destinationCidrBlock: "0.0.0.0/0", vpcEndpointId: reference(to, "endpointId") }, extras);
  const out = route("out", endpoint, { dependencies: [endpoint.urn] });

  it("is left out, and named with its reason and what to set instead", () => {
    const { document, leftOut } = toTerraform(graph([endpoint, out, eip]));
    expect(Object.keys(document["resource"] as Blocks)).to.deep.equal(["aws_eip", "aws_route"]);
    expect(leftOut).to.deep.equal([
      {
        what: "VpcEndpointAssociation inspection-a-endpoint",
        why: "version 6 of the provider has it first; set the variable inspection-a-endpoint_endpointId",
      },
    ]);
    expect(JSON.stringify(document)).not.to.include("aws_networkfirewall");
  });

  it("is a variable, not a secret one, to what refers to it, and nothing waits for it", () => {
    const found = graph([endpoint, out]);
    expect(variables(found)).to.deep.equal({
      "inspection-a-endpoint_endpointId": {
        type: "string",
        description: "endpointId of VpcEndpointAssociation inspection-a-endpoint",
        sensitive: false,
      },
    });
    expect(resources(found)["aws_route"]!["out"])
      .to.include({ vpc_endpoint_id: "${var.inspection-a-endpoint_endpointId}" })
      .and.not.have.property("depends_on");
  });

  it("is a variable for each of its outputs that something refers to, those of the stack's own among them", () => {
    const tags = { again: reference(endpoint, "endpointId") };
    const found = graph([endpoint, out, node("Vpc", "net", { tags })], {
      arn: reference(endpoint, "vpcEndpointAssociationArn"),
    });
    const [first, second] = ["inspection-a-endpoint_endpointId", "inspection-a-endpoint_vpcEndpointAssociationArn"];
    expect(variables(found)).to.deep.equal({
      [first]: {
        type: "string",
        description: "endpointId of VpcEndpointAssociation inspection-a-endpoint",
        sensitive: false,
      },
      [second]: {
        type: "string",
        description: "vpcEndpointAssociationArn of VpcEndpointAssociation inspection-a-endpoint",
        sensitive: false,
      },
    });
    expect(part("output")(found)).to.deep.equal({ arn: { value: `\${var.${second}}` } });
    expect(toTerraform(found).leftOut).to.deep.equal([
      {
        what: "VpcEndpointAssociation inspection-a-endpoint",
        why: `version 6 of the provider has it first; set the variable ${first}; set the variable ${second}`,
      },
    ]);
  });

  it("is no variable where nothing refers to it", () => {
    const waits = node("Vpc", "net", {}, { dependencies: [endpoint.urn] });
    for (const found of [graph([endpoint, eip]), graph([endpoint, waits])]) {
      expect(toTerraform(found).document).not.to.have.property("variable");
      expect(toTerraform(found).leftOut).to.deep.equal([
        { what: "VpcEndpointAssociation inspection-a-endpoint", why: "version 6 of the provider has it first" },
      ]);
    }
  });

  it("is no variable for what refers to another of its kind or of its name", () => {
    const [like, longer] = [node("Subnet", endpoint.name), association(`${endpoint.name}-2`)];
    const refers = node("Vpc", "net", { tags: { a: reference(like), b: reference(longer, "endpointId") } });
    expect(Object.keys(variables(graph([endpoint, like, longer, refers])))).to.deep.equal([
      "inspection-a-endpoint-2_endpointId",
    ]);
  });

  it("is nothing to wait for where no argument shows it", () => {
    const waits = node("Vpc", "net", {}, { dependencies: [endpoint.urn, eip.urn] });
    expect(block(waits, endpoint, eip)["depends_on"]).to.deep.equal(["aws_eip.one"]);
    expect(block({ ...waits, dependencies: [endpoint.urn] }, endpoint, eip)).not.to.have.property("depends_on");
  });

  it("is a variable each, and beside those of secrets", () => {
    const others = association("b");
    const secret = node("TargetGroup", "group", { port: SECRET });
    const found = graph([endpoint, others, out, route("other", others), secret]);
    const sensitive = Object.entries(variables(found)).map(([name, variable]) => [name, variable["sensitive"]]);
    expect(Object.fromEntries(sensitive)).to.deep.equal({
      b_endpointId: false,
      group_port: true,
      "inspection-a-endpoint_endpointId": false,
    });
    expect(resources(found)["aws_route"]!["other"]).to.include({ vpc_endpoint_id: "${var.b_endpointId}" });
  });

  it("is found within a text, and has a name that Terraform takes", () => {
    const dotted = association("a.b");
    expect(
      block(node("Vpc", "net", { tags: { a: `x ${reference(dotted, "endpointId")}` } }), dotted)["tags"],
    ).to.deep.equal({ a: "x ${var.a_b_endpointId}" });
  });

  it("says nothing of what it refers to itself", () => {
    const firewall = association("c", { firewallArn: "arn:aws:x", subnetMapping: { subnetId: "${Subnet:none.id}" } });
    expect(Object.keys(resources(graph([firewall, eip])))).to.deep.equal(["aws_eip"]);
  });

  it("gives way to a made-up id without data sources, and to no variable", () => {
    const { document, leftOut } = toTerraform(graph([endpoint, out]), { withoutDataSources: true });
    expect(document).not.to.have.property("variable");
    expect((document["resource"] as Blocks)["aws_route"]!["out"]!["vpc_endpoint_id"]).to.match(/^vpce-[0-9a-f]{17}$/);
    expect(leftOut.map(({ what }) => what)).to.deep.equal(["VpcEndpointAssociation inspection-a-endpoint"]);
  });

  it("is found past a component that has its kind and its name", () => {
    const remote = { ...component("VpcEndpointAssociation", endpoint.name, { remote: true }) };
    expect(resources(graph([remote, { ...endpoint, parent: remote.urn }, out]))["aws_route"]!["out"]).to.include({
      vpc_endpoint_id: "${var.inspection-a-endpoint_endpointId}",
    });
  });

  it("says in every row since when the provider has it", () => {
    for (const { why } of Object.values(NEWER_TYPES)) {
      expect(why).to.match(/^version \d+ of the provider has it first$/);
    }
  });
});

describe("what a Terraform document keeps of a resource's options", () => {
  const lifecycle = (resource: ResourceNode, ...others: ResourceNode[]) => block(resource, ...others)["lifecycle"];

  it("protects", () => {
    expect(lifecycle({ ...vpc, protect: true })).to.deep.equal({ create_before_destroy: true, prevent_destroy: true });
  });

  it("ignores changes by the provider's names", () => {
    const group = other("aws:autoscaling/group:Group", "asg", { minSize: 0, maxSize: 1 });
    const ignoreChanges = ["desiredCapacity", "mixedInstancesPolicy.launchTemplate", "tags[0].value"];
    expect(lifecycle({ ...group, ignoreChanges })).to.deep.include({
      ignore_changes: ["desired_capacity", "mixed_instances_policy[0].launch_template", "tag[0].value"],
    });
    expect(lifecycle({ ...vpc, ignoreChanges: ["tags.Name"] })).to.deep.include({ ignore_changes: ['tags["Name"]'] });
    expect(lifecycle({ ...vpc, ignoreChanges: ["*"] })).to.deep.include({ ignore_changes: "all" });
    expect(() => lifecycle({ ...vpc, ignoreChanges: ["colour"] })).to.throw("ignoreChanges names colour");
  });

  it("deletes first where the program does, and all that depends on it", () => {
    const balancer = { ...node("LoadBalancer", "front"), deleteBeforeReplace: true };
    const listener = node("Listener", "listener", {}, { dependencies: [balancer.urn] });
    const record = node("Record", "name", {}, { dependencies: [listener.urn] });
    const all = [record, listener, balancer, vpc];
    const orders = all.map(
      (each) => (lifecycle(each, ...all) as { create_before_destroy: boolean }).create_before_destroy,
    );
    expect(orders).to.deep.equal([false, false, false, true]);
    expect(toTerraform(graph(all)).leftOut.map(({ what }) => what)).to.deep.equal([
      "creation before deletion of Listener listener, Record name",
    ]);
  });

  it("is replaced with others, by their ids, where the program says so", () => {
    const tied = { ...node("SecurityGroup", "group"), replaceWith: [vpc.urn, eip.urn] };
    expect(lifecycle(tied, vpc, eip)).to.deep.equal({
      create_before_destroy: true,
      replace_triggered_by: ["aws_eip.one.id", "aws_vpc.net.id"],
    });
    expect(lifecycle({ ...tied, replaceWith: [] }, vpc, eip)).to.deep.equal({ create_before_destroy: true });
  });

  it("is replaced with nothing that is no resource of AWS, or that is not in the graph", () => {
    const engine = provider("eu-west-1");
    const network = component("Network", "network");
    const tied = { ...node("SecurityGroup", "group"), replaceWith: [engine.urn, network.urn, eip.urn] };
    expect(lifecycle(tied, engine, network, vpc)).to.deep.equal({ create_before_destroy: true });
  });

  it("is replaced with others by the names that they have there, beside all else that it keeps", () => {
    const balancer = { ...node("LoadBalancer", "front"), deleteBeforeReplace: true };
    const dotted = node("Eip", "a.b");
    const urns = [dotted.urn, balancer.urn];
    const group = node("TargetGroup", "group", { port: 1 }, { replaceWith: urns, dependencies: urns });
    const kept = { ...group, protect: true, ignoreChanges: ["port"] };
    expect(block(kept, dotted, balancer)).to.deep.include({
      depends_on: ["aws_eip.a_b", "aws_lb.front"],
      lifecycle: {
        create_before_destroy: false,
        prevent_destroy: true,
        replace_triggered_by: ["aws_eip.a_b.id", "aws_lb.front.id"],
        ignore_changes: ["port"],
      },
    });
  });

  it("waits for what no argument shows", () => {
    const dependencies = [eip.urn, vpc.urn, component("Network", "network").urn];
    const subnet = node("Subnet", "subnet", { vpcId: reference(vpc) }, { dependencies });
    expect(block(subnet, vpc, eip)["depends_on"]).to.deep.equal(["aws_eip.one"]);
    expect(block({ ...subnet, dependencies: [vpc.urn] }, vpc)).not.to.have.property("depends_on");
  });

  it("names what it cannot keep", () => {
    const kept = { ...eip, retainOnDelete: true, replaceOnChanges: ["domain"] };
    expect(toTerraform(graph([kept])).leftOut.map(({ what }) => what)).to.deep.equal([
      "Eip one: replaceOnChanges",
      "Eip one: retainOnDelete",
    ]);
  });
});

describe("providers in a Terraform document", () => {
  it("are there by alias, with their tags unpacked", () => {
    const inputs = {
      region: "eu-west-1",
      defaultTags: '{"tags":{"a":"${b}"}}',
      skipRegionValidation: "true",
      version: "7",
    };
    const document = toTerraform(graph([vpc, { ...provider("eu-west-1"), inputs }])).document;
    expect(document["provider"]).to.deep.equal({
      aws: [
        {
          alias: "aws-eu-west-1",
          default_tags: { tags: { a: "$${b}" } },
          region: "eu-west-1",
          skip_region_validation: true,
        },
      ],
    });
    expect(document["terraform"]).to.deep.equal({
      required_providers: { aws: { source: "hashicorp/aws", version: "~> 5.100" } },
    });
  });

  it("ask nothing where there is no account", () => {
    const { provider: found } = toTerraform(graph([vpc]), { withoutDataSources: true }).document;
    expect(found).to.deep.equal({
      aws: [
        {
          ...{ alias: "aws-eu-west-1", region: "eu-west-1", skip_credentials_validation: true },
          ...{ skip_metadata_api_check: "true", skip_region_validation: true, skip_requesting_account_id: true },
        },
      ],
    });
  });
});

describe("data sources in a Terraform document", () => {
  const own = node("Eip", "own", { id: "eipalloc-0a" }, { external: true });
  const zoneId = "${HostedZone:example.com.zoneId}";
  const zone = {
    token: "aws:route53/getZone:getZone",
    args: { name: "example.com", privateZone: false },
    result: { zoneId },
  };
  const account = {
    token: "aws:index/getCallerIdentity:getCallerIdentity",
    args: {},
    result: { accountId: "123456789012" },
  };
  const list = (name: string) => ({
    token: "aws:ec2/getManagedPrefixList:getManagedPrefixList",
    args: { name },
    result: { id: `\${PrefixList:${name}.id}` },
  });
  const record = (name: string, region = "us-east-1") => node("Record", name, { zoneId }, { region });

  it("read what is only read", () => {
    const gateway = node(
      "NatGateway",
      "nat",
      { allocationId: reference(own, "allocationId") },
      { dependencies: [own.urn] },
    );
    const found = graph([own, gateway], { ip: reference(own, "publicIp") });
    expect(data(found)).to.deep.equal({ aws_eip: { own: { provider: "aws.aws-eu-west-1", id: "eipalloc-0a" } } });
    expect(resources(found)).to.have.all.keys("aws_nat_gateway");
    expect(resources(found)["aws_nat_gateway"]!["nat"]).to.include({ allocation_id: "${data.aws_eip.own.id}" });
    expect(toTerraform(found).document["output"]).to.deep.equal({ ip: { value: "${data.aws_eip.own.public_ip}" } });
  });

  it("ask what the program asks, whatever the name holds", () => {
    const found = { ...graph([record("name")], { zone: zoneId }), invokes: [zone] };
    expect(data(found)).to.deep.equal({
      aws_route53_zone: {
        "example_com-aws-us-east-1": { provider: "aws.aws-us-east-1", name: "example.com", private_zone: false },
      },
    });
    const expression = "${data.aws_route53_zone.example_com-aws-us-east-1.zone_id}";
    expect(resources(found)["aws_route53_record"]!["name"]).to.include({ zone_id: expression });
    expect(toTerraform(found).document["output"]).to.deep.equal({ zone: { value: expression } });
  });

  it("ask in each region that uses the answer, and only there", () => {
    const rule = (name: string, region: string) =>
      node("SecurityGroupIngressRule", name, { prefixListId: "${PrefixList:a.b.id}" }, { region });
    const found = {
      ...graph([rule("one", "eu-west-1"), rule("two", "eu-west-1"), rule("three", "us-east-1")]),
      invokes: [list("a.b"), list("unused")],
    };
    expect(Object.keys(data(found)["aws_ec2_managed_prefix_list"]!)).to.deep.equal([
      "a_b-aws-eu-west-1",
      "a_b-aws-us-east-1",
    ]);
    expect(resources(found)["aws_vpc_security_group_ingress_rule"]!["three"]).to.include({
      prefix_list_id: "${data.aws_ec2_managed_prefix_list.a_b-aws-us-east-1.id}",
    });
  });

  it("ask for the outputs what nothing else asks", () => {
    const found = { ...graph([vpc], { zone: zoneId }), invokes: [zone] };
    expect(Object.keys(data(found)["aws_route53_zone"]!)).to.deep.equal(["example_com-aws-eu-west-1"]);
  });

  it("know the account of whoever deploys, and leave other registries alone", () => {
    const tags = {
      a: "arn:aws:iam::123456789012:role/x",
      b: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/x",
      c: "91234567890123",
    };
    const found = { ...graph([node("Vpc", "net", { tags })]), invokes: [account] };
    expect(resources(found)["aws_vpc"]!["net"]!["tags"]).to.deep.equal({
      ...tags,
      a: "arn:aws:iam::${data.aws_caller_identity.current-aws-eu-west-1.account_id}:role/x",
    });
    expect(data({ ...found, invokes: [] })).to.equal(undefined);
  });

  it("give way to made-up ids", () => {
    const gateway = node(
      "NatGateway",
      "nat",
      { allocationId: reference(own, "allocationId") },
      { dependencies: [own.urn] },
    );
    const all = {
      ...graph([own, gateway, record("name")], { ip: reference(own, "publicIp") }),
      invokes: [zone, account],
    };
    const { document } = toTerraform(all, { withoutDataSources: true });
    expect(document).not.to.have.property("data");
    const found = document["resource"] as Blocks;
    expect(found["aws_nat_gateway"]!["nat"])
      .to.include({ allocation_id: "eipalloc-0a" })
      .and.not.have.property("depends_on");
    expect(found["aws_route53_record"]!["name"]!["zone_id"]).to.match(/^Z[0-9A-F]{13}$/);
    expect((document["output"] as Blocks)["ip"]!["value"]).to.match(/^203\.0\.113\.\d+$/);
  });
});

describe("the rest of a Terraform document", () => {
  it("has the stack's outputs, nested as they are", () => {
    const { document } = toTerraform(graph([eip], { "a b": { "${c}": [reference(eip, "publicIp"), 1, null, true] } }));
    expect(document["output"]).to.deep.equal({
      a_b: { value: { "$${c}": ["${aws_eip.one.public_ip}", 1, null, true] } },
    });
  });

  it("has a variable for each secret, and says so", () => {
    const template = other("aws:ec2/launchTemplate:LaunchTemplate", "template", {
      userData: SECRET,
      tags: { a: SECRET },
    });
    const group = node("TargetGroup", "group", { port: SECRET });
    const found = graph([template, group]);
    expect(resources(found)["aws_launch_template"]!["template"]).to.deep.include({
      user_data: "${var.template_user_data}",
      tags: { a: "${var.template_tags_a}" },
    });
    expect(variables(found)).to.deep.equal({
      group_port: { type: "number", description: "Secret: port of TargetGroup group", sensitive: true },
      template_tags_a: { type: "string", description: "Secret: tags.a of LaunchTemplate template", sensitive: true },
      template_user_data: {
        type: "string",
        description: "Secret: userData of LaunchTemplate template",
        sensitive: true,
      },
    });
    expect(toTerraform(found).leftOut).to.deep.include({
      what: "LaunchTemplate template: userData",
      why: "a secret: set the variable template_user_data",
    });
  });

  it("has a variable for a secret list, and none for a secret block", () => {
    const secret = node("LoadBalancer", "front", { securityGroups: SECRET, accessLogs: SECRET });
    expect(block(secret))
      .to.include({ security_groups: "${var.front_security_groups}" })
      .and.not.have.property("access_logs");
    expect(variables(graph([secret]))).to.have.all.keys("front_security_groups");
    expect(toTerraform(graph([secret])).leftOut.map(({ what }) => what)).to.include("LoadBalancer front: accessLogs");
  });

  it("says where a secret lies within a text, and in which output", () => {
    const found = graph([node("Vpc", "net", { tags: { a: `x${SECRET}` } })], { key: SECRET });
    expect(toTerraform(found).leftOut.map(({ what }) => what)).to.deep.equal(["Vpc net: tags.a", "output key"]);
  });

  it("has nothing of components, and names those that a plugin makes", () => {
    const remote = component("Service", "service", { remote: true });
    const local = component("Network", "network");
    expect(toTerraform(graph([vpc, remote, local])).leftOut).to.deep.equal([
      { what: "Service service", why: "a plugin of the engine makes its resources, which no offline run sees" },
    ]);
    const child = { ...vpc, parent: remote.urn };
    expect(toTerraform(graph([child, remote])).leftOut).to.deep.equal([]);
  });

  it("has no empty parts", () => {
    expect(Object.keys(toTerraform(graph([vpc])).document)).to.deep.equal(["//", "terraform", "provider", "resource"]);
  });
});
