import Ajv2020, { type Options } from "ajv/dist/2020";
import { expect } from "chai";
import { shared } from "../../config/editor/shared";
import { stackFileSchema } from "../../config/jsonSchema";
import { type Mistake, formatPath } from "../../config/mistakes";
import { NAMESPACE, serviceStackSchema } from "../../config/schema";
import { validate } from "../../config/validate";
import { type Changes, type RawConfig, changed } from "./raw";

/** Says something in every section, so that a row changes one thing. */
export const complete = (): RawConfig => ({
  options: ["nlb"],
  service: { port: 5000, hostname: "tcp.example.com" },
  regions: { "eu-west-1": { zones: ["a", "b", "c"], cidr: "10.0.0.0/16" } },
  instances: { types: ["t3.small"] },
  dns: { zone: "example.com" },
  network: {},
  tags: { Team: "tcp" },
  protect: false,
  production: false,
});

export const mistakesIn = (raw: Record<string, unknown>, secretKeys: string[] = []): Mistake[] =>
  validate(raw, secretKeys).mistakes ?? [];

/** The places of mistakes, as the messages write them, without the namespace. */
const placesOf = (mistakes: readonly Mistake[]): string[] =>
  mistakes.map(({ path }) => formatPath(NAMESPACE, path).slice(NAMESPACE.length + 1));

export const placesIn = (raw: Record<string, unknown>): string[] => placesOf(mistakesIn(raw));

/** Keywords that editors alone know: they say nothing about what is right. */
export const EDITOR_WORDS = ["errorMessage", "enumDescriptions", "deprecationMessage", "doNotSuggest"];

/** In ajv's strict mode: a keyword that it does not know, one that has no effect, or a format would be an error. */
export const strictly = (schema: object, options: Options = {}) =>
  new Ajv2020({ strict: true, unicodeRegExp: true, ...options }).addVocabulary(EDITOR_WORDS).compile(schema);

export const editorAccepts = strictly(shared(stackFileSchema()));

/** A config as a stack file has it: every key under the namespace. */
export const stackFile = (raw: Record<string, unknown>) => ({
  config: Object.fromEntries(Object.entries(raw).map(([key, value]) => [`${NAMESPACE}:${key}`, value])),
});

/** `at`, the value there, and words that must stand in `allowed` and `fix`. */
export type Expected = readonly [at: string, value: unknown, allowed: string, fix: string];

/** That these mistakes are found, in this order, and no other. */
export function expectMistakes(raw: Record<string, unknown>, expected: readonly Expected[]): void {
  const found = mistakesIn(raw);
  expect(placesOf(found)).to.deep.equal(expected.map(([at]) => at));
  for (const [index, [, value, allowed, fix]] of expected.entries()) {
    expect(found[index]?.value).to.deep.equal(value);
    expect(found[index]?.allowed).to.include(allowed);
    expect(found[index]?.fix).to.include(fix);
  }
}

const shown = (value: unknown): string => {
  const text = value === undefined ? "missing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** What to do about an ARN: another partition's is told by its name. */
export const fixOfArn = (value: unknown, fix: string): string =>
  String(value).startsWith("arn:aws-cn:") ? "give one of the partition aws: this is of the China Regions" : fix;

/**
 * What is told of a value: what a test says; or, of one whose form alone is wrong, the right value that stands in it, which must be right then.
 */
export function fixTold(found: readonly Mistake[], value: unknown, fix: string): { fix: string; near?: string } {
  const told = found[0]?.fix ?? "";
  const near = /^write "?([^\s"]+)"?$/.exec(told)?.[1];
  const isNear = near !== undefined && !told.includes(fix) && near !== value;
  return isNear && String(value).toLowerCase().includes(near.toLowerCase()) ? { fix: told, near } : { fix };
}

interface Around {
  /** Other changes that the row needs. */
  given?: Changes;
  /** Whether the editor's schema refuses it too. Default: true; false where only a function can tell. */
  inEditor?: boolean;
}

/** A test that one malformed value is reported where it stands, and alone; and that editors underline it. */
export function formMistake(at: string, value: unknown, allowed: string, fix: string, around: Around = {}): void {
  const { given = {}, inEditor = true } = around;
  it(`${at}: ${shown(value)}`, () => {
    const raw = changed(complete(), { ...given, [at]: value });
    const told = fixTold(mistakesIn(raw), value, fix);
    expectMistakes(raw, [[at, value, allowed, told.fix]]);
    if (told.near !== undefined) {
      const allowedThen = mistakesIn(changed(complete(), { ...given, [at]: told.near })).map((each) => each.allowed);
      expect(allowedThen.filter((each) => each.includes(allowed))).to.deep.equal([]);
    }
    expect(editorAccepts(stackFile(raw))).to.equal(!inEditor);
  });
}

/** Tests that a whole number from `min` to `max` may stand there, both included, and nothing else. */
export function wholeNumber(at: string, min: number, max: number, unit: string, given: Changes = {}): void {
  const allowed =
    unit === "port" || unit === ""
      ? `a whole number from ${min} to ${max}`
      : `a whole number of ${unit} from ${min} to ${max}`;
  const [tooLow, tooHigh, fraction] =
    unit === "port"
      ? Array.from({ length: 3 }, () => "write the number of a TCP port, such as 5000")
      : [`write ${min} or more`, `write ${max} or less`, `write ${Math.round(min + 0.5)}, a whole number`];
  formMistake(at, min - 1, allowed, tooLow ?? "", { given });
  formMistake(at, max + 1, allowed, tooHigh ?? "", { given });
  formMistake(at, min + 0.5, allowed, fraction ?? "", { given });
  formMistake(at, String(min), allowed, `write ${min}, the number alone and without quotes`, { given });
  it(`${at}: ${min} and ${max} are allowed`, () => {
    for (const value of [min, max]) {
      const raw = changed(complete(), { ...given, [at]: value });
      expect(serviceStackSchema.safeParse(raw).success).to.equal(true);
      expect(editorAccepts(stackFile(raw))).to.equal(true);
    }
  });
}

/** A test that true and false may stand there, and no text. */
export const flag = (at: string): void => {
  formMistake(at, "yes", "true or false", "without quotes");
};

/** A test that a rule over several fields is applied, with all that it says. */
export function ruleMistake(title: string, changes: Changes, ...expected: readonly Expected[]): void {
  it(title, () => {
    expectMistakes(changed(complete(), changes), expected);
  });
}

/** A test that something near a mistake is none. */
export const noMistake = (title: string, changes: Changes): void => {
  it(`accepts ${title}`, () => {
    expectMistakes(changed(complete(), changes), []);
  });
};

/** A test of where the mistakes are, in the order of the file, whatever they say. */
export function mistakesAt(title: string, changes: Changes, places: readonly string[]): void {
  it(title, () => {
    expect(placesIn(changed(complete(), changes))).to.deep.equal(places);
  });
}
