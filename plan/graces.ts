/** How the load balancer checks targets. */
interface TargetChecks {
  intervalSeconds: number;
  healthyThreshold: number;
}

/**
 * Seconds until what is new answers: an instance's image starts, and its script may install and pull what it runs. No figure of
 * AWS: what is allowed for besides the checks, so that the sum is with usual checks the 300 seconds that its console proposes for a
 * group. Source of these: docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html
 */
const START_SECONDS = { echo: 100, script: 280 } as const;

/**
 * Seconds that registering a target may take: "a few minutes".
 * Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html
 */
const REGISTRATION_SECONDS = 180;

/** What has failed a check while it started is healthy again after so many good ones, and where there are several, by all. */
const recovery = (checks: readonly TargetChecks[]): number =>
  Math.max(...checks.map(({ intervalSeconds, healthyThreshold }) => intervalSeconds * healthyThreshold));

/** The least grace that lets a new instance become healthy before it is replaced. */
export const leastInstanceGrace = (
  checks: readonly TargetChecks[],
  workload: "echo" | "userData" | "container" = "echo",
): number => START_SECONDS[workload === "echo" ? "echo" : "script"] + recovery(checks);

/** Usual checks change nothing in it: whatever changes of a service renews its tasks. */
const USUAL_TASK_GRACE = 300;

/** The least grace that lets a new task become healthy before it is replaced. */
export const leastTaskGrace = (checks: readonly TargetChecks[]): number => REGISTRATION_SECONDS + recovery(checks);

/** Seconds until the health of a new instance counts. Default: as long as it may take to become healthy. */
export function instanceGrace(
  settings: { healthCheckGraceSeconds?: number; workload: { kind: "echo" | "userData" | "container" } },
  ...checks: TargetChecks[]
): number {
  return settings.healthCheckGraceSeconds ?? leastInstanceGrace(checks, settings.workload.kind);
}

/** Of a container that is checked from inside, too. */
interface ContainerChecks {
  intervalSeconds: number;
  retries: number;
  startPeriodSeconds: number;
}

/**
 * Seconds until the health of a new task counts, by the load balancer and by the check inside the container, which ECS ignores for as long.
 * Default: as long as it may take to become healthy. Source: docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export function taskGrace(
  settings: { healthCheckGraceSeconds?: number; healthCheck: ContainerChecks },
  ...checks: TargetChecks[]
): number {
  const { intervalSeconds, retries, startPeriodSeconds } = settings.healthCheck;
  const inside = startPeriodSeconds + intervalSeconds * retries;
  return settings.healthCheckGraceSeconds ?? Math.max(USUAL_TASK_GRACE, leastTaskGrace(checks), inside);
}
