export const ACCELERATOR_TYPES = {
  accelerator: "aws:globalaccelerator/accelerator:Accelerator",
  listener: "aws:globalaccelerator/listener:Listener",
  group: "aws:globalaccelerator/endpointGroup:EndpointGroup",
} as const;

export const TYPES = {
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  listener: "aws:lb/listener:Listener",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  autoScalingGroup: "aws:autoscaling/group:Group",
  schedule: "aws:autoscaling/schedule:Schedule",
  ecsService: "aws:ecs/service:Service",
  capacityProvider: "aws:ecs/capacityProvider:CapacityProvider",
  record: "aws:route53/record:Record",
  vpc: "aws:ec2/vpc:Vpc",
  subnet: "aws:ec2/subnet:Subnet",
  eip: "aws:ec2/eip:Eip",
  egressOnlyGateway: "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
  natGateway: "aws:ec2/natGateway:NatGateway",
  natAddress: "aws:ec2/natGatewayEipAssociation:NatGatewayEipAssociation",
  route: "aws:ec2/route:Route",
  routeTable: "aws:ec2/routeTable:RouteTable",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  cloudMapService: "aws:servicediscovery/service:Service",
  routeTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  endpointAssociation: "aws:networkfirewall/vpcEndpointAssociation:VpcEndpointAssociation",
  firewall: "aws:networkfirewall/firewall:Firewall",
  firewallPolicy: "aws:networkfirewall/firewallPolicy:FirewallPolicy",
  firewallLogging: "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  flowLog: "aws:ec2/flowLog:FlowLog",
  ruleGroup: "aws:networkfirewall/ruleGroup:RuleGroup",
  canary: "aws:synthetics/canary:Canary",
  ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
} as const;

export const PRIVATE_LINK_TYPES = {
  endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  service: "aws:ec2/vpcEndpointService:VpcEndpointService",
  principal: "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple",
  accepter: "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter",
  privateDns: "aws:vpc/endpointPrivateDns:EndpointPrivateDns",
  zone: "aws:route53/zone:Zone",
} as const;

export const GUARD_TYPES = {
  key: "aws:kms/key:Key",
  bucket: "aws:s3/bucket:Bucket",
  bucketEncryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
  queryLog: "aws:route53/queryLog:QueryLog",
  configRule: "aws:cfg/rule:Rule",
  analyzer: "aws:accessanalyzer/analyzer:Analyzer",
  protection: "aws:shield/protection:Protection",
  healthCheck: "aws:shield/protectionHealthCheckAssociation:ProtectionHealthCheckAssociation",
  contacts: "aws:shield/proactiveEngagement:ProactiveEngagement",
  budget: "aws:budgets/budget:Budget",
  autoshift: "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration",
} as const;

/** What leads from a VPC to other networks. */
export const WAY_TYPES = {
  association: "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation",
  attachment: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  peering: "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  accepter: "aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter",
  vpnGateway: "aws:ec2/vpnGateway:VpnGateway",
  propagation: "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
  directConnect: "aws:directconnect/gatewayAssociation:GatewayAssociation",
  directConnectProposal: "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal",
} as const;
