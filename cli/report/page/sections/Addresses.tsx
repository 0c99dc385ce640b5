import { addressCells } from "../../../plan/renderAddresses";
import type { AllowListEntry } from "../../reportData";
import { CopyButton } from "../parts/CopyButton";
import { Table } from "../parts/Table";

const LISTS = [
  {
    for: "clients",
    title: "Clients connect to these",
    what: "addresses that clients connect to",
    who: "Third parties let their own connections out to them.",
    output: "publicAddresses",
  },
  {
    for: "egress",
    title: "The service’s own connections come from these",
    what: "addresses that connections come from",
    who: "Third parties let them in.",
    output: "egressAddresses",
  },
] as const;

/** What goes on allow lists. */
export const Addresses = ({ entries }: { entries: readonly AllowListEntry[] }) => {
  const known = knownOf(entries);
  const several = LISTS.every((list) => knownOf(entries.filter((entry) => entry.for === list.for)).length > 0);
  return (
    <>
      {known.length > 0 && several && (
        <p class="scripted">
          <CopyButton text={known.join("\n")} what="addresses of both lists" label={`Copy all ${known.length}`} />
        </p>
      )}
      {LISTS.map((list) => (
        <List list={list} entries={entries.filter((entry) => entry.for === list.for)} />
      ))}
    </>
  );
};

/** What is not known cannot be put on a list. */
const knownOf = (entries: readonly AllowListEntry[]): string[] => [
  ...new Set(entries.flatMap(({ known, text }) => (known ? text : []))),
];

const List = ({ list, entries }: { list: (typeof LISTS)[number]; entries: readonly AllowListEntry[] }) => {
  if (entries.length === 0) return null;
  const known = knownOf(entries);
  return (
    <>
      <h3>{list.title}</h3>
      <p>
        {list.who} <Unknown entries={entries} output={list.output} />
      </p>
      <Table
        label={list.title}
        columns={[
          { title: "Address" },
          { title: "Region" },
          { title: "Zone" },
          { title: "For" },
          { title: "Leads to" },
          { title: "Protected" },
        ]}
        rows={entries.map(cells)}
      />
      {known.length > 1 && (
        <p class="scripted">
          <CopyButton text={known.join("\n")} what={list.what} label={`Copy all ${known.length}`} />
        </p>
      )}
    </>
  );
};

/** What leads to an address that is not known here. One of one's own there is before the first `up`, too. */
const Unknown = ({ entries, output }: { entries: readonly AllowListEntry[]; output: string }) => {
  const origins = entries.flatMap(({ known, row }) => (known ? [] : row.origin));
  return (
    <>
      {origins.includes("created") && (
        <>
          New ones are known after the first <code>pulumi up</code>: <code>pulumi stack output {output}</code> has
          them.{" "}
        </>
      )}
      {origins.includes("own") && (
        <>
          An allocation id stands for an address of yours: <code>aws ec2 describe-addresses --allocation-ids ID</code>{" "}
          says which.
        </>
      )}
    </>
  );
};

function cells({ text, known, purpose, row }: AllowListEntry) {
  const [region = "", zone = "", , , leadsTo = "", kept = ""] = addressCells(row);
  const address = known ? (
    <span class="address">
      <code>{text}</code> <CopyButton text={text} />
    </span>
  ) : (
    <em>{text}</em>
  );
  return [address, region, zone, purpose, leadsTo, kept];
}
