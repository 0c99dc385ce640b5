import { contains } from "../../../plan/cidrs";
import { MOST_TRANSIT_GATEWAYS } from "../../../plan/network/ways";
import type { Region } from "../../../plan/regions";
import { sortedEntries } from "../../../plan/sortedEntries";
import type { Mistake, Path } from "../../mistakes";
import type { RegionConfig } from "../../sections/regions";
import { type Check, eachRegion, repeated } from "../common";

/* Transit gateways, and the gateway where VPN connections and Direct Connect end. */

function gatewayCount(name: Region, { transitGateways }: RegionConfig): Mistake[] {
  const names = Object.keys(transitGateways);
  return names.length <= MOST_TRANSIT_GATEWAYS
    ? []
    : [
        {
          path: ["regions", name, "transitGateways"],
          value: names,
          allowed: `${MOST_TRANSIT_GATEWAYS} transit gateways, the most that AWS attaches a VPC to`,
          fix: "take the ranges of some together behind one",
        },
      ];
}

/** Of a gateway that is shared only its owner has a say in its route tables. Source: the typings of ec2transitgateway.VpcAttachment. */
function sharedGateways(name: Region, { transitGateways }: RegionConfig): Mistake[] {
  return sortedEntries(transitGateways).flatMap(([way, gateway]): Mistake[] => {
    const path: Path = ["regions", name, "transitGateways", way];
    if (gateway.owner === undefined)
      return gateway.accepted ? [] : [acceptedByItself([...path, "accepted"], [...path, "owner"], "the gateway")];
    return (["associateWith", "propagateTo"] as const).flatMap((key): Mistake[] =>
      gateway[key] === undefined
        ? []
        : [
            {
              path: [...path, key],
              value: gateway[key],
              allowed: "nothing, of a gateway of another account: its route tables are for its owner alone",
              fix: "remove it and have the owner do it, or remove owner if the gateway is your own",
              because: [[...path, "owner"]],
            },
          ],
    );
  });
}

function propagations(name: Region, { transitGateways }: RegionConfig): Mistake[] {
  return sortedEntries(transitGateways).flatMap(([way, { propagateTo = [] }]) =>
    repeated(propagateTo, ["regions", name, "transitGateways", way, "propagateTo"], "each route table once"),
  );
}

/** Source: docs.aws.amazon.com/directconnect/latest/UserGuide/multi-account-associate-vgw.html (allowed prefixes) */
function directConnect(name: Region, { vpnGateway, cidr }: RegionConfig): Mistake[] {
  const settings = vpnGateway?.directConnect;
  if (!settings) return [];
  const path: Path = ["regions", name, "vpnGateway", "directConnect"];
  const { owner, accepted, allowedPrefixes } = settings;
  const unheld = allowedPrefixes && !allowedPrefixes.some((each) => contains(each, cidr));
  return [
    ...(owner === undefined && !accepted
      ? [acceptedByItself([...path, "accepted"], [...path, "owner"], "the Direct Connect gateway")]
      : []),
    ...repeated(allowedPrefixes ?? [], [...path, "allowedPrefixes"], "each prefix once"),
    ...(unheld
      ? [
          {
            path: [...path, "allowedPrefixes"],
            value: allowedPrefixes,
            allowed: `a prefix that holds the VPC's range, ${cidr}: AWS announces no other part of it`,
            fix: "add the VPC's range, or a wider one",
            because: [["regions", name, "cidr"]] as Path[],
          },
        ]
      : []),
  ];
}

const acceptedByItself = (path: Path, owner: Path, what: string): Mistake => ({
  path,
  value: false,
  allowed: `true, where ${what} is the account's own: nobody has to accept`,
  fix: "remove it, or name the account under owner",
  because: [owner],
});

export const gatewayChecks: readonly Check[] = [
  eachRegion(gatewayCount),
  eachRegion(sharedGateways),
  eachRegion(propagations),
  eachRegion(directConnect),
];
