import * as pulumi from "@pulumi/pulumi";

/**
 * The parts of the Pulumi SDK that it has and does not declare. Kept in one place, so that an upgrade has one file to look at;
 * test/config/pulumiRuntime.test.ts fails where one of them is gone.
 */
// oxlint-disable-next-line typescript/no-require-imports -- their declarations are stripped from the package
const runtimeState = require("@pulumi/pulumi/runtime/state") as {
  withLocalStorage: <T>(body: () => T) => T;
  getStore: () => RuntimeStore;
};
// oxlint-disable-next-line typescript/no-require-imports -- their declarations are stripped from the package
const runtimeConfig = require("@pulumi/pulumi/runtime/config") as { isConfigSecret: (key: string) => boolean };

// oxlint-disable-next-line typescript/no-require-imports -- their declarations are stripped from the package
const promises = require("@pulumi/pulumi/runtime/debuggable") as { debuggablePromise: DebuggablePromise };
// oxlint-disable-next-line typescript/no-require-imports -- their declarations are stripped from the package
const rpc = require("@pulumi/pulumi/runtime/rpc") as { transferProperties: TransferProperties };
// oxlint-disable-next-line typescript/no-require-imports -- their declarations are stripped from the package
const messages = require("@pulumi/pulumi/proto/callback_pb") as { Callback: new () => object };
// oxlint-disable-next-line typescript/no-require-imports -- of the SDK's own copy
const structs = require(
  require.resolve("google-protobuf/google/protobuf/struct_pb", { paths: [require.resolve("@pulumi/pulumi")] }),
) as { Struct: { new (): object; fromJavaScript: (values: object) => { getFieldsMap: () => unknown } } };
const resources = pulumi.Resource as unknown as { callsites: () => unknown[] };

interface RuntimeStore {
  leakCandidates: Set<Promise<unknown>>;
  supportsTransforms: boolean;
  callbacks: TransformCallbacks;
}

/** Takes transforms that go along with a registration, and gives what the request names each by. */
export interface TransformCallbacks {
  registerTransform: (transform: pulumi.ResourceTransform) => Promise<unknown>;
  awaitStackRegistrations: () => Promise<void>;
  shutdown: () => void;
}

/** Resolves a property's output, once what was registered is answered. */
type Resolver = (...answer: unknown[]) => void;
type TransferProperties = (
  onto: object,
  label: string,
  properties: Readonly<Record<string, unknown>>,
) => Record<string, Resolver>;
type DebuggablePromise = (promise: Promise<unknown>, context: unknown) => Promise<unknown>;

/** Where the SDK keeps what finds its state. Source: @pulumi/pulumi/runtime/state, whose first copy in a process makes it. */
const shared = globalThis as unknown as { asyncLocalStorage: { run: unknown; getStore: () => unknown } };

/** Bodies share the process: one at a time, in order. */
let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs a body with a runtime state of its own, monitor, config and stack, once those before it have ended.
 *
 * The SDK would find the state by the asynchronous context. Before Node 24 that is followed through each promise, a quarter of the time
 * that a resource costs under mocks; where bodies come one at a time, nobody needs it.
 */
export function withRuntimeState<T>(body: () => Promise<T>): Promise<T> {
  const next = previous.catch(() => undefined).then(() => withState(body));
  previous = next;
  return next;
}

async function withState<T>(body: () => Promise<T>): Promise<T> {
  const { asyncLocalStorage: following } = shared;
  let state: unknown;
  const run = (given: unknown, inner: () => unknown) => {
    state = given;
    return inner();
  };
  shared.asyncLocalStorage = { run, getStore: () => state };
  try {
    return await runtimeState.withLocalStorage(body);
  } finally {
    shared.asyncLocalStorage = following;
  }
}

/** Whether a config key (`project:name`) holds a secret, without the warning that reading it as plain text gives. */
export const isConfigSecret = runtimeConfig.isConfigSecret;

/** Whether the engine lets the program transform what plugins register. */
export const supportsTransforms = (): boolean => runtimeState.getStore().supportsTransforms;

/** An empty message of the protocol, with more that it carries along in the process. */
export const newCallback = <T extends object>(more: T): T => Object.assign(new messages.Callback(), more);

/** Stands in for an engine that does. */
export function offerTransforms(callbacks: TransformCallbacks): void {
  const store = runtimeState.getStore();
  store.supportsTransforms = true;
  store.callbacks = callbacks;
}

/** Whether an output has its value: in a preview, only what exists already and does not change. */
export function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
}

let original: DebuggablePromise | undefined;

/**
 * The SDK takes a stack trace of every promise that it watches, and one of all frames of every resource, each frame mapped to its
 * source. They are two thirds of the time that a resource costs, and are read only where promises are looked for that never end:
 * `PULUMI_DEBUG_PROMISE_LEAKS`, the SDK's own switch, keeps them. Promises are watched all the same, and errors keep their traces.
 * Under the engine, resources come without the place in the source that registers them.
 */
export function leaveOutSdkTraces(): void {
  if (original || process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return;
  original = promises.debuggablePromise;
  // The first one sets up what looks for leaks at the end of the process.
  void original(Promise.resolve(), "first");
  promises.debuggablePromise = (promise) => {
    const { leakCandidates } = runtimeState.getStore();
    leakCandidates.add(promise);
    // As many turns as the SDK's own takes, so that resources are registered in the same order.
    return promise
      .then((value) => {
        leakCandidates.delete(promise);
        return value;
      })
      .catch((error: unknown) => {
        leakCandidates.delete(promise);
        (error as { promise: unknown }).promise = promise;
        throw error;
      });
  };
  resources.callsites = () => [];
}

let passed = false;

/**
 * Values go from the SDK to who stands in for the engine in one process: as they are, not as the messages of a protocol of which they
 * would be read again at once.
 */
export function passValuesAsTheyAre(): void {
  const { Struct } = structs;
  if (passed) return;
  passed = true;
  const messageOf = Struct.fromJavaScript;
  Struct.fromJavaScript = (values) =>
    Object.assign(new Struct(), {
      toJavaScript: () => inOrder(values),
      // What looks into the message finds one.
      getFieldsMap: () => messageOf(values).getFieldsMap(),
    });
}

/** A message gives its fields in the order of their names. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Record<string, unknown>;
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(fields).sort()) ordered[key] = inOrder(fields[key]);
  return ordered;
}

let transferAll: TransferProperties | undefined;

/**
 * The SDK makes an output of each property that a resource can have, of some 25 promises, and a program reads few of them. From now on
 * it makes one when it is read: a recording takes a third less time.
 */
export function makeOutputsWhenRead(): void {
  if (transferAll) return;
  const transfer = rpc.transferProperties;
  transferAll = transfer;
  rpc.transferProperties = (onto, label, properties) => {
    const keys = Object.keys(properties).filter((key) => key !== "id" && key !== "urn");
    return Object.fromEntries(keys.map((key) => [key, transferWhenRead(transfer, onto, label, properties, key)]));
  };
}

function transferWhenRead(
  transfer: TransferProperties,
  onto: object,
  label: string,
  properties: Readonly<Record<string, unknown>>,
  key: string,
): Resolver {
  let resolve: Resolver | undefined;
  let answer: unknown[] | undefined;
  const get = (): unknown => {
    Reflect.deleteProperty(onto, key);
    ({ [key]: resolve } = transfer(onto, label, { [key]: properties[key] }));
    if (answer) resolve?.(...answer);
    return Reflect.get(onto, key);
  };
  Object.defineProperty(onto, key, { get, configurable: true, enumerable: true });
  return (...given) => {
    answer = given;
    resolve?.(...given);
  };
}
