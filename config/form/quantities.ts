/** In seconds, days, MiB: the units that keys here are in. */
const UNITS: Readonly<Record<string, readonly [unit: RegExp, amount: number][]>> = {
  seconds: [
    [/^(ms|millis(econds?)?)$/, 0.001],
    [/^(s|secs?|seconds?)$/, 1],
    [/^(m|mins?|minutes?)$/, 60],
    [/^(h|hours?|hrs?)$/, 3600],
    [/^(d|days?)$/, 86_400],
  ],
  milliseconds: [
    [/^(ms|millis(econds?)?)$/, 1],
    [/^(s|secs?|seconds?)$/, 1000],
  ],
  minutes: [
    [/^(s|secs?|seconds?)$/, 1 / 60],
    [/^(m|mins?|minutes?)$/, 1],
    [/^(h|hours?|hrs?)$/, 60],
  ],
  days: [
    [/^(d|days?)$/, 1],
    [/^(w|weeks?)$/, 7],
    [/^(months?)$/, 30],
    [/^(y|years?)$/, 365],
  ],
  mib: [
    [/^(mi?b?)$/, 1],
    [/^(gi?b?)$/, 1024],
  ],
  gib: [[/^(gi?b?)$/, 1]],
  percent: [[/^%|percent$/, 1]],
  usd: [[/^(\$|usd)$/, 1]],
  cpuunits: [[/^v?cpus?$/, 1024]],
};

/** The number to write for `10s`, `5 minutes`, `1.5 GiB` or `"30"` under a key whose name ends in its unit; undefined of any other value. */
export function quantityIn(value: unknown, key: string): number | undefined {
  if (typeof value !== "string") return undefined;
  const [, before, digits, after = ""] = /^\s*(\$?)\s*(-?\d+(?:\.\d+)?)\s*(%|\$|[a-zA-Z]*)\s*$/.exec(value) ?? [];
  const unit = before || after;
  if (digits === undefined) return undefined;
  if (unit === "") return Number(digits);
  const name = Object.keys(UNITS).find((each) => key.toLowerCase().endsWith(each));
  // Of a share of a whole the percent are the parts.
  if (name === undefined && unit === "%") return Number(digits);
  const amount = UNITS[name ?? ""]?.find(([form]) => form.test(unit.toLowerCase()))?.[1];
  const number = amount === undefined ? undefined : Number(digits) * amount;
  return number !== undefined && Number.isInteger(number) ? number : undefined;
}
