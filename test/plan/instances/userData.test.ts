import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { workloadIn } from "../../../config/images";
import { instancesSection } from "../../../config/sections/instances";
import { type WorkloadPorts, echoServer } from "../../../plan/ec2/echoServer";
import { USER_DATA_LIMIT, type Workload, userData } from "../../../plan/instances/userData";
import { runs } from "../../support/full";
import { port, workload } from "../../support/sections";

const TCP: WorkloadPorts = { port: 5000, healthCheck: { protocol: "TCP", port: 5000 } };
const HTTP: WorkloadPorts = { port: 5000, healthCheck: { protocol: "HTTP", port: 8080 } };
const container = (settings: Partial<Extract<Workload, { kind: "container" }>> = {}): Workload => ({
  kind: "container",
  image: "nginx:1.29",
  ...settings,
});

const END = "<end of call>";
/** Stands in for what the scripts run: each call's words go to file descriptor 3, as the shell understood them. */
const STUBS = `
call() { printf '%s\\0' "$@" '${END}' >&3; }
${["dnf", "systemctl", "aws", "docker"].map((name) => `${name}() { call ${name} "$@"; }`).join("\n")}
`;

/** Runs a script without its commands, and gives their words. */
function calls(script: string): string[][] {
  const { status, stderr, output } = spawnSync("bash", ["-c", STUBS + script], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    encoding: "utf8",
  });
  expect([status, stderr]).to.deep.equal([0, ""]);
  const text = output[3] ?? "";
  return text
    .split(`${END}\0`)
    .slice(0, -1)
    .map((one) => one.split("\0").slice(0, -1));
}

const dockerRun = (settings: Workload, ports = TCP) =>
  calls(userData(settings, ports)).find(([name, verb]) => name === "docker" && verb === "run");

describe("plan/instances/userData: a container", () => {
  const COMMON = ["docker", "run", "--detach", "--name", "service", "--restart", "always", "--log-driver", "journald"];
  const START = [
    ["dnf", "install", "--assumeyes", "docker"],
    ["systemctl", "enable", "--now", "docker"],
  ];

  it("runs the image on the service port, after Docker has been installed and started", () => {
    const run = [...COMMON, "--publish", "5000:5000", "nginx:1.29"];
    expect(calls(userData(container(), TCP))).to.deep.equal([...START, run]);
  });

  it("publishes the container's own port, the health check's port, its environment sorted by name, and the command", () => {
    const settings = container({ containerPort: 80, command: ["serve", "--all"], environment: { B: "2", A: "1" } });
    expect(dockerRun(settings, HTTP)).to.deep.equal([
      ...COMMON,
      ...["--publish", "5000:80", "--publish", "8080:8080", "--env", "A=1", "--env", "B=2"],
      ...["nginx:1.29", "serve", "--all"],
    ]);
  });

  it("logs in to the registry of a private image, with that region's password, before it runs it", () => {
    const registry = "123456789012.dkr.ecr.eu-west-2.amazonaws.com";
    const made = calls(userData(container({ image: `${registry}/team/app:1` }), TCP));
    expect(made.slice(2, 4)).to.have.deep.members([
      ["aws", "ecr", "get-login-password", "--region", "eu-west-2"],
      ["docker", "login", "--username", "AWS", "--password-stdin", registry],
    ]);
    expect(made.slice(4)).to.deep.equal([[...COMMON, "--publish", "5000:5000", `${registry}/team/app:1`]]);
  });

  it("stops at the first command that fails", () => {
    const script = `${STUBS}dnf() { return 7; }\n${userData(container(), TCP)}`;
    expect(spawnSync("bash", ["-c", script], { stdio: ["ignore", "pipe", "pipe", "pipe"] }).status).to.equal(7);
  });

  // Neither a shell's word nor an environment variable can hold a NUL.
  const special = Array.from("'\"\\$`!\n\t *?~#&|;<>(){}[]=é");
  const word = fc
    .oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom(...special) }))
    .map((text) => text.replaceAll("\0", ""));

  it("gets every word of its environment and command as the stack file has it, whatever is in it", () => {
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 3 }), (value, command) => {
        const words = dockerRun(container({ environment: { VALUE: value }, command }));
        expect(words?.slice(COMMON.length + 2)).to.deep.equal(["--env", `VALUE=${value}`, "nginx:1.29", ...command]);
      }),
      runs(30),
    );
  });
});

describe("plan/instances/userData: user data", () => {
  it("is a script of one's own, to the byte", () => {
    expect(userData({ kind: "userData", userData: "#!/bin/sh\necho 'é'\n" }, TCP)).to.equal("#!/bin/sh\necho 'é'\n");
  });

  it("of the echo server puts server and unit into files and starts the unit", () => {
    const folder = mkdtempSync(join(tmpdir(), "echo-"));
    try {
      const script = userData({ kind: "echo" }, HTTP).replaceAll(
        / \/(opt|etc\/systemd\/system)\/(?=\S* <<)/g,
        ` ${folder}/`,
      );
      expect(calls(script)).to.deep.equal([
        ["systemctl", "daemon-reload"],
        ["systemctl", "enable", "--now", "tcp-echo"],
      ]);
      expect(readFileSync(join(folder, "tcp-echo.py"), "utf8")).to.equal(echoServer(HTTP));
      const unit = readFileSync(join(folder, "tcp-echo.service"), "utf8");
      expect(unit.split("\n")).to.include.members([
        "ExecStart=/usr/bin/python3 /opt/tcp-echo.py",
        "Restart=always",
        "DynamicUser=yes",
        "AmbientCapabilities=CAP_NET_BIND_SERVICE",
        "WantedBy=multi-user.target",
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("begins with the interpreter's name, without which no instance runs it, and stays under the limit of EC2", () => {
    const made = workload([], ["eu-west-1"])
      .filter(({ kind }) => kind !== "userData")
      .map((run) => workloadIn("eu-west-1", instancesSection.parse({ workload: run }).workload));
    const protocol = fc.constantFrom<("TCP" | "HTTP" | "HTTPS")[]>("TCP", "HTTP", "HTTPS");
    fc.assert(
      fc.property(made, port, port, protocol, (what, service, health, checked) => {
        const script = userData(what, { port: service, healthCheck: { protocol: checked, port: health } });
        expect(script.startsWith("#!/bin/bash\n")).to.equal(true);
        expect(Buffer.byteLength(script)).to.be.below(USER_DATA_LIMIT);
      }),
    );
    expect(USER_DATA_LIMIT).to.equal(16 * 1024);
  });
});
