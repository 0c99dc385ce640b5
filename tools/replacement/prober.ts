import type { ChangeKind } from "../../graph/differences";
import { resourceMapping } from "../../graph/terraform/mappingTable";
import { camelCase } from "../sdkNames";
import type { ProviderSchema, Workspace } from "../terraform";
import { conflictingArguments, correctedObjects, listsOf, unique, valuesFromRefusal } from "./candidateValues";
import { type PlanResult, type State, createdState, planCases } from "./planner";
import { ABSENT, withValueAt } from "./propertyPaths";
import type { Inputs } from "./recordedInputs";
import { type Topic, type Transition, changeKindsOf, partition, transitionsOf } from "./topics";

/** What the provider would do about one change of one property. */
export interface ProbeResult {
  topic: Topic;
  change: ChangeKind;
  effect: "update" | "replace" | "unknown";
  /** Whether nothing at all happens. */
  kept: boolean;
  /** Of what is unknown. */
  why?: string;
  /** Attributes, by the SDK's names, that are not known before such an update is done. */
  recomputed: string[];
}

type CreateResult = { state: State; refused?: undefined } | { refused: string };

const keyOf = (type: string, inputs: Inputs): string => JSON.stringify([type, inputs]);

/** Has the provider plan every change of every topic. */
export class Prober {
  /** By type and inputs, what came of creating such a resource. */
  private readonly created = new Map<string, CreateResult>();
  /** By type and inputs, what the provider plans for such a resource where nothing changes. */
  private readonly unchanged = new Map<string, PlanResult>();
  /** By type, path and place of the form, the values that refusals suggest. */
  private readonly suggestions = new Map<string, unknown[]>();

  constructor(
    private readonly workspace: Workspace,
    private readonly schema: ProviderSchema,
    private readonly progress: (text: string) => void,
  ) {}

  async run(topics: readonly Topic[]): Promise<ProbeResult[]> {
    const plans = await this.acceptedVariants(topics);
    const open = plans.flatMap(({ topic, steps }) =>
      possibleChanges(topic).map((change): PendingChange => ({
        topic,
        change,
        steps: steps.get(change) ?? [],
        last: "",
      })),
    );
    const results: ProbeResult[] = [];
    let pending = open;
    for (let round = 1; pending.length > 0; round++) {
      const [batch, exhausted] = partition(pending, ({ steps }) => steps.length > 0 && round <= MAX_ROUNDS);
      results.push(...exhausted.map((each) => this.unknown(each)));
      this.progress(`round ${round}: ${batch.length} questions`);
      const answered = await this.round(batch);
      results.push(...answered.flatMap(({ finding }) => finding ?? []));
      pending = answered.flatMap(({ next }) => next ?? []);
    }
    return results;
  }

  /** Asks the first step of each, and whether nothing happens where nothing changes. */
  private async round(batch: readonly PendingChange[]): Promise<{ finding?: ProbeResult; next?: PendingChange }[]> {
    const steps = batch.map(({ topic: { type }, steps: [step] }) => ({ type, ...(step as Transition) }));
    const befores = new Map(steps.map(({ type, before }) => [keyOf(type, before), { type, before }]));
    const fresh = [...befores].filter(([key]) => !this.unchanged.has(key));
    const cases = [...steps, ...fresh.map(([, { type, before }]) => ({ type, before, after: before }))];
    const answers = await planCases(
      this.workspace,
      this.schema,
      cases.map(({ type, before, after }) => ({ type, inputs: after, state: this.stateOf(type, before) })),
    );
    fresh.forEach(([key], place) => {
      const answer = answers[steps.length + place];
      if (answer) this.unchanged.set(key, answer);
    });
    return batch.map((pending, place) => evaluate(pending, answers[place], this.unchangedOf(pending)));
  }

  private unchangedOf({ topic, steps: [step] }: PendingChange): PlanResult | undefined {
    return step && this.unchanged.get(keyOf(topic.type, step.before));
  }

  private stateOf(type: string, inputs: Inputs): State {
    const created = this.created.get(keyOf(type, inputs));
    if (!created || created.refused !== undefined)
      throw new Error(`${type} was never made as ${JSON.stringify(inputs)}`);
    return created.state;
  }

