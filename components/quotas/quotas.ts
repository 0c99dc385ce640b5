import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { QUOTAS, type RaisableQuota } from "../../plan/quotas";
import { sortedEntries } from "../../plan/sortedEntries";

export interface QuotasArgs {
  /** What is asked for, each more than the default. */
  needed: Readonly<Partial<Record<RaisableQuota, number>>>;
}

/** What the names of the requests end in. */
const SUFFIX: Readonly<Record<RaisableQuota, string>> = {
  elasticIps: "elastic-ips",
  vpcs: "vpcs",
  addressesPerNatGateway: "addresses-per-nat-gateway",
};

/**
 * Requests for higher quotas of a region. AWS decides on them later, within minutes or days: nothing waits for that. A quota is never
 * lowered, neither here nor by AWS when a request leaves the stack.
 */
export class Quotas extends pulumi.ComponentResource {
  /** What AWS says of each request: PENDING, CASE_OPENED, APPROVED, DENIED; nothing where the quota was high enough. */
  readonly requestStatus: Readonly<Partial<Record<RaisableQuota, pulumi.Output<string>>>>;

  constructor(name: string, { needed }: QuotasArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ha-tcp:index:Quotas", name, {}, opts);
    this.requestStatus = Object.fromEntries(
      sortedEntries(needed).map(([quota, value]) => [
        quota,
        requestQuota(`${name}-${SUFFIX[quota]}`, quota, value, this),
      ]),
    );
    this.registerOutputs();
  }
}

/**
 * The provider refuses to ask for less than the account has, and AWS to lower anything: so it asks for what is needed, or for what there is.
 * Source: internal/service/servicequotas/service_quota.go of the provider ("with value less than current")
 */
function requestQuota(name: string, quota: RaisableQuota, needed: number, parent: Quotas): pulumi.Output<string> {
  const { service: serviceCode, code: quotaCode } = QUOTAS[quota];
  const current = aws.servicequotas.getServiceQuotaOutput({ serviceCode, quotaCode }, { parent }).value;
  const value = current.apply((has) => Math.max(has, needed));
  return new aws.servicequotas.ServiceQuota(name, { serviceCode, quotaCode, value }, { parent }).requestStatus;
}
