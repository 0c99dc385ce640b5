import { expect } from "chai";
import { interfaceEndpointPolicy, interfaceEndpoints, type EndpointService } from "../../plan/policies";

describe("plan/policies: interface endpoints of a region", () => {
  const table: [hasNat: boolean, ecr: boolean, services: string[]][] = [
    [true, true, []],
    [true, false, []],
    [false, false, ["ssm", "ssmmessages"]],
    [false, true, ["ecr.api", "ecr.dkr", "ssm", "ssmmessages"]],
  ];
  for (const [hasNat, ecr, services] of table)
    it(`${hasNat ? "with" : "without"} NAT, ${ecr ? "with" : "without"} a private image: [${services.join(", ")}]`, () => {
      expect(interfaceEndpoints({ hasNat, ecr })).to.deep.equal(services);
    });
});

describe("plan/policies: what passes an interface endpoint", () => {
  const pull = ["BatchCheckLayerAvailability", "BatchGetImage"];
  const agent = ["DescribeAssociation", "DescribeDocument", "GetDeployablePatchSnapshotForInstance", "GetDocument"];
  const more = ["GetManifest", "GetParameter", "GetParameters", "ListAssociations", "ListInstanceAssociations"];
  const put = ["PutComplianceItems", "PutConfigurePackageResult", "PutInventory", "UpdateAssociationStatus"];
  const channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
  const table: [service: EndpointService, prefix: string, actions: string[]][] = [
    ["ecr.api", "ecr", [...pull, "GetAuthorizationToken", "GetDownloadUrlForLayer"]],
    ["ecr.dkr", "ecr", [...pull, "GetDownloadUrlForLayer"]],
    ["ssm", "ssm", [...agent, ...more, ...put, "UpdateInstanceAssociationStatus", "UpdateInstanceInformation"]],
    ["ssmmessages", "ssmmessages", channels],
  ];
  for (const [service, prefix, actions] of table)
    it(`${service}: what its clients on the instances call, for this account only`, () => {
      expect(interfaceEndpointPolicy(service, "123456789012")).to.deep.equal({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: "*",
            Action: actions.map((action) => `${prefix}:${action}`),
            Resource: ["*"],
            Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
          },
        ],
      });
    });
});
