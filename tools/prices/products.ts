import type { Product, Step } from "../../analysis/cost/prices";

/** A product of the price list, with what it costs on demand. */
export interface ListedProduct {
  attributes: Readonly<Record<string, string>>;
  /** In order of quantity, as listed. */
  steps: readonly Step[];
}

interface Dimension {
  beginRange?: string;
  pricePerUnit: { USD?: string };
}

interface Document {
  product: { attributes: Record<string, string>; productFamily?: string };
  terms: { OnDemand?: Record<string, { priceDimensions: Record<string, Dimension> }> };
}

/**
 * An entry of the PriceList that GetProducts gives. Undefined where it has no price on demand in US dollars.
 * Source of the form: docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file.html
 */
export function productOf(entry: string): ListedProduct | undefined {
  const { product, terms } = JSON.parse(entry) as Document;
  const [term] = Object.values(terms.OnDemand ?? {});
  const dimensions = Object.values(term?.priceDimensions ?? {});
  const steps = dimensions
    .filter(({ pricePerUnit }) => pricePerUnit.USD !== undefined)
    .map(({ beginRange, pricePerUnit }): Step => [Number(beginRange ?? 0), Number(pricePerUnit.USD)])
    .sort(([a], [b]) => a - b);
  return steps.length === 0 ? undefined : { attributes: product.attributes, steps };
}

/** What AWS puts before the usage types of a region: `EUW1-`, `EU-`, and in the key service the region itself. */
const PREFIX = /^(EU|[A-Z]{3}\d|[a-z]{2}(-[a-z]+)+-\d)-/;

export const usageWithoutRegion = (usageType: string): string => usageType.replace(PREFIX, "");

/** What a search among products came to: the steps of a price, nothing, or several that differ. */
export type Found = { kind: "found"; steps: readonly Step[] } | { kind: "none" } | { kind: "several" };

/** The price of a key's product among those of one region. */
export function priceAmong(products: readonly ListedProduct[], wanted: Product): Found {
  const parts = [{ from: 0, usage: wanted.usage }, ...(wanted.after ?? [])].map(({ from, usage }) => ({
    from,
    found: stepsOf(products, usage, wanted.where ?? {}),
  }));
  const [first, ...later] = parts;
  if (first?.found.kind !== "found") return first?.found ?? { kind: "none" };
  const steps = [...withoutFree(first.found.steps)];
  for (const { from, found } of later) {
    if (found.kind !== "found") return found;
    steps.push(...found.steps.map(([begin, usd]): Step => [from + begin, usd]));
  }
  const scale = wanted.scale ?? 1;
  return { kind: "found", steps: steps.map(([from, usd]): Step => [from, rounded(usd * scale)]) };
}

function stepsOf(products: readonly ListedProduct[], usage: string, where: NonNullable<Product["where"]>): Found {
  const matching = products.filter(
    ({ attributes }) =>
      usageWithoutRegion(attributes["usagetype"] ?? "") === usage &&
      Object.entries(where).every(([name, value]) => attributes[name] === value),
  );
  const [first, ...others] = [...new Set(matching.map(({ steps }) => JSON.stringify(steps)))];
  if (first === undefined) return { kind: "none" };
  return others.length > 0 ? { kind: "several" } : { kind: "found", steps: JSON.parse(first) as Step[] };
}

/** What an account has free each month is its own, not a stack's: the price is that of what comes after it. */
function withoutFree(steps: readonly Step[]): readonly Step[] {
  const [first, second, ...rest] = steps;
  return first && second && first[1] === 0 ? [[first[0], second[1]], ...rest] : steps;
}

/** Sums of powers of two are not written as such. */
export const rounded = (usd: number): number => Number(usd.toPrecision(10));
