"use strict";

/*
 * What the canary runs: it connects to each target as a client does, and tells CloudWatch how long that took. It sends nothing but the
 * TLS handshake, and needs no library of Synthetics.
 *
 * Environment: TARGETS, each KEY=HOST:PORT, with blanks between; STACK, NAMESPACE of the metrics; TLS, `none`, `handshake` or `verify`;
 * SERVER_NAME, what is asked for in the handshake.
 */

const { lookup } = require("node:dns/promises");
const net = require("node:net");
const tls = require("node:tls");

/** Connections of one run to each target, one after the other. */
const ATTEMPTS = 3;

/** How long to wait for a connection, and again for a handshake. */
const TIMEOUT_MS = 5000;

/** How long a connection has for its orderly end. */
const CLOSE_MS = 1000;

/** @returns {{ key: string, host: string, port: number }[]} */
function parseTargets(text) {
  return text
    .split(" ")
    .filter((each) => each !== "")
    .map((each) => {
      const match = /^([^=]+)=(.+):(\d+)$/.exec(each);
      if (!match) throw new Error(`${each} is not of the form KEY=HOST:PORT`);
      return { key: match[1], host: match[2], port: Number(match[3]) };
    });
}

/** Waits, but not for ever. */
function within(timeoutMs, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no ${what} within ${timeoutMs} ms`));
    }, timeoutMs);
  });
  return Promise.race([promise, late]).finally(() => {
    clearTimeout(timer);
  });
}

/** An event of a socket; rejects with its error. The listener stays: what comes late, while a connection ends, is nobody's business. */
const eventOf = (socket, event) =>
  new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.on("error", reject);
  });

/** Ends a connection in order: a reset would be counted by the load balancer. */
async function end(socket) {
  const closed = eventOf(socket, "close");
  socket.resume();
  socket.end();
  await within(CLOSE_MS, "end", closed).catch(() => undefined);
}

/**
 * One connection.
 *
 * @param {{ host: string, port: number }} target a name is looked up before the clock starts
 * @param {{ tls: "none" | "handshake" | "verify", serverName?: string, timeoutMs?: number }} settings `verify`: a certificate that
 *   clients would refuse is a failure
 * @returns {Promise<{ connectMs: number, handshakeMs?: number }>}
 */
async function connect({ host, port }, { tls: mode, serverName, timeoutMs = TIMEOUT_MS }) {
  const { address } = await within(timeoutMs, "answer of DNS", lookup(host, { family: 4 }));
  const start = performance.now();
  const socket = net.connect({ host: address, port });
  try {
    await within(timeoutMs, "connection", eventOf(socket, "connect"));
    const connectMs = performance.now() - start;
    if (mode === "none") {
      await end(socket);
      return { connectMs };
    }
    const startOfHandshake = performance.now();
    const rejectUnauthorized = mode === "verify";
    const secured = tls.connect({ socket, rejectUnauthorized, ...(serverName && { servername: serverName }) });
    await within(timeoutMs, "TLS handshake", eventOf(secured, "secureConnect"));
    const handshakeMs = performance.now() - startOfHandshake;
    await end(secured);
    return { connectMs, handshakeMs };
  } finally {
    socket.destroy();
  }
}

/**
 * Some connections to one target.
 *
 * @returns {Promise<{ key: string, connectMs: number[], handshakeMs: number[], failed: (0 | 1)[], errors: string[] }>} an attempt each in
 *   `failed`; times of those that did not fail
 */
async function measure(target, settings) {
  const result = { key: target.key, connectMs: [], handshakeMs: [], failed: [], errors: [] };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++)
    try {
      const { connectMs, handshakeMs } = await connect(target, settings);
      result.connectMs.push(connectMs);
      if (handshakeMs !== undefined) result.handshakeMs.push(handshakeMs);
      result.failed.push(0);
    } catch (error) {
      result.failed.push(1);
      result.errors.push(error instanceof Error ? error.message : String(error));
    }
  return result;
}

/** The input of PutMetricData for what was measured. */
function metricData(results, { namespace, stack }) {
  return {
    Namespace: namespace,
    MetricData: results.flatMap(({ key, connectMs, handshakeMs, failed }) =>
      [
        { MetricName: "ConnectTime", Unit: "Milliseconds", Values: connectMs },
        { MetricName: "HandshakeTime", Unit: "Milliseconds", Values: handshakeMs },
        { MetricName: "FailedConnections", Unit: "Count", Values: failed },
      ]
        .filter(({ Values }) => Values.length > 0)
        .map((metric) => ({
          ...metric,
          Dimensions: [
            { Name: "Stack", Value: stack },
            { Name: "Target", Value: key },
          ],
        })),
    ),
  };
}

/** All targets at once, so that one that does not answer makes none of the others wait. */
const measureAll = (targets, settings) => Promise.all(targets.map((target) => measure(target, settings)));

/** Fails where no connection to some target came about, after CloudWatch has been told. */
async function handler() {
  const { TARGETS, STACK, NAMESPACE, TLS, SERVER_NAME } = process.env;
  const results = await measureAll(parseTargets(TARGETS), { tls: TLS, serverName: SERVER_NAME });
  for (const result of results) console.log(JSON.stringify(result));
  // Of the runtime, and not there where this is tested.
  const { CloudWatchClient, PutMetricDataCommand } = require("@aws-sdk/client-cloudwatch");
  const input = metricData(results, { namespace: NAMESPACE, stack: STACK });
  await new CloudWatchClient({}).send(new PutMetricDataCommand(input));
  const unreachable = results.filter(({ failed }) => !failed.includes(0));
  if (unreachable.length > 0)
    throw new Error(unreachable.map(({ key, errors }) => `${key}: ${[...new Set(errors)].join(", ")}`).join("; "));
}

module.exports = { handler, measureAll, metricData, parseTargets };
