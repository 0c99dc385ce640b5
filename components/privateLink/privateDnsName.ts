import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { verificationRecord } from "../../plan/privateLink/endpointService";
import { orUnknown } from "../shared";

export interface PrivateDnsNameArgs {
  service: aws.ec2.VpcEndpointService;
  /** The service's own private DNS name. */
  dnsName: string;
  /** The public zone that the name lies in, and the provider of its account, where that is another than the stack's. */
  hostedZone: { id: pulumi.Input<string>; provider?: aws.Provider };
}

/** Seconds. Source: docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html */
const TXT_TTL_SECONDS = 1800;

/** Proves to AWS that the private DNS name is ours: until then no endpoint can use it. */
export class PrivateDnsName extends pulumi.ComponentResource {
  readonly verified: pulumi.Resource;

  constructor(name: string, args: PrivateDnsNameArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:PrivateDnsName", name, {}, opts);
    const record = createRecord(name, args, this);
    this.verified = createVerification(name, args, record, this);
    this.registerOutputs({});
  }
}

function createRecord(
  name: string,
  { service, dnsName, hostedZone: { id: zoneId, provider } }: PrivateDnsNameArgs,
  parent: PrivateDnsName,
): aws.route53.Record {
  const wanted = service.privateDnsNameConfigurations.apply(
    (all) =>
      orUnknown(all.length > 0 ? verificationRecord(dnsName, all) : undefined) ?? verificationRecord(dnsName, all),
  );
  return new aws.route53.Record(
    `${name}-txt`,
    {
      zoneId,
      name: wanted.name,
      type: "TXT",
      ttl: TXT_TTL_SECONDS,
      records: [wanted.value],
    },
    { parent, ...(provider && { provider }) },
  );
}

/** Named by the DNS name: for another one AWS has to be asked anew. */
function createVerification(
  name: string,
  { service, dnsName }: PrivateDnsNameArgs,
  record: aws.route53.Record,
  parent: PrivateDnsName,
): aws.vpc.EndpointServicePrivateDnsVerification {
  return new aws.vpc.EndpointServicePrivateDnsVerification(
    `${name}-${dnsName}`,
    { serviceId: service.id, waitForVerification: true },
    { parent, dependsOn: record },
  );
}
