import { isV6 } from "../../plan/cidrs";
import { clientRangesOf } from "../../plan/privateLink/consumers";
import { QUOTAS } from "../../plan/quotas";
import type { Mistake } from "../mistakes";
import { type StackConfig, regionEntries } from "../schema";
import { repeated, tooManyOfFamily } from "./common";
import { unexpectedIpv6Ranges } from "./consumer";
import { at } from "./privateLinkConsumers";

/** Rules of the load balancer's security group are by range: a consumer's group means nothing in another VPC. */
export function clients(config: StackConfig): Mistake[] {
  const { allowedClients, allowedPrincipals, enforceSecurityGroup, consumers, connectedConsumers } = config.privateLink;
  const path = at("allowedClients");
  const rangeMistakes = [
    ...repeated(allowedClients, path, "each range once"),
    ...unexpectedIpv6Ranges(allowedClients, path, config.privateLink.ipAddressType, at("ipAddressType"), {
      setting: "privateLink.ipAddressType",
      fix: "remove it, or set privateLink.ipAddressType: dualstack",
    }),
  ];
  const flag = at("enforceSecurityGroup");
  if (!enforceSecurityGroup)
    return allowedClients.length === 0
      ? []
      : [
          {
            path,
            value: allowedClients,
            allowed: "nothing, where the security group does not decide about consumers",
            fix: "remove it, or set enforceSecurityGroup: true",
            because: [flag],
          },
        ];
  const others = allowedPrincipals.length + connectedConsumers.length;
  if (others === 0 || allowedClients.length + consumers.length > 0) return rangeMistakes;
  return [
    {
      path,
      value: allowedClients,
      allowed: "the ranges of consumers' clients, as the security group lets nobody else in",
      fix: "add the ranges that the allowed principals connect from, or set enforceSecurityGroup: false",
      because: [flag, at("allowedPrincipals"), at("consumers"), at("connectedConsumers")],
    },
  ];
}

/** The load balancer has IPv6 addresses, by which its group would let nobody in. Where it lets nobody in at all, that is intended. */
export function noIpv6Clients(config: StackConfig): Mistake[] {
  const { ipAddressType, enforceSecurityGroup, allowedClients } = config.privateLink;
  if (ipAddressType === "ipv4" || !enforceSecurityGroup) return [];
  const ranges = regionEntries(config).flatMap(([region]) => clientRangesOf(config, region));
  if (ranges.length === 0 || ranges.some(isV6)) return [];
  return [
    {
      path: at("allowedClients"),
      value: allowedClients,
      allowed: "a range of IPv6, here or of a consumer, as the service has such addresses",
      fix: "add the IPv6 ranges of consumers' clients, or remove privateLink.ipAddressType",
      because: [at("ipAddressType"), at("enforceSecurityGroup"), at("consumers"), ["regions"]],
    },
  ];
}

/** Each range is a rule of the group. A region's own consumers are counted with those of other accounts. */
export function tooManyRanges(config: StackConfig): Mistake[] {
  const { limit } = QUOTAS.securityGroupRules;
  if (!config.privateLink.enforceSecurityGroup) return [];
  const [worst] = regionEntries(config)
    .flatMap(([region]) => {
      const count = tooManyOfFamily(clientRangesOf(config, region));
      return count === undefined ? [] : [{ region, count }];
    })
    .sort((one, other) => other.count - one.count);
  if (!worst) return [];
  return [
    {
      path: at("allowedClients"),
      value: `${worst.count} ranges in ${worst.region}`,
      allowed: `${limit} ranges of IPv4 and as many of IPv6, with those of consumers: each is a rule of one security group`,
      fix: "name a wider range: it stands for all that lie in it",
      because: [at("consumers"), at("enforceSecurityGroup"), ["regions"]],
    },
  ];
}
