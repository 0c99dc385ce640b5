/**
 * The properties that only AWS can fill, of each resource type in use, beside `id`. In an offline plan they read as
 * references. A type that is not here stops the plan: a missing row would turn references into nothing.
 * Source: the properties marked as outputs in the typings of @pulumi/aws.
 */
export const COMPUTED: Readonly<Record<string, readonly string[]>> = {
  "aws:accessanalyzer/analyzer:Analyzer": ["arn"],
  "aws:appautoscaling/policy:Policy": ["arn"],
  "aws:appautoscaling/target:Target": ["arn"],
  "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration": [],
  "aws:autoscaling/group:Group": ["arn", "name"],
  "aws:autoscaling/policy:Policy": ["arn", "name"],
  "aws:autoscaling/schedule:Schedule": ["arn"],
  "aws:cfg/rule:Rule": ["arn", "name"],
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": [
    "chatConfigurationArn",
    "slackChannelName",
    "slackTeamName",
  ],
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": [
    "channelName",
    "chatConfigurationArn",
    "teamName",
  ],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["arn"],
  "aws:cloudwatch/dashboard:Dashboard": ["dashboardArn"],
  "aws:cloudwatch/eventRule:EventRule": ["arn", "name"],
  "aws:cloudwatch/eventTarget:EventTarget": ["targetId"],
  "aws:budgets/budget:Budget": ["arn", "name"],
  "aws:cloudwatch/logGroup:LogGroup": ["arn", "name"],
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": [],
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": [],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["arn", "name"],
  "aws:cloudwatch/queryDefinition:QueryDefinition": ["queryDefinitionId"],
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": ["arn", "name"],
  "aws:costexplorer/anomalySubscription:AnomalySubscription": ["arn", "name"],
  "aws:directconnect/gatewayAssociation:GatewayAssociation": [],
  "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal": [],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["arn"],
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": [],
  "aws:ec2/eip:Eip": ["allocationId", "arn", "publicIp"],
  "aws:ec2/flowLog:FlowLog": ["arn"],
  "aws:ec2/internetGateway:InternetGateway": ["arn"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["arn", "latestVersion", "name"],
  "aws:ec2/natGateway:NatGateway": ["networkInterfaceId", "publicIp"],
  "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation": ["associationId"],
  "aws:ec2/networkAcl:NetworkAcl": ["arn"],
  "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions": [],
  "aws:ec2/route:Route": ["state"],
  "aws:ec2/routeTable:RouteTable": ["arn"],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": [],
  "aws:ec2/securityGroup:SecurityGroup": ["arn", "name"],
  "aws:ec2/subnet:Subnet": ["arn", "availabilityZoneId"],
  "aws:ec2/vpc:Vpc": ["arn", "defaultNetworkAclId", "defaultSecurityGroupId", "mainRouteTableId"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["arn", "prefixListId"],
  "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter": ["vpcEndpointState"],
  "aws:ec2/vpcEndpointConnectionNotification:VpcEndpointConnectionNotification": ["notificationType", "state"],
  "aws:ec2/vpcEndpointService:VpcEndpointService": ["arn", "serviceName"],
  "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": [],
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": ["acceptStatus"],
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": ["acceptStatus", "peerVpcId", "vpcId"],
  "aws:ec2/vpnGateway:VpnGateway": ["arn"],
  "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation": [],
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": ["resourceId", "resourceType"],
  "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": ["resourceId", "resourceType"],
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": ["arn", "vpcOwnerId"],
  "aws:ecs/capacityProvider:CapacityProvider": ["arn", "name"],
  "aws:ecs/cluster:Cluster": ["arn", "name"],
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": [],
  "aws:ecs/service:Service": ["arn", "name"],
  "aws:ecs/taskDefinition:TaskDefinition": ["arn", "revision"],
  "aws:globalaccelerator/accelerator:Accelerator": ["arn", "dnsName", "dualStackDnsName", "hostedZoneId", "name"],
  "aws:globalaccelerator/endpointGroup:EndpointGroup": ["arn"],
  "aws:globalaccelerator/listener:Listener": ["arn"],
  "aws:iam/instanceProfile:InstanceProfile": ["arn", "name"],
  "aws:iam/role:Role": ["arn", "name"],
  "aws:iam/rolePolicy:RolePolicy": ["name"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [],
  "aws:kms/alias:Alias": ["arn"],
  "aws:kms/key:Key": ["arn", "keyId"],
  "aws:lb/listener:Listener": ["arn"],
  "aws:lb/listenerCertificate:ListenerCertificate": [],
  "aws:lb/loadBalancer:LoadBalancer": ["arn", "arnSuffix", "dnsName", "name", "zoneId"],
  "aws:lb/targetGroup:TargetGroup": ["arn", "arnSuffix", "name"],
  "aws:networkfirewall/firewall:Firewall": ["arn", "name"],
  "aws:networkfirewall/firewallPolicy:FirewallPolicy": ["arn", "name"],
  "aws:networkfirewall/loggingConfiguration:LoggingConfiguration": [],
  "aws:networkfirewall/ruleGroup:RuleGroup": ["arn", "name"],
  "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation": ["vpcEndpointAssociationArn"],
  "aws:route53/healthCheck:HealthCheck": ["arn"],
  "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec": [],
  "aws:route53/keySigningKey:KeySigningKey": ["dsRecord", "keyTag"],
  "aws:route53/queryLog:QueryLog": ["arn"],
  "aws:route53/record:Record": ["fqdn"],
  "aws:route53/zone:Zone": ["arn", "zoneId"],
  "aws:route53recoverycontrol/cluster:Cluster": ["arn", "name"],
  "aws:route53recoverycontrol/controlPanel:ControlPanel": ["arn", "name"],
  "aws:route53recoverycontrol/routingControl:RoutingControl": ["arn", "name"],
  "aws:route53recoverycontrol/safetyRule:SafetyRule": ["arn", "name"],
  "aws:s3/bucket:Bucket": ["arn", "bucket"],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": [],
  "aws:s3/bucketObjectv2:BucketObjectv2": ["arn", "etag", "versionId"],
  "aws:s3/bucketPolicy:BucketPolicy": [],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": [],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [],
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": ["arn", "hostedZone"],
  "aws:servicediscovery/service:Service": ["arn"],
  "aws:servicequotas/serviceQuota:ServiceQuota": [
    "adjustable",
    "arn",
    "defaultValue",
    "quotaName",
    "requestId",
    "requestStatus",
    "serviceName",
    "usageMetrics",
  ],
  "aws:sns/topic:Topic": ["arn", "name"],
  "aws:sns/topicPolicy:TopicPolicy": ["owner"],
  "aws:sns/topicSubscription:TopicSubscription": ["arn", "ownerId"],
  "aws:shield/proactiveEngagement:ProactiveEngagement": [],
  "aws:shield/protection:Protection": ["arn", "name"],
  "aws:shield/protectionGroup:ProtectionGroup": ["protectionGroupArn"],
  "aws:shield/protectionHealthCheckAssociation:ProtectionHealthCheckAssociation": [],
  "aws:synthetics/canary:Canary": ["arn", "engineArn", "name", "sourceLocationArn", "status"],
  "aws:vpc/endpointPrivateDns:EndpointPrivateDns": [],
  "aws:vpc/endpointServicePrivateDnsVerification:EndpointServicePrivateDnsVerification": [],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["arn", "securityGroupRuleId"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["arn", "securityGroupRuleId"],
};

/** Outputs that are lists: of this many values. */
export const COMPUTED_LISTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "aws:route53/zone:Zone": { nameServers: 4 },
};

type Inputs = Readonly<Record<string, unknown>>;

/** What a structure is made of. */
export interface RecordedResource {
  inputs: Inputs;
  /** The text form of one of the resource's own outputs. */
  reference: (property: string) => string;
  /** The inputs of the resource that a value refers to. */
  inputsOf: (value: unknown) => Inputs | undefined;
}

/** Outputs that are structures, by type. */
export const COMPUTED_STRUCTURES: Readonly<Record<string, (recorded: RecordedResource) => Record<string, unknown>>> = {
  // AWS gives a set of zones, each with its endpoint; an association has one, in the zone of its subnet.
  "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation": ({ inputs, reference, inputsOf }) => {
    const { subnetId } = inputs["subnetMapping"] as { subnetId: unknown };
    const attachments = [{ endpointId: reference("endpointId"), subnetId, status: "READY", statusMessage: "" }];
    const state = { availabilityZone: inputsOf(subnetId)?.["availabilityZone"], attachments };
    return { vpcEndpointAssociationStatuses: [{ associationSyncStates: [state] }] };
  },
  // AWS gives a /56 of its own; this one is for documentation (RFC 3849).
  "aws:ec2/vpc:Vpc": ({ inputs }) =>
    inputs["assignGeneratedIpv6CidrBlock"] === true ? { ipv6CidrBlock: "2001:db8:1234:1a00::/56" } : {},
  // The first of its names is the one that leads to all zones.
  "aws:ec2/vpcEndpoint:VpcEndpoint": ({ inputs, reference }) =>
    inputs["vpcEndpointType"] === "Interface"
      ? { dnsEntries: [firstStructure(reference, "dnsEntries", ["dnsName", "hostedZoneId"])] }
      : {},
  // Two addresses of each family it has.
  "aws:globalaccelerator/accelerator:Accelerator": ({ inputs, reference }) => ({
    ipSets: (inputs["ipAddressType"] === "DUAL_STACK" ? ["IPv4", "IPv6"] : ["IPv4"]).map((ipFamily, index) => ({
      ipFamily,
      ipAddresses: [0, 1].map((which) => reference(`ipSets_${index}_ipAddresses_${which}`)),
    })),
  }),
  // The zones of its load balancer; and what proves its private DNS name, where it has one.
  "aws:ec2/vpcEndpointService:VpcEndpointService": ({ inputs, reference, inputsOf }) => ({
    availabilityZones: zonesOf(inputs["networkLoadBalancerArns"], inputsOf),
    privateDnsNameConfigurations:
      inputs["privateDnsName"] === undefined
        ? []
        : [firstStructure(reference, "privateDnsNameConfigurations", ["name", "value"])],
  }),
};

/** The first structure of a list: its members read `dnsEntries_0_dnsName`. */
const firstStructure = (
  reference: RecordedResource["reference"],
  list: string,
  names: readonly string[],
): Record<string, string> => Object.fromEntries(names.map((name) => [name, reference(`${list}_0_${name}`)]));

function zonesOf(loadBalancerArns: unknown, inputsOf: RecordedResource["inputsOf"]): string[] {
  const arns = Array.isArray(loadBalancerArns) ? (loadBalancerArns as unknown[]) : [];
  const subnets = arns.flatMap((arn) => (inputsOf(arn)?.["subnetMappings"] ?? []) as { subnetId?: unknown }[]);
  return subnets.map(({ subnetId }) => String(inputsOf(subnetId)?.["availabilityZone"])).sort();
}
