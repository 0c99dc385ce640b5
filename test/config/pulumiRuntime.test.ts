import type { AsyncLocalStorage } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { isConfigSecret, leaveOutSdkTraces, makeOutputsWhenRead, withRuntimeState } from "../../config/pulumiRuntime";
import { record } from "../../graph";
import { failureOf } from "../support/recording";

/** The line of this file that the first frame names. */
const lineOf = (error: Error): number =>
  Number(/^ {4}at .*config[/\\]pulumiRuntime\.test\.ts:(\d+):\d+\)?$/m.exec(error.stack ?? "")?.[1]);

// oxlint-disable-next-line typescript/no-require-imports -- its declarations are stripped from the package
const state = require("@pulumi/pulumi/runtime/state") as { getStore: () => { leakCandidates: Set<Promise<unknown>> } };
// oxlint-disable-next-line typescript/no-require-imports -- its declarations are stripped from the package
const debuggable = require("@pulumi/pulumi/runtime/debuggable") as {
  debuggablePromise: (promise: Promise<unknown>, context: unknown) => Promise<unknown>;
};
// oxlint-disable-next-line typescript/no-require-imports -- its declarations are stripped from the package
const rpc = require("@pulumi/pulumi/runtime/rpc") as {
  transferProperties: (
    onto: object,
    label: string,
    properties: object,
  ) => Record<string, (...answer: unknown[]) => void>;
};

const THROWN_AT = 33; // the line of the error below
const thrown = () => {
  // Lines that a transpiler takes out must not count.
  interface Unseen {
    name: string;
  }
  throw new Error("it broke") as Error & Unseen;
};

/** A part of the SDK as it has it, whatever was done to the one that is in use. */
function sdkCopy(name: string): unknown {
  const path = require.resolve(name);
  const { [path]: ours } = require.cache;
  Reflect.deleteProperty(require.cache, path);
  // oxlint-disable-next-line typescript/no-require-imports -- its declarations are stripped from the package
  const copy: unknown = require(path);
  require.cache[path] = ours;
  return copy;
}

