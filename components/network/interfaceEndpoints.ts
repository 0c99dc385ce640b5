import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type InterfaceEndpointService, interfaceEndpointPolicy } from "../../plan/network/vpcEndpoints";
import { nameTag } from "../shared";

export interface InterfaceEndpointsArgs {
  region: string;
  vpcId: pulumi.Input<string>;
  /** The range of who may use them. */
  clients: string;
  /** One per zone. */
  subnetIds: pulumi.Input<string>[];
  services: readonly InterfaceEndpointService[];
}

export interface InterfaceEndpoints {
  securityGroupId: pulumi.Output<string>;
  endpoints: aws.ec2.VpcEndpoint[];
}

/** Endpoints of AWS services in the app subnets, open to what runs there. None where no service is named. */
export function createInterfaceEndpoints(
  name: string,
  args: InterfaceEndpointsArgs,
  parent: pulumi.ComponentResource,
): InterfaceEndpoints | undefined {
  if (args.services.length === 0) return undefined;
  const securityGroup = new aws.ec2.SecurityGroup(
    `${name}-endpoints-sg`,
    { vpcId: args.vpcId, description: "Interface endpoints", tags: nameTag(`${name}-endpoints`) },
    { parent },
  );
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-endpoints-in`,
    {
      securityGroupId: securityGroup.id,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: args.clients,
      description: "The app tier",
      tags: nameTag(`${name}-endpoints-in`),
    },
    { parent },
  );
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const endpoints = [...args.services].sort().map((service) => {
    const endpoint = `${name}-${service.replace(".", "-")}`;
    return new aws.ec2.VpcEndpoint(
      endpoint,
      {
        vpcId: args.vpcId,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.${args.region}.${service}`,
        subnetIds: args.subnetIds,
        securityGroupIds: [securityGroup.id],
        privateDnsEnabled: true,
        policy: account.apply((id) => JSON.stringify(interfaceEndpointPolicy(service, id))),
        tags: nameTag(endpoint),
      },
      { parent },
    );
  });
  return { securityGroupId: securityGroup.id, endpoints };
}
