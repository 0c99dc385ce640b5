import * as pulumi from "@pulumi/pulumi";
import { formatReference, kindOf } from "../graph";
import { partsIn, replaceParts, type Child, type Expansion, type OfChild } from "./expansion";
import { EXPANSIONS } from "./expansions";
import {
  requestLike,
  setDependencies,
  structLike,
  type ChildRequest,
  type Registration,
  type Response,
} from "./messages";

/** What the making of a component's children needs of who records them. */
export interface Site {
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
export async function construct(request: Registration, urn: string, site: Site): Promise<Completion> {
  const expansion = expansionOf(request);
  const urns = new Map<Child, string>();
  for (const child of expansion.children) {
    const parent = child.parent ? urnIn(urns, child.parent) : urn;
    urns.set(child, site.urn(parent, child.type, child.name));
    await site.register(childRequest(request, { child, parent, urns, site }));
  }
  return (answer) => {
    complete(answer, request, expansion, urns, site.preview);
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

interface Placement {
  child: Child;
  parent: string;
  urns: Urns;
  site: Site;
}

function childRequest(component: Registration, { child, parent, urns, site }: Placement): ChildRequest {
  const request = requestLike(component);
  request.setType(child.type);
  request.setName(child.name);
  request.setParent(parent);
  request.setCustom(true);
  request.setProvider(site.provider(child.type));
  // Both go from parent to child; other options do not.
  request.setProtect(component.getProtect());
  request.setRetainondelete(component.getRetainondelete());
  const inputs = replaceParts(child.inputs, (part) => valueOf(part, urns, site.preview)) as Record<string, unknown>;
  request.setObject(structLike(component, inputs));
  const all = new Set(child.dependsOn.map((each) => urnIn(urns, each)));
  for (const key of Object.keys(inputs)) {
    const from = partsIn(child.inputs[key]).map((part) => urnIn(urns, part.child));
    setDependencies(request, key, from);
    for (const each of from) all.add(each);
  }
  request.setDependenciesList([...all]);
  return request;
}

/** In the protocol's form. A resource stands as a reference, which the SDK looks up by its URN. */
function valueOf({ child, what }: OfChild, urns: Urns, preview: boolean): unknown {
  const { unknownValue, specialSigKey, specialResourceSig } = pulumi.runtime;
  const id = formatReference({ kind: kindOf(child.type), name: child.name, property: "id" });
  switch (what) {
    case "id":
      return preview ? unknownValue : id;
    case "nothing":
      return preview ? unknownValue : undefined;
    case "resource":
      return { [specialSigKey]: specialResourceSig, urn: urnIn(urns, child), id: preview ? "" : id };
  }
}

function complete(
  answer: Response,
  request: Registration,
  { outputs, awaited }: Expansion,
  urns: Urns,
  preview: boolean,
): void {
  const values = Object.entries(outputs).map(([key, value]): [string, unknown] => {
    // The plugin answers with a property as a whole: one unknown in it, and all of it is.
    const unknown = preview && partsIn(value).some(({ what }) => what === "id");
    return [key, unknown ? pulumi.runtime.unknownValue : replaceParts(value, (part) => valueOf(part, urns, preview))];
  });
  answer.setObject(structLike(request, Object.fromEntries(values)));
  for (const [key, value] of Object.entries(outputs)) {
    const all = [...awaited, ...partsIn(value).map(({ child }) => child)].map((child) => urnIn(urns, child));
    setDependencies(answer, key, [...new Set(all)]);
  }
}
