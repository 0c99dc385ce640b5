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
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["arn", "name"],
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
  "aws:lb/listener:Listener": ["arn"],
  "aws:lb/loadBalancer:LoadBalancer": ["arn", "arnSuffix", "dnsName", "name", "zoneId"],
  "aws:lb/targetGroup:TargetGroup": ["arn", "arnSuffix", "name"],
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
