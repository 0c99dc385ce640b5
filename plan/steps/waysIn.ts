import { type FrontDoorKind, OPTIONS, OPTION_NAMES, type Option, compose, frontDoorKinds } from "../options";
import { withOptions } from "./withOptions";
import type { SwitchConfig } from "./switchConfig";

/** What clients connect to, in words. */
const FRONT_DOOR_WORDS: Readonly<Record<FrontDoorKind, string>> = {
  public: "the public load balancer",
  accelerator: "the accelerator",
  privateLink: "the endpoint service",
};

/** Ways in that go, and that come. */
function changedWaysIn(before: readonly Option[], after: readonly Option[]): Record<"goes" | "comes", FrontDoorKind[]> {
  const [was, is] = [frontDoorKinds(compose(before)), frontDoorKinds(compose(after))];
  return { goes: was.filter((kind) => !is.includes(kind)), comes: is.filter((kind) => !was.includes(kind)) };
}

/** Whether clients have to go from one way in to another. */
export function changesWayIn(before: readonly Option[], after: readonly Option[]): boolean {
  const { goes, comes } = changedWaysIn(before, after);
  return goes.length > 0 && comes.length > 0;
}

/** The config in between, and what is done on the way there, there, and on the way from there. */
export interface BothWaysIn {
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
  const words = (kinds: readonly FrontDoorKind[]) => kinds.map((kind) => FRONT_DOOR_WORDS[kind]).join(" and ");
  return {
    // What only the old config says is about what stays for now.
    config: withOptions({ ...from, ...to, options: from.options, weights: from.weights }, options),
    opens: `bring up ${words(comes)} beside ${words(goes)}`,
    waits: "let clients change over",
    closes: `take ${words(goes)} away, once nobody comes that way any more`,
  };
}
