import type { AddressChange, Interruption } from "../../../../analysis";
import {
  NO_STEPS,
  addressCells,
  besideText,
  lacksSteps,
  optionsText,
  stepsTitle,
  verdictText,
} from "../../../switch/renderSwitch";
import type { SwitchReport } from "../../reportData";
import { Code } from "../parts/CopyButton";
import { Table } from "../parts/Table";
import { Mark, Source, type Tone } from "../parts/text";

const TONES: Readonly<Record<SwitchReport["verdict"], Tone>> = {
  none: "good",
  brief: "mild",
  outage: "bad",
  refused: "bad",
};

/** A switch from beginning to end. */
export const Switch = ({ change }: { change: SwitchReport }) => (
  <>
    <p class="verdict">
      {optionsText(change.from)} → {optionsText(change.to)}{" "}
      <Mark tone={TONES[change.verdict]} text={verdictText(change.verdict, change.interruptions)} />
    </p>
    {change.refusals.length > 0 && (
      <>
        <h3>Why it is refused</h3>
        <ul>
          {change.refusals.map((text) => (
            <li>{text}</li>
          ))}
        </ul>
        <Beside text={besideText(change)} />
      </>
    )}
    <Kept change={change} />
    <h3>Who notices</h3>
    {change.interruptions.length === 0 ? <p>Nobody.</p> : <Interruptions all={change.interruptions} />}
    {change.keys !== undefined && (
      <>
        <h3>In the stack file</h3>
        <Code text={change.keys} what="keys of the stack file" />
      </>
    )}
    <Steps change={change} />
    <ByHand change={change} />
    <h3>Changes</h3>
    <Changes change={change} />
  </>
);

const Beside = ({ text }: { text: string | undefined }) => (text === undefined ? null : <p>… {text}.</p>);

const Kept = ({ change: { addresses, parking } }: { change: SwitchReport }) => (
  <>
    {addresses.length > 0 && (
      <>
        <h3>Addresses</h3>
        <Table
          label="Addresses before and after the switch"
          columns={[
            { title: "Address" },
            { title: "Region" },
            { title: "Zone" },
            { title: "For" },
            { title: "Before" },
            { title: "After" },
          ]}
          rows={addresses.map((address) => {
            const [region, zone, purpose, name, before, after] = addressCells(address);
            return [name, region, zone, purpose, before, <Mark {...fateOf(address, after)} />];
          })}
        />
      </>
    )}
    {parking !== undefined && (
      <>
        <h3>To keep the addresses</h3>
        <Code text={parking} what="keys that keep the addresses" />
      </>
    )}
  </>
);

/** What becomes of an address. What is new has to be put on lists, and what served and is parked leads nowhere. */
function fateOf({ lost, note, before, after }: AddressChange, state = ""): { tone: Tone; text: string } {
  if (lost) return { tone: "bad", text: note === undefined ? "LOST" : `LOST: ${note}` };
  if (before === "none") return { tone: "minor", text: `new, ${state}` };
  return { tone: before === "serving" && after === "parked" ? "mild" : "good", text: `kept, ${state}` };
}

const Interruptions = ({ all }: { all: readonly Interruption[] }) => (
  <ul class="entries">
    {all.map(({ severity, who, what, duration, source }) => (
      <li>
        <p>
          <Mark tone={TONES[severity]} text={severity} /> <strong>{who}:</strong> {what}
        </p>
        <p>
          For how long: {duration} <Source text={source} />
        </p>
      </li>
    ))}
  </ul>
);

const Steps = ({ change }: { change: SwitchReport }) => {
  if (lacksSteps(change))
    return (
      <>
        <h3>Instead</h3>
        <p>{NO_STEPS}</p>
      </>
    );
  if (change.steps.length === 0) return null;
  return (
    <>
      <h3>{stepsTitle(change)}</h3>
      <p>
        Each step: set its keys in the stack file, look at <code>pulumi preview</code>, then <code>pulumi up</code>, and
        go on when all targets are healthy.
      </p>
      <ol class="entries steps">
        {change.steps.map(({ title, config, verdict, interruptions }, index) => (
          <li>
            <p>
              <strong>{title}</strong>
            </p>
            <Code text={config} what={`keys of step ${index + 1}`} />
            <p>
              <Mark tone={TONES[verdict]} text={verdictText(verdict, interruptions)} />
            </p>
            {interruptions.length > 0 && (
              <ul>
                {interruptions.map(({ who, what }) => (
                  <li>
                    {who}: {what}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </>
  );
};

const ByHand = ({ change: { byHand } }: { change: SwitchReport }) =>
  byHand.length === 0 ? null : (
    <>
      <h3>By hand</h3>
      <ol class="entries">
        {byHand.map(({ what, commands, source }, index) => (
          <li>
            <p>{what}</p>
            <Code text={commands.join("\n")} what={`commands ${index + 1}`} />
            <p>
              <Source text={source} />
            </p>
          </li>
        ))}
      </ol>
    </>
  );

const Changes = ({ change: { changes, hidden } }: { change: SwitchReport }) => (
  <>
    <details>
      <summary>
        {changes.length} {changes.length === 1 ? "resource changes" : "resources change"}
      </summary>
      <Table
        label="Resources that change"
        columns={[{ title: "Resource" }, { title: "Type" }, { title: "What" }, { title: "Inputs", width: "wide" }]}
        rows={changes.map(({ name, type, action, inputs }) => [<code>{name}</code>, type, action, inputs.join(", ")])}
      />
    </details>
    {hidden.length > 0 && (
      <p>What changes inside encrypted values is not shown, only that it does: {hidden.join(", ")}.</p>
    )}
  </>
);