  /** The values of each topic that can be made, and what can be asked with them. Refusals suggest other values to try. */
  private async acceptedVariants(
    topics: readonly Topic[],
  ): Promise<{ topic: Topic; steps: Map<ChangeKind, Transition[]> }[]> {
    let attempts = topics.map((topic): Attempt => ({ topic, base: 0, values: topic.values }));
    for (let round = 1; attempts.length > 0 && round <= MAX_ROUNDS; round++) {
      this.progress(`making ${attempts.reduce((sum, { values }) => sum + values.length, 0)} forms`);
      await this.create(attempts);
      attempts = attempts.flatMap((attempt) => this.nextAttempt(attempt));
    }
    return topics.map((topic) => ({ topic, steps: this.bestSteps(topic) }));
  }

  private async create(attempts: readonly Attempt[]): Promise<void> {
    const forms = attempts.flatMap(({ topic, base, values }) =>
      values.map((value) => ({ type: topic.type, inputs: inputsWith(topic, base, value) })),
    );
    const fresh = new Map(forms.map((form) => [keyOf(form.type, form.inputs), form]));
    for (const key of this.created.keys()) fresh.delete(key);
    const cases = [...fresh.values()];
    const answers = await planCases(this.workspace, this.schema, cases);
    cases.forEach(({ type, inputs }, place) => {
      const answer = answers[place] ?? { refused: "" };
      this.created.set(
        keyOf(type, inputs),
        answer.refused === undefined ? { state: createdState(this.schema, type, answer) } : { refused: answer.refused },
      );
    });
  }

  private refusalOf(topic: Topic, base: number, value: unknown): string | undefined {
    return this.created.get(keyOf(topic.type, inputsWith(topic, base, value)))?.refused;
  }

  /** What the refusals of this form say could be given, or another form of the type. None where there are two values already. */
  private nextAttempt({ topic, base, values }: Attempt): Attempt[] {
    const all = this.tried(topic, base);
    const good = all.filter((value) => value !== ABSENT && this.refusalOf(topic, base, value) === undefined);
    if (good.length >= (topic.property.many === undefined ? 2 : 3)) return [];
    const refusals = values.map((value): [unknown, string] => [value, this.refusalOf(topic, base, value) ?? ""]);
    const suggested = suggestedValues(topic, refusals);
    const fresh = suggested.filter((value) => !all.some((other) => JSON.stringify(other) === JSON.stringify(value)));
    if (fresh.length > 0) {
      this.suggestionsFor(topic, base).push(...fresh);
      return [{ topic, base, values: fresh }];
    }
    if (topic.current !== ABSENT || good.length > 0) return [];
    const next =
      this.withoutConflicts(topic, base, refusals) ?? (base + 1 < topic.variants.length ? base + 1 : undefined);
    return next === undefined || next >= MAX_VARIANTS ? [] : [{ topic, base: next, values: topic.values }];
  }

  /** The place of a form of the type without what the refusals set against the property; a new one. */
  private withoutConflicts(
    topic: Topic,
    base: number,
    refusals: readonly (readonly [unknown, string])[],
  ): number | undefined {
    const { properties } = resourceMapping(topic.type);
    const names = new Set(refusals.flatMap(([, text]) => conflictingArguments(text)));
    const form = topic.variants[base] ?? {};
    const against = Object.keys(form).filter((key) => key !== topic.path && names.has(properties[key]?.name ?? ""));
    if (against.length === 0) return undefined;
    topic.variants.splice(
      base + 1,
      0,
      Object.fromEntries(Object.entries(form).filter(([key]) => !against.includes(key))),
    );
    return base + 1;
  }

  private suggestionsFor({ type, path }: Topic, base: number): unknown[] {
    const key = JSON.stringify([type, path, base]);
    const known = this.suggestions.get(key) ?? [];
    this.suggestions.set(key, known);
    return known;
  }

  private tried(topic: Topic, base: number): unknown[] {
    return [...topic.values, ...this.suggestionsFor(topic, base)];
  }

  private bestSteps(topic: Topic): Map<ChangeKind, Transition[]> {
    const bases = topic.variants.slice(0, MAX_VARIANTS).map((inputs, base) => {
      const accepted = this.tried(topic, base).filter((value) => this.isCreated(topic, base, value));
      return transitionsOf(topic, inputs, accepted);
    });
    return bases.sort((one, other) => other.size - one.size)[0] ?? new Map<ChangeKind, Transition[]>();
  }

