import { regionOfServiceName } from "../../plan/privateLink";
import { isZoneIdOf, REGION_NAMES, REGIONS } from "../../plan/regions";
import type { Mistake, Path } from "../mistakes";
import type { ProviderConfig } from "../privateLink";
import type { ConsumerStackConfig } from "../schema";
import { repeated, type CheckOf } from "./common";
import { consumerMistakes, type ServiceFacts } from "./consumers";

type NamedService = Extract<ProviderConfig, { kind: "service" }>;

/** What another stack tells of its service is known when it is read; what the file tells is known here. */
const factsOf = (provider: ProviderConfig): ServiceFacts | undefined =>
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

const ofConsumer: CheckOf<ConsumerStackConfig> = ({ provider, consumer }) =>
  consumerMistakes(consumer, ["consumer"], factsOf(provider));

const ifNamed =
  (check: (service: NamedService, config: ConsumerStackConfig) => Mistake[]): CheckOf<ConsumerStackConfig> =>
  (config) =>
    config.provider.kind === "service" ? check(config.provider, config) : [];

const NAME: Path = ["provider", "name"];

const knownRegion = (name: string) => REGION_NAMES.find((region) => region === regionOfServiceName(name));

/** The name says the region; a consumer that says another means another service. */
const serviceRegion = ifNamed(({ name }, { consumer }) => {
  const region = knownRegion(name);
  if (region === undefined)
    return [
      {
        path: NAME,
        value: name,
        allowed: "a service in a region that plan/regions.ts lists",
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
      because: [NAME],
    },
  ];
});

const zoneIds = ifNamed(({ name, zoneIds: ids }) => {
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
            because: [NAME],
          },
        ],
  );
  return [...repeated(ids, path, "each zone once"), ...elsewhere];
});

export const consumerStackChecks: readonly CheckOf<ConsumerStackConfig>[] = [ofConsumer, serviceRegion, zoneIds];
