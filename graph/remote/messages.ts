import type { ResourceRequest } from "../requests";

/**
 * A request to register a resource.
 *
 * The SDK's package does not declare its messages in a form that can be imported, so those that are made here are of the classes of
 * those that came in. The tests of this folder fail where one of these methods is gone.
 */
export interface Registration extends ResourceRequest {
  getProvidersMap(): ProviderReferences;
  getTransformsList(): readonly unknown[];
}

/** References to providers, by package. */
export interface ProviderReferences {
  forEach(visit: (reference: string, pkg: string) => void): void;
}

/** A request that is being written. */
export interface ChildRequest extends Registration {
  setType(type: string): void;
  setName(name: string): void;
  setParent(urn: string): void;
  setCustom(custom: boolean): void;
  setProvider(reference: string): void;
  setProtect(protect: boolean): void;
  setRetainondelete(retain: boolean): void;
  setObject(object: Struct): void;
  setDependenciesList(urns: string[]): void;
  getPropertydependenciesMap(): DependenciesMap & ReturnType<ResourceRequest["getPropertydependenciesMap"]>;
}

/** The answer to a registration. */
export interface Response {
  setObject(object: Struct): void;
  getPropertydependenciesMap(): DependenciesMap;
}

/** A map of values in the protocol's form. */
export interface Struct {
  toJavaScript(): Record<string, unknown>;
}

interface DependenciesMap {
  set(key: string, dependencies: Dependencies): unknown;
}

interface Dependencies {
  setUrnsList(urns: string[]): void;
}

interface MessageClass<T> {
  new (): T;
  PropertyDependencies: new () => Dependencies;
}

const classOf = <T>(message: T): MessageClass<T> =>
  (message as { constructor: unknown }).constructor as MessageClass<T>;

/** An empty request to register a resource. */
export function newChildRequest(request: Registration): ChildRequest {
  return new (classOf(request))() as ChildRequest;
}

/** Values in the form that a request or its answer carries them in. */
export function newStruct(request: ResourceRequest, values: Readonly<Record<string, unknown>>): Struct {
  const { fromJavaScript } = request.getObject().constructor as unknown as {
    fromJavaScript: (values: Readonly<Record<string, unknown>>) => Struct;
  };
  return fromJavaScript(values);
}

/** Says for a property what it depends on. */
export function setDependencies(message: ChildRequest | Response, property: string, urns: readonly string[]): void {
  const dependencies = new (classOf(message).PropertyDependencies)();
  dependencies.setUrnsList([...urns]);
  message.getPropertydependenciesMap().set(property, dependencies);
}
