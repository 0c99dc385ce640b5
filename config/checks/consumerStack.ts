import { regionOfServiceName } from "../../plan/privateLink/endpointService";
import { REGIONS, REGION_NAMES, isZoneIdOf } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { ConsumerStackConfig, ProviderConfig } from "../sections/consumerStack";
import { type CheckOf, repeated } from "./common";
import { type ServiceFacts, consumerMistakes } from "./consumer";
import { flowLogMistakes } from "./network";

type NamedService = Extract<ProviderConfig, { kind: "service" }>;

/** Outputs of another stack are known when they are read; what the file says of a service is known here. */
const serviceFactsOf = (provider: ProviderConfig): ServiceFacts | undefined =>
  provider.kind === "stack"
    ? undefined
    : {
        hostname: provider.hostname,
        privateDnsName: provider.privateDnsName,
        ipAddressType: provider.ipAddressType,
        places: {
          hostname: ["provider", "hostname"],
          privateDnsName: ["provider", "privateDnsName"],
          ipAddressType: ["provider", "ipAddressType"],
        },
      };

const consumerRules: CheckOf<ConsumerStackConfig> = ({ provider, consumer }) =>
  consumerMistakes(consumer, ["consumer"], serviceFactsOf(provider));

const ifServiceNamed =
  (check: (service: NamedService, config: ConsumerStackConfig) => Mistake[]): CheckOf<ConsumerStackConfig> =>
  (config) =>
    config.provider.kind === "service" ? check(config.provider, config) : [];

const NAME_PATH: Path = ["provider", "name"];

const knownRegion = (name: string) => REGION_NAMES.find((region) => region === regionOfServiceName(name));

/** The name says the region; a consumer that says another means another service. */
const serviceRegion = ifServiceNamed(({ name }, { consumer }) => {
  const region = knownRegion(name);
  if (region === undefined)
    return [
      {
        path: NAME_PATH,
        value: name,
        allowed: "a service of a region that this program knows",
        fix: `there is no ${String(regionOfServiceName(name))}: correct the name`,
      },
    ];
  if (consumer.serviceRegion === undefined || consumer.serviceRegion === region) return [];
  return [
    {
      path: ["consumer", "serviceRegion"],
      value: consumer.serviceRegion,
      allowed: `${region}, which provider.name says`,
      fix: "remove it",
      because: [NAME_PATH],
    },
  ];
});

const zoneIds = ifServiceNamed(({ name, zoneIds: ids }) => {
  const path: Path = ["provider", "zoneIds"];
  const region = knownRegion(name);
  const elsewhere = ids.flatMap((id, index): Mistake[] =>
    region === undefined || isZoneIdOf(region, id)
      ? []
      : [
          {
            path: [...path, index],
            value: id,
            allowed: `ids of zones of ${region}, which begin with ${REGIONS[region].zoneCode}-az`,
            fix: "give the zones of the service: its provider's output privateLink has them",
            because: [NAME_PATH],
          },
        ],
  );
  return [...repeated(ids, path, "each zone once"), ...elsewhere];
});

const flowLogs: CheckOf<ConsumerStackConfig> = ({ flowLogs: settings, consumer, account }) =>
  flowLogMistakes(settings, ["flowLogs"], {
    regions: consumer.vpc.kind === "created" ? [consumer.region] : [],
    account,
    because: [["consumer"]],
  });

export const consumerStackChecks: readonly CheckOf<ConsumerStackConfig>[] = [
  consumerRules,
  serviceRegion,
  zoneIds,
  flowLogs,
];
