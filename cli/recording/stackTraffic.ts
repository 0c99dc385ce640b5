import { MistakesError } from "../../config/mistakesError";
import { consumerTrafficSection, trafficSection } from "../../config/sections/traffic";
import { validate, validateConsumer } from "../../config/validate";
import { type StackFile, isConsumerStack } from "../../graph";
import type { Traffic } from "../../plan/traffic";
import { decodedConfig, isForeign } from "./otherSide";

/**
 * What a stack's file says of its traffic, with assumptions in place of what it does not say.
 *
 * @throws MistakesError with all mistakes of the file, where its section cannot be read.
 */
export function trafficOfStack(file: StackFile): Traffic {
  const own = Object.fromEntries(Object.entries(decodedConfig(file)).filter(([key]) => !isForeign(key)));
  const consumer = isConsumerStack(file);
  const parsed = (consumer ? consumerTrafficSection : trafficSection).safeParse(own["traffic"] ?? {});
  if (parsed.success) return { regions: {}, ...parsed.data };
  const { mistakes = [] } = consumer ? validateConsumer(own) : validate(own);
  throw new MistakesError(file.stack, mistakes).located(file.placeOf);
}
