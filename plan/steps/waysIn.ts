import {
  type FrontDoorKind,
  OPTIONS,
  OPTION_NAMES,
  type Option,
  compose,
  frontDoorKinds,
  servesInternet,
} from "../options";
import type { Step, SwitchConfig } from "./switchConfig";
import { withOptions } from "./withOptions";

/** What clients connect to, in words. */
const FRONT_DOOR_WORDS: Readonly<Record<FrontDoorKind, string>> = {
  public: "the public load balancer",
  accelerator: "the accelerator",
  privateLink: "the endpoint service",
};

interface ChangedWaysIn {
  goes: FrontDoorKind[];
  comes: FrontDoorKind[];
}

/** Ways in that go, and that come. */
function changedWaysIn(before: readonly Option[], after: readonly Option[]): ChangedWaysIn {
  const [was, is] = [frontDoorKinds(compose(before)), frontDoorKinds(compose(after))];
  return { goes: was.filter((kind) => !is.includes(kind)), comes: is.filter((kind) => !was.includes(kind)) };
}

/** Whether clients have to go from one way in to another. */
export function changesWayIn(before: readonly Option[], after: readonly Option[]): boolean {
  const { goes, comes } = changedWaysIn(before, after);
  return goes.length > 0 && comes.length > 0;
}

/** The config in between, and what is done before, on the way there, there, and on the way from there. */
export interface BothWaysIn {
  /** Makes the addresses that a name leads to from then on, so that they are on allow lists by then. Absent where they are there, or not needed. */
  reserves?: Step;
  config: SwitchConfig;
  opens: string;
  waits: string;
  closes: string;
}

/**
 * For a switch that takes a way in and brings another: has both, so that clients can change over in their own time. Undefined for other
 * switches.
 */
export function bothWaysIn(from: SwitchConfig, to: SwitchConfig): BothWaysIn | undefined {
  const { goes, comes } = changedWaysIn(from.options, to.options);
  if (goes.length === 0 || comes.length === 0) return undefined;
  const staying = from.options.filter((name) => goes.includes(OPTIONS[name].frontDoor));
  const options = OPTION_NAMES.filter((name) => to.options.includes(name) || staying.includes(name));
  const config = withOptions(inBetween(from, to, staying), options);
  // Where there is an accelerator, the name leads to it.
  const named = serviceOf(config).hostname !== undefined;
  const [joins, leaves] = [comes, goes].map((kinds) => named && kinds.includes("accelerator")) as [boolean, boolean];
  const [coming, going] = [comes, goes].map((kinds) => kinds.map((kind) => FRONT_DOOR_WORDS[kind]).join(" and "));
  return {
    ...(joins &&
      goes.includes("public") &&
      from["globalAccelerator"] === undefined && { reserves: reserved(from, to) }),
    config,
    opens: `bring up ${coming} beside ${going}${joins ? `, and lead the name to ${FRONT_DOOR_WORDS.accelerator}` : ""}`,
    waits: "let clients change over",
    closes:
      leaves && comes.includes("public")
        ? `take ${going} away and lead the name to the Elastic IPs, once those are on all allow lists`
        : `take ${going} away, once nobody comes that way any more`,
  };
}

const reserved = (from: SwitchConfig, to: SwitchConfig): Step => ({
  title: "make the accelerator's addresses, which lead nowhere yet, and have them put on the allow lists",
  config: { ...from, globalAccelerator: to["globalAccelerator"] ?? {} },
});

interface NamedService {
  hostname?: string;
  [key: string]: unknown;
}

const serviceOf = (config: SwitchConfig): NamedService => (config["service"] ?? {}) as NamedService;

/**
 * What the new config says, and what only the old one does. The old way in stays as it was, until it goes: by its section, its name and its
 * allowed clients, with nobody let in who was not. So does protection.
 */
function inBetween(from: SwitchConfig, to: SwitchConfig, staying: readonly Option[]): SwitchConfig {
  const { protect: _, ...latter } = to;
  const regions = [from, to].map((config) => (config["regions"] ?? {}) as Record<string, object>) as [
    Record<string, object>,
    Record<string, object>,
  ];
  const names = [...new Set(regions.flatMap(Object.keys))];
  const { hostname = serviceOf(to).hostname } = serviceOf(from);
  return {
    ...from,
    ...latter,
    ...Object.fromEntries(staying.flatMap((name) => (name in from ? [[name, from[name]]] : []))),
    ...(servesInternet(compose(from.options)) && {
      service: { ...serviceOf(from), ...(hostname !== undefined && { hostname }) },
      ...(serviceOf(from).hostname !== undefined && { dns: from["dns"] }),
    }),
    ...(names.length > 0 && {
      regions: Object.fromEntries(names.map((name) => [name, { ...regions[0][name], ...regions[1][name] }])),
    }),
    options: from.options,
    weights: from.weights,
  };
}
