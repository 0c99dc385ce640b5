import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type LoadedConfig, loadConfig } from "../../config/load";
import { withRuntimeState } from "../../config/pulumiRuntime";
import { encodeValue } from "../../config/valueEncoding";
import { failureOf } from "../support/recording";

/** What the program loads of a stack file, by keys without the namespace. */
function loaded(raw: Record<string, unknown>): Promise<LoadedConfig> {
  return withRuntimeState(() => {
    const entries = Object.entries(raw).map(([key, value]) => [`ha-tcp:${key}`, encodeValue(value)]);
    pulumi.runtime.setAllConfig(Object.fromEntries(entries) as Record<string, string>);
    return Promise.resolve(loadConfig());
  });
}

const SERVICE = {
  options: ["nlb"],
  service: { port: 5000 },
  regions: { "eu-west-1": { zones: ["a", "b"], cidr: "10.0.0.0/16" } },
};
const CONSUMER = {
  kind: "consumer",
  provider: { kind: "stack", stack: "prod" },
  consumer: {
    name: "acme",
    region: "eu-west-1",
    vpc: { kind: "created", cidr: "10.1.0.0/16", zones: ["a", "b", "c"] },
  },
};

describe("config/load", () => {
  for (const kind of [undefined, "service"])
    it(`gives the config of a service, of a file that says ${String(kind)}`, async () => {
      const result = await loaded({ ...SERVICE, ...(kind && { kind }) });
      expect(result.kind).to.equal("service");
      expect(result.config).to.include({ kind: "service", protect: false });
    });

  it("gives the config of a consumer, with its defaults", async () => {
    expect(await loaded(CONSUMER)).to.deep.equal({
      kind: "consumer",
      config: {
        ...CONSUMER,
        provider: { ...CONSUMER.provider, alsoListens: [] },
        consumer: { ...CONSUMER.consumer, ipAddressType: "ipv4" },
        flowLogs: {
          traffic: "ALL",
          retentionDays: 30,
          intervalSeconds: 600,
          destination: { kind: "cloudWatch" },
          kmsKeyArns: {},
        },
        overrides: {},
        tags: {},
        traffic: { load: "small" },
        iam: {},
      },
      aws: { settings: {}, secrets: [] },
    });
  });

  it("tells the mistakes of the kind that the file says", async () => {
    for (const [raw, message] of [
      [{ ...CONSUMER, regions: {} }, /ha-tcp:regions\n[^]*kind: service/],
      [{ ...SERVICE, consumer: {} }, /ha-tcp:consumer\n[^]*kind: consumer/],
      [{ ...SERVICE, kind: "servce" }, /ha-tcp:kind\n[^]*write service/],
    ] as const) {
      const error = await failureOf(loaded(raw));
      expect(pulumi.RunError.isInstance(error)).to.equal(true);
      expect(error.message).to.match(message);
    }
  });
});
