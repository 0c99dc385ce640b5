import { REGION_NAMES, zoneExists, zoneLetters } from "../plan/regions";
import type { Mistake } from "./mistakes";
import type { ParsedNeeds } from "./needsSchema";

type Check = (needs: ParsedNeeds) => Mistake[];

/** What several needs are together. */
export const NEEDS_CHECKS: readonly Check[] = [
  ({ regions }) =>
    regions.flatMap((region, index): Mistake[] =>
      regions.indexOf(region) === index
        ? []
        : [{ path: ["regions", index], value: region, allowed: "each region once", fix: "remove the repetition" }],
    ),
  ({ regions, zones }) =>
    regions.flatMap((region): Mistake[] => {
      const most = zoneLetters(region).length;
      return zones <= most
        ? []
        : [
            {
              path: ["zones"],
              value: zones,
              allowed: `up to ${most}: ${region} has no more`,
              fix: `choose ${most} or less, or leave ${region} out`,
            },
          ];
    }),
  ({ regions, allowList: { elasticIps }, existingVpcs }) =>
    [
      ...Object.keys(elasticIps).map((region) => ["allowList", "elasticIps", region]),
      ...Object.keys(existingVpcs).map((region) => ["existingVpcs", region]),
    ].flatMap((path): Mistake[] => {
      const region = path.at(-1) ?? "";
      return (regions as string[]).includes(region)
        ? []
        : [
            {
              path,
              value: region,
              allowed: `the regions of the service: ${regions.join(", ")}`,
              fix: `add ${region} to regions, or remove it`,
            },
          ];
    }),
  ({ allowList: { elasticIps } }) =>
    REGION_NAMES.flatMap((region) =>
      Object.keys(elasticIps[region] ?? {}).flatMap((zone): Mistake[] =>
        zoneExists(region, zone)
          ? []
          : [
              {
                path: ["allowList", "elasticIps", region, zone],
                value: zone,
                allowed: `a zone of ${region}: ${zoneLetters(region).join(", ")}`,
                fix: "choose one of these letters",
              },
            ],
      ),
    ),
  ({ internet, privateConsumers }) =>
    internet || privateConsumers.length > 0
      ? []
      : [
          {
            path: ["privateConsumers"],
            value: privateConsumers,
            allowed: "one consumer or more, where no client comes over the internet",
            fix: "name the consumers' accounts, or set internet: true",
          },
        ],
  ({ internet, ...needs }) => (internet ? [] : ofTheInternet(needs)),
  ({ hostname, dnsZone }) => {
    if (hostname === undefined && dnsZone === undefined) return [];
    if (hostname !== undefined && dnsZone !== undefined) return [];
    const missing = hostname === undefined ? "hostname" : "dnsZone";
    return [
      {
        path: [missing],
        value: undefined,
        allowed: "hostname and dnsZone together: the one lies in the other",
        fix: `add ${missing}, or leave both out`,
      },
    ];
  },
  ({ containers, image: given }) =>
    given !== undefined && containers === "none"
      ? [
          {
            path: ["image"],
            value: given,
            allowed: "nothing, where the service is no container",
            fix: "remove it, or set containers: either",
          },
        ]
      : [],
];

/** What only clients on the internet have. */
function ofTheInternet(needs: Omit<ParsedNeeds, "internet">): Mistake[] {
  const { fixedAddresses = "none", inspection, allowList: listed } = needs;
  const meaningless: [string, unknown, boolean][] = [
    ["fixedAddresses", fixedAddresses, fixedAddresses !== "none"],
    ["inspection", inspection, inspection],
    ["allowList", listed, listed.anycast.length > 0 || Object.keys(listed.elasticIps).length > 0],
  ];
  return meaningless.flatMap(([key, value, isSaid]): Mistake[] =>
    isSaid
      ? [
          {
            path: [key],
            value,
            allowed: "nothing, where no client comes over the internet",
            fix: "remove it, or set internet: true",
          },
        ]
      : [],
  );
}
