export interface WorkloadPorts {
  port: number;
  healthCheck: { protocol: "TCP" | "HTTP" | "HTTPS"; port: number };
}

/**
 * A server that sends back what it gets, and answers health checks that have a port of their own, HTTP ones with 200.
 * Python is part of the Amazon Linux 2023 image, so an instance needs no outbound path to become healthy.
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
