import { createHash } from "node:crypto";
import type { ResourceNode } from "./graph";

/** The requests of the SDK that a recording reads; their declarations are stripped from the package. */
export interface ResourceRequest {
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
  getReplaceWithList(): string[];
  getAliasesList(): AliasMessage[];
  getPropertydependenciesMap(): { forEach(visit: (value: { getUrnsList(): string[] }, key: string) => void): void };
  getObject(): { toJavaScript(): Record<string, unknown> };
  getProperties(): { toJavaScript(): Record<string, unknown> };
  getId(): string;
  getCustomtimeouts(): Timeouts | undefined;
}

interface AliasMessage {
  getUrn(): string;
  getSpec?(): { toObject(): unknown } | undefined;
}

/** A request to register or to read a resource, as the node of a graph. */
export function nodeFromRequest(request: ResourceRequest, urn: string, external: boolean): ResourceNode {
  const raw = (external ? request.getProperties() : request.getObject()).toJavaScript();
  const optional = <T>(read: keyof ResourceRequest, otherwise: T): T =>
    external ? otherwise : (request[read] as () => T).call(request);
  const secrets = Object.keys(raw)
    .filter((key) => isSecret(raw[key]))
    .sort();
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
    inputs: plainValue(external ? { ...raw, id: request.getId() } : raw) as Record<string, unknown>,
    dependencies: [...request.getDependenciesList()].sort(),
    propertyDependencies,
    protect: optional("getProtect", false),
    retainOnDelete: optional("getRetainondelete", false),
    deleteBeforeReplace: optional("getDeletebeforereplace", false),
    ignoreChanges: optional("getIgnorechangesList", []),
    replaceOnChanges: optional("getReplaceonchangesList", []),
    replaceWith: [...optional<string[]>("getReplaceWithList", [])].sort(),
    aliases: optional<AliasMessage[]>("getAliasesList", []).map(aliasText),
    secrets,
    digests: Object.fromEntries(secrets.map((key) => [key, digest(raw[key])])),
    ...customTimeoutsOf(external ? undefined : request.getCustomtimeouts()),
  };
}

const digest = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

interface Timeouts {
  getCreate(): string;
  getUpdate(): string;
  getDelete(): string;
}

function customTimeoutsOf(given: Timeouts | undefined): Pick<ResourceNode, "customTimeouts"> {
  if (!given) return {};
  const all = { create: given.getCreate(), update: given.getUpdate(), delete: given.getDelete() };
  const customTimeouts = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  return Object.keys(customTimeouts).length === 0 ? {} : { customTimeouts };
}

function aliasText(alias: AliasMessage): string {
  return alias.getUrn() || JSON.stringify(alias.getSpec?.()?.toObject());
}

/** How the SDK marks special values in its requests. Source: @pulumi/pulumi/runtime/rpc, `specialSigKey` and below. */
const SPECIAL_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value has a secret in it, encrypted or not. */
export function isSecret(value: unknown): boolean {
  if (value === null || typeof value !== "object") return false;
  return (value as Record<string, unknown>)[SPECIAL_KEY] === SECRET_SIGNATURE || Object.values(value).some(isSecret);
}

/** A value of a request as people read it: a secret as such, an unknown value as null, the rest as it is. */
export function plainValue(value: unknown): unknown {
  if (value === UNKNOWN_VALUE) return null;
  if (Array.isArray(value)) return value.map(plainValue);
  if (value === null || typeof value !== "object") return value;
  const fields = value as Record<string, unknown>;
  if (fields[SPECIAL_KEY] === SECRET_SIGNATURE) return "[secret]";
  return Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, plainValue(each)]));
}
