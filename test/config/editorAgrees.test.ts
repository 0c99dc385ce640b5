import { expect } from "chai";
import type { z } from "zod";
import { type Json, exampleOf } from "../../config/editor/keywords";
import { type Place, type Step, configPlaces } from "../../config/editor/walk";
import { stackFileSchema } from "../../config/jsonSchema";
import { NAMESPACE, SERVICE_SECTIONS } from "../../config/schema";
import { AWS_KEY, AWS_SETTINGS } from "../../config/sections/aws";
import { CONSUMER_SECTIONS } from "../../config/sections/consumerStack";
import { validate, validateConsumer } from "../../config/validate";
import { complete, editorAccepts, stackFile } from "../support/mistakes";

/*
 * What the program refuses by form, editors refuse, and what it takes they take: each place of a stack file gets right values and wrong ones,
 * made from what its schema says, in a file that is right otherwise.
 */

/** Where the two differ, by place: what a regular expression cannot say the program alone refuses. */
const DIFFERENCES: Readonly<Record<string, { why: string; values: readonly unknown[]; refusing?: "editors" }>> = {
  [`${NAMESPACE}:instances.scaling.schedules.*.timeZone`]: {
    why: "which time zones there are comes with Node.js",
    values: ["Europe/Atlantis", "urope/Dublin", "Europe/Dubli", "EUROPE/DUBLIN", "x"],
  },
  [`${NAMESPACE}:instances.scaling.schedules.*.recurrence`]: {
    why: "whether a range of numbers goes down",
    values: ["0 9-7 * * *"],
  },
  [`${NAMESPACE}:globalAccelerator.allowedClientsIpv6[]`]: {
    why: "host bits of IPv6 ranges longer than /64, and where their zeros are left out",
    values: ["2001:db8:0:0:1::1/80"],
  },
  [`${NAMESPACE}:monitoring.notify.page.https[]`]: {
    why: "the program leaves out space before a URL",
    values: [" https://events.pagerduty.com/integration/0123456789abcdef/enqueue"],
    refusing: "editors",
  },
};

/** Values of other places' forms, and of none. */
const ANY = [7, 0.5, "x", true, ["x"], {}];

/** Ranges with host bits, that are not private, of other sizes, of the other family. */
const RANGES = [
  "10.20.0.7/16",
  "10.20.0.0/16",
  "8.8.0.0/16",
  "10.0.0.0/8",
  "10.0.0.0/28",
  "2001:db8::1/32",
  "2001:db8::/32",
];

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A right text with a slip. */
const slips = (text: string): string[] => [
  `${text}!`,
  ` ${text}`,
  text.slice(1),
  text.slice(0, -1),
  text.toUpperCase(),
  `${text}\n`,
];

function bounds({ minimum, maximum, minItems, maxItems, items, maxLength }: Json): unknown[] {
  const numbers = [minimum, maximum].filter((each) => typeof each === "number");
  const item = exampleOf((items ?? {}) as Json);
  const counts = [minItems, maxItems]
    .filter((each) => typeof each === "number")
    .flatMap((each) => [each - 1, each, each + 1]);
  return [
    ...numbers.flatMap((each) => [each - 1, each, each + 1, each + 0.5]),
    ...counts.filter((count) => count >= 0).map((count) => Array.from({ length: count }, () => item)),
    ...(typeof maxLength === "number" ? ["x".repeat(maxLength), "x".repeat(maxLength + 1)] : []),
  ];
}

const isRange = (node: Json): boolean => JSON.stringify(node["examples"] ?? "").includes("/") && !node["properties"];

const candidates = (node: Json): unknown[] => {
  const inner = [node, ...(list(node["anyOf"]) as Json[]), ...(list(node["oneOf"]) as Json[])];
  const right = inner.flatMap((each) => [
    ...list(each["examples"]),
    ...list(each["enum"]),
    each["const"],
    each["default"],
  ]);
  const known = right.filter((value) => value !== undefined);
  const texts = known.filter((value) => typeof value === "string").slice(0, 1);
  return [...known, ...inner.flatMap(bounds), ...texts.flatMap(slips), ...(isRange(node) ? RANGES : []), ...ANY];
};

