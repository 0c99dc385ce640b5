import { expect } from "chai";
import type { Interruption } from "../../analysis";
import { type Switch, switchOf } from "../../analysis/switch/switch";
import { compare } from "../../graph/compare";
import type { ProviderEffects } from "../../graph/resourceChange";
import { PROVIDER_EFFECTS } from "../../graph/providerEffects";
import { type Raw, recordConfig } from "./recording";

/** What a switch between two configs does. */
export async function switchBetween(from: Raw, to: Raw, effects: ProviderEffects = PROVIDER_EFFECTS): Promise<Switch> {
  const [before, after] = [await recordConfig(from), await recordConfig(to)];
  return switchOf(before, after, compare(before, after, effects));
}

/** What changes, from which config to which, the interruptions, and the refusals. Default: none. */
export type SwitchCase<Row> = readonly [string, Raw, Raw, readonly Row[], (readonly string[])?];

/** One test for each case, titled by its outcome. */
export function switchTable<Row>(
  cases: readonly SwitchCase<Row>[],
  interruptionOf: (row: Row) => Interruption,
  effects?: ProviderEffects,
): void {
  for (const [what, from, to, rows, refusals = []] of cases) {
    const expected = rows.map(interruptionOf);
    const outcome = [...expected.map(({ severity, rule }) => `${severity} ${rule}`), ...refusals.map(() => "refused")];
    it(`${what}: ${outcome.join(", ") || "nothing"}`, async () => {
      const found = await switchBetween(from, to, effects);
      expect(found.interruptions).to.deep.equal(expected);
      expect(found.refusals).to.deep.equal(refusals);
    });
  }
}
