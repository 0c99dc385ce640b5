import { expect } from "chai";
import {
  BASE,
  type Raw,
  SHAPES,
  decoded,
  find,
  inputs,
  inputsOf,
  recordConfig,
  recordStack,
} from "../../support/recording";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";
const AL2023 = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default";

const STACKS = [
  {
    stack: "dev",
    zones: ["a", "b"],
    types: ["t4g.micro"],
    monitored: false,
    min: 2,
    max: 3,
    desired: 2,
    grace: 160,
    wait: "13m",
  },
  {
    stack: "prod",
    zones: ["a", "b", "c"],
    types: ["m7g.medium", "m6g.medium"],
    monitored: true,
    min: 3,
    max: 9,
    desired: 3,
    grace: 120,
    wait: "12m",
  },
];

for (const { stack, zones, types, monitored, min, max, desired, grace, wait } of STACKS) {
  const tags = {
    Environment: stack,
    ManagedBy: "Pulumi",
    Name: `ha-tcp-${stack}-fleet-eu-west-1`,
    Project: "ha-tcp",
    Stack: stack,
  };

  describe(`InstanceFleet of ${stack}`, () => {
    it("launches from one template: no public address, no key, encrypted, IMDSv2 with one hop", async () => {
      const templates = inputs(await recordStack(stack), TEMPLATE);
      expect(Object.keys(templates)).to.deep.equal(["fleet-eu-west-1-template"]);
      const { userData, ...template } = templates["fleet-eu-west-1-template"]!;
      expect(template).to.deep.equal({
        imageId: `${AL2023}-arm64`,
        instanceType: types[0],
        updateDefaultVersion: true,
        iamInstanceProfile: { arn: "${InstanceProfile:fleet-eu-west-1-profile.arn}" },
        monitoring: { enabled: monitored },
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        networkInterfaces: [
          {
            associatePublicIpAddress: "false",
            deleteOnTermination: "true",
            securityGroups: ["${SecurityGroup:fleet-eu-west-1-sg.id}"],
          },
        ],
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: { volumeSize: 8, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
          },
        ],
        tagSpecifications: [
          { resourceType: "instance", tags },
          { resourceType: "network-interface", tags },
          { resourceType: "volume", tags },
        ],
        tags: { Name: `ha-tcp-${stack}-fleet-eu-west-1` },
      });
      expect(decoded(userData)).to.match(/^#!\/bin\/bash\n/);
      expect(decoded(userData)).to.include("(echo, 5000)");
    });

    it("is one group over the app subnets, registered with the front door", async () => {
      expect(inputs(await recordStack(stack), GROUP)).to.deep.equal({
        "fleet-eu-west-1-asg": {
          minSize: min,
          minElbCapacity: min,
          waitForCapacityTimeout: wait,
          ignoreFailedScalingActivities: true,
          maxSize: max,
          desiredCapacity: desired,
          vpcZoneIdentifiers: zones.map((zone) => `\${Subnet:network-eu-west-1-app-${zone}.id}`),
          targetGroupArns: ["${TargetGroup:front-eu-west-1-ec2.arn}"],
          healthCheckType: "ELB",
          healthCheckGracePeriod: grace,
          defaultInstanceWarmup: 120,
          capacityRebalance: false,
          mixedInstancesPolicy: {
            launchTemplate: {
              launchTemplateSpecification: {
                launchTemplateId: "${LaunchTemplate:fleet-eu-west-1-template.id}",
                version: "${LaunchTemplate:fleet-eu-west-1-template.latestVersion}",
              },
              overrides: types.map((instanceType) => ({ instanceType })),
            },
            instancesDistribution: {
              onDemandAllocationStrategy: "prioritized",
              onDemandBaseCapacity: 0,
              onDemandPercentageAboveBaseCapacity: 100,
              spotAllocationStrategy: "price-capacity-optimized",
            },
          },
          instanceRefresh: {
            strategy: "Rolling",
            preferences: {
              minHealthyPercentage: 100,
              maxHealthyPercentage: 150,
              autoRollback: false,
              instanceWarmup: "120",
            },
          },
          instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 150 },
          metricsGranularity: "1Minute",
          enabledMetrics: [
            "GroupDesiredCapacity",
            "GroupInServiceInstances",
            "GroupMaxSize",
            "GroupMinSize",
            "GroupTotalInstances",
          ],
          tags: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
        },
      });
    });
  });
}

