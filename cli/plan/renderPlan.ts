import type { ComponentRow, Finding, FrontDoorRow, SubnetRow } from "../../analysis";
import { consumerHeadingRows, headingRows } from "./headingRows";
import type { PlanView } from "./planView";
import { renderAddresses } from "./renderAddresses";
import { consumerTable } from "./renderConsumers";
import { renderNames } from "./renderNames";
import { renderPaths } from "./renderPaths";
import { regionTable } from "./renderRegions";
import { definitions, section, table, titled } from "../text/table";

/** A plan for people: aligned, as wide as the page, without colour. What a consumer's stack cannot have is left out of its plan. */
export function renderPlan(view: PlanView): string {
  const { summary, consumers } = view;
  const isConsumer = summary.kind === "consumer";
  const ofService = [
    section("Regions", regionTable(summary)),
    section("Addresses", renderAddresses(view.addresses)),
    section("Load balancers", frontDoorTable(view.frontDoors)),
    ...(view.names.length > 0 ? [section("Names", renderNames(view.names))] : []),
  ];
  return [
    titled(`${summary.project} / ${summary.stack}`, "="),
    definitions(isConsumer ? consumerHeadingRows(view) : headingRows(view)),
    ...(isConsumer ? [] : ofService),
    ...(consumers.length > 0 ? [section("Consumers", consumerTable(consumers))] : []),
    section("Subnets and routes", subnetTable(view.subnets)),
    section("Paths", renderPaths(view.paths, view.pathFaults)),
    section(`Resources (${summary.resources})`, componentTable(view.components)),
    section("Findings", findingList(view.findings)),
  ].join("\n\n");
}

function frontDoorTable(rows: readonly FrontDoorRow[]): string {
  if (rows.length === 0) return "  none";
  return table(
    [
      { title: "load balancer" },
      { title: "port", align: "right" },
      { title: "target group" },
      { title: "share", align: "right" },
      { title: "targets" },
    ],
    rows.flatMap(({ loadBalancer, port, targets }) =>
      targets.map(({ targetGroup, percent, backends }) => [
        loadBalancer,
        port,
        targetGroup,
        `${percent} %`,
        backends.join(" ") || "none",
      ]),
    ),
  );
}

/** Of a subnet that exists. */
const UNKNOWN = "unknown";

function subnetTable(rows: readonly SubnetRow[]): string {
  return table(
    [
      { title: "zone" },
      { title: "tier" },
      { title: "range" },
      { title: "usable", align: "right" },
      { title: "beyond the VPC", fills: true },
    ],
    rows.map(({ zone, tier, cidr, usable, routes }) => [
      zone,
      tier,
      cidr ?? UNKNOWN,
      usable ?? UNKNOWN,
      routes.map(({ destination, target }) => `${destination} → ${target}`).join("\n") || "nothing",
    ]),
  );
}

function componentTable(rows: readonly ComponentRow[]): string {
  return table(
    [{ title: "component" }, { title: "count", align: "right", width: 5 }, { title: "resources", fills: true }],
    rows.map(({ name: component, total, resources }) => [
      component,
      total,
      Object.entries(resources)
        .map(([kind, count]) => (count === 1 ? kind : `${count} ${kind}`))
        .join(", "),
    ]),
  );
}

function findingList(rows: readonly Finding[]): string {
  if (rows.length === 0) return "  none";
  return table(
    [
      { title: "", width: 7 },
      { title: "", fills: true },
    ],
    rows.map(({ severity, text, fix }) => [severity, `${text}\nFix: ${fix}`]),
  );
}
