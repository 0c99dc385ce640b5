import { z } from "zod";
import { NUMBER_ALONE, ONE_OF_THESE } from "../form/valueFixes";

/**
 * What a field says about itself beyond its type. `allowed` and `fix` are shown with a mistake, `description` in editors.
 * They travel as metadata of the schema, so the JSON Schema and the messages come from one place.
 */
export interface FieldMeta {
  /** What it is, in which unit, and what follows from more or less of it. Where the default is no value but is derived: "Default: …". */
  description: string;
  /** What may stand here, as a noun phrase. */
  allowed: string;
  /** What to do instead, as an imperative. */
  fix: string;
  /** The words to suggest, where they are more than the schema takes. */
  words?: readonly string[];
  /** Whether the stack file may hold it encrypted (`secure:`). */
  mayBeSecret?: boolean;
  /** Right values, where the form is not obvious. */
  examples?: readonly unknown[];
  /** What each of the words means that may stand here. */
  meanings?: Readonly<Record<string, string>>;
  /** Keywords of JSON Schema for editors, where the program decides by a function. */
  editor?: Readonly<Record<string, unknown>>;
}

/** What a mapping, a list or an optional value says about itself. */
export type Told = Pick<FieldMeta, "description" | "examples" | "editor">;

/** Attaches a description, with examples or what else editors need. */
export const told = <T extends z.ZodType>(schema: T, meta: Told): T => schema.meta(meta as unknown as z.GlobalMeta);

/** Attaches the words of a field to its schema. */
export function field<T extends z.ZodType>(schema: T, meta: FieldMeta): T {
  return schema.meta(meta as unknown as z.GlobalMeta);
}

export const port = (description: string) =>
  field(z.int().min(1).max(65535), {
    description,
    allowed: "a whole number from 1 to 65535",
    fix: "write the number of a TCP port, such as 5000",
    examples: [5000],
  });

/** A whole number in a range, with its unit in the words. */
export const wholeNumber = (description: string, unit: string, min: number, max: number) =>
  field(z.int().min(min).max(max), {
    description,
    allowed: `a whole number of ${unit} from ${min} to ${max}`,
    fix: NUMBER_ALONE,
  });

export const flag = (description: string) =>
  field(z.boolean(), { description, allowed: "true or false", fix: "write true or false, without quotes" });

/** One of several words; where they stand in a stack file, each with what it means. */
export function oneOf<const W extends string>(
  description: string,
  words: readonly [W, ...W[]] | Readonly<Record<W, string>>,
  fix = ONE_OF_THESE,
) {
  const isList = (given: typeof words): given is readonly [W, ...W[]] => Array.isArray(given);
  const values = isList(words) ? words : (Object.keys(words) as [W, ...W[]]);
  const meta = { description, allowed: `one of ${values.join(", ")}`, fix };
  return field(z.enum(values), isList(words) ? meta : { ...meta, meanings: words });
}

/** One of several numbers, each with what it means. */
export const oneNumberOf = <const N extends number>(
  description: string,
  meanings: Readonly<Record<N, string>>,
  fix: string,
) => {
  const values = Object.keys(meanings).map(Number) as [N, ...N[]];
  return field(z.literal(values), { description, allowed: values.join(" or "), fix, meanings });
};

/** What a scaling policy keeps, or none. */
export const percentOrNone = (description: string) =>
  field(z.union([z.int().min(5).max(95), z.literal("none")]), {
    description,
    allowed: "a whole number of percent from 5 to 95, or none",
    fix: "write the number of percent alone, such as 50, or none to scale by something else",
    examples: [50, "none"],
  });
