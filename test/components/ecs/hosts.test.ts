import { expect } from "chai";
import { BASE, type Raw, SHAPES, decoded, find, inputs, inputsOf, recordConfig } from "../../support/recording";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const GROUP = "aws:autoscaling/group:Group";
const PROVIDER = "aws:ecs/capacityProvider:CapacityProvider";
const IMAGE = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023";

const VARIANTS = [
  {
    title: "tasks with interfaces of their own",
    name: "tasks-eu-west-1-awsvpc",
    securityGroup: "${SecurityGroup:tasks-eu-west-1-awsvpc-hosts-sg.id}",
    zones: ["a", "b", "c"],
    max: 12,
  },
  {
    title: "tasks on the bridge",
    name: "tasks-eu-west-1-bridge",
    securityGroup: "${SecurityGroup:tasks-eu-west-1-sg.id}",
    zones: ["a", "b"],
    max: 8,
  },
];

for (const { title, name, securityGroup, zones, max } of VARIANTS) {
  const hosts = `${name}-hosts`;
  const tags = { ManagedBy: "Pulumi", Name: `ha-tcp-test-${hosts}`, Project: "ha-tcp", Stack: "test" };

  describe(`Hosts of ${title}`, () => {
    it("launch from one template: no public address, no key, encrypted, IMDSv2 with one hop", async () => {
      const templates = inputs(await recordConfig(SHAPES[title]!), TEMPLATE);
      expect(Object.keys(templates)).to.deep.equal([`${hosts}-template`]);
      const { userData, ...template } = templates[`${hosts}-template`]!;
      expect(template).to.deep.equal({
        imageId: `${IMAGE}/recommended/image_id`,
        instanceType: "t3.small",
        updateDefaultVersion: true,
        iamInstanceProfile: { arn: `\${InstanceProfile:${hosts}-profile.arn}` },
        monitoring: { enabled: false },
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        networkInterfaces: [
          { associatePublicIpAddress: "false", deleteOnTermination: "true", securityGroups: [securityGroup] },
        ],
        blockDeviceMappings: [
          {
            deviceName: "/dev/xvda",
            ebs: { volumeSize: 30, volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
          },
        ],
        tagSpecifications: [
          { resourceType: "instance", tags },
          { resourceType: "network-interface", tags },
          { resourceType: "volume", tags },
        ],
        tags: { Name: `ha-tcp-test-${hosts}` },
      });
      expect(decoded(userData)).to.equal(
        [
          "#!/bin/bash",
          "set -euo pipefail",
          "cat >> /etc/ecs/ecs.config <<'CONFIG'",
          `ECS_CLUSTER=ha-tcp-test-${name}`,
          "ECS_AWSVPC_BLOCK_IMDS=true",
          "ECS_ENABLE_TASK_IAM_ROLE=true",
          "CONFIG",
          "",
        ].join("\n"),
      );
    });

    it("join the cluster by the name that it has", async () => {
      const graph = await recordConfig(SHAPES[title]!);
      const cluster = find(graph, "aws:ecs/cluster:Cluster", `${name}-cluster`).inputs["name"];
      const { userData } = find(graph, TEMPLATE, `${hosts}-template`).inputs;
      expect(/^ECS_CLUSTER=(.*)$/m.exec(decoded(userData))?.[1]).to.equal(cluster);
    });

    it("are one group over the app subnets, protected from scaling in and behind no load balancer", async () => {
      expect(inputs(await recordConfig(SHAPES[title]!), GROUP)).to.deep.equal({
        [`${hosts}-asg`]: {
          minSize: 0,
          maxSize: max,
          waitForCapacityTimeout: "0",
          vpcZoneIdentifiers: zones.map((zone) => `\${Subnet:network-eu-west-1-app-${zone}.id}`),
          mixedInstancesPolicy: {
            launchTemplate: {
              launchTemplateSpecification: {
                launchTemplateId: `\${LaunchTemplate:${hosts}-template.id}`,
                version: `\${LaunchTemplate:${hosts}-template.latestVersion}`,
              },
              overrides: [{ instanceType: "t3.small" }],
            },
            instancesDistribution: {
              onDemandAllocationStrategy: "prioritized",
              onDemandBaseCapacity: 0,
              onDemandPercentageAboveBaseCapacity: 100,
              spotAllocationStrategy: "price-capacity-optimized",
            },
          },
          healthCheckType: "EC2",
          defaultInstanceWarmup: 120,
          protectFromScaleIn: true,
          forceDelete: true,
          instanceRefresh: {
            strategy: "Rolling",
            preferences: {
              minHealthyPercentage: 100,
              maxHealthyPercentage: 150,
              instanceWarmup: "120",
              scaleInProtectedInstances: "Refresh",
            },
          },
          tags: [
            { key: "AmazonECSManaged", value: "true", propagateAtLaunch: true },
            ...Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
          ],
        },
      });
    });

    it("are scaled, drained and protected by ECS, as a capacity provider", async () => {
      expect(inputs(await recordConfig(SHAPES[title]!), PROVIDER)).to.deep.equal({
        [`${hosts}-provider`]: {
          autoScalingGroupProvider: {
            autoScalingGroupArn: `\${Group:${hosts}-asg.arn}`,
            managedScaling: {
              status: "ENABLED",
              targetCapacity: 100,
              minimumScalingStepSize: zones.length,
              maximumScalingStepSize: max,
              instanceWarmupPeriod: 120,
            },
            managedTerminationProtection: "ENABLED",
            managedDraining: "ENABLED",
          },
          tags: { Name: `ha-tcp-test-${hosts}` },
        },
      });
    });

    it("have a role for their agent and for Session Manager, and nothing else", async () => {
      const graph = await recordConfig(SHAPES[title]!);
      const ofHosts = (type: string) =>
        Object.fromEntries(Object.entries(inputs(graph, type)).filter(([each]) => each.startsWith(hosts)));
      const own = { Name: `ha-tcp-test-${hosts}` };
      expect(ofHosts("aws:iam/role:Role")).to.deep.equal({
        [`${hosts}-role`]: {
          assumeRolePolicy: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: ["sts:AssumeRole"] }],
          },
          tags: own,
        },
      });
      expect(ofHosts("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).to.deep.equal({
        [`${hosts}-ssm`]: {
          role: `\${Role:${hosts}-role.name}`,
          policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        },
      });
      const cluster = `\${Cluster:${name}-cluster.arn}`;
      expect(ofHosts("aws:iam/rolePolicy:RolePolicy")).to.deep.equal({
        [`${hosts}-agent`]: {
          role: `\${Role:${hosts}-role.id}`,
          policy: {
            Version: "2012-10-17",
            Statement: [
              { Sid: "Endpoint", Effect: "Allow", Action: ["ecs:DiscoverPollEndpoint"], Resource: ["*"] },
              {
                Sid: "Cluster",
                Effect: "Allow",
                Action: [
                  "ecs:RegisterContainerInstance",
                  "ecs:SubmitAttachmentStateChanges",
                  "ecs:SubmitTaskStateChange",
                ],
                Resource: [cluster],
              },
              {
                Sid: "Hosts",
                Effect: "Allow",
                Action: ["ecs:Poll", "ecs:StartTelemetrySession"],
                Resource: ["*"],
                Condition: { ArnEquals: { "ecs:cluster": cluster } },
              },
            ],
          },
        },
      });
      expect(ofHosts("aws:iam/instanceProfile:InstanceProfile")).to.deep.equal({
        [`${hosts}-profile`]: { role: `\${Role:${hosts}-role.name}`, tags: own },
      });
    });
  });
}

