import { accelerator, endpointGroup } from "./rules/globalAccelerator";
import { healthCheck, hostedZone, record, recoveryCluster } from "./rules/dns";
import { key, protection } from "./rules/guard";
import { autoScalingGroup } from "./rules/instances";
import { loadBalancer } from "./rules/loadBalancers";
import { bucket, firewallLogs, flowLog, logGroup, queryLog } from "./rules/logs";
import { canary, compositeAlarm, dashboard, metricAlarm, metricFilter } from "./rules/monitoring";
import {
  elasticIp,
  natGateway,
  peering,
  peeringAccepter,
  transitGatewayAttachment,
  vpcEndpoint,
} from "./rules/network";
import { associatedEndpoint, firewall, firewallPolicy } from "./rules/networkFirewall";
import { cluster, ecsService } from "./rules/tasks";
import type { ChargeRule, CostRule } from "./types";

const charged = (charges: ChargeRule): CostRule => ({ kind: "charged", charges });
const free = (source: string): CostRule => ({ kind: "free", source });
const unpriced = (reason: string): CostRule => ({ kind: "unpriced", reason });

/* Where AWS says that something costs nothing by itself. */
const AUTO_SCALING = free("aws.amazon.com/autoscaling: no charge beyond the instances' and CloudWatch's");
const CLOUD_MAP = free(
  "docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html: instances that ECS registers; the zone is the namespace's",
);
const CONFIG_OF = (service: string) => free(`aws.amazon.com/${service}/pricing: its settings cost nothing`);
const DIRECT_CONNECT = free("aws.amazon.com/directconnect/pricing: gateways and their associations");
const ECS = free("aws.amazon.com/ecs/pricing: what runs is charged for");
const ELB = free("aws.amazon.com/elasticloadbalancing/pricing: the load balancer is charged for");
const EVENTS = free("aws.amazon.com/eventbridge/pricing: events of AWS services");
const IAM = free("aws.amazon.com/iam");
const ROUTE_53 = free("aws.amazon.com/route53/pricing: zones, queries and checks are charged for");
const SHIELD = free("aws.amazon.com/shield/pricing: the subscription and traffic are charged for");
const SNS = free(
  "aws.amazon.com/sns/pricing: topics; the e-mails of alarms are fewer than 1,000 a month, which are free",
);
const VPC = free("aws.amazon.com/vpc/pricing");

/**
 * How each type of graph/computed.ts is charged for. A test holds the two lists to each other by name.
 *
 * What is free has the page of AWS that says so, or that lists all that its service charges for. Those of docs.aws.amazon.com and of Auto
 * Scaling were read on 2026-11-29, those of the prices of ELB, Global Accelerator, Transit Gateway and Direct Connect in transcripts of
 * 2026-09-20, and that of EventBridge as others quote it in 2026; the other pages are named for who checks, and have not been read.
 */
