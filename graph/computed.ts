/**
 * The properties that only AWS can fill, of each resource type in use, beside `id`. In an offline plan they read as
 * references. A type that is not here stops the plan: a missing row would turn references into nothing.
 * Source: the properties marked as outputs in the typings of @pulumi/aws.
 */
export const COMPUTED: Readonly<Record<string, readonly string[]>> = {
  "aws:appautoscaling/policy:Policy": ["arn"],
  "aws:appautoscaling/target:Target": ["arn"],
  "aws:autoscaling/group:Group": ["arn", "name"],
  "aws:autoscaling/policy:Policy": ["arn", "name"],
  "aws:cloudwatch/logGroup:LogGroup": ["arn", "name"],
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": [],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["arn", "name"],
  "aws:cloudwatch/queryDefinition:QueryDefinition": ["queryDefinitionId"],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["arn"],
  "aws:ec2/eip:Eip": ["allocationId", "arn", "publicIp"],
  "aws:ec2/flowLog:FlowLog": ["arn"],
  "aws:ec2/internetGateway:InternetGateway": ["arn"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["arn", "latestVersion", "name"],
  "aws:ec2/natGateway:NatGateway": ["networkInterfaceId", "publicIp"],
  "aws:ec2/networkAcl:NetworkAcl": ["arn"],
  "aws:ec2/route:Route": ["state"],
  "aws:ec2/routeTable:RouteTable": ["arn"],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": [],
  "aws:ec2/securityGroup:SecurityGroup": ["arn", "name"],
  "aws:ec2/subnet:Subnet": ["arn", "availabilityZoneId"],
  "aws:ec2/vpc:Vpc": ["arn", "defaultNetworkAclId", "defaultSecurityGroupId", "mainRouteTableId"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["arn", "prefixListId"],
  "aws:ecs/capacityProvider:CapacityProvider": ["arn", "name"],
  "aws:ecs/cluster:Cluster": ["arn", "name"],
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": [],
  "aws:ecs/service:Service": ["arn", "name"],
  "aws:ecs/taskDefinition:TaskDefinition": ["arn", "revision"],
  "aws:iam/instanceProfile:InstanceProfile": ["arn", "name"],
  "aws:iam/role:Role": ["arn", "name"],
  "aws:iam/rolePolicy:RolePolicy": ["name"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [],
  "aws:kms/alias:Alias": ["arn"],
  "aws:kms/key:Key": ["arn", "keyId"],
  "aws:lb/listener:Listener": ["arn"],
  "aws:lb/loadBalancer:LoadBalancer": ["arn", "arnSuffix", "dnsName", "name", "zoneId"],
  "aws:lb/targetGroup:TargetGroup": ["arn", "arnSuffix", "name"],
  "aws:networkfirewall/firewall:Firewall": ["arn", "name"],
  "aws:networkfirewall/firewallPolicy:FirewallPolicy": ["arn", "name"],
  "aws:networkfirewall/loggingConfiguration:LoggingConfiguration": [],
  "aws:networkfirewall/ruleGroup:RuleGroup": ["arn", "name"],
  "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation": ["vpcEndpointAssociationArn"],
  "aws:route53/healthCheck:HealthCheck": ["arn"],
  "aws:route53/record:Record": ["fqdn"],
  "aws:route53/zone:Zone": ["arn", "zoneId"],
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": ["arn", "hostedZone"],
  "aws:servicediscovery/service:Service": ["arn"],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["arn", "securityGroupRuleId"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["arn", "securityGroupRuleId"],
};

/** Outputs that are lists: of this many values. */
export const COMPUTED_LISTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "aws:route53/zone:Zone": { nameServers: 4 },
};

type Inputs = Readonly<Record<string, unknown>>;

/** What a structure is made of. */
export interface Recorded {
  inputs: Inputs;
  /** The text form of one of the resource's own outputs. */
  reference: (property: string) => string;
  /** The inputs of the resource that a value refers to. */
  inputsOf: (value: unknown) => Inputs | undefined;
}

/** Outputs that are structures, by type. */
export const COMPUTED_STRUCTURES: Readonly<Record<string, (recorded: Recorded) => Record<string, unknown>>> = {
  // AWS gives a set of zones, each with its endpoint; an association has one, in the zone of its subnet.
  "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation": ({ inputs, reference, inputsOf }) => {
    const { subnetId } = inputs["subnetMapping"] as { subnetId: unknown };
    const attachments = [{ endpointId: reference("endpointId"), subnetId, status: "READY", statusMessage: "" }];
    const state = { availabilityZone: inputsOf(subnetId)?.["availabilityZone"], attachments };
    return { vpcEndpointAssociationStatuses: [{ associationSyncStates: [state] }] };
  },
};
