import type { ResourceNode } from "../../../graph/graph";
import type { Balancer } from "../model/loadBalancers";
import { isWell } from "../state/healthChecks";
import { FIGURES, type FigureName } from "../published/figures";
import { recordIsWell, recordsBelow } from "../state/dnsAnswers";
import type { State } from "../state/state";
import type { Term } from "../types";

/* The terms that times are sums of. */

export const figure = (name: FigureName): Term => ({
  what: FIGURES[name].what,
  seconds: FIGURES[name].seconds,
  source: FIGURES[name].source,
});

export const secondsOf = (terms: readonly Term[]): number => terms.reduce((sum, { seconds }) => sum + seconds, 0);

const longest = (terms: readonly Term[]): Term[] =>
  terms.length === 0 ? [] : [terms.reduce((one, other) => (other.seconds > one.seconds ? other : one))];

/** Whose figures a load balancer's checks have. */
export const CHECKS = "service.healthCheck";

/** Until a load balancer finds that a target has failed. */
export const targetsFail = (balancers: readonly Balancer[]): Term[] =>
  longest(
    balancers.flatMap(({ groups }) =>
      groups.map(({ interval, threshold }) => ({
        what: `targets fail ${threshold} checks, one each ${interval} s`,
        seconds: interval * threshold,
        source: CHECKS,
      })),
    ),
  );

/** Until Route 53 leaves the records that are not well any more, with the last of them. */
export function recordsFail(before: State, after: State, roots: readonly ResourceNode[]): Term[] {
  const all = roots.flatMap((root) => treeOf(after, root));
  const failed = all.filter((record) => recordIsWell(before, record) && !recordIsWell(after, record));
  return longest(failed.flatMap((record) => recordFails(after, record)));
}

/** All records that a name may lead to: those of its own, and those below them. */
function treeOf(state: State, record: ResourceNode): ResourceNode[] {
  return [record, ...recordsBelow(state, record).flatMap((each) => treeOf(state, each))];
}

/**
 * By its check, where that fails: its figures are known. Else by its alias, as soon as the load balancer knows. Of a record that leads to
 * records, those say it.
 */
function recordFails(state: State, record: ResourceNode): Term[] {
  const { index, balancers } = state.model;
  const check = index.resolve(record.inputs["healthCheckId"]);
  if (check && !isWell(state, check)) return checkFails(state, check);
  const [alias] = (record.inputs["aliases"] ?? []) as { name?: unknown }[];
  const balancer = balancers.get(index.resolve(alias?.name)?.name ?? "");
  return balancer ? targetsFail([balancer]) : [];
}

/** Of a check of checks, with the last of those that fail. One that is wrong itself needs no time. */
function checkFails(state: State, check: ResourceNode): Term[] {
  const { inputs, name } = check;
  if (state.lost.has(`check=${name}`)) return [{ what: `${name} says unhealthy`, seconds: 0, source: "what is lost" }];
  if (inputs["type"] === "CALCULATED")
    return longest(
      ((inputs["childHealthchecks"] ?? []) as unknown[])
        .flatMap((id) => state.model.index.resolve(id) ?? [])
        .filter((child) => !isWell(state, child))
        .flatMap((child) => checkFails(state, child)),
    );
  if (inputs["type"] === "CLOUDWATCH_METRIC") return alarmRings(state, inputs);
  const [interval, threshold] = [Number(inputs["requestInterval"] ?? 30), Number(inputs["failureThreshold"] ?? 3)];
  return [
    {
      what: `Route 53 fails to connect ${threshold} times, once each ${interval} s`,
      seconds: interval * threshold,
      source: "dns.healthCheck",
    },
  ];
}

function alarmRings({ model }: State, inputs: ResourceNode["inputs"]): Term[] {
  const alarm = model.index.resolve(inputs["cloudwatchAlarmName"])?.inputs ?? {};
  const [period, times] = [Number(alarm["period"] ?? 60), Number(alarm["evaluationPeriods"] ?? 1)];
  return [{ what: `an alarm sees it ${times} times, each ${period} s`, seconds: period * times, source: "the alarm" }];
}

/** How long an answer of a name is kept: as its record says, or as what it leads to has it. */
export function kept(state: State, roots: readonly ResourceNode[]): Term {
  const ttls = roots
    .flatMap((root) => treeOf(state, root))
    .flatMap(({ inputs }) => (typeof inputs["ttl"] === "number" ? [inputs["ttl"]] : []));
  return ttls.length === 0
    ? figure("loadBalancerTtl")
    : { what: "an answer is kept", seconds: Math.max(...ttls), source: "dns.ttlSeconds" };
}
