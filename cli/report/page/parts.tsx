import type { ComponentChildren } from "preact";
import type { ReportData } from "../reportData";
import { Addresses } from "./sections/Addresses";
import { Alarms } from "./sections/Alarms";
import { Cost } from "./sections/Cost";
import { Findings } from "./sections/Findings";
import { Consumers, Names } from "./sections/Names";
import { Paths } from "./sections/Paths";
import { Picture } from "./sections/Picture";
import { Summary } from "./sections/Summary";
import { Switch } from "./sections/Switch";
import { WhatIf } from "./sections/WhatIf";

export interface Part {
  /** The anchor. */
  id: string;
  title: string;
  body: ComponentChildren;
}

/** The parts of a page in their order; those that a stack has nothing for are left out. */
export function partsOf(data: ReportData): Part[] {
  const { plan, allowList, whatIf, alarms, switch: change } = data;
  const all: (Part | undefined)[] = [
    { id: "summary", title: "Summary", body: <Summary data={data} /> },
    { id: "picture", title: "Picture", body: <Picture picture={data.picture} /> },
    change && { id: "switch", title: "Switch", body: <Switch change={change} /> },
    allowList.length > 0 ? { id: "addresses", title: "Addresses", body: <Addresses entries={allowList} /> } : undefined,
    plan.names.length > 0 ? { id: "names", title: "Names", body: <Names names={plan.names} /> } : undefined,
    plan.consumers.length > 0
      ? { id: "consumers", title: "Consumers", body: <Consumers consumers={plan.consumers} /> }
      : undefined,
    { id: "paths", title: "Paths", body: <Paths paths={plan.paths} pathFaults={plan.pathFaults} /> },
    whatIf && { id: "what-if", title: "What if", body: <WhatIf matrix={whatIf} /> },
    { id: "cost", title: "Cost", body: <Cost cost={data.cost} /> },
    { id: "findings", title: "Findings", body: <Findings findings={plan.findings} /> },
    alarms.length > 0 ? { id: "alarms", title: "Alarms", body: <Alarms alarms={alarms} /> } : undefined,
  ];
  return all.filter((part) => part !== undefined);
}
