import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type LoadedConfig, loadConfig } from "../../config/load";
import { withLocalStorage } from "../../config/pulumiRuntime";
import { encodeValue } from "../../config/valueEncoding";

/** What the program loads of a stack file, by keys without the namespace. */
function loaded(raw: Record<string, unknown>): LoadedConfig {
  return withLocalStorage(() => {
    const entries = Object.entries(raw).map(([key, value]) => [`ha-tcp:${key}`, encodeValue(value)]);
    pulumi.runtime.setAllConfig(Object.fromEntries(entries) as Record<string, string>);
    return loadConfig();
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
    it(`gives the config of a service, of a file that says ${String(kind)}`, () => {
      const result = loaded({ ...SERVICE, ...(kind && { kind }) });
      expect(result.kind).to.equal("service");
      expect(result.config).to.include({ kind: "service", protect: false });
    });

  it("gives the config of a consumer, with its defaults", () => {
    expect(loaded(CONSUMER)).to.deep.equal({
      kind: "consumer",
      config: {
        ...CONSUMER,
        consumer: { ...CONSUMER.consumer, ipAddressType: "ipv4" },
        flowLogs: { traffic: "ALL", retentionDays: 30, intervalSeconds: 600 },
        tags: {},
      },
    });
  });

  it("tells the mistakes of the kind that the file says", () => {
    expect(() => loaded({ ...CONSUMER, regions: {} })).to.throw(pulumi.RunError, /ha-tcp:regions\n[^]*kind: service/);
    expect(() => loaded({ ...SERVICE, consumer: {} })).to.throw(pulumi.RunError, /ha-tcp:consumer\n[^]*kind: consumer/);
    expect(() => loaded({ ...SERVICE, kind: "servce" })).to.throw(pulumi.RunError, /ha-tcp:kind\n[^]*write service/);
  });
});