export const COST_RULES: Readonly<Record<string, CostRule>> = {
  "aws:accessanalyzer/analyzer:Analyzer": free(
    "docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-manage-unused.html: an analyzer of external access; of unused, it would cost",
  ),
  "aws:appautoscaling/policy:Policy": AUTO_SCALING,
  "aws:appautoscaling/target:Target": AUTO_SCALING,
  "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration": free(
    "docs.aws.amazon.com/r53recovery/latest/dg/introduction-pricing-zonal-shift.html",
  ),
  "aws:autoscaling/group:Group": charged(autoScalingGroup),
  "aws:autoscaling/policy:Policy": AUTO_SCALING,
  "aws:autoscaling/schedule:Schedule": AUTO_SCALING,
  "aws:budgets/budget:Budget": free("aws.amazon.com/aws-cost-management/aws-budgets/pricing: without actions"),
  "aws:cfg/rule:Rule": unpriced("evaluations of AWS Config, by how often the resources of the account change"),
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": free("aws.amazon.com/chatbot/pricing"),
  "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": free("aws.amazon.com/chatbot/pricing"),
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": charged(compositeAlarm),
  "aws:cloudwatch/dashboard:Dashboard": charged(dashboard),
  "aws:cloudwatch/eventRule:EventRule": EVENTS,
  "aws:cloudwatch/eventTarget:EventTarget": EVENTS,
  "aws:cloudwatch/logGroup:LogGroup": charged(logGroup),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": charged(metricFilter),
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": IAM,
  "aws:cloudwatch/metricAlarm:MetricAlarm": charged(metricAlarm),
  "aws:cloudwatch/queryDefinition:QueryDefinition": free(
    "aws.amazon.com/cloudwatch/pricing: a saved query; who asks pays for the GB that are read",
  ),
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": free("aws.amazon.com/aws-cost-management/pricing"),
  "aws:costexplorer/anomalySubscription:AnomalySubscription": free("aws.amazon.com/aws-cost-management/pricing"),
  "aws:directconnect/gatewayAssociation:GatewayAssociation": DIRECT_CONNECT,
  "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal": DIRECT_CONNECT,
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": VPC,
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": VPC,
  "aws:ec2/eip:Eip": charged(elasticIp),
  "aws:ec2/flowLog:FlowLog": charged(flowLog),
  "aws:ec2/internetGateway:InternetGateway": VPC,
  "aws:ec2/launchTemplate:LaunchTemplate": AUTO_SCALING,
  "aws:ec2/natGateway:NatGateway": charged(natGateway),
  "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation": VPC,
  "aws:ec2/networkAcl:NetworkAcl": VPC,
  "aws:ec2/peeringConnectionOptions:PeeringConnectionOptions": VPC,
  "aws:ec2/route:Route": VPC,
  "aws:ec2/routeTable:RouteTable": VPC,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": VPC,
  "aws:ec2/securityGroup:SecurityGroup": VPC,
  "aws:ec2/subnet:Subnet": VPC,
  "aws:ec2/vpc:Vpc": VPC,
  "aws:ec2/vpcEndpoint:VpcEndpoint": charged(vpcEndpoint),
  "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter": VPC,
  "aws:ec2/vpcEndpointConnectionNotification:VpcEndpointConnectionNotification": VPC,
  "aws:ec2/vpcEndpointService:VpcEndpointService": free(
    "aws.amazon.com/privatelink/pricing: its provider pays for the load balancer, who connects for the endpoint",
  ),
  "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": VPC,
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": charged(peering),
  "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter": charged(peeringAccepter),
  "aws:ec2/vpnGateway:VpnGateway": free("aws.amazon.com/vpn/pricing: its connections are charged for"),
  "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation": VPC,
  "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation": CONFIG_OF("transit-gateway"),
  "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation": CONFIG_OF("transit-gateway"),
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": charged(transitGatewayAttachment),
  "aws:ecs/capacityProvider:CapacityProvider": ECS,
  "aws:ecs/cluster:Cluster": charged(cluster),
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": ECS,
  "aws:ecs/service:Service": charged(ecsService),
  "aws:ecs/taskDefinition:TaskDefinition": ECS,
  "aws:globalaccelerator/accelerator:Accelerator": charged(accelerator),
  "aws:globalaccelerator/endpointGroup:EndpointGroup": charged(endpointGroup),
  "aws:globalaccelerator/listener:Listener": CONFIG_OF("global-accelerator"),
  "aws:iam/instanceProfile:InstanceProfile": IAM,
  "aws:iam/role:Role": IAM,
  "aws:iam/rolePolicy:RolePolicy": IAM,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": IAM,
  "aws:kms/alias:Alias": free("aws.amazon.com/kms/pricing: the key is charged for"),
  "aws:kms/key:Key": charged(key),
  "aws:lb/listener:Listener": ELB,
  "aws:lb/listenerCertificate:ListenerCertificate": ELB,
  "aws:lb/loadBalancer:LoadBalancer": charged(loadBalancer),
  "aws:lb/targetGroup:TargetGroup": ELB,
  "aws:networkfirewall/firewall:Firewall": charged(firewall),
  "aws:networkfirewall/firewallPolicy:FirewallPolicy": charged(firewallPolicy),
  "aws:networkfirewall/loggingConfiguration:LoggingConfiguration": charged(firewallLogs),
  "aws:networkfirewall/ruleGroup:RuleGroup": CONFIG_OF("network-firewall"),
  "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation": charged(associatedEndpoint),
  "aws:route53/healthCheck:HealthCheck": charged(healthCheck),
  "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec": ROUTE_53,
  "aws:route53/keySigningKey:KeySigningKey": free("aws.amazon.com/route53/pricing: its key of KMS is charged for"),
  "aws:route53/queryLog:QueryLog": charged(queryLog),
  "aws:route53/record:Record": charged(record),
  "aws:route53/zone:Zone": charged(hostedZone),
  "aws:route53recoverycontrol/cluster:Cluster": charged(recoveryCluster),
  "aws:route53recoverycontrol/controlPanel:ControlPanel": CONFIG_OF("application-recovery-controller"),
  "aws:route53recoverycontrol/routingControl:RoutingControl": CONFIG_OF("application-recovery-controller"),
  "aws:route53recoverycontrol/safetyRule:SafetyRule": CONFIG_OF("application-recovery-controller"),
  "aws:s3/bucket:Bucket": charged(bucket),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": CONFIG_OF("s3"),
  "aws:s3/bucketObjectv2:BucketObjectv2": free("aws.amazon.com/s3/pricing: some kB of code"),
  "aws:s3/bucketPolicy:BucketPolicy": CONFIG_OF("s3"),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": CONFIG_OF("s3"),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": CONFIG_OF("s3"),
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": charged(hostedZone),
  "aws:servicediscovery/service:Service": CLOUD_MAP,
  "aws:servicequotas/serviceQuota:ServiceQuota": free("docs.aws.amazon.com/servicequotas"),
  "aws:sns/topic:Topic": SNS,
  "aws:sns/topicPolicy:TopicPolicy": SNS,
  "aws:sns/topicSubscription:TopicSubscription": SNS,
  "aws:shield/proactiveEngagement:ProactiveEngagement": SHIELD,
  "aws:shield/protection:Protection": charged(protection),
  "aws:shield/protectionGroup:ProtectionGroup": SHIELD,
  "aws:shield/protectionHealthCheckAssociation:ProtectionHealthCheckAssociation": SHIELD,
  "aws:synthetics/canary:Canary": charged(canary),
  "aws:vpc/endpointPrivateDns:EndpointPrivateDns": VPC,
  "aws:vpc/endpointServicePrivateDnsVerification:EndpointServicePrivateDnsVerification": VPC,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": VPC,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": VPC,
};
