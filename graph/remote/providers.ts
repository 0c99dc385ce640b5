import type { ProviderReferences } from "./messages";

/** The providers that components give to their children, by URN of the component: those it was given, over those of its parent. */
export class ProviderScopes {
  private readonly scopes = new Map<string, ReadonlyMap<string, string>>();

  /** `given` are those of its registration. */
  add(urn: string, parent: string, given: ProviderReferences): void {
    const scope = new Map(this.scopes.get(parent));
    given.forEach((reference, pkg) => {
      scope.set(pkg, reference);
    });
    this.scopes.set(urn, scope);
  }

  /** The reference to the provider of a child, by the package of its type; empty where the engine takes its default provider. */
  referenceFor(component: string, childType: string): string {
    return this.scopes.get(component)?.get(childType.split(":")[0] ?? "") ?? "";
  }
}
