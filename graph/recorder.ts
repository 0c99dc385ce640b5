import { promisify } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { NAMESPACE } from "../config";
import type { Mistake } from "../config/mistakes";
import type { PlaceOf } from "../config/mistakesError";
import type { Overrides } from "../plan/overrides";
import { COMPUTED } from "./computed";
import { type Failures } from "./failures";
import { type Graph, type Invocation, type ResourceNode, formatReference, kindOf, referencesIn } from "./graph";
import { OFFLINE_ANSWERS } from "./invokes";
import { offlineOutputs } from "./offlineOutputs";
import { ProviderScopes, type Registration, type Response, construct, takeTransforms } from "./remote";
import { type ResourceRequest, nodeFromRequest, plainValue } from "./requests";
import { STACK_REFERENCE, StackReferences } from "./stackReferences";

/** A stack's entry point, as `index.ts` exports it. */
export type Program = () => Record<string, unknown> | Promise<Record<string, unknown>>;

export interface RecordArgs {
  program: Program;
  project: string;
  stack: string;
  /** All config, by namespaced key, values as the engine hands them over: text, or JSON. */
  config: Record<string, string>;
  /** Keys of the above that hold secrets. Default: none. */
  secretKeys?: readonly string[];
  /** Plans of the stacks that the program may refer to: what it reads of them are their outputs. Default: none. */
  references?: readonly Graph[];
  /** Where a path of the config stands, for its mistakes. Default: nowhere. */
  placeOf?: PlaceOf | undefined;
  /** What is wrong with how the config is written. Default: nothing. */
  mistakes?: readonly Mistake[] | undefined;
  /** Leaves what only AWS knows unknown, as the first preview does; no `apply` runs on it then. Default: false. */
  preview?: boolean;
}

interface OutputsRequest {
  getUrn(): string;
  getOutputs(): { toJavaScript(): Record<string, unknown> };
}

type Callback = (error: Error | null, response?: Response) => void;

interface Monitor {
  newUrn: (parent: string, type: string, name: string) => string;
  registerResource: (request: Registration, reply: Callback) => void;
  readResource: (request: ResourceRequest, reply: Callback) => void;
  registerResourceOutputs: (request: OutputsRequest, reply: Callback) => void;
}

/** What the stack file puts into inputs of resources. */
export function overridesIn({ config }: Pick<RecordArgs, "config">): Overrides | undefined {
  const text = config[`${NAMESPACE}:overrides`];
  return text === undefined ? undefined : (JSON.parse(text) as Overrides);
}

export class Recorder {
  private readonly resources = new Map<string, ResourceNode>();
  private readonly invokes: Invocation[] = [];
  private readonly references = new Map<string, string>();
  private readonly providers = new ProviderScopes();
  private readonly stackReferences: StackReferences;

  constructor(
    private readonly args: RecordArgs,
    private readonly failures: Failures,
  ) {
    this.stackReferences = new StackReferences(args, args.references ?? []);
  }

  async listen(): Promise<void> {
    const { project, stack, preview = false } = this.args;
    const mocks: pulumi.runtime.Mocks = {
      newResource: (resource) => this.guarded(() => ({ id: this.idOf(resource), state: this.stateOf(resource) })),
      call: (call) => this.guarded(() => this.answer(call.token, call.inputs as Record<string, unknown>)),
    };
    await pulumi.runtime.setMocks(mocks, project, stack, preview);
    this.wrap(pulumi.runtime.getMonitor() as unknown as Monitor);
    // Only where there are any: they have each registration wait, so that the order is another.
    if (overridesIn(this.args)) takeTransforms();
  }

  graph(): Graph {
    const { project, stack } = this.args;
    const resources = [...this.resources.values()];
    const root = resources.find(({ type }) => type === pulumi.runtime.rootPulumiStackTypeName);
    const { used } = this.stackReferences;
    const references = used.length > 0 && { references: used };
    return { project, stack, resources, invokes: this.invokes, outputs: root?.outputs ?? {}, ...references };
  }

  private guarded<T>(body: () => T): T {
    try {
      return body();
    } catch (error) {
      this.failures.addCause(error);
      throw error;
    }
  }