  private isCreated(topic: Topic, base: number, value: unknown): boolean {
    const created = this.created.get(keyOf(topic.type, inputsWith(topic, base, value)));
    return created !== undefined && created.refused === undefined;
  }

  /** What the provider said of the last step; or when the property was not given; or of the first of its values that it refused. */
  private unknown({ topic, change, last }: PendingChange): ProbeResult {
    const values = this.tried(topic, 0).filter((value) => value !== ABSENT);
    const [given] = values.flatMap((value) => this.refusalOf(topic, 0, value) ?? []);
    const whole = topic.property.many === undefined ? change !== "changed" : ["first", "last"].includes(change);
    const absent = whole ? this.refusalOf(topic, 0, ABSENT) : undefined;
    const why = shortened(last || absent || given || "no two values could be given");
    return { topic, change, effect: "unknown", kept: false, why, recomputed: [] };
  }
}

/** How often refusals are used, and changes planned again with other values. */
const MAX_ROUNDS = 5;

/** Recorded forms of a type in which a property is tried. */
const MAX_VARIANTS = 3;

interface Attempt {
  topic: Topic;
  /** Place in the topic's variants. */
  base: number;
  values: readonly unknown[];
}

interface PendingChange {
  topic: Topic;
  change: ChangeKind;
  steps: readonly Transition[];
  /** What came of the step before. */
  last: string;
}

const inputsWith = (topic: Topic, base: number, value: unknown): Inputs =>
  withValueAt(topic.variants[base] ?? {}, topic.path, value) as Inputs;

/** Values that refusals say could be given. */
function suggestedValues(
  { property }: Topic,
  refusals: readonly (readonly [value: unknown, text: string])[],
): unknown[] {
  if (property.type === "object")
    return unique(refusals.flatMap(([value, text]) => correctedObjects(property, value, text))).slice(0, 6);
  const words = unique(refusals.flatMap(([, text]) => valuesFromRefusal(text)));
  const typed = property.type === "number" ? words.filter((word) => typeof word === "number") : words.map(String);
  return property.many === undefined ? typed.slice(0, 6) : listsOf(typed.slice(0, 4));
}

/** Of a recorded object only its coming and going are asked: its fields are topics of their own. */
function possibleChanges({ property, current }: Topic): ChangeKind[] {
  const whole = property.type === "object" && property.many === undefined && current !== ABSENT;
  return changeKindsOf(property).filter((change) => !(whole && change === "changed"));
}

/** The first sentence, without what differs between values. */
function shortened(text: string): string {
  const [line = ""] = text.replace(/: $/, "").split("\n");
  return line.length <= 110 ? line : `${line.slice(0, 109).trimEnd()}…`;
}

function evaluate(
  pending: PendingChange,
  answer: PlanResult | undefined,
  unchanged: PlanResult | undefined,
): { finding?: ProbeResult; next?: PendingChange } {
  const { topic, change, steps } = pending;
  const next = (last: string) => ({ next: { topic, change, steps: steps.slice(1), last } });
  if (!answer || answer.refused !== undefined) return next(answer?.refused ?? "not asked");
  if (!unchanged || unchanged.refused !== undefined || unchanged.actions.length > 1)
    return next("the made-up state is not one that the provider would keep");
  if (answer.actions.length > 1) return { finding: { topic, change, effect: "replace", kept: false, recomputed: [] } };
  const kept = answer.actions[0] === "no-op";
  // What is taken out and is AWS's to choose then stays as it is.
  if (kept && !["removed", "last"].includes(change)) return next(NO_CHANGE);
  const changed = recomputed(answer.unknown, unchanged.unknown);
  return { finding: { topic, change, effect: "update", kept, recomputed: changed } };
}

const NO_CHANGE = "the provider sees no change in the values that were tried";

function recomputed(after: Record<string, unknown>, before: Record<string, unknown>): string[] {
  const names = Object.keys(after).filter(
    (name) => after[name] === true && before[name] !== true && name !== "tags_all",
  );
  return names.map(camelCase).sort();
}
