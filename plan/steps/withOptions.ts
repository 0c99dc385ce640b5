import { type Option, compose, frontDoorKinds } from "../options";
import { sharesAmong } from "../traffic";
import type { SwitchConfig } from "./switchConfig";

/**
 * A config with other options, and the rest as it was. Its weights are those it had where they name the new backends; else the
 * backends that were there go on alone, and new ones begin with none.
 */
export function withOptions(config: SwitchConfig, options: readonly Option[]): SwitchConfig {
  const { weights: given, ...kept } = config;
  const composition = compose(options);
  const { backends, acceleratedFrontDoor } = composition;
  // The section holds the addresses, and stays when the option goes.
  const sections = acceleratedFrontDoor ? { globalAccelerator: {}, ...kept } : kept;
  const { traffic } = sections;
  const rest =
    traffic === undefined ? sections : { ...sections, traffic: sharesAmong(traffic, frontDoorKinds(composition)) };
  if (backends.length < 2) return { ...rest, options };
  if (given && backends.every((backend) => given[backend] !== undefined)) return { ...rest, options, weights: given };
  const before = compose(config.options).backends;
  const stays = backends.some((backend) => before.includes(backend));
  return {
    ...rest,
    options,
    weights: Object.fromEntries(backends.map((backend) => [backend, !stays || before.includes(backend) ? 100 : 0])),
  };
}