  /** Mocks see type, name and inputs; the requests have the rest. */
  private wrap(monitor: Monitor): void {
    const { registerResource, readResource, registerResourceOutputs } = monitor;
    monitor.newUrn = (parent, type, name) => this.urn(parent, type, name);
    monitor.registerResource = (request, reply) => {
      const urn = this.urn(request.getParent(), request.getType(), request.getName());
      this.add(nodeFromRequest(request, urn, false));
      if (!request.getCustom()) this.providers.add(urn, request.getParent(), request.getProvidersMap());
      if (!request.getRemote()) registerResource.call(monitor, request, reply);
      else this.registerRemote(monitor, request, urn, registerResource, reply);
    };
    monitor.readResource = (request, reply) => {
      const urn = this.urn(request.getParent(), request.getType(), request.getName());
      this.add(this.withAnswer(nodeFromRequest(request, urn, true)));
      readResource.call(monitor, request, reply);
    };
    monitor.registerResourceOutputs = (request, reply) => {
      const node = this.resources.get(request.getUrn());
      if (node) node.outputs = plainValue(request.getOutputs().toJavaScript()) as Record<string, unknown>;
      registerResourceOutputs.call(monitor, request, reply);
    };
  }

  /** The children of a remote component are registered before it is answered, as its outputs refer to them. */
  private registerRemote(
    monitor: Monitor,
    request: Registration,
    urn: string,
    answer: Monitor["registerResource"],
    reply: Callback,
  ): void {
    const constructed = construct(request, urn, {
      preview: this.args.preview ?? false,
      urn: (parent, type, name) => this.urn(parent, type, name),
      provider: (childType) => this.providers.referenceFor(urn, childType),
      register: promisify(monitor.registerResource),
    });
    constructed.then(
      (complete) => {
        answer.call(monitor, request, (error, response) => {
          if (response) complete(response);
          reply(error, response);
        });
      },
      (error: unknown) => {
        this.failures.addCause(error);
        reply(error as Error);
      },
    );
  }

  private add(node: ResourceNode): void {
    this.guarded(() => {
      if (this.resources.has(node.urn)) throw new Error(`two resources have the URN ${node.urn}`);
      this.resources.set(node.urn, node);
      // A remote component has no values of its own to refer to, and often the name of the first of its children.
      if (node.remote) return;
      const key = `${kindOf(node.type)}:${node.name}`;
      const other = this.references.get(key);
      if (other !== undefined) throw new Error(`references to ${key} could mean ${other} or ${node.urn}`);
      this.references.set(key, node.urn);
    });
  }

  /** What is read by an id that the program has asked about, with what it was told. */
  private withAnswer(node: ResourceNode): ResourceNode {
    const { id } = node.inputs;
    const told = this.invokes.find(({ result }) => result["id"] === id)?.result;
    return told ? { ...node, inputs: { ...told, ...node.inputs } } : node;
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

  private stateOf({ type, name, id, inputs, custom }: pulumi.runtime.MockResourceArgs): Record<string, unknown> {
    // Another stack's outputs are known, in a preview too: it is deployed.
    if (type === STACK_REFERENCE) return this.stackReferences.stateOf(id ?? name);
    if (custom === false || type.startsWith("pulumi:")) return inputs as Record<string, unknown>;
    if (!(type in COMPUTED))
      throw new Error(`the offline plan does not know the resource type ${type}: add it to graph/computed.ts`);
    const given = inputs as Record<string, unknown>;
    if (this.args.preview) return given;
    return { ...offlineOutputs({ type, name, inputs: given }, (value) => this.resolve(value)?.inputs), ...given };
  }

  /** The resource that the first reference in a value names, or what was read by the id that the value is. */
  private resolve(value: unknown): ResourceNode | undefined {
    const [first] = referencesIn(value);
    if (first) return this.resources.get(this.references.get(`${first.kind}:${first.name}`) ?? "");
    return [...this.resources.values()].find(({ external, inputs }) => external && inputs["id"] === value);
  }

  private answer(token: string, inputs: Record<string, unknown>): Record<string, unknown> {
    const answer = OFFLINE_ANSWERS[token];
    if (!answer) throw new Error(`the offline plan cannot answer ${token}: add it to graph/invokes.ts`);
    const result = answer(inputs);
    this.invokes.push({ token, args: inputs, result });
    return result;
  }
}
