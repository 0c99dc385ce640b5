import { setTimeout as wait } from "node:timers/promises";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { orUnknown } from "../shared";

/** Seconds between two looks, and how often to look: AWS says nothing of how long it takes. */
const [PAUSE_SECONDS, LOOKS] = [5, 36];

/**
 * The IPv6 address of a load balancer in a subnet: that of the network interface that AWS made there. AWS chooses it out of the subnet's
 * range when the load balancer gets IPv6 addresses, and neither the load balancer nor any list of its zones tells it.
 *
 * @throws pulumi.RunError, in an update, where there is none after minutes.
 */
export const getIpv6Address = (
  loadBalancer: aws.lb.LoadBalancer,
  subnetId: pulumi.Input<string>,
  parent: pulumi.Resource,
): pulumi.Output<string> =>
  pulumi
    .all([loadBalancer.arnSuffix, subnetId])
    // A preview sees the load balancer as it is, which may be before it has any.
    .apply(([suffix, subnet]) => lookUp({ suffix, subnet }, parent, pulumi.runtime.isDryRun() ? 1 : LOOKS))
    .apply((address) => orUnknown(address) as string);

async function lookUp(
  place: { suffix: string; subnet: string },
  parent: pulumi.Resource,
  looks: number,
): Promise<string | undefined> {
  const { suffix, subnet } = place;
  const filters = [
    { name: "description", values: [`ELB ${suffix}`] },
    { name: "subnet-id", values: [subnet] },
  ];
  const { ipv6Addresses } = await aws.ec2.getNetworkInterface({ filters }, { parent });
  const [address] = ipv6Addresses;
  if (address !== undefined || pulumi.runtime.isDryRun()) return address;
  if (looks <= 1)
    throw new pulumi.RunError(`The load balancer ${suffix} has no IPv6 address in ${subnet} yet: run pulumi up again.`);
  await wait(PAUSE_SECONDS * 1000);
  return lookUp(place, parent, looks - 1);
}
