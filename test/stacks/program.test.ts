import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { withRuntimeState } from "../../config/pulumiRuntime";

const INDEX = require.resolve("../../index");

describe("index.ts, loaded by an engine", () => {
  let cached: NodeJS.Module | undefined;

  before(() => {
    cached = require.cache[INDEX];
  });
  afterEach(() => {
    require.cache[INDEX] = cached;
  });

  /** Loads it anew, as the engine does: with a monitor and the stack's config. */
  const load = async (config: Record<string, string>): Promise<unknown> =>
    withRuntimeState(async () => {
      const mocks = { newResource: () => ({ id: "", state: {} }), call: () => ({}) };
      await pulumi.runtime.setMocks(mocks, "ha-tcp", "test");
      pulumi.runtime.setAllConfig(config);
      // oxlint-disable-next-line typescript/no-dynamic-delete -- a module is loaded once
      delete require.cache[INDEX];
      return import(INDEX) as Promise<unknown>;
    });

  it("says what is wrong while it loads: thrown later, it would keep the engine waiting", async () => {
    const failed = await load({ "ha-tcp:options": '["nlbb"]' }).catch((error: unknown) => error);
    expect(pulumi.RunError.isInstance(failed)).to.equal(true);
    expect((failed as Error).message).to.include("The configuration of stack test has 3 mistakes; nothing was done.");
  });

  it("is a function where nothing is wrong", async () => {
    const loaded = (await load({
      "ha-tcp:options": '["nlb"]',
      "ha-tcp:service": '{"port":5000}',
      "ha-tcp:regions": '{"eu-west-1":{"zones":["a","b"],"cidr":"10.20.0.0/16"}}',
    })) as { default: unknown };
    expect(loaded.default).to.be.a("function");
  });
});
