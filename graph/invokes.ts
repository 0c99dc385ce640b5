import { QUOTAS } from "../plan/quotas";
import { type Region, zoneIdOf, zoneLetters } from "../plan/regions";

/** What the offline plan answers in place of AWS. `id` is what the SDK expects of every answer. */
export type OfflineAnswer = (args: Record<string, unknown>) => Record<string, unknown>;

/** The account of an offline plan: the one in AWS's own examples. */
export const OFFLINE_ACCOUNT = "123456789012";

/**
 * Every provider function that a program may call, by its token. One that is not here stops the plan: an invented
 * answer would be a wrong plan.
 */
export const OFFLINE_ANSWERS: Readonly<Record<string, OfflineAnswer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    id: OFFLINE_ACCOUNT,
    accountId: OFFLINE_ACCOUNT,
    arn: `arn:aws:iam::${OFFLINE_ACCOUNT}:user/offline`,
    userId: "offline",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": ({ region: requested }) => {
    const region = requested as Region;
    const letters = zoneLetters(region);
    return {
      id: region,
      names: letters.map((letter) => `${region}${letter}`),
      // Assumed in order: which letter means which id is each account's own.
      zoneIds: letters.map((letter) => zoneIdOf(region, letter)),
    };
  },
  "aws:route53/getZone:getZone": ({ name }) => ({
    id: `\${HostedZone:${String(name)}.zoneId}`,
    zoneId: `\${HostedZone:${String(name)}.zoneId}`,
    name,
    privateZone: false,
    nameServers: [],
  }),
  // Of what exists, what the question itself says of it: that it is so is assumed.
  "aws:ec2/getVpc:getVpc": ({ id, filters }) => ({
    id,
    cidrBlock: filterValue(filters, "cidr-block-association.cidr-block"),
  }),
  "aws:ec2/getSubnet:getSubnet": ({ id, vpcId, availabilityZone }) => ({ id, vpcId, availabilityZone }),
  "aws:ec2/getInternetGateway:getInternetGateway": ({ filters }) => ({
    id: `attached to ${String(filterValue(filters, "attachment.vpc-id"))}`,
  }),
  // Of routes nobody knows anything.
  "aws:ec2/getRouteTables:getRouteTables": ({ vpcId }) => ({ id: vpcId, ids: [] }),
  // An account that nobody asked for more in.
  "aws:servicequotas/getServiceQuota:getServiceQuota": ({ serviceCode, quotaCode }) => {
    const quota = Object.values(QUOTAS).find(({ code }) => code === quotaCode);
    if (!quota) throw new Error(`plan/quotas.ts has no quota ${String(quotaCode)}`);
    return { id: `${String(serviceCode)}/${quota.code}`, serviceCode, quotaCode, value: quota.limit };
  },
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": ({ name }) => ({
    id: `\${PrefixList:${String(name)}.id}`,
    name,
    addressFamily: String(name).includes(".ipv6.") ? "IPv6" : "IPv4",
    entries: [],
  }),
  // AWS chooses the address; this one is for documentation (RFC 3849), another in each zone of a region.
  "aws:ec2/getNetworkInterface:getNetworkInterface": ({ filters = [] }) => {
    const subnet = JSON.stringify(filters).match(/-([a-z])\.id\}/)?.[1] ?? "a";
    return { id: "eni", ipv6Addresses: [`2001:db8::${(subnet.charCodeAt(0) - 96).toString(16)}`] };
  },
};

/** What a question asks for by a filter of its own. */
const filterValue = (filters: unknown, wanted: string): unknown =>
  ((filters ?? []) as { name: string; values: unknown[] }[]).find(({ name }) => name === wanted)?.values[0];
