/** What a record holds, in the order of its keys and not in that of the stack file. */
export const sortedEntries = <K extends string, T>(things: Readonly<Partial<Record<K, T>>>): [K, T][] =>
  (Object.entries(things) as [K, T][]).sort(([one], [other]) => one.localeCompare(other));
