import { expect } from "chai";
import { compareSides } from "../../../cli/switch/switchSteps";
import { configPlaces } from "../../../config/editor/walk";
import { stackFileSchema } from "../../../config/jsonSchema";
import type { SwitchConfig } from "../../../plan/steps";
import { BASE, type Raw, recordConfig } from "../../support/recording";

const REGION = { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" };
const ECS: Raw = { ...BASE, options: ["ecs"] };

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
];

/** What a description says of a change. */
const said = (words: string): string =>
  /an outage|connections fail/.test(words) ? "outage" : /\brenews?\b/.test(words) ? "brief" : "none";

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
