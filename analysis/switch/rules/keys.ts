import { type KeyRow, encryptionKeys } from "../../inventory/keys";
import { GUARD_TYPES } from "../../inventory/resourceTypes";
import type { ByHand } from "../comparison/byHand";
import { type Comparison, changesOfType } from "../comparison/comparison";
import { DURATIONS } from "../comparison/durations";
import { type Interruption, timed } from "../comparison/interruption";

/* What becomes of what a key has encrypted, when the key goes: the log group or bucket may say another from now on, and the old stays as it was. */

/** Keys that leave the stack, with what they encrypted until now and that does not go as well. */
function leavingKeys({ from, ...comparison }: Comparison): KeyRow[] {
  const leaving = new Set(
    changesOfType({ from, ...comparison }, GUARD_TYPES.key, "delete", "replace", "leave").map(({ name }) => name),
  );
  const stays = ({ name, type, retainOnDelete }: KeyRow["key"]): boolean => {
    const action = comparison.changes.get(`${type} ${name}`)?.action;
    return retainOnDelete || (action !== "delete" && action !== "replace");
  };
  return encryptionKeys(from)
    .filter(({ key }) => leaving.has(key.name))
    .map(({ key, holders }) => ({ key, holders: holders.filter(stays) }));
}

/**
 * A key that is to be deleted can be used no more, from that moment.
 * Source: docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
 */
export function lostKeys(comparison: Comparison): Interruption[] {
  const lost = leavingKeys(comparison).filter(({ key }) => !key.retainOnDelete);
  const used = new Set(
    encryptionKeys(comparison.from).flatMap(({ key, holders }) => (holders.length > 0 ? [key] : [])),
  );
  const idle = lost
    .filter(({ key }) => !used.has(key))
    .map(({ key }): Interruption => ({
      rule: "lost-key",
      severity: "none",
      who: `whoever reads what ${key.name} has encrypted`,
      what: "the key is deleted: see first that all it has encrypted has aged, and that no instance has a volume of that time",
      ...timed(DURATIONS.lostKey),
      resources: [key.name],
    }));
  const inUse = lost
    .filter(({ holders }) => holders.length > 0)
    .map(({ key, holders }): Interruption => ({
      rule: "lost-key",
      severity: "none",
      who: `whoever reads what ${holders.map(({ name }) => name).join(", ")} hold of before`,
      what:
        `${key.name} is deleted, and what it has encrypted cannot be read, though it stays` +
        (holders.some(({ type }) => type === GUARD_TYPES.launchTemplate)
          ? "; an instance that has been stopped cannot be started. "
          : ". ") +
        "Let guard.keys.use: false be an update of its own before, and wait until that has aged",
      ...timed(DURATIONS.lostKey),
      resources: [key.name, ...holders.map(({ name }) => name)],
    }));
  return [...inUse, ...idle];
}

/** Under `protect` a key stays in the account, as the logs do. It is charged for until somebody deletes it. */
export function keysLeftByHand(comparison: Comparison): ByHand[] {
  return leavingKeys(comparison).flatMap(({ key, holders }): ByHand[] => {
    const region = comparison.from.regionOf(key) ?? "";
    const common = { source: DELETING, resources: [key.name] };
    const find =
      `aws resourcegroupstaggingapi get-resources --region ${region} \\\n` +
      `  --resource-type-filters kms:key --tag-filters Key=Name,Values=${nameTagOf(key.inputs)}`;
    if (key.retainOnDelete)
      return [
        {
          rule: "left-key",
          what: `${key.name} stays in the account for what it has encrypted, at a dollar a month. Delete it once nobody will read that`,
          commands: [
            find,
            `aws kms schedule-key-deletion --region ${region} --key-id KEY_ID --pending-window-in-days 30`,
          ],
          ...common,
        },
      ];
    if (holders.length === 0) return [];
    return [
      {
        rule: "lost-key",
        what: `for 30 days after the update ${key.name} can be had back, if something is still to be read; the program no longer knows of it then`,
        commands: [
          find,
          `aws kms cancel-key-deletion --region ${region} --key-id KEY_ID`,
          `aws kms enable-key --region ${region} --key-id KEY_ID`,
        ],
        ...common,
      },
    ];
  });
}

const DELETING = "docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html";

const nameTagOf = ({ tags }: Readonly<Record<string, unknown>>): string =>
  String((tags as Record<string, unknown> | undefined)?.["Name"]);
