import * as pulumi from "@pulumi/pulumi";
import { withLocalStorage } from "../config/internals";
import { COMPUTED, COMPUTED_LISTS } from "./computed";
import { formatReference, kindOf, type Graph, type Invocation, type ResourceNode } from "./graph";
import { ANSWERS } from "./invokes";

/** A stack's entry point, as `index.ts` exports it. */
export type Program = () => Record<string, unknown>;

export interface RecordArgs {
  program: Program;
  project: string;
  stack: string;
  /** All config, by namespaced key, values as the engine hands them over: text, or JSON. */
  config: Record<string, string>;
  /** Keys of the above that hold secrets. Default: none. */
  secretKeys?: readonly string[];
  /** Leaves what only AWS knows unknown, as the first preview does; no `apply` runs on it then. Default: false. */
  preview?: boolean;
}

/** Recordings share the process: its stack of unhandled rejections and its trace limit. One at a time, in order. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a program under Pulumi's mocks and records each registration whole.
 *
 * @throws the first error of the program, of a registration or of an invoke; nothing that goes wrong is swallowed.
 */
export function record(args: RecordArgs): Promise<Graph> {
  const next = last.catch(() => undefined).then(() => withLocalStorage(() => recordAlone(args)));
  last = next;
  return next;
}

async function recordAlone(args: RecordArgs): Promise<Graph> {
  const recorder = new Recorder(args);
  const failures: unknown[] = [];
  const onRejection = (reason: unknown) => void failures.push(reason);
  const traces = Error.stackTraceLimit;
  // The SDK takes a trace for every promise it watches; with ten frames that is most of the time a resource costs.
  if (process.env["HA_TCP_STACK_TRACES"] !== "full") Error.stackTraceLimit = 1;
  process.on("unhandledRejection", onRejection);
  try {
    pulumi.runtime.setAllConfig(args.config, [...(args.secretKeys ?? [])]);
    await recorder.listen();
    await pulumi.runtime
      .runInPulumiStack(() => Promise.resolve().then(args.program))
      .catch((error: unknown) => void failures.unshift(error));
    await pulumi.runtime.disconnect();
    // Rejections nobody awaits are reported after the promises of this turn have settled.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off("unhandledRejection", onRejection);
    Error.stackTraceLimit = traces;
  }
  const failure = recorder.failures[0] ?? failures[0];
  if (failure !== undefined) throw failure instanceof Error ? failure : new Error(JSON.stringify(failure));
  return recorder.graph();
}

/** The requests of the SDK that a recording reads; their declarations are stripped from the package. */
interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getCustom(): boolean;
  getRemote(): boolean;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDeletebeforereplace(): boolean;
  getDependenciesList(): string[];
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getAliasesList(): AliasMessage[];
  getPropertydependenciesMap(): { forEach(visit: (value: { getUrnsList(): string[] }, key: string) => void): void };
  getObject(): { toJavaScript(): Record<string, unknown> };
  getProperties(): { toJavaScript(): Record<string, unknown> };
  getId(): string;
}

interface AliasMessage {
  getUrn(): string;
  getSpec?(): { toObject(): unknown } | undefined;
}

interface OutputsRequest {
  getUrn(): string;
  getOutputs(): { toJavaScript(): Record<string, unknown> };
}

type Reply = (error: Error | null, response?: unknown) => void;

interface Monitor {
  newUrn: (parent: string, type: string, name: string) => string;
  registerResource: (request: Request, reply: Reply) => void;
  readResource: (request: Request, reply: Reply) => void;
  registerResourceOutputs: (request: OutputsRequest, reply: Reply) => void;
}

class Recorder {
  readonly failures: unknown[] = [];
  private readonly resources = new Map<string, ResourceNode>();
  private readonly invokes: Invocation[] = [];
  private readonly references = new Map<string, string>();

  constructor(private readonly args: RecordArgs) {}

  async listen(): Promise<void> {
    const { project, stack, preview = false } = this.args;
    const mocks: pulumi.runtime.Mocks = {
      newResource: (resource) => this.guarded(() => ({ id: this.idOf(resource), state: this.stateOf(resource) })),
      call: (call) => this.guarded(() => this.answer(call.token, call.inputs as Record<string, unknown>)),
    };
    await pulumi.runtime.setMocks(mocks, project, stack, preview);
    this.wrap(pulumi.runtime.getMonitor() as unknown as Monitor);
  }

  graph(): Graph {
    const { project, stack } = this.args;
    const resources = [...this.resources.values()];
    const root = resources.find(({ type }) => type === pulumi.runtime.rootPulumiStackTypeName);
    return { project, stack, resources, invokes: this.invokes, outputs: root?.outputs ?? {} };
  }

  private guarded<T>(body: () => T): T {
    try {
      return body();
    } catch (error) {
      this.failures.push(error);
      throw error;
    }
  }

