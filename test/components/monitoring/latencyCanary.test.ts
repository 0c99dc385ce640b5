import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type AddressInfo, type Server, type Socket, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { expect } from "chai";
import { strFromU8, unzipSync } from "fflate";
import { LATENCY_CODE } from "../../../components/monitoring/latencyCode";
import { SELF_SIGNED } from "../../support/selfSigned";

interface Measured {
  key: string;
  connectMs: number[];
  handshakeMs: number[];
  failed: number[];
  errors: string[];
}

interface Canary {
  handler: () => Promise<void>;
  parseTargets: (text: string) => unknown[];
  measureAll: (
    targets: readonly { key: string; host: string; port: number }[],
    settings: { tls: string; serverName?: string; timeoutMs?: number },
  ) => Promise<Measured[]>;
}

/** What stands in for the SDK of the runtime: it keeps what it is told. */
const SDK = `
  exports.told = [];
  exports.PutMetricDataCommand = class { constructor(input) { this.input = input; } };
  exports.CloudWatchClient = class { async send({ input }) { exports.told.push(input); } };
`;

/** The script as AWS unpacks it, from the very archive that goes to the bucket. */
describe("The latency canary, run against servers of this machine", () => {
  const dir = mkdtempSync(join(tmpdir(), "canary-"));
  const load = createRequire(join(dir, "nodejs", "node_modules", "x.js"));
  const servers: Server[] = [];
  const ended: string[] = [];
  let canary: Canary;
  let plain: number;
  let secured: number;
  let silent: number;

  const listen = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  };

  /** Notes how each connection ends. */
  const noted = (name: string) => (socket: Socket) => {
    socket.on("end", () => ended.push(`${name} in order`));
    socket.on("error", ({ message }) => ended.push(`${name}: ${message}`));
  };

  before(async () => {
    for (const [file, content] of Object.entries(unzipSync(Buffer.from(LATENCY_CODE.contentBase64, "base64")))) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), strFromU8(content));
    }
    const sdk = join(dir, "nodejs", "node_modules", "@aws-sdk", "client-cloudwatch");
    mkdirSync(sdk, { recursive: true });
    writeFileSync(join(sdk, "index.js"), SDK);
    canary = load(`./${LATENCY_CODE.handler.split(".")[0] ?? ""}.js`) as Canary;
    // One that speaks first, as some services do.
    plain = await listen(createServer((socket) => socket.write("220 hello\r\n")).on("connection", noted("plain")));
    secured = await listen(createTlsServer(SELF_SIGNED).on("secureConnection", noted("secured")));
    silent = await listen(createServer((socket) => socket.on("error", () => undefined)));
  });

  after(() => {
    for (const server of servers) server.close();
    rmSync(dir, { recursive: true });
  });

  const measure = async (port: number, settings: Parameters<Canary["measureAll"]>[1], host = "127.0.0.1") => {
    const [only] = await canary.measureAll([{ key: "x", host, port }], settings);
    return only!;
  };

  it("reads its targets, and refuses what is none", () => {
    expect(canary.parseTargets("eu-west-1-a=203.0.113.7:5000 name=tcp.example.com:5000")).to.deep.equal([
      { key: "eu-west-1-a", host: "203.0.113.7", port: 5000 },
      { key: "name", host: "tcp.example.com", port: 5000 },
    ]);
    expect(() => canary.parseTargets("203.0.113.7:5000")).to.throw("203.0.113.7:5000 is not of the form KEY=HOST:PORT");
  });

  it("connects three times, to an address or a name, and ends each connection in order", async () => {
    ended.length = 0;
    for (const host of ["127.0.0.1", "localhost"]) {
      const { connectMs, handshakeMs, failed, errors } = await measure(plain, { tls: "none" }, host);
      expect({ handshakeMs, failed, errors }).to.deep.equal({ handshakeMs: [], failed: [0, 0, 0], errors: [] });
      expect(connectMs).to.have.length(3);
      for (const each of connectMs) expect(each).to.be.within(0.01, 1000);
    }
    expect(ended).to.deep.equal(Array(6).fill("plain in order"));
  });

  it("measures the handshake apart, and ends it in order", async () => {
    ended.length = 0;
    const { connectMs, handshakeMs, failed } = await measure(secured, { tls: "handshake" });
    expect([connectMs.length, handshakeMs.length, failed]).to.deep.equal([3, 3, [0, 0, 0]]);
    // A handshake signs something; to connect is a matter of the kernel.
    expect(Math.min(...handshakeMs)).to.be.greaterThan(Math.min(...connectMs));
    expect(ended).to.deep.equal(Array(3).fill("secured in order"));
  });

  it("takes a certificate that clients would refuse for a failure, where it is told to verify", async () => {
    const settings = { tls: "verify", serverName: "tcp.example.com" };
    expect(await measure(secured, settings)).to.deep.equal({
      key: "x",
      connectMs: [],
      handshakeMs: [],
      failed: [1, 1, 1],
      errors: Array(3).fill("self-signed certificate"),
    });
  });

  it("fails where nobody listens, and where nobody answers the handshake", async () => {
    const nobody = await listen(createServer());
    await new Promise((resolve) => servers.pop()!.close(resolve));
    expect((await measure(nobody, { tls: "none" })).errors).to.deep.equal(
      Array(3).fill(`connect ECONNREFUSED 127.0.0.1:${nobody}`),
    );
    expect(await measure(silent, { tls: "handshake", timeoutMs: 20 }))
      .to.include({ key: "x" })
      .and.deep.include({
        failed: [1, 1, 1],
        errors: Array(3).fill("no TLS handshake within 20 ms"),
      });
  });

  it("tells CloudWatch of every target, then fails for those that nobody reached", async () => {
    const nobody = await listen(createServer());
    await new Promise((resolve) => servers.pop()!.close(resolve));
    const { told } = load("@aws-sdk/client-cloudwatch") as { told: { MetricData: { Values: number[] }[] }[] };
    const environment = {
      TARGETS: `a=127.0.0.1:${secured} b=127.0.0.1:${nobody}`,
      STACK: "ha-tcp-test",
      NAMESPACE: "ha-tcp-latency",
      TLS: "handshake",
      SERVER_NAME: "tcp.example.com",
    };
    const { log } = console;
    const logged: string[] = [];
    console.log = (line: string) => logged.push(line);
    Object.assign(process.env, environment);
    const failure = await canary.handler().then(
      () => "none",
      (error: unknown) => (error as Error).message,
    );
    console.log = log;
    for (const key of Object.keys(environment)) Reflect.deleteProperty(process.env, key);

    expect(failure).to.equal(`b: connect ECONNREFUSED 127.0.0.1:${nobody}`);
    expect(logged.map((line) => (JSON.parse(line) as Measured).key)).to.deep.equal(["a", "b"]);
    expect(told).to.have.length(1);
    const counted = {
      ...told[0],
      MetricData: told[0]!.MetricData.map((each) => ({ ...each, Values: each.Values.length })),
    };
    const dimensions = (target: string) => [
      { Name: "Stack", Value: "ha-tcp-test" },
      { Name: "Target", Value: target },
    ];
    expect(counted).to.deep.equal({
      Namespace: "ha-tcp-latency",
      MetricData: [
        { MetricName: "ConnectTime", Unit: "Milliseconds", Values: 3, Dimensions: dimensions("a") },
        { MetricName: "HandshakeTime", Unit: "Milliseconds", Values: 3, Dimensions: dimensions("a") },
        { MetricName: "FailedConnections", Unit: "Count", Values: 3, Dimensions: dimensions("a") },
        { MetricName: "FailedConnections", Unit: "Count", Values: 3, Dimensions: dimensions("b") },
      ],
    });
  });
});