/** The SDK has these and does not declare them: an upgrade may take them away. */
describe("Undeclared parts of the Pulumi SDK", () => {
  it("withRuntimeState gives a body a runtime state of its own, also after it has waited", async () => {
    const seen = (name: string) =>
      withRuntimeState(async () => {
        pulumi.runtime.setAllConfig({ "p:name": name });
        await new Promise((resolve) => setImmediate(resolve));
        return new pulumi.Config("p").get("name");
      });
    expect(await Promise.all([seen("one"), seen("two")])).to.deep.equal(["one", "two"]);
    expect(new pulumi.Config("p").get("name")).to.equal(undefined);
  });

  it("withRuntimeState gives what its body gives, or fails as it does, and leaves the state as it was", async () => {
    const before = state.getStore();
    const failing = withRuntimeState(() => Promise.reject(new Error("it broke")));
    expect([await withRuntimeState(() => Promise.resolve(42)), (await failureOf(failing)).message]).to.deep.equal([
      42,
      "it broke",
    ]);
    expect(state.getStore()).to.equal(before);
  });

  it("withRuntimeState has the SDK's state without following asynchronous contexts", async () => {
    const { asyncLocalStorage } = globalThis as unknown as { asyncLocalStorage: AsyncLocalStorage<unknown> };
    const inside = () => Promise.resolve([state.getStore(), asyncLocalStorage.getStore()]);
    const [seen, followed] = await withRuntimeState(inside);
    expect([seen === state.getStore(), followed]).to.deep.equal([false, undefined]);
  });

  it("isConfigSecret tells the keys that came encrypted from the others", () =>
    withRuntimeState(() => {
      pulumi.runtime.setAllConfig({ "p:open": "1", "p:hidden": "2" }, ["p:hidden"]);
      expect(["p:open", "p:hidden", "p:missing"].map(isConfigSecret)).to.deep.equal([false, true, false]);
      return Promise.resolve();
    }));

  it("promises are watched for leaks without a trace, and end as they do", async () => {
    leaveOutSdkTraces();
    const { leakCandidates } = state.getStore();
    const watched = (promise: Promise<unknown> & { _debugStackTrace?: string }) => {
      const result = debuggable.debuggablePromise(promise, "tested");
      expect([leakCandidates.has(promise), promise._debugStackTrace]).to.deep.equal([true, undefined]);
      return { promise, result };
    };
    const good = watched(Promise.resolve(42));
    expect([await good.result, leakCandidates.has(good.promise)]).to.deep.equal([42, false]);
    const bad = watched(Promise.reject(new Error("it broke")));
    const error = await failureOf(bad.result);
    expect(error).to.include({ message: "it broke", promise: bad.promise });
    expect(leakCandidates.has(bad.promise)).to.equal(false);
  });

  it("promises end in the same turn as those of the SDK, so that the order of registrations is the same", async () => {
    leaveOutSdkTraces();
    const sdk = sdkCopy("@pulumi/pulumi/runtime/debuggable") as typeof debuggable;
    expect(sdk.debuggablePromise).not.to.equal(debuggable.debuggablePromise);
    const turns = async (watch: typeof debuggable.debuggablePromise, promise: Promise<unknown>) => {
      const state = { ended: false, turns: 0 };
      const end = () => {
        state.ended = true;
      };
      watch(promise, "tested").then(end, end);
      for (; !state.ended; state.turns++) await Promise.resolve();
      return state.turns;
    };
    for (const promise of [() => Promise.resolve(1), () => Promise.reject(new Error("it broke"))])
      expect(await turns(debuggable.debuggablePromise, promise())).to.equal(
        await turns(sdk.debuggablePromise, promise()),
      );
  });

  describe("outputs of a resource", () => {
    type Answer = [value: unknown, isKnown: boolean, isSecret: boolean, dependencies?: object[]];
    interface Parts {
      promise: () => Promise<unknown>;
      isKnown: Promise<boolean>;
      isSecret: Promise<boolean>;
      allResources: () => Promise<Set<object>>;
    }
    const resource = (): Record<string, Parts> => Object.defineProperty({}, "__pulumiResource", { value: true });
    const dependency = resource();
    const sdk = sdkCopy("@pulumi/pulumi/runtime/rpc") as typeof rpc;

    before(makeOutputsWhenRead);

    const ANSWERS: Readonly<Record<string, Answer>> = {
      "a value": [42, true, false, [dependency]],
      "no value": [undefined, true, false],
      "a value that is not known yet": [undefined, false, false],
      "a secret": ["hush", true, true, []],
    };
    for (const [what, answer] of Object.entries(ANSWERS))
      it(`is as the SDK makes it, read before and after the answer: ${what}`, async () => {
        const outputOf = async ({ transferProperties }: typeof rpc, order: "readFirst" | "answeredFirst") => {
          const onto = resource();
          const given = { id: 1, urn: 2, key: 3, unread: undefined };
          const { key: resolve, unread } = transferProperties(onto, "tested", given);
          unread?.(undefined, true, false);
          expect(Object.keys(onto)).to.deep.equal(["key", "unread"]);
          if (order === "answeredFirst") resolve?.(...answer);
          const { key: output } = onto;
          if (order === "readFirst") resolve?.(...answer);
          expect(onto["key"]).to.equal(output);
          const all = await output?.allResources();
          const known = [all?.size, all?.has(onto), all?.has(dependency)];
          return [await output?.promise(), await output?.isKnown, await output?.isSecret, ...known];
        };
        const expected = await outputOf(sdk, "readFirst");
        expect(expected.slice(0, 3)).to.deep.equal(answer.slice(0, 3));
        for (const order of ["readFirst", "answeredFirst"] as const)
          expect(await outputOf(rpc, order), order).to.deep.equal(expected);
      });

    it("are not made before they are read", () => {
      const onto = resource();
      const { key: resolve } = rpc.transferProperties(onto, "tested", { key: 3 });
      const made = () => Object.getOwnPropertyDescriptor(onto, "key")?.value as unknown;
      expect(made()).to.equal(undefined);
      expect(onto["key"]).to.equal(made());
      expect(pulumi.Output.isInstance(made())).to.equal(true);
      resolve?.(3, true, false);
    });
  });

  it("resources come without the place that registers them", () => {
    leaveOutSdkTraces();
    expect((pulumi.Resource as unknown as { callsites: () => unknown[] }).callsites()).to.deep.equal([]);
  });

  it("errors keep the line of their TypeScript file, in a recording too", async () => {
    const alone = await failureOf(Promise.resolve().then(thrown));
    const recorded = await failureOf(record({ program: thrown, project: "p", stack: "s", config: {} }));
    expect([lineOf(alone), lineOf(recorded)]).to.deep.equal([THROWN_AT, THROWN_AT]);
  });
});
