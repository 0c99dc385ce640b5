/**
 * Everything that either of two lists has, each once. The order of `to` is kept, and that of `from` wherever `to` says nothing against it:
 * what only `from` has stands right behind what it stood behind there.
 */
export function mergedOrder(from: readonly string[], to: readonly string[]): string[] {
  const merged = [...to];
  let place = 0;
  for (const each of from) {
    const at = merged.indexOf(each);
    if (at < 0) merged.splice(place, 0, each);
    place = at < 0 ? place + 1 : Math.max(place, at + 1);
  }
  return merged;
}
