import { ecrImage } from "./policies";

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

export interface WorkloadPorts {
  port: number;
  healthCheck: { protocol: "TCP" | "HTTP" | "HTTPS"; port: number };
}

/** Bytes of user data before base64. Source: docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
export const USER_DATA_LIMIT = 16384;

/** The script an instance runs at its first start. */
export function userData(workload: Workload, ports: WorkloadPorts): string {
  switch (workload.kind) {
    case "echo":
      return echoScript(ports);
    case "userData":
      return workload.userData;
    case "container":
      return containerScript(workload, ports);
  }
}

/**
 * A server that sends back what it gets, and answers health checks that have a port of their own, HTTP ones with 200.
 * Python is part of the Amazon Linux 2023 image, so an instance needs no way out to become healthy.
 */
export function echoServer({ port, healthCheck }: WorkloadPorts): string {
  const handler = healthCheck.protocol === "HTTP" ? "answer" : "echo";
  const health = healthCheck.port === port ? "" : `, (${handler}, ${healthCheck.port})`;
  return `import asyncio

async def echo(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()

async def answer(reader, writer):
    try:
        await reader.readuntil(b"\\r\\n\\r\\n")
        writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\nConnection: close\\r\\n\\r\\nok\\n")
        await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()

async def main():
    servers = [(echo, ${port})${health}]
    await asyncio.gather(*[
        (await asyncio.start_server(handler, "0.0.0.0", port)).serve_forever() for handler, port in servers
    ])

asyncio.run(main())
`;
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
  const publish = [`${ports.port}:${containerPort}`];
  if (ports.healthCheck.port !== ports.port) publish.push(`${ports.healthCheck.port}:${ports.healthCheck.port}`);
  const login = ecr
    ? `aws ecr get-login-password --region ${ecr.region} | docker login --username AWS --password-stdin ${registry}\n`
    : "";
  const run = [
    "docker run --detach --name service --restart always --log-driver journald",
    ...publish.map((mapping) => `--publish ${mapping}`),
    ...Object.keys(environment)
      .sort()
      .map((name) => `--env ${quoted(`${name}=${environment[name]}`)}`),
    quoted(image),
    ...command.map(quoted),
  ].join(" ");
  return `#!/bin/bash
set -euo pipefail
dnf install --assumeyes docker
systemctl enable --now docker
${login}${run}
`;
}

/** One word of a shell command, whatever is in it. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
