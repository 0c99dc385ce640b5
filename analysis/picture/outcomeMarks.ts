import type { Outcome, Reach, WayIn } from "../failures";
import type { Box, Condition } from "./diagram";
import { idOfName } from "./edgeMarks";
import { boxId } from "./ids";
import type { LossMarks } from "./lossMarks";

/** Marks what is left: `whole` is the same stack while all is well. */
export function markOutcome(marks: LossMarks, outcome: Outcome, whole: Outcome): void {
  markAddresses(marks, outcome);
  markCapacity(marks, outcome);
  markEgress(marks, outcome, whole);
  markWays(marks, outcome, whole);
}

/** A box may show addresses of both families: it is silent where all of them are. */
function markAddresses(marks: LossMarks, { addresses }: Outcome): void {
  const shown = new Map<Box, Outcome["addresses"]>();
  for (const row of addresses) for (const box of boxesOf(marks, row)) shown.set(box, [...(shown.get(box) ?? []), row]);
  for (const [box, rows] of shown) {
    const used = rows.filter(({ state }) => state !== "parked");
    const silent = used.filter(({ state }) => state === "silent");
    if (used.length === 0) continue;
    if (silent.length === 0) marks.add([box], undefined, "answers");
    else if (silent.length === used.length) marks.add([box], "silent", "does not answer");
    else marks.add([box], "less", `${silent.map(({ purpose }) => FAMILY[purpose]).join(", ")} does not answer`);
  }
}

const FAMILY: Readonly<Record<Outcome["addresses"][number]["purpose"], string>> = {
  public: "IPv4",
  publicIpv6: "IPv6",
  anycast: "anycast",
};

/** An address of IPv6 is the load balancer's own, in each of its zones. */
function boxesOf(marks: LossMarks, { name, purpose, region, zone }: Outcome["addresses"][number]): Box[] {
  if (purpose !== "publicIpv6") return marks.named(name, "loadBalancer", "accelerator", "address");
  const bands = marks.named(name, "loadBalancer");
  return bands.flatMap((band) => marks.within(band)).filter(({ column }) => column === `${region}${zone}`);
}

function markCapacity(marks: LossMarks, { capacity }: Outcome): void {
  for (const { backend, kind, left, running, regrows } of capacity) {
    if (left >= running) continue;
    const words = `${left} of ${running} ${kind}${regrows ? "" : ", not replaced"}`;
    marks.add(marks.named(backend, "targets"), left === 0 ? "lost" : "less", words);
  }
}

/** Said of the targets whose connections these are, in their zone. */
function markEgress(marks: LossMarks, { egress }: Outcome, whole: Outcome): void {
  const worked = whole.egress.filter(({ works }) => works);
  for (const { region, zone, through, works } of egress) {
    if (works || !worked.some((each) => each.zone === zone && each.through === through)) continue;
    const cells = marks.ofKind("targets").filter((box) => box.column === zone && marks.of(box.id).condition !== "lost");
    const area = marks.ofKind("region").filter(({ id }) => id === boxId("region", region));
    const inside = new Set(area.flatMap((each) => marks.within(each)).map(({ id }) => id));
    marks.add(
      cells.filter(({ id }) => inside.has(id)),
      "less",
      `no way out by ${through}`,
    );
  }
}

const CONDITIONS: Readonly<Record<Reach, Condition | undefined>> = { all: undefined, part: "less", none: "silent" };

function markWays(marks: LossMarks, outcome: Outcome, whole: Outcome): void {
  for (const way of outcome.ways) marks.add(boxesOfWay(marks, way), CONDITIONS[way.reach], wayWords(way));
  const led = (all: readonly WayIn[]) => new Set(all.flatMap(({ leadsTo }) => leadsTo));
  const now = led(outcome.ways);
  for (const name of led(whole.ways)) if (!now.has(name)) markLeft(marks, name, outcome);
}

/** Who has its addresses still comes by these. */
function markLeft(marks: LossMarks, name: string, { addresses }: Outcome): void {
  const answering = addresses.filter(({ state }) => state === "answers").flatMap((row) => boxesOf(marks, row));
  const ids = new Set(answering.map(({ id }) => id));
  for (const frontDoor of marks.named(name, "loadBalancer", "accelerator")) {
    if (marks.within(frontDoor).some(({ id }) => ids.has(id))) marks.add([frontDoor], undefined, "no name leads here");
    else if (marks.conditionAt(frontDoor.id) === undefined) marks.add([frontDoor], "silent", "nobody is led here");
  }
}

function boxesOfWay(marks: LossMarks, way: WayIn): Box[] {
  if (way.kind === "loadBalancer" || way.kind === "accelerator") return marks.named(way.name, way.kind);
  const id = way.kind === "consumer" ? boxId("clients", way.name) : idOfName(way);
  return marks.ofKind("clients", "name").filter((box) => box.id === id);
}

function wayWords({ kind, leadsTo, reach }: WayIn): string {
  if (leadsTo.length === 0) return kind === "name" ? "not answered" : "leads nowhere";
  const to = kind === "loadBalancer" ? "its name answers" : `leads to ${leadsTo.join(", ")}`;
  if (reach === "none") return `${to}, which serves nobody`;
  return reach === "part" ? `${to}, a part comes through` : to;
}
