import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { GlobalAcceleratorConfig } from "../../config";
import { publishedAcceleratorMismatch, publishedAcceleratorMissing } from "../../plan/addresses/publishedAccelerator";
import { nameTag } from "../shared";
import { createAcceleratorFlowLogs } from "./acceleratorFlowLogs";
import { checkPublished } from "./checkPublished";

export interface AnycastAddressesArgs {
  accelerator: Pick<GlobalAcceleratorConfig, "ipAddressType" | "ownAddresses" | "flowLogs" | "published">;
  /** A customer managed key that encrypts a bucket for flow logs made here. Default: none. */
  kmsKeyArn?: pulumi.Input<string>;
  /** Whether deletion is refused, and the accelerator outlives even its removal from the stack. Default: false. */
  protect?: boolean;
}

/**
 * An accelerator: the two addresses, the same for all regions, that third parties have on their allow lists. Like the Elastic IPs they
 * belong to no option: without a listener they are parked.
 */
export class AnycastAddresses extends pulumi.ComponentResource {
  readonly acceleratorArn: pulumi.Output<string>;
  readonly ipv4: pulumi.Output<string[]>;
  /** Only with dual stack. */
  readonly ipv6?: pulumi.Output<string[]>;
  /** Leads to all its addresses. */
  readonly dnsName: pulumi.Output<string>;
  /** Of that name, for alias records. */
  readonly hostedZoneId: pulumi.Output<string>;

  constructor(name: string, args: AnycastAddressesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:AnycastAddresses", name, {}, opts);
    const accelerator = createAccelerator(name, args, this);
    const { ipAddressType, published } = args.accelerator;
    const dualStack = ipAddressType === "dualstack";
    this.acceleratorArn = checkPublished(accelerator.arn, {
      missing: published && publishedAcceleratorMissing(published),
      mismatch: (actual) => publishedAcceleratorMismatch(published, actual),
    });
    this.ipv4 = addressesOf(accelerator, "IPv4");
    if (dualStack) this.ipv6 = addressesOf(accelerator, "IPv6");
    this.dnsName = dualStack ? accelerator.dualStackDnsName : accelerator.dnsName;
    this.hostedZoneId = accelerator.hostedZoneId;
    this.registerOutputs({ acceleratorArn: this.acceleratorArn, ipv4: this.ipv4 });
  }
}

const ADDRESS_TYPES = { ipv4: "IPV4", dualstack: "DUAL_STACK" } as const;

function createAccelerator(
  name: string,
  { accelerator: { ipAddressType, ownAddresses, flowLogs }, kmsKeyArn, protect = false }: AnycastAddressesArgs,
  parent: AnycastAddresses,
): aws.globalaccelerator.Accelerator {
  // Before the accelerator: one that is made and then fails for its logs is made anew, with other addresses.
  const { attributes, permission } = createAcceleratorFlowLogs(
    `${name}-logs`,
    { flowLogs, kmsKeyArn, protect },
    parent,
  );
  return new aws.globalaccelerator.Accelerator(
    name,
    {
      enabled: true,
      ipAddressType: ADDRESS_TYPES[ipAddressType],
      // Sorted: the provider takes another order for other addresses, and replaces the accelerator.
      ...(ownAddresses.length > 0 && { ipAddresses: [...ownAddresses].sort() }),
      attributes,
      tags: nameTag(name),
    },
    { parent, protect, retainOnDelete: protect, dependsOn: permission },
  );
}

function addressesOf({ ipSets }: aws.globalaccelerator.Accelerator, family: "IPv4" | "IPv6"): pulumi.Output<string[]> {
  return ipSets.apply((sets) => sets.find(({ ipFamily }) => ipFamily === family)?.ipAddresses ?? []);
}
