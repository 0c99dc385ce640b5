import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { type AddressInfo, type Socket, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type WorkloadPorts, echoServer } from "../../../plan/ec2/echoServer";

const python = spawnSync("python3", ["--version"]).status === 0;
const title = `plan/ec2/echoServer: the echo server, run${python ? "" : " (skipped: there is no python3 here)"}`;

/** Ports that are free now. All are held until the last is known, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(0, "0.0.0.0", () => {
            resolve(server);
          });
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

const opened = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true }, () => {
      resolve(socket);
    });
    socket.on("error", reject);
  });

async function reachable(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      (await opened(port)).destroy();
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`nothing listens on port ${port} after five seconds`);
}

/** What comes back from a connection until the other side closes it. */
async function answered(socket: Socket): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const status = (port: number, path: string): Promise<{ code: number | undefined; body: string }> =>
  new Promise((resolve, reject) => {
    get({ port, host: "127.0.0.1", path }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (part: string) => (body += part));
      response.on("end", () => {
        resolve({ code: response.statusCode, body });
      });
    }).on("error", reject);
  });

(python ? describe : describe.skip)(title, () => {
  const folder = mkdtempSync(join(tmpdir(), "echo-"));
  const running: ChildProcess[] = [];
  let service = 0;
  let health = 0;

  async function start(ports: WorkloadPorts): Promise<void> {
    const file = join(folder, `${ports.port}.py`);
    writeFileSync(file, echoServer(ports));
    running.push(spawn("python3", [file], { stdio: "ignore" }));
    await reachable(ports.port);
  }

  before(async () => {
    [service = 0, health = 0] = await freePorts(2);
    await start({ port: service, healthCheck: { protocol: "HTTP", port: health } });
    await reachable(health);
  });

  after(() => {
    for (const each of running) each.kill();
    rmSync(folder, { recursive: true });
  });

  it("sends back every byte, and ends when the client has ended", async () => {
    const sent = randomBytes(1024 * 1024);
    const socket = await opened(service);
    const back = answered(socket);
    socket.end(sent);
    expect((await back).equals(sent)).to.equal(true);
  });

  it("sends back each message before the next comes", async () => {
    const socket = await opened(service);
    for (const message of ["one", "two\r\n\r\n", "\0"]) {
      const back = new Promise<Buffer>((resolve) => socket.once("data", resolve));
      socket.write(message);
      expect((await back).toString()).to.equal(message);
    }
    socket.destroy();
  });

  it("keeps clients apart", async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, () => opened(service)));
    const backs = sockets.map(answered);
    for (const [index, socket] of sockets.entries()) socket.end(`client ${index}`);
    const texts = (await Promise.all(backs)).map(String);
    expect(texts).to.deep.equal(sockets.map((_, index) => `client ${index}`));
  });

  it("answers HTTP health checks with 200 on their own port, for any path", async () => {
    expect(await status(health, "/")).to.deep.equal({ code: 200, body: "ok\n" });
    expect(await status(health, "/healthz?deep=1")).to.deep.equal({ code: 200, body: "ok\n" });
  });

  it("goes on after a client that breaks off, and after a health check that says nothing", async () => {
    const rude = await opened(service);
    rude.write(randomBytes(65536));
    rude.resetAndDestroy();
    (await opened(health)).end();
    const socket = await opened(service);
    const back = answered(socket);
    socket.end("still here");
    expect((await back).toString()).to.equal("still here");
    expect((await status(health, "/")).code).to.equal(200);
  });

  it("accepts TCP health checks on a port of their own", async () => {
    const [port = 0, own = 0] = await freePorts(2);
    await start({ port, healthCheck: { protocol: "TCP", port: own } });
    await reachable(own);
  });
});