  /** Mocks see type, name and inputs; the requests have the rest. */
  private wrap(monitor: Monitor): void {
    const { registerResource, readResource, registerResourceOutputs } = monitor;
    monitor.newUrn = (parent, type, name) => this.urn(parent, type, name);
    monitor.registerResource = (request, reply) => {
      this.add(nodeOf(request, this.urn(request.getParent(), request.getType(), request.getName()), false));
      registerResource.call(monitor, request, reply);
    };
    monitor.readResource = (request, reply) => {
      this.add(nodeOf(request, this.urn(request.getParent(), request.getType(), request.getName()), true));
      readResource.call(monitor, request, reply);
    };
    monitor.registerResourceOutputs = (request, reply) => {
      const node = this.resources.get(request.getUrn());
      if (node) node.outputs = plain(request.getOutputs().toJavaScript()) as Record<string, unknown>;
      registerResourceOutputs.call(monitor, request, reply);
    };
  }

  private add(node: ResourceNode): void {
    this.guarded(() => {
      if (this.resources.has(node.urn)) throw new Error(`two resources have the URN ${node.urn}`);
      const key = `${kindOf(node.type)}:${node.name}`;
      const other = this.references.get(key);
      if (other !== undefined) throw new Error(`references to ${key} could mean ${other} or ${node.urn}`);
      this.references.set(key, node.urn);
      this.resources.set(node.urn, node);
    });
  }

  /** As the engine forms it: the types of all components it lies in, the stack's left out. */
  private urn(parent: string, type: string, name: string): string {
    const { project, stack } = this.args;
    const outer = parent.split("::")[2] ?? "";
    const qualified = outer === "" || outer === pulumi.runtime.rootPulumiStackTypeName ? type : `${outer}$${type}`;
    return ["urn:pulumi:" + stack, project, qualified, name].join("::");
  }

  private idOf({ type, name, id, custom }: pulumi.runtime.MockResourceArgs): string | undefined {
    if (custom === false) return undefined;
    if (id) return id;
    return this.args.preview === true ? undefined : formatReference({ kind: kindOf(type), name, property: "id" });
  }

  private stateOf({ type, name, inputs, custom }: pulumi.runtime.MockResourceArgs): Record<string, unknown> {
    if (custom === false || type.startsWith("pulumi:")) return inputs as Record<string, unknown>;
    const computed = COMPUTED[type];
    if (!computed)
      throw new Error(`the offline plan does not know the resource type ${type}: add it to graph/computed.ts`);
    if (this.args.preview) return inputs as Record<string, unknown>;
    const reference = (property: string) => formatReference({ kind: kindOf(type), name, property });
    const lists = Object.entries(COMPUTED_LISTS[type] ?? {}).map(([property, length]): [string, string[]] => [
      property,
      Array.from({ length }, (_, index) => reference(`${property}${index}`)),
    ]);
    return {
      ...Object.fromEntries(computed.map((property) => [property, reference(property)])),
      ...Object.fromEntries(lists),
      ...(inputs as Record<string, unknown>),
    };
  }

  private answer(token: string, inputs: Record<string, unknown>): Record<string, unknown> {
    const answer = ANSWERS[token];
    if (!answer) throw new Error(`the offline plan cannot answer ${token}: add it to graph/invokes.ts`);
    const result = answer(inputs);
    this.invokes.push({ token, args: inputs, result });
    return result;
  }
}

function nodeOf(request: Request, urn: string, external: boolean): ResourceNode {
  const raw = (external ? request.getProperties() : request.getObject()).toJavaScript();
  const optional = <T>(read: keyof Request, otherwise: T): T =>
    external ? otherwise : (request[read] as () => T).call(request);
  const propertyDependencies: Record<string, string[]> = {};
  if (!external)
    request.getPropertydependenciesMap().forEach((value, key) => {
      const urns = value.getUrnsList();
      if (urns.length > 0) propertyDependencies[key] = [...urns].sort();
    });
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    custom: optional("getCustom", true),
    external,
    remote: optional("getRemote", false),
    parent: request.getParent() || undefined,
    provider: request.getProvider().split("::").slice(0, 4).join("::") || undefined,
    inputs: plain(external ? { ...raw, id: request.getId() } : raw) as Record<string, unknown>,
    dependencies: [...request.getDependenciesList()].sort(),
    propertyDependencies,
    protect: optional("getProtect", false),
    retainOnDelete: optional("getRetainondelete", false),
    deleteBeforeReplace: optional("getDeletebeforereplace", false),
    ignoreChanges: optional("getIgnorechangesList", []),
    replaceOnChanges: optional("getReplaceonchangesList", []),
    aliases: optional<AliasMessage[]>("getAliasesList", []).map(aliasText),
    secrets: Object.keys(raw)
      .filter((key) => isSecret(raw[key]))
      .sort(),
  };
}

function aliasText(alias: AliasMessage): string {
  return alias.getUrn() || JSON.stringify(alias.getSpec?.()?.toObject());
}

/** How the SDK marks special values on the wire. Source: @pulumi/pulumi/runtime/rpc, `specialSigKey` and below. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function isSecret(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  return (value as Record<string, unknown>)[SIGNATURE] === SECRET_SIGNATURE || Object.values(value).some(isSecret);
}

/** A wire value as people read it: a secret as such, an unknown value as null, the rest as it is. */
function plain(value: unknown): unknown {
  if (value === UNKNOWN) return null;
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  const fields = value as Record<string, unknown>;
  if (fields[SIGNATURE] === SECRET_SIGNATURE) return "[secret]";
  return Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, plain(each)]));
}
