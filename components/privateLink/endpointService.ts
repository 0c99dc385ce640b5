import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { principalName, supportedAddressTypes } from "../../plan/privateLink/endpointService";
import { PARTITION } from "../../plan/regions";
import { type PerZone, nameTag, perZone, zoneEntries } from "../shared";
import type { PrivateLinkArgs } from "./args";

export function createEndpointService(
  name: string,
  { region, privateLink }: PrivateLinkArgs,
  loadBalancer: aws.lb.LoadBalancer,
  listeners: readonly aws.lb.Listener[],
  parent: pulumi.ComponentResource,
): aws.ec2.VpcEndpointService {
  const { acceptanceRequired, privateDnsName, supportedRegions, ipAddressType } = privateLink;
  return new aws.ec2.VpcEndpointService(
    `${name}-service`,
    {
      acceptanceRequired,
      networkLoadBalancerArns: [loadBalancer.arn],
      supportedIpAddressTypes: supportedAddressTypes(ipAddressType),
      // AWS counts the service's own region among them. Where there are no others, none is stated: whether it takes its own alone without
      // the permission for several regions is documented nowhere.
      ...(supportedRegions.length > 0 && { supportedRegions: [...new Set([region, ...supportedRegions])].sort() }),
      privateDnsName,
      tags: nameTag(`${name}-service`),
    },
    // AWS swaps no load balancer under a service that has endpoints; another one gets a service of its own, and the first may then go.
    { parent, dependsOn: [...listeners], replaceWith: [loadBalancer] },
  );
}

/**
 * Each is a resource of its own, so that one more touches no other. Taking one away ends no connection. Returns those of the stack's own
 * account: its consumers wait for no other.
 */
export function createPrincipals(
  name: string,
  { privateLink, ownConsumers }: PrivateLinkArgs,
  service: aws.ec2.VpcEndpointService,
  parent: pulumi.ComponentResource,
): pulumi.Resource[] {
  const allow = (key: string, principalArn: pulumi.Input<string>) =>
    new aws.ec2.VpcEndpointServiceAllowedPrinciple(
      `${name}-allows-${key}`,
      { vpcEndpointServiceId: service.id, principalArn },
      { parent },
    );
  for (const arn of privateLink.allowedPrincipals) allow(principalName(arn), arn);
  if (!ownConsumers) return [];
  const { accountId } = aws.getCallerIdentityOutput({}, { parent });
  return [
    allow(
      "own-account",
      accountId.apply((id) => ownPrincipal(id, privateLink.allowedPrincipals)),
    ),
  ];
}

/** AWS knows a principal once: two resources of it would be one permission, and the first of them to go would take it away. */
function ownPrincipal(accountId: string, allowed: readonly string[]): string {
  const arn = `arn:${PARTITION}:iam::${accountId}:root`;
  if (!allowed.includes(arn)) return arn;
  throw new pulumi.RunError(
    `Leave ${arn} out of privateLink.allowedPrincipals: it is the stack's own account, whose consumers are allowed by themselves.`,
  );
}

export function createNotifications(
  name: string,
  { privateLink: { notifications } }: PrivateLinkArgs,
  service: aws.ec2.VpcEndpointService,
  parent: pulumi.ComponentResource,
): void {
  for (const topicArn of notifications.topicArns)
    new aws.ec2.VpcEndpointConnectionNotification(
      `${name}-tells-${topicArn.split(":").slice(4).join("-")}`,
      {
        vpcEndpointServiceId: service.id,
        connectionNotificationArn: topicArn,
        connectionEvents: [...notifications.events].sort(),
      },
      { parent },
    );
}

export function createAcceptances(
  name: string,
  { privateLink, acceptedEndpoints }: PrivateLinkArgs,
  service: aws.ec2.VpcEndpointService,
  parent: pulumi.ComponentResource,
): void {
  if (!privateLink.acceptanceRequired) return;
  for (const [consumer, vpcEndpointId] of Object.entries(acceptedEndpoints))
    createAcceptance(`${name}-accepts-${consumer}`, { service, vpcEndpointId }, { parent });
}

/** Lets an endpoint in. Kept by AWS when it is left out here: the provider would reject the endpoint, and cut a consumer's connections. */
export function createAcceptance(
  name: string,
  { service, vpcEndpointId }: { service: aws.ec2.VpcEndpointService; vpcEndpointId: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): aws.ec2.VpcEndpointConnectionAccepter {
  return new aws.ec2.VpcEndpointConnectionAccepter(
    name,
    { vpcEndpointServiceId: service.id, vpcEndpointId },
    { ...opts, retainOnDelete: true },
  );
}

/** Those of the load balancer's zones that AWS has enabled for the service: it enables no zone that is added later by itself. */
export function zoneIdsOf(
  { region, subnetIds, zoneIds }: PrivateLinkArgs,
  service: aws.ec2.VpcEndpointService,
): pulumi.Output<PerZone<string>> {
  const letters = zoneEntries(subnetIds).map(([zone]) => zone);
  return pulumi.all([zoneIds, service.availabilityZones]).apply(([ids, names]) => {
    const enabled = letters.filter((zone) => names.some((name) => name.endsWith(zone)));
    return perZone(enabled, (zone) => ids[`${region}${zone}`] ?? "");
  });
}
