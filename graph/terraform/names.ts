/**
 * Terraform's names of things that have logical names. Letters, digits, `_` and `-` are kept, and a name begins with a letter or
 * `_`; what has to change never takes the name of something else.
 * Source: https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 */
export function terraformNames(labels: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const sorted = [...new Set(labels)].sort();
  const fits = (label: string) => safeName(label) === label;
  for (const label of [...sorted.filter(fits), ...sorted.filter((each) => !fits(each))]) {
    const name = freeName(safeName(label), taken);
    taken.add(name);
    names.set(label, name);
  }
  return names;
}

/** `example.com` gives `example_com`. Two labels may give the same. */
export function safeName(label: string): string {
  return label.replace(/[^A-Za-z0-9_-]/g, "_").replace(/^(?![A-Za-z_])/, "_");
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name}_${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}
