import type { AlarmRow } from "../../../../analysis/inventory/alarmRows";
import { alarmWhen } from "../alarmWhen";
import { Mark, Names, type Tone } from "../parts/text";

const WHOM: Readonly<Record<"page" | "ticket" | "unheard" | "aws", { tone: Tone; text: string }>> = {
  page: { tone: "urgent", text: "page" },
  ticket: { tone: "minor", text: "ticket" },
  unheard: { tone: "plain", text: "unheard" },
  aws: { tone: "plain", text: "AWS acts" },
};

const whomOf = ({ grade, runbook }: AlarmRow): keyof typeof WHOM => grade ?? (runbook ? "unheard" : "aws");

/** In their order, those that wake somebody first; each with what the runbook says. */
export const Alarms = ({ alarms }: { alarms: readonly AlarmRow[] }) => (
  <>
    <p>
      {alarms.some(({ heard }) => heard) && (
        <>
          A <strong>page</strong> wakes somebody, a <strong>ticket</strong> is for the next working day.{" "}
        </>
      )}
      {alarms.some((alarm) => whomOf(alarm) === "unheard") && (
        <>
          Of those <strong>unheard</strong> nobody is told: <code>monitoring.notify</code> names who is.{" "}
        </>
      )}
      {alarms.some(({ runbook }) => !runbook) && "On the others AWS acts, and no people."}
    </p>
    <form class="filter scripted" id="alarm-filter" role="search" aria-label="Alarms">
      <label>
        Search <input type="search" name="text" autocomplete="off" />
      </label>
      <label>
        For{" "}
        <select name="grade">
          <option value="">all</option>
          {Object.entries(WHOM)
            .filter(([whom]) => alarms.some((alarm) => whomOf(alarm) === whom))
            .map(([whom, { text }]) => (
              <option value={whom}>{text}</option>
            ))}
        </select>
      </label>
      <label>
        Region{" "}
        <select name="region">
          <option value="">all</option>
          {[...new Set(alarms.map(({ region }) => region))].sort().map((region) => (
            <option>{region}</option>
          ))}
        </select>
      </label>
      <output id="alarm-count">{alarms.length} alarms</output>
    </form>
    <ul class="entries" id="alarm-list">
      {alarms.map((alarm) => (
        <Entry alarm={alarm} />
      ))}
    </ul>
  </>
);

const Entry = ({ alarm }: { alarm: AlarmRow }) => {
  const { name, region, subject, when, description, runbook, toldBy, heard } = alarm;
  const { tone, text } = WHOM[whomOf(alarm)];
  return (
    <li data-grade={whomOf(alarm)} data-region={region}>
      <details>
        <summary>
          <Mark tone={tone} text={text} /> {runbook?.title ?? name}
          {subject !== undefined && <span class="aside"> {subject}</span>}
        </summary>
        <dl>
          <Row word="Alarm">
            <code>{name}</code> in {region}
          </Row>
          <Row word="When">{alarmWhen(when)}</Row>
          {runbook ? <Runbook {...runbook} /> : <Row word="Says">{description}</Row>}
          {runbook && !heard && <Row word="As a rule">a {runbook.grade}</Row>}
          {toldBy.length > 0 && (
            <Row word="Told by">
              <Names names={toldBy} />
            </Row>
          )}
        </dl>
      </details>
    </li>
  );
};

const Runbook = ({ means, clients, look, act }: NonNullable<AlarmRow["runbook"]>) => (
  <>
    <Row word="Means">{means}</Row>
    <Row word="Clients notice">{clients}</Row>
    <Row word="Look at">{look}</Row>
    <Row word="Do">{act}</Row>
  </>
);

const Row = ({ word, children }: { word: string; children: preact.ComponentChildren }) => (
  <div>
    <dt>{word}</dt>
    <dd>{children}</dd>
  </div>
);
