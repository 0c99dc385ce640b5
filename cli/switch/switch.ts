import { isDeepStrictEqual } from "node:util";
import type { AddressChange, PublishedId } from "../../analysis";
import { addressNames } from "../../analysis/switch/addressChanges";
import { type Switch, losses } from "../../analysis/switch/switch";
import { formatPath } from "../../config/mistakes";
import { NAMESPACE } from "../../config/schema";
import { validate } from "../../config/validate";

import { FileError } from "../../graph";
import type { ResourceChange } from "../../graph/resourceChange";
import { withParkedAddresses } from "../../plan/addresses/parking";

import type { SwitchConfig } from "../../plan/steps/switchConfig";
import { type Keys, changedKeys } from "./changedKeys";
import { isForeign } from "../recording/otherSide";
import { StackRecorder } from "../recording/stackRecorder";
import { type RecordedSides, type SidesArgs, switchSides } from "./switchSides";
import { type Side, type StepView, alternativeSteps, compareSides } from "./switchSteps";

export interface SwitchArgs extends SidesArgs {
  /** Names of addresses whose loss is accepted. */
  allowLoss: readonly string[];
}

export interface SwitchView extends Switch {
  project: string;
  stack: string;
  /** The options before and after. */
  from: readonly string[];
  to: readonly string[];
  changes: ResourceChange[];
  /** What to set in the stack file, as YAML without the namespace, where options alone were given and bring more keys. */
  keys?: string;
  /**
   * Updates in which no new connection fails, where the one step is not such; or that cut connections zone by zone, where the one step cuts
   * those of all zones; or that AWS takes one after the other, where it refuses the one. Else empty.
   */
  steps: StepView[];
  /** Logical names of resources with encrypted inputs: whether these change is seen, what changes in them is not. */
  hidden: string[];
  /** Addresses that would be lost without leave. */
  losses: AddressChange[];
  /** What to set in the stack file to keep those, where any are Elastic IPs, as YAML without the namespace. */
  parking?: string;
  /** Published addresses that the new config itself does not hold, as the program would say. */
  unheld: string[];
}

/** Compares what a stack is with what it would be, and looks for several updates where one would interrupt. */
export async function planSwitch(
  root: string,
  args: SwitchArgs,
  recorder = StackRecorder.of(root),
): Promise<SwitchView> {
  return switchBetween(await switchSides(root, args, recorder), args);
}

/** The same of sides that are recorded. */
export async function switchBetween(
  { own, other, from, to, recordSide }: RecordedSides,
  args: Omit<SwitchArgs, "stack">,
): Promise<SwitchView> {
  const { changes, ...direct } = compareSides(from, to, args.allowLoss);
  const lost = direct.addresses.flatMap((outcome) => (outcome.lost ? (outcome.allocationId ?? []) : []));
  const refusals = unheldPublished(to.config, [...args.allowLoss, ...lost]);
  const result = withRefusals(direct, refusals);
  checkAllowedLosses(result.addresses, args.allowLoss);
  const lostNow = losses(result.addresses, args.allowLoss);
  return {
    project: own.project,
    stack: own.stack,
    from: optionsOf(from),
    to: optionsOf(to),
    ...result,
    changes,
    ...(args.to !== undefined && other.path === own.path && additionalKeys(from.config, to.config)),
    steps: await alternativeSteps(from, to, result, { allowLoss: args.allowLoss, recordSide }),
    hidden: [...new Set(changes.filter(({ hidden }) => hidden.length > 0).map(({ name }) => name))],
    losses: lostNow,
    ...parking(from.config, to.config, lostNow),
    unheld: refusals,
  };
}

const optionsOf = ({ graph }: Side): string[] => (graph.outputs["options"] ?? []) as string[];

/** What the program itself would refuse of the published addresses of a config, but for those that are spoken of already. */
function unheldPublished(config: SwitchConfig, alreadyReported: readonly string[]): string[] {
  const published = (config["published"] ?? []) as PublishedId[];
  const own = Object.fromEntries(Object.entries(config).filter(([key]) => !isForeign(key)));
  const mistakes = validate(own).mistakes ?? [];
  const isAllowed = (index: unknown) => alreadyReported.includes(published[Number(index)]?.allocationId ?? "");
  return mistakes
    .filter(({ path: [key, index] }) => key === "published" && !isAllowed(index))
    .map(({ path, fix }) => `the new config publishes what it does not hold, ${formatPath(NAMESPACE, path)}: ${fix}`);
}

function withRefusals<T extends Switch>(result: T, more: readonly string[]): T {
  if (more.length === 0) return result;
  return { ...result, verdict: "refused", refusals: [...result.refusals, ...more] };
}

/** An accelerator is kept by its section, which the refusal says. */
function parking(from: SwitchConfig, to: SwitchConfig, lost: readonly AddressChange[]): Pick<SwitchView, "parking"> {
  const elastic = lost.flatMap(({ region, zone, purpose, secondary }) =>
    purpose === "public" || purpose === "egress"
      ? [{ region, zone, purpose, ...(secondary !== undefined && { secondary }) }]
      : [],
  );
  return elastic.length === 0 ? {} : { parking: changedKeys(to, withParkedAddresses(from, to, elastic)) };
}

/** Options as they are in the stack file. Where nothing else changes, they say all. */
function additionalKeys(before: Keys, after: Keys): Pick<SwitchView, "keys"> {
  const isAll = isDeepStrictEqual({ ...before, options: after["options"] }, after);
  return isAll ? {} : { keys: changedKeys(before, after) };
}

/** A name that is none of an address is a mistake: the loss it was to allow is another. */
function checkAllowedLosses(outcomes: readonly AddressChange[], allowLoss: readonly string[]): void {
  const known = outcomes.flatMap(addressNames);
  const unknownNames = allowLoss.filter((name) => !known.includes(name));
  if (unknownNames.length === 0) return;
  const lost = outcomes.filter((outcome) => outcome.lost).map((outcome) => addressNames(outcome)[0] ?? "");
  const hint = lost.length === 0 ? "No address would be lost." : `Those that would be lost: ${lost.join(", ")}.`;
  throw new FileError(`--allow-loss ${unknownNames.join(" ")}: no address of the stack has this name. ${hint}`);
}
