import type { Needs } from "../plan/needs";
import { type Mistake, allowedOnce, mistakesText, onePerPath, pathText } from "./mistakes";
import { NEEDS_CHECKS } from "./needsChecks";
import { needsSchema } from "./needsSchema";
import { schemaMistakes } from "./form/schemaMistakes";

/** What somebody says, before it is looked at. */
export type RawNeeds = Readonly<Record<string, unknown>>;

/** The needs with their defaults, or every mistake in them. */
export function parseNeeds(raw: RawNeeds): { needs: Needs; mistakes?: undefined } | { mistakes: Mistake[] } {
  const parsed = needsSchema.safeParse(raw);
  if (!parsed.success)
    return {
      mistakes: allowedOnce(
        onePerPath(
          schemaMistakes(parsed.error.issues, raw, {
            schema: needsSchema,
            foreign: { keys: [], fix: "" },
            reference: { whole: "the needs", pageOf: () => "npm run advise -- --help" },
          }),
        ),
      ),
    };
  const mistakes = NEEDS_CHECKS.flatMap((check) => check(parsed.data));
  if (mistakes.length > 0) return { mistakes };
  const { fixedAddresses, privateConsumers, ...rest } = parsed.data;
  return {
    needs: {
      ...rest,
      regions: [...rest.regions].sort(),
      fixedAddresses: fixedAddresses ?? (rest.internet ? "perRegion" : "none"),
      privateConsumers: privateConsumers.map(({ account, clients }) => ({
        account: String(account).padStart(12, "0"),
        clients,
      })),
    },
  };
}

/** All mistakes as text, in the form of those of a stack file. */
export const needsMistakesText = (source: string, mistakes: readonly Mistake[]): string =>
  mistakesText(`The needs${source} have`, mistakes, pathText);
