import { expect } from "chai";
import { type Json, SAYS_DEFAULT, defaultInWords } from "../../config/editor/keywords";
import { type Place, alternatives, configPlaces } from "../../config/editor/walk";
import { shared } from "../../config/editor/shared";
import { stackFileSchema } from "../../config/jsonSchema";
import { strictly } from "../support/mistakes";

const PLACES = configPlaces(stackFileSchema());

/** The places of which something does not hold, each once. */
const lacking = (holds: (place: Place) => boolean): string[] => [
  ...new Set(PLACES.filter((place) => !holds(place)).map(({ path }) => path)),
];

const wordsOf = ({ node }: Place): string => (typeof node["description"] === "string" ? node["description"] : "");

/** By how a key ends: the words of which one must say its unit. */
const UNITS: readonly [end: string, unit: RegExp][] = [
  ["Milliseconds", /milliseconds/i],
  ["Seconds", /second/i],
  ["Minutes", /minute/i],
  ["Days", /\bdays?\b/i],
  ["Percent", /percent/i],
  ["PercentS", /percent/i],
  ["GiB", /GiB/],
  ["MiB", /MiB/],
  ["MiBps", /MiB a second/],
  ["Usd", /US dollars/],
  ["cpuUnits", /1024 are one vCPU/],
];

const isNumber = ({ node }: Place): boolean => ["integer", "number"].includes(String(node["type"]));

/** Whether the form of a value does not follow from its type: a text of a form, a mapping by names, one of several types. */
function hasForm({ node }: Place): boolean {
  const { type, pattern, enum: words, properties, additionalProperties, anyOf, items } = node;
  if (words !== undefined) return false;
  const ofItems = items as Json | undefined;
  return (
    pattern !== undefined ||
    anyOf !== undefined ||
    (type === "object" && properties === undefined && additionalProperties !== false) ||
    (type === "array" && ofItems?.["type"] === "object")
  );
}

const isSecret = ({ node }: Place): boolean =>
  alternatives(node).some(({ node: each }) => "secure" in ((each["properties"] ?? {}) as Json));

/** A key in an encrypted value, which the engine writes. */
const ofEngine = ({ path }: Place): boolean => path.endsWith(".secure");

describe("config/jsonSchema: what an editor says of each key, name and item", () => {
  it("says what it is, in a sentence", () => {
    expect(lacking((place) => /^[A-Z*].*[.…]$/su.test(wordsOf(place)))).to.deep.equal([]);
  });

  it("says the unit of a number whose key names one", () => {
    expect(
      lacking((place) => {
        const unit = UNITS.find(([end]) => place.path.endsWith(end));
        return !unit || !isNumber(place) || unit[1].test(wordsOf(place));
      }),
    ).to.deep.equal([]);
  });

  it("says what holds where a key is left out", () => {
    expect(lacking((place) => place.required || ofEngine(place) || SAYS_DEFAULT.test(wordsOf(place)))).to.deep.equal(
      [],
    );
  });

  it("says no other default than is in force", () => {
    const wrong = lacking((place) => {
      const { default: standard } = place.node;
      const words = standard === undefined ? undefined : defaultInWords(standard, place.node);
      const said = wordsOf(place).split(SAYS_DEFAULT)[1] ?? "";
      return (
        words === undefined ||
        [`${words}.`, `${words},`, `${words}:`, `${words};`].some((each) => `${said} `.startsWith(`${each} `))
      );
    });
    expect(wrong).to.deep.equal([]);
  });

  it("explains each word that may stand there", () => {
    const explained = ({ node }: Place): boolean => {
      const { enum: words, enumDescriptions: meanings } = node as { enum?: unknown[]; enumDescriptions?: string[] };
      return (
        !words ||
        (meanings?.length === words.length && meanings.every((each) => /^[A-Za-z0-9].*[.A-Za-z0-9]$/su.test(each)))
      );
    };
    expect(
      lacking((place) => alternatives(place.node).every(({ node }) => explained({ ...place, node }))),
    ).to.deep.equal([]);
  });

  it("shows an example where the form is not obvious", () => {
    const shown = (place: Place): boolean =>
      place.node["examples"] !== undefined ||
      !hasForm(place) ||
      (isSecret(place) && alternatives(place.node)[0]?.node["examples"] !== undefined);
    expect(lacking((place) => isSecret(place) || shown(place))).to.deep.equal([]);
  });

  it("shows no example and no default that it would refuse", () => {
    const distinct = [...new Map(PLACES.map((place) => [JSON.stringify(place.node), place])).values()];
    const shown = distinct.flatMap(({ path, node }) => {
      const { default: standard, examples = [] } = node as { default?: unknown; examples?: unknown[] };
      const values = standard === undefined ? examples : [...examples, standard];
      return values.map((value) => ({ path, node, value }));
    });
    expect(shown.length).to.be.greaterThan(300);
    const properties = Object.fromEntries(shown.map(({ node }, index) => [`at${index}`, node]));
    const accepts = strictly(shared({ type: "object", properties }), { allErrors: true });
    // All at once: to compile each alone would take a hundred times as long.
    accepts(Object.fromEntries(shown.map(({ value }, index) => [`at${index}`, value])));
    const refused = accepts.errors?.map(({ instancePath }) => shown[Number(/\d+/.exec(instancePath)?.[0])]?.path) ?? [];
    expect(refused).to.deep.equal([]);
  });
});