describe("Hosts as configured", () => {
  const HOSTS = "tasks-eu-west-1-awsvpc-hosts";
  const withHosts = async (hosts: Raw, type: string, suffix: string) => {
    const raw = { ...BASE, options: ["ecs"], ecs: { hosts }, tags: { Team: "net" } };
    return inputsOf(find(await recordConfig(raw), type, `${HOSTS}-${suffix}`));
  };
  const hosts = {
    type: "m7g.large",
    max: 5,
    rootVolumeGiB: 64,
    targetCapacityPercent: 80,
    warmupSeconds: 90,
  };

  it("have the image of their type's architecture, and their volume", async () => {
    const template = await withHosts(hosts, TEMPLATE, "template");
    expect(template).to.include({ instanceType: "m7g.large", imageId: `${IMAGE}/arm64/recommended/image_id` });
    expect(JSON.stringify(template["blockDeviceMappings"])).to.include('"volumeSize":64');
    expect(JSON.stringify(template["tagSpecifications"])).to.include('"Team":"net"');
  });

  it("pass their numbers on to the group and the provider", async () => {
    const group = await withHosts(hosts, GROUP, "asg");
    expect(group).to.include({ minSize: 0, maxSize: 5, defaultInstanceWarmup: 90 });
    expect(JSON.stringify(group["mixedInstancesPolicy"])).to.include('"overrides":[{"instanceType":"m7g.large"}]');
    expect(JSON.stringify(group["instanceRefresh"])).to.include('"instanceWarmup":"90"');
    expect(group["tags"]).to.deep.include({ key: "Team", value: "net", propagateAtLaunch: false });
    const provider = await withHosts(hosts, PROVIDER, "provider");
    expect((provider["autoScalingGroupProvider"] as Raw)["managedScaling"]).to.deep.equal({
      status: "ENABLED",
      targetCapacity: 80,
      minimumScalingStepSize: 2,
      maximumScalingStepSize: 5,
      instanceWarmupPeriod: 90,
    });
  });

  it("are no instances behind the load balancer, which have a group of their own", async () => {
    const groups = inputs(await recordConfig(SHAPES["both backends"]!), GROUP);
    expect(Object.keys(groups).sort()).to.deep.equal(["fleet-eu-west-1-asg", `${HOSTS}-asg`]);
    expect(groups[`${HOSTS}-asg`]).not.to.have.property("targetGroupArns");
    expect(groups["fleet-eu-west-1-asg"]?.["targetGroupArns"]).to.deep.equal([
      "${TargetGroup:front-eu-west-1-ec2.arn}",
    ]);
  });
});