describe("InstanceFleet as configured", () => {
  const fleetWith = async (instances: Raw, type: string, name: string) =>
    inputsOf(find(await recordConfig({ ...BASE, instances }), type, name));
  const templateWith = (instances: Raw) => fleetWith(instances, TEMPLATE, "fleet-eu-west-1-template");
  const groupWith = (instances: Raw) => fleetWith(instances, GROUP, "fleet-eu-west-1-asg");

  it("takes the image of the first type's architecture, a parameter of one's own, or the region's image", async () => {
    expect((await templateWith({ types: ["t3.small"] }))["imageId"]).to.equal(`${AL2023}-x86_64`);
    expect(
      (await templateWith({ ami: { ssmParameter: "/golden/image", rootDevice: "/dev/xvda" } }))["imageId"],
    ).to.equal("resolve:ssm:/golden/image");
    const ids = { "eu-west-1": "ami-0123456789abcdef0" };
    expect((await templateWith({ ami: { ids, rootDevice: "/dev/xvda" } }))["imageId"]).to.equal(
      "ami-0123456789abcdef0",
    );
  });

  it("may have ECR fetch its image and make the repository, where it comes through a cache", async () => {
    const image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/nginx:1.29";
    const granted = async (pullThroughCache: boolean) => {
      const workload = { kind: "container", image, pullThroughCache };
      const { policy } = await fleetWith({ workload }, "aws:iam/rolePolicy:RolePolicy", "fleet-eu-west-1-image");
      return (policy as { Statement: object[] }).Statement.slice(2);
    };
    expect(await granted(false)).to.deep.equal([]);
    expect(await granted(true)).to.deep.equal([
      {
        Sid: "Cache",
        Effect: "Allow",
        Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
        Resource: ["arn:aws:ecr:eu-west-1:123456789012:repository/docker-hub/library/nginx"],
      },
    ]);
  });

  it("sizes and encrypts the root device of the image, and adds no volume", async () => {
    const ids = { "eu-west-1": "ami-0123456789abcdef0" };
    const ebs = { volumeSize: 20, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" };
    for (const rootDevice of ["/dev/sda1", "/dev/xvda"])
      expect(
        (await templateWith({ ami: { ids, rootDevice }, rootVolumeGiB: 20 }))["blockDeviceMappings"],
      ).to.deep.equal([{ deviceName: rootDevice, ebs }]);
  });

  it("spreads over on-demand and spot, the preferred type first, and rebalances then", async () => {
    const graph = await recordConfig(SHAPES["steps and spot"]!);
    const group = inputsOf(find(graph, GROUP, "fleet-eu-west-1-asg"));
    expect(group["capacityRebalance"]).to.equal(true);
    expect(group["mixedInstancesPolicy"]).to.deep.equal({
      launchTemplate: {
        launchTemplateSpecification: {
          launchTemplateId: "${LaunchTemplate:fleet-eu-west-1-template.id}",
          version: "${LaunchTemplate:fleet-eu-west-1-template.latestVersion}",
        },
        overrides: [{ instanceType: "t3.small" }, { instanceType: "t3a.small" }],
      },
      instancesDistribution: {
        onDemandAllocationStrategy: "prioritized",
        onDemandBaseCapacity: 1,
        onDemandPercentageAboveBaseCapacity: 50,
        spotAllocationStrategy: "price-capacity-optimized",
      },
    });
  });

  it("passes the other settings on to the group and the template", async () => {
    const instances = {
      min: 4,
      desired: 5,
      max: 6,
      rootVolumeGiB: 20,
      healthCheckGraceSeconds: 300,
      warmupSeconds: 90,
      instanceRefresh: { minHealthyPercent: 80, maxHealthyPercent: 110, autoRollback: false },
    };
    const group = await groupWith(instances);
    expect(group).to.deep.include({
      minSize: 4,
      desiredCapacity: 5,
      maxSize: 6,
      healthCheckGracePeriod: 300,
      waitForCapacityTimeout: "15m",
      defaultInstanceWarmup: 90,
      instanceMaintenancePolicy: { minHealthyPercentage: 80, maxHealthyPercentage: 110 },
    });
    expect(group["instanceRefresh"]).to.deep.equal({
      strategy: "Rolling",
      preferences: {
        minHealthyPercentage: 80,
        maxHealthyPercentage: 110,
        autoRollback: false,
        instanceWarmup: "90",
      },
    });
    expect(JSON.stringify((await templateWith(instances))["blockDeviceMappings"])).to.include('"volumeSize":20');
  });

  it("takes a failed refresh back by default where that can be done: with images by id", async () => {
    const rollback = async (instances: Raw) => {
      const { instanceRefresh } = await groupWith(instances);
      return (instanceRefresh as { preferences: { autoRollback: boolean } }).preferences.autoRollback;
    };
    const ami = { ids: { "eu-west-1": "ami-0123456789abcdef0" }, rootDevice: "/dev/xvda" };
    expect(await rollback({ ami })).to.equal(true);
    expect(await rollback({ ami, instanceRefresh: { autoRollback: false } })).to.equal(false);
    expect(await rollback({ ami: { ssmParameter: "/golden/image", rootDevice: "/dev/xvda" } })).to.equal(false);
  });

  it("runs the configured workload on the configured ports", async () => {
    const own = await templateWith({ workload: { kind: "userData", userData: "#!/bin/bash\nrun --port 5000\n" } });
    expect(decoded(own["userData"])).to.equal("#!/bin/bash\nrun --port 5000\n");
    const graph = await recordConfig(SHAPES["known clients, destinations and buckets"]!);
    const script = decoded(find(graph, TEMPLATE, "fleet-eu-west-1-template").inputs["userData"]);
    expect(script).to.include("servers = [(echo, 5000), (answer, 8081)]");
  });

  it("stays within its own region", async () => {
    const graph = await recordConfig(SHAPES["two regions by latency"]!);
    expect(find(graph, GROUP, "fleet-eu-central-1-asg").inputs["targetGroupArns"]).to.deep.equal([
      "${TargetGroup:front-eu-central-1-ec2.arn}",
    ]);
    expect(find(graph, GROUP, "fleet-eu-central-1-asg").inputs["vpcZoneIdentifiers"]).to.deep.equal([
      "${Subnet:network-eu-central-1-app-a.id}",
      "${Subnet:network-eu-central-1-app-b.id}",
    ]);
  });
});