/** A name that a mapping of one's own takes. */
function nameIn({ propertyNames }: Json): string {
  const name = exampleOf((propertyNames ?? {}) as Json);
  return typeof name === "string" ? name : "x";
}

/** A value at the end of some steps, with what must stand beside it. */
function built([step, ...rest]: readonly Step[], value: unknown): unknown {
  if (!step) return value;
  const inner = built(rest, value);
  if (step.into === "item") return [inner];
  if (step.into === "name") return { [nameIn(step.holder)]: inner };
  return { ...(exampleOf(step.holder) as object | undefined), [step.key ?? ""]: inner };
}

interface Kind {
  base: Record<string, unknown>;
  /** What a section must be by itself. */
  sections: Readonly<Record<string, z.ZodType>>;
  takes: (raw: Record<string, unknown>) => boolean;
}

const SERVICE: Kind = {
  // With the options whose sections are judged only where one of them is chosen.
  base: { ...complete(), options: ["networkFirewall"] },
  sections: SERVICE_SECTIONS,
  takes: (raw) => validate(raw).mistakes === undefined,
};

const CONSUMER: Kind = {
  base: {
    kind: "consumer",
    provider: { kind: "stack", stack: "prod" },
    consumer: { name: "billing", region: "eu-west-1", vpc: { kind: "created", cidr: "10.1.0.0/16", zones: ["a"] } },
  },
  sections: CONSUMER_SECTIONS,
  takes: (raw) => validateConsumer(raw).mistakes === undefined,
};

/** What the program and an editor say of a value at a place, where that differs. */
function difference({ path, steps: [first, ...steps] }: Place, value: unknown): string | undefined {
  const key = first?.key ?? "";
  const given = built(steps, value);
  const setting = key.startsWith(AWS_KEY) ? key.slice(AWS_KEY.length) : undefined;
  const section = key.slice(NAMESPACE.length + 1);
  const { base, sections, takes } = setting !== undefined || section in SERVICE_SECTIONS ? SERVICE : CONSUMER;
  const schema = setting === undefined ? sections[section] : AWS_SETTINGS[setting];
  const editor = editorAccepts({ config: { ...stackFile(base).config, [key]: given } });
  const program = schema?.safeParse(given).success;
  const raw = setting === undefined ? { [section]: given } : { [AWS_KEY]: { [setting]: given } };
  // An editor may know a rule over several keys, too: then the program refuses the whole.
  if (editor === program || (program && !takes({ ...base, ...raw }))) return undefined;
  return `${path}: ${JSON.stringify(value)} is refused by ${program ? "editors" : "the program"} alone`;
}

/** The form of a value, without words about it. */
const formOf = (node: Json): string =>
  JSON.stringify(node, (key, value: unknown) =>
    ["description", "errorMessage", "enumDescriptions", "default", "examples"].includes(key) &&
    typeof value !== "object"
      ? undefined
      : value,
  );

const PLACES = configPlaces(stackFileSchema());

/** Each place once, of those with the same form the first. */
const DISTINCT = [
  ...new Map(
    PLACES.filter(({ path }) => !path.endsWith(".secure") && path !== `${NAMESPACE}:kind`)
      .reverse()
      .map((place) => [formOf(place.node), place]),
  ).values(),
];

describe("config/jsonSchema: the program and editors", () => {
  it("refuse the same values and take the same, at each place", () => {
    const isExcepted = (path: string, value: unknown) => DIFFERENCES[path]?.values.includes(value) ?? false;
    const tried = DISTINCT.map((place) => ({ place, values: candidates(place.node) }));
    const found = tried.flatMap(({ place, values }) =>
      values.filter((value) => !isExcepted(place.path, value)).flatMap((value) => difference(place, value) ?? []),
    );
    process.stderr.write(`${DISTINCT.length} places, ${tried.flatMap(({ values }) => values).length} values\n`);
    expect(found).to.deep.equal([]);
  });

  for (const [path, { why, values, refusing = "the program" }] of Object.entries(DIFFERENCES))
    it(`differ at ${path}: ${why}`, () => {
      const place = PLACES.find((each) => each.path === path);
      for (const value of values)
        expect(place && difference(place, value)).to.equal(
          `${path}: ${JSON.stringify(value)} is refused by ${refusing} alone`,
        );
    });
});
