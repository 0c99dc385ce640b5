import type { ResourceNode } from "../../../graph/graph";
import { TYPES } from "../../inventory/resourceTypes";
import type { State } from "./state";

export const CHECK = "aws:route53/healthCheck:HealthCheck";

/** Whether a health check of Route 53 says healthy after the losses. */
export function isWell(state: State, check: ResourceNode): boolean {
  const known = state.checks.get(check);
  if (known !== undefined) return known;
  const well = judged(state, check);
  state.checks.set(check, well);
  return well;
}

function judged(state: State, check: ResourceNode): boolean {
  if (state.lost.has(`check=${check.name}`)) return false;
  if (state.lost.has(`check-gone=${check.name}`)) {
    state.applied.add("deletedCheck");
    return true;
  }
  return (SAYS[String(check.inputs["type"])] ?? wellUnknown)(state, check);
}

/** Of a kind that this program does not make nothing is known: it stays what it was. */
const wellUnknown = (): boolean => true;

/** What each kind of health check says. A routing control stays On until people turn it. */
export const SAYS: Readonly<Record<string, (state: State, check: ResourceNode) => boolean>> = {
  TCP: connects,
  CALCULATED: counts,
  CLOUDWATCH_METRIC: followsAlarm,
  RECOVERY_CONTROL: () => true,
};

/** To an address: an accelerator's edge answers always; a load balancer's where a connection comes through to a target. */
function connects({ model, alive, lost, applied }: State, { inputs }: ResourceNode): boolean {
  const address = model.index.resolve(inputs["ipAddress"]);
  // An accelerator's; one of IPv6 is not followed here.
  if (address?.type !== TYPES.eip) return true;
  const flows = model.flowsOfAddress.get(address.name) ?? [];
  const tls = flows.some(({ path }) => model.balancers.get(path.through ?? "")?.tls === true);
  const through = flows.length === 0 || flows.some(alive);
  if (!tls || through) return through;
  const reached = flows.some(({ needsToLoadBalancer }) => !needsToLoadBalancer.some((need) => lost.has(need)));
  if (reached) applied.add("tlsAnswers");
  return reached;
}

function counts(state: State, { inputs }: ResourceNode): boolean {
  const { index } = state.model;
  const children = ((inputs["childHealthchecks"] ?? []) as unknown[]).map((id) => index.resolve(id));
  const well = children.filter((child) => !child || isWell(state, child)).length;
  if (well < children.length) state.applied.add("calculatedCheck");
  return well >= Number(inputs["childHealthThreshold"] ?? children.length);
}

interface AlarmInputs {
  metricName?: string;
  statistic?: string;
  threshold?: number;
  dimensions?: Record<string, unknown>;
}

function followsAlarm(state: State, { inputs }: ResourceNode): boolean {
  const { model, lost, applied } = state;
  if (lost.has(`region=${String(inputs["cloudwatchAlarmRegion"])}`)) {
    applied.add("silentAlarm");
    return inputs["insufficientDataHealthStatus"] !== "Unhealthy";
  }
  const alarm = model.index.resolve(inputs["cloudwatchAlarmName"]);
  const { metricName = "", ...settings } = (alarm?.inputs ?? {}) as AlarmInputs;
  const value = (METRICS[metricName] ?? (() => undefined))(state, settings);
  return value === undefined || value >= (settings.threshold ?? 0);
}

/** What the metrics read that health checks of this program follow. */
const METRICS: Readonly<Record<string, (state: State, alarm: AlarmInputs) => number | undefined>> = {
  HealthyEndpointCount: ({ accelerators }, { dimensions = {} }) =>
    accelerators.get(nameIn(dimensions["Accelerator"]))?.healthy.length,
  ZonalHealthStatus: ({ model, balancerStates }, { dimensions = {}, statistic }) => {
    const name = nameIn(dimensions["LoadBalancer"]);
    const [balancer, state] = [model.balancers.get(name), balancerStates.get(name)];
    if (!balancer || !state) return undefined;
    const zone = dimensions["AvailabilityZone"];
    const zones = zone === undefined ? balancer.nodes.map((node) => node.zone) : [zone];
    const values = zones.map((each) => (state.healthyZones.some((healthy) => healthy === each) ? 1 : 0));
    return STATISTICS[statistic ?? ""]?.(values);
  },
};

const STATISTICS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
  Average: (values) => values.reduce((sum, each) => sum + each, 0) / values.length,
};

/** `${LoadBalancer:front-eu-west-1.arnSuffix}` gives the logical name. */
const nameIn = (value: unknown): string => /^\$\{\w+:(.*)\.\w+\}$/.exec(String(value))?.[1] ?? String(value);
