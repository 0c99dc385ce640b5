import { sumText } from "../../../whatIf/renderLosses";
import { REACHES, recoveryRows, verdictRows } from "../../../whatIf/renderWhatIf";
import type { LossColumn, LossMatrix, LossRow } from "../../lossMatrix";
import { lossId } from "../anchors";
import { Table } from "../parts/Table";
import { Definitions, Mark, type Tone } from "../parts/text";

/** Each loss alone × addresses, and what is left after each. */
export const WhatIf = ({ matrix }: { matrix: LossMatrix }) => {
  const felt = matrix.rows.filter((row) => row.felt);
  const unfelt = matrix.rows.filter((row) => !row.felt);
  return (
    <>
      <h3>Verdict</h3>
      <Definitions rows={verdictRows(matrix.verdict)} />
      <h3>{columnsOf(matrix).used.length > 0 ? "Losses × addresses" : "Losses"}</h3>
      <p>
        Each loss alone: which addresses still answer, and who is served at once, over every way in. Targets left are of
        those needed; with those that are replaced and added there are at most so many. Way out: zones that have one, of
        those that still run anything. Mended: the longest time until clients are served again. Each loss leads to more
        about it.
      </p>
      <Matrix label="Losses and the addresses that still answer" matrix={matrix} rows={felt} />
      {unfelt.length > 0 && (
        <details>
          <summary>{unfelt.length} more, of which nobody notices any</summary>
          <Matrix label="Losses that nobody notices" matrix={matrix} rows={unfelt} />
        </details>
      )}
      <Parked matrix={matrix} />
      <h3>What is left after each</h3>
      {[...felt, ...unfelt].map((row) => (
        <Loss row={row} columns={matrix.columns} />
      ))}
    </>
  );
};

/** Addresses, by whether they lead anywhere while all is well. */
function columnsOf({ columns, whole }: LossMatrix) {
  const all = columns.map((column, place) => ({ title: columnTitle(column), known: column.known, place }));
  const isParked = ({ place }: { place: number }) => whole.addresses[place] === "parked";
  return { used: all.filter((column) => !isParked(column)), parked: all.filter(isParked) };
}

const Matrix = ({ label, matrix, rows }: { label: string; matrix: LossMatrix; rows: readonly LossRow[] }) => {
  const { used } = columnsOf(matrix);
  return (
    <Table
      label={label}
      columns={[
        { title: "Lost" },
        ...used.map(({ title, known }) => ({ title: [title, ...known].join(" ") })),
        { title: "Served" },
        ...["Targets left", "At most", "Way out"].map((title) => ({ title, align: "right" as const })),
        { title: "Mended" },
      ]}
      rows={rows.map((row) => [
        <a href={`#${lossId(row.loss)}`}>
          {row.loss.name.replace(`=${row.loss.of}`, "=")}
          <wbr />
          {row.loss.of}
        </a>,
        ...used.map(({ place }) => <Mark {...ADDRESS[row.addresses[place] ?? "silent"]} />),
        <Mark {...SERVED[row.served]} />,
        `${row.targets.left} of ${row.targets.needed}`,
        row.targets.atMost,
        egressText(row),
        mendedText(row),
      ])}
    />
  );
};

const Parked = ({ matrix }: { matrix: LossMatrix }) => {
  const { parked } = columnsOf(matrix);
  return parked.length === 0 ? null : (
    <p>Parked, and so leading nowhere in any case: {parked.map(({ title }) => title).join(", ")}.</p>
  );
};

type State = LossRow["addresses"][number];

const ADDRESS: Readonly<Record<State, { tone: Tone; text: string }>> = {
  answers: { tone: "good", text: "answers" },
  silent: { tone: "bad", text: "silent" },
  parked: { tone: "plain", text: "parked" },
};

const SERVED: Readonly<Record<LossRow["served"], { tone: Tone; text: string }>> = {
  all: { tone: "good", text: "all" },
  part: { tone: "mild", text: "a part" },
  none: { tone: "bad", text: "nobody" },
};

/** `eu-west-1a`, `eu-west-1a (IPv6)`, `2 anycast` */
function columnTitle({ region, zone, purpose, count }: LossColumn): string {
  if (purpose === "anycast") return `${count} anycast`;
  return `${region}${zone}${purpose === "publicIpv6" ? " (IPv6)" : ""}`;
}

const egressText = ({ egress: { open, zones } }: LossRow): string => (zones === 0 ? "none" : `${open} of ${zones}`);

function mendedText({ felt, recovery, notes }: LossRow): string {
  if (!felt) return "nobody notices";
  if (recovery) return recovery.seconds === undefined ? "not by itself" : sumText(recovery);
  return notes.length > 0 ? "see its note" : "nobody waits";
}

const Loss = ({ row, columns }: { row: LossRow; columns: readonly LossColumn[] }) => (
  <details id={lossId(row.loss)}>
    <summary>
      {row.loss.name} {!row.felt && <span class="aside">nobody notices</span>}
    </summary>
    <Definitions rows={lossRows(row, columns)} />
  </details>
);

function lossRows(row: LossRow, columns: readonly LossColumn[]): [string, string][] {
  const { loss, ways, controlPlanes, notes, recovery } = row;
  const silent = columns.flatMap((column, index) => (row.addresses[index] === "silent" ? columnTitle(column) : []));
  const { left, needed, atMost } = row.targets;
  return [
    ["Lost", loss.text],
    ["Silent", silent.length === 0 ? "no address" : silent.join(", ")],
    ...ways.map((way): [string, string] => ["Ways in", wayText(way)]),
    ["Targets", `${left} left at once, ${needed} needed, ${atMost} at most`],
    ...(recovery
      ? recoveryRows([recovery]).map(([word, text]): [string, string] => [WORDS[word.trim()] ?? word, text])
      : []),
    [
      "Must act",
      controlPlanes.length === 0
        ? "no control plane"
        : controlPlanes
            .map(({ service, action, by }) => `${service} ${action}${by === "people" ? ", by people" : ""}`)
            .join("\n"),
    ],
    ...notes.map((note): [string, string] => ["Note", note]),
  ];
}

const WORDS: Readonly<Record<string, string>> = {
  who: "Who waits",
  after: "Mended after",
  new: "New connections",
  open: "Open connections",
  if: "Assumed",
};

const wayText = ({ name, private: inside, leadsTo, reach, later }: LossRow["ways"][number]): string =>
  `${name}${inside ? " (private)" : ""} → ${leadsTo.length === 0 ? "no answer" : leadsTo.join(", ")}: ${REACHES[reach]}` +
  (later === reach ? "" : ` until targets are replaced, then ${REACHES[later]}`);
