import { expect } from "chai";
import { compareSides } from "../../../cli/switch/switchSteps";
import { configPlaces } from "../../../config/editor/walk";
import { stackFileSchema } from "../../../config/jsonSchema";
import type { SwitchConfig } from "../../../plan/steps/switchConfig";
import { BASE, type Raw, recordConfig } from "../../support/recording";

const REGION = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" };
const ECS: Raw = { ...BASE, options: ["ecs"] };

const ACCELERATED: Raw = { ...BASE, options: ["globalAccelerator"], globalAccelerator: {} };
const LINKED: Raw = {
  ...BASE,
  options: ["privateLink"],
  privateLink: {
    consumers: [{ name: "orders", region: "eu-west-1", vpc: { kind: "created", cidr: "10.50.0.0/22", zones: ["a"] } }],
  },
};
const NAMED: Raw = { ...BASE, service: { port: 5000, hostname: "tcp.example.com" }, dns: { zone: "example.com" } };

const inRegion = (more: Raw): Raw => ({ regions: { "eu-west-1": { ...REGION, ...more } } });

/** A key, and a change of it. */
const CHANGES: readonly [key: string, from: Raw, change: Raw][] = [
  ["service.port", BASE, { service: { port: 6000 } }],
  ["service.targetPort", BASE, { service: { port: 5000, targetPort: 5001 } }],
  ["service.idleTimeoutSeconds", BASE, { service: { port: 5000, idleTimeoutSeconds: 600 } }],
  ["regions.*.zones", { ...BASE, ...inRegion({ zones: ["a", "b", "c"] }) }, inRegion({ parkedAddresses: ["c"] })],
  ["regions.*.addresses", BASE, inRegion({ addresses: { a: "eipalloc-0123456789abcdef0" } })],
  ["instances.types", BASE, { instances: { types: ["t3.small", "t3a.small"] } }],
  ["instances.spotPercent", BASE, { instances: { spotPercent: 50 } }],
  ["instances.warmupSeconds", BASE, { instances: { warmupSeconds: 60 } }],
  ["ecs.networkMode", ECS, { ecs: { networkMode: "bridge" } }],
  ["ecs.cpuUnits", ECS, { ecs: { cpuUnits: 512 } }],
  ["ecs.hosts.type", ECS, { ecs: { hosts: { type: "t3.medium" } } }],
  ["ecs.hosts.targetCapacityPercent", ECS, { ecs: { hosts: { targetCapacityPercent: 80 } } }],
  ["globalAccelerator.endpointPort", ACCELERATED, { globalAccelerator: { endpointPort: 5001 } }],
  ["globalAccelerator.preserveClientIp", ACCELERATED, { globalAccelerator: { preserveClientIp: false } }],
  ["globalAccelerator.crossZone", ACCELERATED, { globalAccelerator: { crossZone: true } }],
  ["privateLink.proxyProtocol", LINKED, { privateLink: { ...(LINKED["privateLink"] as Raw), proxyProtocol: true } }],
  [
    "privateLink.acceptanceRequired",
    LINKED,
    { privateLink: { ...(LINKED["privateLink"] as Raw), acceptanceRequired: false } },
  ],
  ["dns.healthCheck.intervalSeconds", NAMED, { dns: { zone: "example.com", healthCheck: { intervalSeconds: 10 } } }],
  ["dns.routing", NAMED, { dns: { zone: "example.com", routing: "multivalue" } }],
  ["network.endpoints", BASE, { network: { endpoints: { dynamodb: {} } } }],
  ["network.flowLogs.fields", BASE, { network: { flowLogs: { fields: ["version", "srcaddr"] } } }],
  ["guard.keys", BASE, { guard: { keys: { kind: "created" } } }],
  ["tags", BASE, { tags: { Team: "tcp" } }],
  ["iam.path", BASE, { iam: { path: "/tcp/" } }],
];

/** What a description says of a change. */
const said = (words: string): string =>
  /an outage|connections fail/.test(words)
    ? "outage"
    : /\brenew(s|ed)?\b|cut open connections/.test(words)
      ? "brief"
      : "none";

describe("what the config reference says of a change", () => {
  const descriptions = new Map(
    configPlaces(stackFileSchema()).map(({ path, node }) => [path, String(node["description"])]),
  );

  for (const [key, from, change] of CHANGES)
    it(`${key}: is what a comparison says`, async () => {
      const sides = [from, { ...from, ...change }].map(async (config) => ({
        config: config as unknown as SwitchConfig,
        graph: await recordConfig(config),
      }));
      const [before, after] = await Promise.all(sides);
      const { interruptions } = compareSides(before!, after!, []);
      const severities = interruptions.map(({ severity }) => severity);
      const worst = ["outage", "brief"].find((each) => severities.some((one) => one === each)) ?? "none";
      expect(said(descriptions.get(`ha-tcp:${key}`) ?? "")).to.equal(worst);
    });
});
