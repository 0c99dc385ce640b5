const hasReference = (text: string): boolean => text.includes("${");

/** The same value with each text in it that holds a reference changed; or with each that `concerns` finds. */
export function mapTexts<T>(value: T, change: (text: string) => string, concerns = hasReference): T {
  if (typeof value === "string") return (concerns(value) ? change(value) : value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => mapTexts(each, change, concerns)) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, mapTexts(each as unknown, change, concerns)]),
  ) as T;
}
