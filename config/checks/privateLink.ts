import { compose, frontDoorKinds } from "../../plan/options";
import { EVERYONE } from "../../plan/privateLink/endpointService";
import type { Mistake } from "../mistakes";
import type { StackConfig } from "../schema";
import { type Check, outsideZone, repeated, topicMistakes } from "./common";
import { clients, noIpv6Clients, tooManyRanges } from "./privateLinkClients";
import {
  at,
  connectedEndpoints,
  consumerRules,
  leavingOption,
  names,
  namesInVpcs,
  needlessAcceptance,
  otherRegion,
  overlappingVpcs,
  regionsOf,
  serviceRegions,
  subnetsOfTwoVpcs,
  zonesInCommon,
} from "./privateLinkConsumers";
import { privateZoneChecks } from "./privateZone";

/** The settings of a private front door that the options do not bring do nothing: its rules wait until they do. */
const ifPrivateLink =
  (check: Check): Check =>
  (config) =>
    compose(config.options).privateFrontDoor ? check(config) : [];

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html, manage permissions. */
function principals({ privateLink: { allowedPrincipals: allowed, allowAnyPrincipal } }: StackConfig): Mistake[] {
  const path = at("allowedPrincipals");
  const flag = at("allowAnyPrincipal");
  const all = repeated(allowed, path, "each principal once");
  const everyone = allowed.indexOf(EVERYONE);
  if (everyone >= 0 && !allowAnyPrincipal)
    return [
      ...all,
      {
        path: [...path, everyone],
        value: EVERYONE,
        allowed: "ARNs: * lets every account of AWS ask for a connection, and get it where none must be accepted",
        fix: "name the accounts, or set privateLink.allowAnyPrincipal: true",
        because: [flag],
      },
    ];
  if (everyone < 0 && allowAnyPrincipal)
    return [
      ...all,
      {
        path: flag,
        value: allowAnyPrincipal,
        allowed: "false, where allowedPrincipals has no *",
        fix: "remove it, or add * to allowedPrincipals",
        because: [path],
      },
    ];
  return all;
}

function supportedRegions(config: StackConfig): Mistake[] {
  const { supportedRegions: supported } = config.privateLink;
  const path = at("supportedRegions");
  const regions = regionsOf(config);
  const own = supported.flatMap((region, index): Mistake[] =>
    regions.length === 1 && regions[0] === region
      ? [
          {
            path: [...path, index],
            value: region,
            allowed: "regions other than the service's own, which is always there",
            fix: "remove it",
            because: [["regions"]],
          },
        ]
      : [],
  );
  return [...repeated(supported, path, "each region once"), ...own];
}

/** What the idle timeout of a listener is where nobody sets one. */
const DEFAULT_IDLE_SECONDS = 350;

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html, cross-Region access. */
function idleTimeout({ service, privateLink }: StackConfig): Mistake[] {
  if (privateLink.supportedRegions.length === 0 || service.idleTimeoutSeconds === DEFAULT_IDLE_SECONDS) return [];
  return [
    {
      path: at("supportedRegions"),
      value: privateLink.supportedRegions,
      allowed: `nothing, where service.idleTimeoutSeconds is not ${DEFAULT_IDLE_SECONDS}`,
      fix: "AWS lets no other region connect to a load balancer with a timeout of its own: remove one of the two",
      because: [["service", "idleTimeoutSeconds"]],
    },
  ];
}

function privateDnsName({ privateLink, dns }: StackConfig): Mistake[] {
  const { privateDnsName: name } = privateLink;
  return name === undefined ? [] : outsideZone(name, at("privateDnsName"), dns);
}

/** Source: docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html, IP address types. */
function dualStack({ privateLink: { ipAddressType }, network }: StackConfig): Mistake[] {
  if (ipAddressType === "ipv4" || network.ipv6) return [];
  return [
    {
      path: at("ipAddressType"),
      value: ipAddressType,
      allowed: "ipv4, where the VPC has no IPv6 addresses",
      fix: "set network.ipv6: true, or remove it",
      because: [["network", "ipv6"]],
    },
  ];
}

/** All front doors forward to one port of one program, which expects the header of every connection or of none. */
function proxyProtocol({ options, service, privateLink }: StackConfig): Mistake[] {
  const { proxyProtocol: own = service.proxyProtocol } = privateLink;
  const alone = frontDoorKinds(compose(options)).every((kind) => kind === "privateLink");
  if (alone || service.proxyProtocol === own) return [];
  return [
    {
      path: at("proxyProtocol"),
      value: own,
      allowed: `${String(service.proxyProtocol)}, as service.proxyProtocol is: the backends get the connections of all load balancers on one port`,
      fix: "set both alike, or remove it",
      because: [["service", "proxyProtocol"], ["options"]],
    },
  ];
}

function notifications({ regions, privateLink: { notifications: settings } }: StackConfig): Mistake[] {
  const path = at("notifications");
  return [
    ...topicMistakes(
      settings.topicArns,
      [...path, "topicArns"],
      regions,
      "a service tells topics of its own region only",
    ),
    ...repeated(settings.events, [...path, "events"], "each event once"),
  ];
}

export const privateLinkChecks: readonly Check[] = [
  leavingOption,
  ...[
    principals,
    names,
    serviceRegions,
    otherRegion,
    supportedRegions,
    idleTimeout,
    overlappingVpcs,
    zonesInCommon,
    privateDnsName,
    dualStack,
    consumerRules,
    namesInVpcs,
    proxyProtocol,
    clients,
    noIpv6Clients,
    tooManyRanges,
    notifications,
    connectedEndpoints,
    needlessAcceptance,
    subnetsOfTwoVpcs,
    ...privateZoneChecks,
  ].map(ifPrivateLink),
];
