import { isDeepStrictEqual } from "node:util";
import type { Backend } from "../names";
import { OPTIONS, OPTION_NAMES, type Option, type OptionRow, compose } from "../options";
import { type Weights, weights } from "../weights";
import type { Step, SwitchConfig } from "./switchConfig";

/** The section of the stack file that says how a backend is. */
const SECTION: Record<Backend, string> = { instances: "instances", tasks: "ecs" };

const optionsBringing = (backend: Backend): Option[] =>
  OPTION_NAMES.filter((name) => (OPTIONS[name] as OptionRow).backends.includes(backend));

const weightsOf = (config: SwitchConfig): Weights => weights(compose(config.options).backends, config.weights);

const serving = (given: Weights): Backend[] =>
  (Object.keys(given) as Backend[]).filter((backend) => (given[backend] ?? 0) > 0);

/**
 * The updates that move from one config to another without a time in which new connections fail, the last being the target
 * itself: new backends first come up beside the old ones without a connection, then get theirs, and only then do the old ones
 * go. One step where nothing has to be prepared.
 */
export function steps(from: SwitchConfig, to: SwitchConfig): Step[] {
  const before = weightsOf(from);
  const after = weightsOf(to);
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort() as Backend[];
  const missing = all.filter((backend) => !(backend in after));
  // What the target does not bring is brought by its own option for as long as it lasts, with the settings it had.
  const both: SwitchConfig = {
    ...to,
    options: optionsOfBoth(to.options, missing),
    ...Object.fromEntries(missing.map((backend) => [SECTION[backend], from[SECTION[backend]]])),
  };
  const weighing = (given: Weights): Weights =>
    Object.fromEntries(all.map((backend) => [backend, given[backend] ?? 0]));
  const prepared = { title: prepareTitle(before, after), config: { ...both, weights: weighing(before) } };
  const moved = {
    title: `move the connections to the ${serving(after).join(" and ")}`,
    config: { ...both, weights: weighing(after) },
  };
  const last = { title: missing.length > 0 ? `take the ${missing.join(" and ")} away` : moved.title, config: to };
  const comes = all.some((backend) => !(backend in before));
  const moves = serving(before).join() !== serving(after).join();
  const prepares = comes && all.length > 1 && !isSame(prepared.config, to);
  return [...(prepares ? [prepared] : []), ...(moves && missing.length > 0 ? [moved] : []), last];
}

/**
 * Options that bring the backends of these and some more. Instances that are there for want of another backend are brought by their own
 * option, once there is another.
 */
function optionsOfBoth(options: readonly Option[], more: readonly Backend[]): Option[] {
  const wanted = [...compose(options).backends, ...more];
  const enough = withBackends(options, more);
  return withBackends(
    enough,
    wanted.filter((backend) => !compose(enough).backends.includes(backend)),
  );
}

const withBackends = (options: readonly Option[], backends: readonly Backend[]): Option[] =>
  OPTION_NAMES.filter(
    (name) => options.includes(name) || backends.some((backend) => optionsBringing(backend).includes(name)),
  );

/** Options in another order are the same. */
const isSame = ({ options: some, ...one }: SwitchConfig, { options: others, ...other }: SwitchConfig): boolean =>
  isDeepStrictEqual({ ...one, composed: compose(some) }, { ...other, composed: compose(others) });

function prepareTitle(before: Weights, after: Weights): string {
  const coming = (Object.keys(after) as Backend[]).filter((backend) => !(backend in before));
  return `bring up the ${coming.join(" and ")}, without connections`;
}

/**
 * The detours by which a backend changes whose target group has to be replaced: another backend takes all connections meanwhile. Where the
 * configs have both, it is that one; else one is brought up for the time. Not where its option would let clients in by a path that neither
 * config has.
 */
export function detours(from: SwitchConfig, to: SwitchConfig): Step[][] {
  const [before, after] = [compose(from.options).backends, compose(to.options).backends];
  const isPublic = ({ config: { options } }: Step) => compose(options).publicFrontDoor;
  const opens = (detour: readonly Step[]) =>
    detour.some(isPublic) && ![from, to].some(({ options }) => compose(options).publicFrontDoor);
  return after
    .filter((backend) => before.includes(backend))
    .map((backend) => detourAround(backend, backend === "instances" ? "tasks" : "instances", from, to))
    .filter((detour) => !opens(detour));
}

function detourAround(backend: Backend, other: Backend, from: SwitchConfig, to: SwitchConfig): Step[] {
  const withOtherBackend = (config: SwitchConfig): SwitchConfig => ({
    ...config,
    options: OPTION_NAMES.filter((name) =>
      [config.options, optionsBringing(other), optionsBringing(backend)].some((some) => some.includes(name)),
    ),
    weights: { [backend]: 0, [other]: 100 },
  });
  return [
    ...steps(from, withOtherBackend(from)),
    { title: `change the ${backend} while they have no connections`, config: withOtherBackend(to) },
    ...steps(withOtherBackend(to), to),
  ];
}
