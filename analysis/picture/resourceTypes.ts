import type { BoxKind } from "./diagram";

/**
 * Where a type of resource is to be found in a picture: `box`: each has one of these, or is what one is made of; `detail`: listed with the box
 * of its component, for who points at it, where that is of such a kind; `leftOut`: seen in none, and why.
 */
type Part = { box: readonly BoxKind[] } | { detail: readonly BoxKind[] } | { leftOut: string };

const box = (...kinds: BoxKind[]): Part => ({ box: kinds });
const detail = (...kinds: BoxKind[]): Part => ({ detail: kinds });
const WATCHES: Part = { leftOut: "it watches, and no packet passes it" };
const ACCOUNT: Part = { leftOut: "it is the account's" };
const LOGS: Part = { leftOut: "it keeps logs and their keys" };
const RULES: Part = { leftOut: "the ways are drawn that it makes, not itself" };
const TARGETS = detail("targets");
const GUARDS = detail("loadBalancer", "targets", "account");
const NAMES = detail("name");

/** Every type that the program makes. A new one needs its row: a test names it. */
export const PART_OF_TYPE: Readonly<Record<string, Part>> = {
  "aws:accessanalyzer/analyzer:Analyzer": WATCHES,
  "aws:appautoscaling/policy:Policy": TARGETS,
  "aws:appautoscaling/target:Target": TARGETS,
  "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration": ACCOUNT,
  "aws:autoscaling/group:Group": box("targets"),
  "aws:autoscaling/policy:Policy": TARGETS,
  "aws:autoscaling/schedule:Schedule": TARGETS,
  "aws:budgets/budget:Budget": ACCOUNT,
  "aws:cfg/rule:Rule": ACCOUNT,
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": WATCHES,
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": WATCHES,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": WATCHES,
  "aws:cloudwatch/dashboard:Dashboard": WATCHES,
  "aws:cloudwatch/eventRule:EventRule": WATCHES,
  "aws:cloudwatch/eventTarget:EventTarget": WATCHES,
  "aws:cloudwatch/logGroup:LogGroup": LOGS,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": WATCHES,
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": LOGS,
  "aws:cloudwatch/metricAlarm:MetricAlarm": WATCHES,
  "aws:cloudwatch/queryDefinition:QueryDefinition": WATCHES,
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": ACCOUNT,
  "aws:costexplorer/anomalySubscription:AnomalySubscription": ACCOUNT,
  "aws:directconnect/gatewayAssociation:GatewayAssociation": box("way"),
  "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal": box("way"),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": RULES,
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": box("egressOnlyGateway"),
  "aws:ec2/eip:Eip": box("loadBalancer", "nat", "address"),
  "aws:ec2/flowLog:FlowLog": LOGS,
  "aws:ec2/internetGateway:InternetGateway": box("gateway"),
  "aws:ec2/launchTemplate:LaunchTemplate": TARGETS,
  "aws:ec2/natGateway:NatGateway": box("nat"),
  "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation": box("nat"),
  "aws:ec2/networkAcl:NetworkAcl": RULES,
  "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions": box("way"),
  "aws:ec2/route:Route": RULES,
  "aws:ec2/routeTable:RouteTable": RULES,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": RULES,
  "aws:ec2/securityGroup:SecurityGroup": GUARDS,
  "aws:ec2/subnet:Subnet": { leftOut: "where it is used, the boxes in its zone's column list it" },
  "aws:ec2/vpc:Vpc": box("vpc"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": box("interfaceEndpoint", "vpc"),
  "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter": detail("endpointService", "account"),
  "aws:ec2/vpcEndpointConnectionNotification:VpcEndpointConnectionNotification": WATCHES,
  "aws:ec2/vpcEndpointService:VpcEndpointService": box("endpointService"),
  "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": detail("endpointService"),
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": box("way"),
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": box("way"),
  "aws:ec2/vpnGateway:VpnGateway": box("way"),
  "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation": box("way"),
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": box("way"),
  "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": box("way"),
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": box("way"),
  "aws:ecs/capacityProvider:CapacityProvider": TARGETS,
  "aws:ecs/cluster:Cluster": TARGETS,
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": TARGETS,
  "aws:ecs/service:Service": box("targets"),
  "aws:ecs/taskDefinition:TaskDefinition": TARGETS,
  "aws:globalaccelerator/accelerator:Accelerator": box("accelerator"),
  "aws:globalaccelerator/endpointGroup:EndpointGroup": box("accelerator"),
  "aws:globalaccelerator/listener:Listener": box("accelerator"),
  "aws:iam/instanceProfile:InstanceProfile": TARGETS,
  "aws:iam/role:Role": TARGETS,
  "aws:iam/rolePolicy:RolePolicy": TARGETS,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": TARGETS,
  "aws:kms/alias:Alias": LOGS,
  "aws:kms/key:Key": LOGS,
  "aws:lb/listener:Listener": box("loadBalancer"),
  "aws:lb/listenerCertificate:ListenerCertificate": detail("loadBalancer"),
  "aws:lb/loadBalancer:LoadBalancer": box("loadBalancer"),
  "aws:lb/targetGroup:TargetGroup": box("loadBalancer"),
  "aws:networkfirewall/firewall:Firewall": box("firewall"),
  "aws:networkfirewall/firewallPolicy:FirewallPolicy": box("firewall"),
  "aws:networkfirewall/loggingConfiguration:LoggingConfiguration": detail("firewall"),
  "aws:networkfirewall/ruleGroup:RuleGroup": detail("firewall"),
  "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation": box("firewallEndpoint"),
  "aws:route53/healthCheck:HealthCheck": NAMES,
  "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec": NAMES,
  "aws:route53/keySigningKey:KeySigningKey": NAMES,
  "aws:route53/queryLog:QueryLog": LOGS,
  "aws:route53/record:Record": detail("name", "account"),
  "aws:route53/zone:Zone": detail("name", "account"),
  "aws:route53recoverycontrol/cluster:Cluster": NAMES,
  "aws:route53recoverycontrol/controlPanel:ControlPanel": NAMES,
  "aws:route53recoverycontrol/routingControl:RoutingControl": NAMES,
  "aws:route53recoverycontrol/safetyRule:SafetyRule": NAMES,
  "aws:s3/bucket:Bucket": LOGS,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": LOGS,
  "aws:s3/bucketObjectv2:BucketObjectv2": WATCHES,
  "aws:s3/bucketPolicy:BucketPolicy": LOGS,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": LOGS,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": LOGS,
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": TARGETS,
  "aws:servicediscovery/service:Service": TARGETS,
  "aws:servicequotas/serviceQuota:ServiceQuota": ACCOUNT,
  "aws:shield/proactiveEngagement:ProactiveEngagement": ACCOUNT,
  "aws:shield/protection:Protection": ACCOUNT,
  "aws:shield/protectionGroup:ProtectionGroup": ACCOUNT,
  "aws:shield/protectionHealthCheckAssociation:ProtectionHealthCheckAssociation": ACCOUNT,
  "aws:sns/topic:Topic": WATCHES,
  "aws:sns/topicPolicy:TopicPolicy": WATCHES,
  "aws:sns/topicSubscription:TopicSubscription": WATCHES,
  "aws:synthetics/canary:Canary": WATCHES,
  "aws:vpc/endpointPrivateDns:EndpointPrivateDns": detail("account"),
  "aws:vpc/endpointServicePrivateDnsVerification:EndpointServicePrivateDnsVerification": detail("endpointService"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": GUARDS,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": GUARDS,
};

export const isDetailOf = (kind: BoxKind, type: string): boolean => {
  const part = PART_OF_TYPE[type];
  return part !== undefined && "detail" in part && part.detail.includes(kind);
};
