import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { InterfaceEndpoint } from "../../plan/network/endpoints";
import { type PerZone, nameTag, ofZone } from "../shared";

export interface InterfaceEndpointsArgs {
  region: string;
  vpcId: pulumi.Input<string>;
  /** The range of who may use them. */
  clients: string;
  /** One per zone. */
  subnetIds: PerZone<pulumi.Input<string>>;
  endpoints: readonly InterfaceEndpoint[];
}

export interface InterfaceEndpoints {
  securityGroupId: pulumi.Output<string>;
  endpoints: aws.ec2.VpcEndpoint[];
}

/** Endpoints of AWS services in app subnets, open to what runs there. None where no service is named. */
export function createInterfaceEndpoints(
  name: string,
  args: InterfaceEndpointsArgs,
  parent: pulumi.ComponentResource,
): InterfaceEndpoints | undefined {
  if (args.endpoints.length === 0) return undefined;
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
  const endpoints = args.endpoints.map(({ service, zones, privateDns, policy }) => {
    const endpoint = `${name}-${service.replaceAll(".", "-")}`;
    return new aws.ec2.VpcEndpoint(
      endpoint,
      {
        vpcId: args.vpcId,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.${args.region}.${service}`,
        subnetIds: zones.map((zone) => ofZone(args.subnetIds, zone)),
        securityGroupIds: [securityGroup.id],
        privateDnsEnabled: privateDns,
        ...(policy && { policy: account.apply((id) => JSON.stringify(policy(id))) }),
        tags: nameTag(endpoint),
      },
      { parent },
    );
  });
  return { securityGroupId: securityGroup.id, endpoints };
}
