import type { ServedPort } from "../frontDoor/listeners";

/** What a workload serves. */
export interface WorkloadPorts extends ServedPort {
  /** Ports beside the service's own. Default: none. */
  further?: readonly ServedPort[];
}

/**
 * A server that sends back what it gets, and answers health checks that have a port of their own, HTTP ones with 200.
 * Python is part of the Amazon Linux 2023 image, so an instance needs no outbound path to become healthy.
 */
export function echoServer({ further = [], ...own }: WorkloadPorts): string {
  const all = [own, ...further];
  const served = [...new Set(all.map(({ port }) => port))];
  const checks = new Map(all.map(({ healthCheck }) => [healthCheck.port, healthCheck.protocol]));
  const servers = [
    ...served.map((port) => `(echo, ${port})`),
    ...[...checks].flatMap(([port, protocol]) =>
      served.includes(port) ? [] : [`(${protocol === "HTTP" ? "answer" : "echo"}, ${port})`],
    ),
  ];
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
    servers = [${servers.join(", ")}]
    await asyncio.gather(*[
        (await asyncio.start_server(handler, "0.0.0.0", port)).serve_forever() for handler, port in servers
    ])

asyncio.run(main())
`;
}
