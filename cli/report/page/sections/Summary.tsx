import type { AllowListEntry, ReportData } from "../../reportData";
import { usd } from "../../../cost/renderCost";
import { consumerHeadingRows, headingRows } from "../../../plan/headingRows";
import { regionCells } from "../../../plan/renderRegions";
import { verdictText } from "../../../switch/renderSwitch";
import { survivesText } from "../../../whatIf/renderWhatIf";
import { Table } from "../parts/Table";
import { Definitions } from "../parts/text";

/** What a stack is, and the answers that most people open the page for, each with the way to its part. */
export const Summary = ({ data }: { data: ReportData }) => {
  const { plan, kind } = data;
  const { summary } = plan;
  const rows = kind === "consumer" ? consumerHeadingRows(plan) : headingRows(plan);
  return (
    <>
      <ul class="answers">
        {answers(data).map(({ word, text, part }) => (
          <li>
            <a href={`#${part}`}>
              <span class="word">{word}</span> <span class="answer">{text}</span>
            </a>
          </li>
        ))}
      </ul>
      <Definitions rows={rows} />
      {summary.regions.length + summary.parkedRegions.length > 0 && kind === "service" && (
        <Table
          label="Regions"
          columns={[
            { title: "Region" },
            { title: "VPC" },
            { title: "Zones" },
            { title: "NAT gateways", align: "right" },
            { title: "Instances" },
            { title: "Tasks" },
          ]}
          rows={regionCells(summary)}
        />
      )}
    </>
  );
};

interface Answer {
  word: string;
  text: string;
  part: string;
}

function answers({ allowList, whatIf, cost, plan, alarms, switch: change }: ReportData): Answer[] {
  const warnings = plan.findings.filter(({ severity }) => severity === "warning").length;
  const notes = plan.findings.length - warnings;
  return [
    ...(change ? [{ word: "Switch", text: verdictText(change.verdict, change.interruptions), part: "switch" }] : []),
    ...(allowList.length > 0 ? [{ word: "Allow list", text: allowListText(allowList), part: "addresses" }] : []),
    ...(whatIf ? [{ word: "Survives", text: survivesText(whatIf.verdict), part: "what-if" }] : []),
    { word: "Cost", text: costText(cost), part: "cost" },
    { word: "Findings", text: `${counted(warnings, "warning")}, ${counted(notes, "note")}`, part: "findings" },
    ...(alarms.length > 0 ? [{ word: "Alarms", text: alarmText(alarms), part: "alarms" }] : []),
  ];
}

const costText = ({ month, to }: ReportData["cost"]): string =>
  `${usd(month.total)}${to ? ` → ${usd(to.month.total)}` : ""} USD a month`;

/** An entry that is not known here may stand for several. */
function allowListText(entries: ReportData["allowList"]): string {
  const all = sum(entries);
  const of = (origin: AllowListEntry["row"]["origin"]) =>
    sum(entries.filter(({ known, row }) => !known && row.origin === origin));
  return [
    counted(all, "address", "addresses"),
    ...part(of("created"), all, "known after the first up"),
    ...part(of("own"), all, "by allocation id"),
  ].join(", ");
}

const sum = (entries: readonly AllowListEntry[]): number =>
  entries.reduce((all, { known, row }) => all + (known ? 1 : row.count), 0);

const part = (count: number, all: number, text: string): string[] =>
  count === 0 ? [] : [count === all ? text : `${count} ${text}`];

function alarmText(alarms: ReportData["alarms"]): string {
  const pages = alarms.filter(({ grade }) => grade === "page").length;
  const whom = alarms.every(({ heard }) => !heard)
    ? "which nobody hears"
    : `${pages} of them ${pages === 1 ? "wakes" : "wake"} somebody`;
  return `${counted(alarms.length, "alarm")}, ${whom}`;
}

const counted = (count: number, one: string, several = `${one}s`): string => `${count} ${count === 1 ? one : several}`;
