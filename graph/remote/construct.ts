import * as pulumi from "@pulumi/pulumi";
import { formatReference, kindOf } from "../graph";
import { type Child, type ChildOutput, type Expansion, childOutputsIn, replaceChildOutputs } from "./expansion";
import { EXPANSIONS } from "./expansions";
import {
  type ChildRequest,
  type Registration,
  type Response,
  newChildRequest,
  newStruct,
  setDependencies,
} from "./messages";
import { transformed } from "./transforms";

/** What the making of a component's children needs of who records them. */
export interface ConstructContext {
  /** Whether what only AWS knows stays unknown. */
  preview: boolean;
  urn(parent: string, type: string, name: string): string;
  /** A reference to the provider that the component gives a child of this type; empty for the engine's default one. */
  provider(childType: string): string;
  /** Registers a resource as if it came from the component's plugin. */
  register(request: Registration): Promise<unknown>;
}

/** Puts a component's outputs into the answer to its registration. */
export type Completion = (answer: Response) => void;

/**
 * Makes the children of a remote component, each by a request of its own, as the component's plugin does in the engine.
 *
 * @throws where the type is not in the table of expansions, or its expansion cannot follow the inputs.
 */
export async function construct(request: Registration, urn: string, context: ConstructContext): Promise<Completion> {
  const expansion = expansionOf(request);
  const urns = new Map<Child, string>();
  for (const child of expansion.children) {
    const parent = child.parent ? urnIn(urns, child.parent) : urn;
    urns.set(child, context.urn(parent, child.type, child.name));
    await context.register(await childRequest(request, { child, parent, urns, context }));
  }
  return (answer) => {
    completeAnswer(answer, request, expansion, urns, context.preview);
  };
}

function expansionOf(request: Registration): Expansion {
  const [type, name] = [request.getType(), request.getName()];
  const expand = EXPANSIONS[type];
  if (!expand)
    throw new Error(`the offline plan does not know what ${type} makes: add it to graph/remote/expansions.ts`);
  request.getPropertydependenciesMap().forEach((value, key) => {
    const [first] = value.getUrnsList();
    if (first !== undefined)
      throw new Error(`the offline plan cannot expand the ${type} ${name}: its ${key} comes from ${first}`);
  });
  return expand({ name, inputs: request.getObject().toJavaScript() });
}

type Urns = ReadonlyMap<Child, string>;

function urnIn(urns: Urns, child: Child): string {
  const urn = urns.get(child);
  if (urn === undefined) throw new Error(`${child.type} ${child.name} is named before it is made`);
  return urn;
}

interface ChildContext {
  child: Child;
  parent: string;
  urns: Urns;
  context: ConstructContext;
}

async function childRequest(
  component: Registration,
  { child, parent, urns, context }: ChildContext,
): Promise<ChildRequest> {
  const request = newChildRequest(component);
  request.setType(child.type);
  request.setName(child.name);
  request.setParent(parent);
  request.setCustom(true);
  request.setProvider(context.provider(child.type));
  // Both go from parent to child; other options do not.
  request.setProtect(component.getProtect());
  request.setRetainondelete(component.getRetainondelete());
  const given = replaceChildOutputs(child.inputs, (part) => valueOf(part, urns, context.preview));
  const inputs = await transformed(component, child, given as Record<string, unknown>);
  request.setObject(newStruct(component, inputs));
  const all = new Set(child.dependsOn.map((each) => urnIn(urns, each)));
  for (const key of Object.keys(inputs)) {
    const from = childOutputsIn(child.inputs[key]).map((part) => urnIn(urns, part.child));
    setDependencies(request, key, from);
    for (const each of from) all.add(each);
  }
  request.setDependenciesList([...all]);
  return request;
}

/** In the protocol's form. A resource stands as a reference, which the SDK looks up by its URN. */
function valueOf({ child, output }: ChildOutput, urns: Urns, preview: boolean): unknown {
  const { unknownValue, specialSigKey, specialResourceSig } = pulumi.runtime;
  const id = formatReference({ kind: kindOf(child.type), name: child.name, property: "id" });
  switch (output) {
    case "id":
      return preview ? unknownValue : id;
    case "nothing":
      return preview ? unknownValue : undefined;
    case "resource":
      return { [specialSigKey]: specialResourceSig, urn: urnIn(urns, child), id: preview ? "" : id };
  }
}

function completeAnswer(
  answer: Response,
  request: Registration,
  { outputs, outputDependencies }: Expansion,
  urns: Urns,
  preview: boolean,
): void {
  const values = Object.entries(outputs).map(([key, value]): [string, unknown] => {
    // The plugin answers with a property as a whole: one unknown in it, and all of it is.
    const unknown = preview && childOutputsIn(value).some(({ output }) => output === "id");
    return [
      key,
      unknown ? pulumi.runtime.unknownValue : replaceChildOutputs(value, (part) => valueOf(part, urns, preview)),
    ];
  });
  answer.setObject(newStruct(request, Object.fromEntries(values)));
  for (const [key, value] of Object.entries(outputs)) {
    const all = [...outputDependencies, ...childOutputsIn(value).map(({ child }) => child)].map((child) =>
      urnIn(urns, child),
    );
    setDependencies(answer, key, [...new Set(all)]);
  }
}
