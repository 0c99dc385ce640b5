import { ANYWHERE, covered } from "../../../plan/cidrs";
import { ENVIRONMENT_BYTES, fitEnvironment } from "../../../plan/monitoring/latency";
import { plannedTargets, publishedParts } from "../../latency";
import type { Mistake, Path } from "../../mistakes";
import type { StackConfig } from "../../schema";
import type { LatencyConfig } from "../../sections/monitoring/latency";
import { type Check, repeated } from "../common";

const SECTION: Path = ["monitoring", "latency"];

/** Rules of what measures, where something does. */
const ifMeasured =
  (check: (latency: LatencyConfig, config: StackConfig) => Mistake[]): Check =>
  (config) => {
    const { latency } = config.monitoring;
    return latency ? check(latency, config) : [];
  };

const nothingPublished = ifMeasured((_latency, config) => {
  const { zones, accelerator } = publishedParts(config);
  if (accelerator || Object.keys(zones).length > 0) return [];
  return [
    {
      path: SECTION,
      value: "measured",
      allowed: "nothing, where no address is published: consumers connect by endpoints in VPCs of their own",
      fix: "remove it, and measure from a consumer's VPC; or choose an option that the internet can connect to",
      because: [["options"]],
    },
  ];
});

const tooManyTargets = ifMeasured((_latency, config) => {
  const targets = plannedTargets(config);
  if (fitEnvironment(targets)) return [];
  return [
    {
      path: SECTION,
      value: `${targets.length} addresses and names`,
      allowed: `as many as a canary can be told of, in ${ENVIRONMENT_BYTES} bytes`,
      fix: "divide the stack, or remove the section",
      because: [["regions"]],
    },
  ];
});

/** A canary in AWS's own network comes from any of its addresses; one in a VPC from those of its NAT gateways. */
const shutOut = ifMeasured(({ regions }, config) => {
  const because: Path[] = [["service", "allowedClients"]];
  const mayConnect = (range: string) => covered(range, config.service.allowedClients);
  return Object.entries(regions).flatMap(([region, { vpc }]): Mistake[] => {
    const path: Path = [...SECTION, "regions", region];
    if (!vpc)
      return mayConnect(ANYWHERE)
        ? []
        : [
            {
              path: [...path, "vpc"],
              value: undefined,
              allowed: "a VPC whose addresses may connect, where service.allowedClients lets not everyone in",
              fix: "name a VPC with its NAT gateways' egressAddresses, which are in service.allowedClients",
              because,
            },
          ];
    return vpc.egressAddresses.flatMap((address, index): Mistake[] =>
      mayConnect(`${address}/32`)
        ? []
        : [
            {
              path: [...path, "vpc", "egressAddresses", index],
              value: address,
              allowed: "addresses that may connect: those in service.allowedClients",
              fix: `add ${address}/32 to service.allowedClients, or measure from elsewhere`,
              because,
            },
          ],
    );
  });
});

/** What the firewall drops, whoever may connect. */
const dropped = ifMeasured(({ regions }, { options, networkFirewall }) => {
  if (!options.includes("networkFirewall")) return [];
  const because: Path[] = [["options"], ["networkFirewall", "denied"]];
  return Object.entries(regions).flatMap(([region, { vpc }]) =>
    (vpc?.egressAddresses ?? []).flatMap((address, index): Mistake[] => {
      const range = networkFirewall.denied.find((each) => covered(`${address}/32`, [each]));
      if (range === undefined) return [];
      return [
        {
          path: [...SECTION, "regions", region, "vpc", "egressAddresses", index],
          value: address,
          allowed: `addresses outside of networkFirewall.denied, which has ${range}`,
          fix: "measure from elsewhere, or let the address through",
          because,
        },
      ];
    }),
  );
});

const repetitions = ifMeasured(({ regions }) =>
  Object.entries(regions).flatMap(([region, { vpc }]) =>
    (["subnetIds", "egressAddresses"] as const).flatMap((key) =>
      repeated(vpc?.[key] ?? [], [...SECTION, "regions", region, "vpc", key], "each once"),
    ),
  ),
);

export const latencyChecks: readonly Check[] = [nothingPublished, tooManyTargets, shutOut, dropped, repetitions];
