import { Giver } from "./givenValues";
import { REFERENCE, type ResourceNode } from "./graph";

type Values = Readonly<Record<string, unknown>>;

/** What came of a resource. */
export interface Came {
  /** Null is not known. */
  outputs: Values;
  /** What the offline plan has in their places, as far as it has references there: beside what its inputs refer to. */
  offline: Values;
  /** Whether the program reads values of it that no resource then says it depends on. Default: false. */
  readAnywhere?: boolean;
}

/**
 * Finds what the values of resources refer to: by the value where it is known, else (null) by what the property depends on. What a resource
 * was given by another and gives on is that other's.
 */
export class References {
  private readonly givers: ReadonlyMap<string, Giver>;
  private readonly readAnywhere: readonly Giver[];
  private readonly found = new Map<string, Record<string, unknown>>();
  private all?: Property;

  constructor(nodes: readonly ResourceNode[], cameOf: (node: ResourceNode) => Came) {
    const all = nodes.filter(({ custom }) => custom).map((node) => ({ node, came: cameOf(node) }));
    const givers = all.map(({ node, came: { outputs, offline, readAnywhere = false } }) => ({
      urn: node.urn,
      readAnywhere,
      giver: new Giver(node, { ...node.inputs, ...outputs }, () =>
        readAnywhere ? offline : { ...this.inputsOf(node), ...offline },
      ),
    }));
    this.givers = new Map(givers.map(({ urn, giver }) => [urn, giver]));
    this.readAnywhere = givers.filter((each) => each.readAnywhere).map(({ giver }) => giver);
  }

  /** The inputs of a resource, with references for what it has from others. */
  inputsOf(node: ResourceNode): Record<string, unknown> {
    const inputs = this.found.get(node.urn) ?? this.referring(node);
    this.found.set(node.urn, inputs);
    return inputs;
  }

  /** Outputs, with references for each that is all of what any resource gives. */
  inOutputs(outputs: Values): Record<string, unknown> {
    this.all ??= new Property([...this.givers.values()], [], false);
    const { all } = this;
    return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, all.resolved(key, value)]));
  }

  private referring({ inputs, propertyDependencies }: ResourceNode): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(inputs).map(([property, value]) => {
        const candidates = (propertyDependencies[property] ?? []).flatMap((urn) => this.givers.get(urn) ?? []);
        const isGiven = candidates.length + this.readAnywhere.length > 0;
        return [property, isGiven ? new Property(candidates, this.readAnywhere).resolved(property, value) : value];
      }),
    );
  }
}

/** A value that is known wherever it stands within a text. */
interface Telling {
  given: string;
  reference: string;
  giver: Giver;
}

/** One property. Of several resources of a kind a preview does not say which is where: they are taken in the order of their names. */
class Property {
  private readonly used = new Set<Giver>();
  private readonly candidates: readonly Giver[];
  private tellingValues?: readonly Telling[];

  /**
   * @param others whose values stand here, too, if those of the candidates do not.
   * @param withinTexts whether values are looked for within texts, and not only as all of one. Default: true.
   */
  constructor(
    candidates: readonly Giver[],
    private readonly others: readonly Giver[] = [],
    private readonly withinTexts = true,
  ) {
    this.candidates = [...candidates].sort((one, other) => one.reference.localeCompare(other.reference));
  }

  /** Of a text or a list that is not known as a whole, all that may be in it. */
  resolved(property: string, value: unknown): unknown {
    if (value !== null) return this.within(property, value);
    const isList = /(Ids|Arns)$/.test(property);
    const all = (isList ? this.named(property) : this.fitting(property)).map(({ reference }) => reference);
    if (isList) return all;
    return all.length === 0 ? null : all.join(" ");
  }

  /** @param own its own key, where that says nothing of what is there: `key` is then the one around it. */
  private within(key: string, value: unknown, own = key): unknown {
    if (value === null) return this.unknown(key);
    if (typeof value === "string") return this.known(own, value);
    if (Array.isArray(value)) return value.map((each: unknown) => this.within(key, each, own));
    if (typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([inner, each]) => [inner, this.within(GENERIC.has(inner) ? key : inner, each, inner)]),
    );
  }

  /** A text with references in place of what it has from others: all of it, or names and ids in it. */
  private known(key: string, value: string): string {
    for (const giver of [...this.candidates, ...this.others]) {
      const reference = giver.referenceTo(value, key);
      if (reference === undefined) continue;
      this.used.add(giver);
      return reference;
    }
    if (!this.withinTexts) return value;
    return this.telling.reduce((text, { given, reference, giver }) => {
      if (!text.includes(given)) return text;
      this.used.add(giver);
      return replaceBesideReferences(text, given, reference);
    }, value);
  }

  /** The longest first: an ARN has the name in it. */
  private get telling(): readonly Telling[] {
    this.tellingValues ??= this.candidates
      .flatMap((giver) => [...giver.telling()].map(([given, reference]) => ({ given, reference, giver })))
      .sort((one, other) => other.given.length - one.given.length);
    return this.tellingValues;
  }

  /** What is as likely to be of one as of another kind stays unknown. */
  private unknown(key: string): string | null {
    const fitting = this.fitting(key);
    const giver = fitting.find((each) => !this.used.has(each)) ?? fitting.at(-1);
    if (!giver) return null;
    this.used.add(giver);
    return giver.reference;
  }

  private named(key: string): Giver[] {
    return this.candidates.filter(({ kind }) => fits(key, kind));
  }

  private fitting(key: string): Giver[] {
    const named = this.named(key);
    if (named.length > 0 || isRange(key)) return named;
    return new Set(this.candidates.map(({ kind }) => kind)).size === 1 ? [...this.candidates] : [];
  }
}

/** The value may stand in the name of a reference, too. */
function replaceBesideReferences(text: string, value: string, reference: string): string {
  const references = text.match(REFERENCE) ?? [];
  const parts = text.split(WHOLE_REFERENCE);
  return parts.map((part, index) => part.replaceAll(value, () => reference) + (references[index] ?? "")).join("");
}

/** The same without groups, as what they match would be among the parts of a text that is split. */
const WHOLE_REFERENCE = new RegExp(REFERENCE.source.replaceAll("(", "(?:"), "g");

/** Keys that say nothing of what is there: the key around them does. */
const GENERIC: ReadonlySet<string> = new Set(["arn", "id"]);

/** A part of another's range is not the other. */
const isRange = (key: string): boolean => /cidr/i.test(key);

/** Kinds by the keys that have another word for them. */
const OTHER_WORDS: Readonly<Record<string, string>> = { allocationId: "Eip" };

/** Whether a key asks for a kind of resource: `networkLoadBalancerArns` for LoadBalancer, `vpcEndpointId` for VpcEndpointAssociation. */
function fits(key: string, kind: string): boolean {
  if (OTHER_WORDS[key] !== undefined) return OTHER_WORDS[key] === kind;
  const [asked, given] = [key.replace(/(Ids?|Arns?|Names?|s)$/, "").toLowerCase(), kind.toLowerCase()];
  return asked.endsWith(given) || given.startsWith(asked);
}
