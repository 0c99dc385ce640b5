import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { expect } from "chai";
import type { WorkloadPorts } from "../../../plan/ec2/echoServer";
import { isEverFilled, readinessScript, warmedUserData } from "../../../plan/instances/warmPool";

const portsOf = (port: number): WorkloadPorts => ({ port, healthCheck: { protocol: "TCP", port } });

/**
 * Stands in for what the script asks. `targets` is where the group wants the instance, look by look, and `states` what it is at each question
 * after it; it ends when there is nothing more to look at. Whether the ports listen is a word, not a connection.
 */
const stubs = (targets: string, states: string, listens: boolean) => `
cloud-init() { :; }
TARGETS=(${targets}) STATES=(${states}) LOOK=0 ASKED=$(mktemp)
sleep() {
  [[ $1 == 5 ]] || return 0
  (( LOOK < ${"$"}{#TARGETS[@]} )) || { rm "$ASKED"; exit 0; }
  SECONDS=$(( LOOK++ * 5 ))
}
timeout() { [[ $1 != 2 ]] || ${listens}; }
curl() {
  case "${"$"}{*: -1}" in
    */api/token) echo token ;;
    */instance-id) echo i-1 ;;
    */local-ipv4) echo 10.0.0.1 ;;
    */region) echo eu-west-1 ;;
    */target-lifecycle-state) echo "${"$"}{TARGETS[LOOK - 1]}" ;;
  esac
}
aws() {
  case $2 in
    describe-auto-scaling-instances)
      echo >> "$ASKED"
      echo fleet "${"$"}{STATES[$(wc -l < "$ASKED") - 1]}" ;;
    complete-lifecycle-action) echo "$*" >&3 ;;
  esac
}
`;

function completed(targets: string, states: string, { listens = true } = {}): string[] {
  const script = stubs(targets, states, listens) + readinessScript(portsOf(5000), 30);
  const { output, stderr } = spawnSync("bash", ["-c", script], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    encoding: "utf8",
  });
  expect(stderr).to.equal("");
  return (output[3] ?? "").split("\n").slice(0, -1);
}

const call = (result: "CONTINUE" | "ABANDON") =>
  "autoscaling complete-lifecycle-action --region eu-west-1 --auto-scaling-group-name fleet " +
  `--lifecycle-hook-name ready --instance-id i-1 --lifecycle-action-result ${result}`;

describe("plan/instances/warmPool: the instance says that it is ready", () => {
  const table: [title: string, targets: string, states: string, results: ("CONTINUE" | "ABANDON")[]][] = [
    [
      "on its way into the pool, once",
      "Warmed:Stopped Warmed:Stopped",
      "Warmed:Pending:Wait Warmed:Pending:Wait",
      ["CONTINUE"],
    ],
    ["on its way into service, without a pool between", "InService", "Pending:Wait", ["CONTINUE"]],
    ["only once the hook waits for it", "InService InService", "Pending Pending:Wait", ["CONTINUE"]],
    [
      "into a pool of running ones and out of it",
      "Warmed:Running Warmed:Running InService InService",
      "Warmed:Pending:Wait Pending:Wait",
      ["CONTINUE", "CONTINUE"],
    ],
    ["never where nothing waits, as after a restart by hand", "InService InService", "InService", []],
    ["never when it is to go", "Terminated Terminated", "Terminating:Wait", []],
  ];
  for (const [title, targets, states, results] of table)
    it(title, () => {
      expect(completed(targets, states)).to.deep.equal(results.map(call));
    });

  it("not before its ports listen; when they do not in time, that it is to be replaced", () => {
    const looks = (count: number) => Array(count).fill("InService").join(" ");
    expect(completed(looks(6), "Pending:Wait", { listens: false })).to.deep.equal([]);
    expect(completed(looks(8), "Pending:Wait", { listens: false })).to.deep.equal([call("ABANDON")]);
  });

  it("after it has connected to every port that it is to serve", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const [functions = ""] = readinessScript({ ...portsOf(port), further: [portsOf(port)] }, 30).split("# Fails");
    const listens = (text: string) => spawnSync("bash", ["-c", `address=127.0.0.1\n${text}\nlistens`]).status;
    const both = [listens(functions), listens(functions.replace(`in ${port};`, `in ${port} 1;`))];
    server.close();
    expect(both).to.deep.equal([0, 1]);
  });
});

describe("plan/instances/warmPool: user data", () => {
  const parts = (script: string) => {
    const text = warmedUserData(script, portsOf(5000), 600);
    const boundary = /boundary="(.+)"/.exec(text)?.[1] ?? "";
    const [head = "", ...rest] = text.split(`--${boundary}`);
    return { head, parts: rest.slice(0, -1), end: rest.at(-1) };
  };

  it("is two scripts, that of the program first", () => {
    const script = "#!/bin/bash\necho '==part=='\n";
    const found = parts(script);
    expect(found.head).to.equal('Content-Type: multipart/mixed; boundary="==part==="\nMIME-Version: 1.0\n\n');
    expect([found.parts.length, found.end]).to.deep.equal([2, "--\n"]);
    expect(found.parts[0]).to.include("systemctl enable warm-pool-ready");
    expect(found.parts[1]).to.equal(`\nContent-Type: text/x-shellscript; charset="us-ascii"\n\n${script}\n`);
  });

  it("keeps what is not ASCII", () => {
    const script = "#!/bin/bash\necho Grüße\n";
    const [, own = ""] = parts(script).parts;
    expect(own).to.include("Content-Transfer-Encoding: base64");
    expect(Buffer.from(own.split("\n\n")[1] ?? "", "base64").toString()).to.equal(script);
  });

  it("installs a script that bash takes, under a name that the unit starts", () => {
    const [installer = ""] = parts("#!/bin/sh\n").parts;
    const body = installer.split("\n\n").slice(1).join("\n\n");
    expect(spawnSync("bash", ["-n", "-c", body]).stderr.toString()).to.equal("");
    expect(body).to.include(`<<'READY'\n${readinessScript(portsOf(5000), 600)}READY\n`);
    expect(body).to.include("ExecStart=/usr/local/bin/warm-pool-ready\n");
  });
});

describe("plan/instances/warmPool: whether there is ever an instance in it", () => {
  const bounds = { min: 2, max: 4 };
  for (const [pool, filled] of [
    [{}, true],
    [{ maxPreparedCapacity: 3 }, true],
    [{ maxPreparedCapacity: 2 }, false],
    [{ maxPreparedCapacity: 2, minSize: 1 }, true],
  ] as const)
    it(JSON.stringify(pool), () => expect(isEverFilled(pool, bounds)).to.equal(filled));
  it("a group that never grows", () => expect(isEverFilled({}, { min: 2, max: 2 })).to.equal(false));
});
