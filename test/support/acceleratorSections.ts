import fc from "fast-check";
import type { Region } from "../../plan/regions";
import type { RawConfig } from "./raw";
import { portElsewhere, some, whole } from "./sections";

type Accelerator = NonNullable<RawConfig["globalAccelerator"]>;
type RawRegion = NonNullable<RawConfig["regions"][Region]>;
type Group = NonNullable<RawRegion["accelerator"]>;
type Endpoint = NonNullable<Group["endpoints"]>[number];

const ACCOUNT = "111122223333";
const ID = "0a1b2c3d-0000-4000-8000-00000000000a";

const flowLogs: fc.Arbitrary<Accelerator["flowLogs"]> = fc.oneof<fc.Arbitrary<Accelerator["flowLogs"]>[]>(
  fc.constant({ kind: "none" }),
  fc.record(
    { kind: fc.constant("created" as const), prefix: fc.constantFrom("a", "team/logs"), retentionDays: whole(1, 3653) },
    { requiredKeys: ["kind"] },
  ),
  fc.record(
    { kind: fc.constant("existing" as const), prefix: fc.constant("a/b"), bucket: fc.constantFrom("own-logs", "a.b") },
    { requiredKeys: ["kind", "bucket"] },
  ),
);

/** What the rules ask of who may connect, and by what. */
interface Clients {
  dualStack: boolean;
  /** Whether everyone may by IPv4. */
  open: boolean;
  inUse: boolean;
}

const addressesOf = ({ dualStack, open, inUse }: Clients) =>
  fc.record<Pick<Accelerator, "ipAddressType" | "preserveClientIp" | "allowedClientsIpv6">>({
    ipAddressType: fc.constant(dualStack ? "dualstack" : "ipv4"),
    preserveClientIp: inUse && (dualStack || !open) ? fc.constant(true) : fc.boolean(),
    ...(dualStack && {
      allowedClientsIpv6: open
        ? fc.constantFrom(undefined, ["2001:db8::/32"])
        : fc.constantFrom(["2001:db8::/32"], ["2001:db8::/32", "2001:db8:7::/48"]),
    }),
  });

const settings: fc.Arbitrary<Accelerator> = some({
  ownAddresses: fc.subarray(["203.0.113.7", "198.51.100.9"]),
  clientAffinity: fc.constantFrom<("none" | "sourceIp")[]>("none", "sourceIp"),
  endpointPort: portElsewhere,
  crossZone: fc.boolean(),
  healthCheck: some({ intervalSeconds: fc.constantFrom<(10 | 30)[]>(10, 30), threshold: whole(1, 10) }),
  flowLogs,
  published: fc.constant(`arn:aws:globalaccelerator::${ACCOUNT}:accelerator/${ID}`),
});

const endpointOf = (region: string, name: string, dualStack: boolean): fc.Arbitrary<Endpoint> =>
  fc.record<Endpoint, "arn">(
    {
      arn: fc.constant(`arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:loadbalancer/net/${name}/0123456789abcdef`),
      weight: whole(0, 255),
      preserveClientIp: dualStack ? fc.constant(true) : fc.boolean(),
      attachmentArn: fc.constant(`arn:aws:globalaccelerator::${ACCOUNT}:attachment/${ID}`),
    },
    { requiredKeys: ["arn"] },
  );

const groupOf = (region: string, dualStack: boolean): fc.Arbitrary<Group> =>
  fc.subarray(["blue", "green", "x-1"]).chain((names) =>
    some<Group>({
      dial: fc.constantFrom(0, 12.5, 99, 100),
      weight: whole(0, 255),
      endpoints: fc.tuple(...names.map((name) => endpointOf(region, name, dualStack))),
    }),
  );

/** The config with an accelerator that fits it, in use or kept for later. Beside a firewall it can only be kept. */
export function acceleratedOf(config: RawConfig): fc.Arbitrary<RawConfig> {
  const { options, regions, service, network, ecs } = config;
  const open = service.allowedClients?.includes("0.0.0.0/0") ?? true;
  const inspected = options.includes("networkFirewall");
  // Tasks with interfaces of their own, which a dual-stack accelerator does not reach.
  const byAddress = options.includes("ecs") && ecs?.networkMode !== "bridge";
  return fc
    .record({ inUse: inspected ? fc.constant(false) : fc.boolean(), wanted: fc.boolean() })
    .chain(({ inUse, wanted }) => {
      const dualStack = wanted && ((network?.ipv6 === true && !byAddress) || !inUse);
      const names = Object.keys(regions) as Region[];
      return fc
        .record({
          addresses: addressesOf({ dualStack, open, inUse }),
          settings,
          groups: fc.tuple(...names.map((name) => groupOf(name, dualStack))),
        })
        .map(({ addresses, settings: others, groups }) => ({
          ...(inUse ? agreeing(config) : config),
          options: inUse ? [...options, "globalAccelerator" as const] : options,
          regions: Object.fromEntries(
            names.map((name, index) => {
              // Somewhere clients must be led to.
              const accelerator = index === 0 && inUse ? { ...groups[0], dial: 50, weight: 7 } : groups[index];
              return [name, { ...regions[name], accelerator }];
            }),
          ),
          globalAccelerator: { ...others, ...addresses },
        }));
    });
}

/** All ways in lead to one port: with the header of the proxy protocol by every one of them, or by none. */
function agreeing(config: RawConfig): RawConfig {
  const { privateLink, service } = config;
  if (privateLink?.proxyProtocol === undefined) return config;
  return { ...config, privateLink: { ...privateLink, proxyProtocol: service.proxyProtocol ?? false } };
}
