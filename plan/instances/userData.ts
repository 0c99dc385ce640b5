import { type WorkloadPorts, echoServer } from "../ec2/echoServer";
import { ecrImage } from "../ec2/policies";
import { numbersOf } from "../frontDoor/listeners";
import { type WarmPool, warmedUserData } from "./warmPool";

/** What an instance runs. */
export type Workload =
  | { kind: "echo" }
  | { kind: "userData"; userData: string }
  | {
      kind: "container";
      image: string;
      containerPort?: number;
      command?: readonly string[];
      environment?: Readonly<Record<string, string>>;
    };

/** Bytes of user data before base64. Source: docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
export const USER_DATA_LIMIT = 16384;

/** What an instance runs at its first start. */
export function userData(workload: Workload, ports: WorkloadPorts, pool?: Pick<WarmPool, "startSeconds">): string {
  const script = workloadScript(workload, ports);
  return pool ? warmedUserData(script, ports, pool.startSeconds) : script;
}

function workloadScript(workload: Workload, ports: WorkloadPorts): string {
  switch (workload.kind) {
    case "echo":
      return echoScript(ports);
    case "userData":
      return workload.userData;
    case "container":
      return containerScript(workload, ports);
  }
}

function echoScript(ports: WorkloadPorts): string {
  return `#!/bin/bash
set -euo pipefail
cat > /opt/tcp-echo.py <<'SERVER'
${echoServer(ports)}SERVER
cat > /etc/systemd/system/tcp-echo.service <<'UNIT'
[Unit]
Description=TCP echo service
After=network-online.target
[Service]
ExecStart=/usr/bin/python3 /opt/tcp-echo.py
Restart=always
DynamicUser=yes
AmbientCapabilities=CAP_NET_BIND_SERVICE
NoNewPrivileges=yes
ProtectSystem=strict
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now tcp-echo
`;
}

/** Docker comes from the Amazon Linux repositories, which lie in S3 behind the gateway endpoint. */
function containerScript(workload: Extract<Workload, { kind: "container" }>, ports: WorkloadPorts): string {
  const { image, containerPort = ports.port, command = [], environment = {} } = workload;
  const ecr = ecrImage(image);
  const registry = image.split("/")[0] ?? "";
  const others = numbersOf([ports, ...(ports.further ?? [])]).filter((port) => port !== ports.port);
  const publish = [`${ports.port}:${containerPort}`, ...others.map((port) => `${port}:${port}`)];
  const login = ecr
    ? `aws ecr get-login-password --region ${ecr.region} | docker login --username AWS --password-stdin ${registry}\n`
    : "";
  const run = [
    "docker run --detach --name service --restart always --log-driver journald",
    ...publish.map((mapping) => `--publish ${mapping}`),
    ...Object.keys(environment)
      .sort()
      .map((name) => `--env ${shellQuoted(`${name}=${environment[name]}`)}`),
    shellQuoted(image),
    ...command.map(shellQuoted),
  ].join(" ");
  return `#!/bin/bash
set -euo pipefail
dnf install --assumeyes docker
systemctl enable --now docker
${login}${run}
`;
}

/** One word as `shellQuoted` writes it. */
const QUOTED = String.raw`'(?:[^']|'\\'')*'`;

/** What `containerScript` runs, up to the image. */
const RUN = new RegExp(
  String.raw`^docker run --detach --name service --restart always --log-driver journald(?: --publish \S+)*(?: --env ${QUOTED})* (${QUOTED})`,
  "m",
);

/** The container image that user data of this program runs; undefined where it runs none. */
export const containerImageIn = (script: string): string | undefined =>
  RUN.exec(script)?.[1]
    ?.slice(1, -1)
    .replaceAll(String.raw`'\''`, "'");

/** One word of a shell command, whatever is in it. */
function shellQuoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
