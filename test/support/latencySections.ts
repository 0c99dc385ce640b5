import fc from "fast-check";
import { ANYWHERE, isPrivate } from "../../plan/cidrs";
import { RUNTIME_NAMES } from "../../plan/monitoring/canaryRuntimes";
import { compose } from "../../plan/options";
import { REGION_NAMES } from "../../plan/regions";
import type { RawConfig } from "./raw";
import { some, whole } from "./sections";

type Latency = NonNullable<NonNullable<RawConfig["monitoring"]>["latency"]>;
type Vpc = NonNullable<NonNullable<Latency["regions"][keyof Latency["regions"]]>["vpc"]>;

const milliseconds = { connectMilliseconds: whole(1, 5000), handshakeMilliseconds: whole(1, 5000) };

/** An address from which one may connect, by every way in; undefined where there is none of the internet. */
function knownClient({ service, networkFirewall }: RawConfig): string | undefined {
  const range = service.allowedClients?.find((each) => !isPrivate(each));
  return (networkFirewall?.denied ?? []).length > 0 ? undefined : range?.split("/")[0];
}

/** The config with its latency measured from some regions, where it publishes anything and can be reached. */
export function measuredOf(config: RawConfig): fc.Arbitrary<RawConfig> {
  const { publicFrontDoor, acceleratedFrontDoor } = compose(config.options);
  const open = config.service.allowedClients?.includes(ANYWHERE) ?? true;
  const address = knownClient(config);
  if (!(publicFrontDoor || acceleratedFrontDoor) || !(open || address)) return fc.constant(config);
  const inVpc: fc.Arbitrary<Vpc | undefined> = address
    ? fc.constant({
        id: "vpc-0123456789abcdef0",
        subnetIds: ["subnet-0123456789abcdef0", "subnet-01234567"],
        egressAddresses: [address],
      })
    : fc.constant(undefined);
  const vantage = fc
    .record({ vpc: open ? fc.option(inVpc, { nil: undefined }) : inVpc, thresholds: some(milliseconds) })
    .map(({ vpc, thresholds }) => ({ ...thresholds, ...(vpc && { vpc }) }));
  const regions = fc.dictionary(fc.constantFrom(...REGION_NAMES), vantage, { minKeys: 1, maxKeys: 2 });
  const rest = some<Omit<Latency, "regions">>({
    ...milliseconds,
    intervalMinutes: whole(1, 60),
    failures: whole(1, 10),
    tls: fc.oneof(fc.constant({}), fc.record({ verify: fc.boolean() })),
    runtime: fc.constantFrom(...RUNTIME_NAMES),
  });
  return fc.record({ regions, rest }).map(({ regions: from, rest: others }) => ({
    ...config,
    monitoring: { ...config.monitoring, latency: { ...others, regions: from } },
  }));
}
