import type { WorkloadPorts } from "../ec2/echoServer";
import { numbersOf } from "../frontDoor/listeners";

/*
 * Instances that have had their first start and wait beside a group. Auto Scaling does not wait for user data before it stops one, so a
 * lifecycle hook holds each at every start until it says itself that it is ready.
 * Sources: docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html and warm-pool-instance-lifecycle.html
 */

export const POOL_STATES = ["stopped", "running"] as const;

export interface WarmPool {
  state: (typeof POOL_STATES)[number];
  /** Fewest instances in the pool, however many the group has. Default: none. */
  minSize?: number;
  /** Most instances of group and pool together. Default: the most of the group. */
  maxPreparedCapacity?: number;
  reuseOnScaleIn: boolean;
  /** Seconds that an instance has at each start. */
  startSeconds: number;
}

/** The longest time that an instance may be given, short of that of the hook. */
export const MOST_START_SECONDS = 3300;

/**
 * The provider makes it before the first launch, and takes any other for another group: so it is the same for all, with the hour that is AWS's
 * default, and how long an instance has is for the instance to keep. Source: the provider's internal/service/autoscaling/group.go
 */
export const LAUNCH_HOOK = {
  name: "ready",
  lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
  heartbeatTimeout: 3600,
  defaultResult: "ABANDON",
} as const;

/** What the pool is told of itself, beside the group's own. */
export const POOL_METRICS = ["WarmPoolDesiredCapacity", "WarmPoolWarmedCapacity"] as const;

/**
 * Whether a pool of a group of `min` to `max` instances has any, ever: it holds what is missing to the prepared capacity.
 * Source: docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html
 */
export const isEverFilled = (
  { minSize = 0, maxPreparedCapacity }: Pick<WarmPool, "minSize" | "maxPreparedCapacity">,
  { min, max }: { min: number; max: number },
): boolean => minSize > 0 || (maxPreparedCapacity ?? max) > min;

/** What a script must begin with, to be one of two that an instance runs. */
export const SCRIPT_START = "#!";

/** User data that runs a script, after it has seen to it that the instance says when it is ready: at this start and at each later one. */
export const warmedUserData = (script: string, ports: WorkloadPorts, startSeconds: number): string =>
  multipart([readinessInstaller(ports, startSeconds), script]);

/**
 * Says that the instance is ready once its first start is over and all its ports listen; or that it is to be replaced, when they do not in
 * time. It goes on looking where the group wants the instance, as one that leaves a pool of running ones is not started again.
 * Source: docs.aws.amazon.com/autoscaling/ec2/userguide/retrieving-target-lifecycle-state-through-imds.html
 */
export function readinessScript(ports: WorkloadPorts, startSeconds: number): string {
  return `#!/bin/bash
metadata() {
  local at=http://169.254.169.254/latest token
  token=$(curl -sf -m 2 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' $at/api/token) &&
    curl -sf -m 2 -H "X-aws-ec2-metadata-token: $token" "$at/meta-data/$1"
}
listens() {
  local port
  for port in ${numbersOf([ports, ...(ports.further ?? [])]).join(" ")}; do
    timeout 2 bash -c "exec 3<>/dev/tcp/$address/$port" 2>/dev/null || return 1
  done
}
# Fails while no hook waits for the instance that is still to do so.
complete() {
  local group state
  read -r group state < <(aws autoscaling describe-auto-scaling-instances --region "$region" \\
    --instance-ids "$instance" --output text \\
    --query 'AutoScalingInstances[0].[AutoScalingGroupName,LifecycleState]')
  case $state in
    *:Wait)
      aws autoscaling complete-lifecycle-action --region "$region" --auto-scaling-group-name "$group" \\
        --lifecycle-hook-name ${LAUNCH_HOOK.name} --instance-id "$instance" --lifecycle-action-result "$1" ;;
    InService | Warmed:Stopped | Warmed:Running) ;;
    *) return 1 ;;
  esac
}
timeout ${startSeconds} cloud-init status --wait > /dev/null 2>&1
until instance=$(metadata instance-id) && address=$(metadata local-ipv4) && region=$(metadata placement/region); do
  sleep 2
done
wanted='' told='' since=0
while sleep 5; do
  target=$(metadata autoscaling/target-lifecycle-state) || continue
  [[ -z $wanted || $target == "$wanted" ]] || since=$SECONDS
  wanted=$target
  [[ $target != "$told" && ( $target == InService || $target == Warmed:* ) ]] || continue
  if listens; then
    complete CONTINUE && told=$target
  elif (( SECONDS - since >= ${startSeconds} )); then
    complete ABANDON && told=$target
  fi
done
`;
}

/** No order by systemd behind cloud-init's last service, which itself may come after the target that this is part of. */
const readinessInstaller = (ports: WorkloadPorts, startSeconds: number): string => `#!/bin/bash
cat > /usr/local/bin/warm-pool-ready <<'READY'
${readinessScript(ports, startSeconds)}READY
chmod 755 /usr/local/bin/warm-pool-ready
cat > /etc/systemd/system/warm-pool-ready.service <<'UNIT'
[Unit]
Description=Says that the instance is ready
Wants=network-online.target
After=network-online.target
[Service]
ExecStart=/usr/local/bin/warm-pool-ready
Restart=always
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable warm-pool-ready
systemctl start --no-block warm-pool-ready
`;

/** Scripts that cloud-init runs one after the other. Source: docs.cloud-init.io/en/latest/explanation/format.html (MIME multi-part archive) */
function multipart(scripts: readonly string[]): string {
  const all = scripts.join("\n");
  let boundary = "==part==";
  while (all.includes(boundary)) boundary += "=";
  return [
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    "MIME-Version: 1.0",
    "",
    ...scripts.flatMap((script) => [`--${boundary}`, ...part(script)]),
    `--${boundary}--`,
    "",
  ].join("\n");
}

/** What is not ASCII would arrive as something else. */
const part = (script: string): string[] =>
  script.length === Buffer.byteLength(script)
    ? ['Content-Type: text/x-shellscript; charset="us-ascii"', "", script]
    : [
        'Content-Type: text/x-shellscript; charset="utf-8"',
        "Content-Transfer-Encoding: base64",
        "",
        Buffer.from(script).toString("base64"),
      ];
