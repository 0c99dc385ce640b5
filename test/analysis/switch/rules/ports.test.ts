import { expect } from "chai";
import { DURATIONS, draining, drainedFirst } from "../../../../analysis/switch/comparison/durations";
import type { Interruption } from "../../../../analysis/switch/comparison/interruption";
import { inOrder } from "../../../../plan/steps/order";
import { throughFurtherPort } from "../../../../plan/steps/ports";
import type { Raw } from "../../../support/recording";
import { type SwitchCase, switchTable } from "../../../support/switchTable";

const REGIONS = { "eu-west-1": { zones: ["a", "b"], cidr: "10.20.0.0/16", nat: "single" } };
const FLEET = "fleet-eu-west-1-asg";
const FRONT = "front-eu-west-1";
const MORE = { name: "more", port: 8883 };
const SHARED = { name: "more", port: 8883, targetPort: 5000 };
const OWN_SCRIPT = { instances: { workload: { kind: "userData", userData: "#!/bin/bash" } } };

const DUAL = { ipv6: true, allowedClients: ["203.0.113.0/24", "2a05:d018::/36"] };
const DUAL_NETWORK = { network: { ipv6: "public" } };
const ACCELERATED = { options: ["globalAccelerator"], globalAccelerator: { preserveClientIp: false } };

const stack = (service: Raw = {}, rest: Raw = {}): Raw => ({
  options: ["nlb"],
  service: { port: 5000, deregistrationDelaySeconds: 30, ...service },
  regions: REGIONS,
  ...rest,
});

const also = (...alsoListens: Raw[]) => ({ alsoListens });

const row = (
  severity: Interruption["severity"],
  rule: string,
  who: string,
  what: string,
  { text, source }: { text: string; source: string },
  resources: string[],
): Interruption => ({ severity, rule, who, what, duration: text, source, lasting: text === "for good", resources });

const rolling = (group = `${FRONT}-ec2`, fleet = FLEET) =>
  row(
    "brief",
    "rolling",
    `connections open through ${FRONT} to ${fleet}`,
    "its targets are renewed, some at a time",
    draining(30),
    [group, fleet],
  );

const removed = row(
  "outage",
  "port-removed",
  `clients that connect to port 8883 of ${FRONT}`,
  "nothing listens there any more, but on 5000",
  DURATIONS.forGood,
  [`${FRONT}-more-listener`],
);

const empty = row(
  "outage",
  "empty-target-group",
  `100 % of the new connections to ${FRONT}`,
  `they go to ${FRONT}-ec2-5001, whose targets only start with this update`,
  drainedFirst(DURATIONS.registration, 30),
  [`${FRONT}-ec2-5001`, FLEET],
);

const left = row(
  "brief",
  "backend-removed",
  `connections open through ${FRONT} to ${FLEET}`,
  `${FRONT}-ec2 is taken away`,
  draining(30),
  [`${FRONT}-ec2`, FLEET],
);

const elsewhere = row(
  "outage",
  "port",
  "clients that connect to port 5000",
  "the service listens on port 80 instead",
  DURATIONS.forGood,
  [`${FRONT}-listener`],
);

const EMPTY_5000 = {
  what: `they go to ${FRONT}-ec2-5000, whose targets only start with this update`,
  resources: [`${FRONT}-ec2-5000`, FLEET],
};

const checkedElsewhere = row(
  "outage",
  "health-check",
  `connections to the targets of ${FRONT}-ec2, unless these answer the new check already`,
  "another port is checked at once, and what does not answer is unhealthy and stopped",
  DURATIONS.renewed,
  [`${FRONT}-ec2`],
);

const unheard = row(
  "outage",
  "new-target-port",
  `connections to ${FLEET}, unless its instances listen on 8883 already`,
  "they are checked there at once, and what does not answer is unhealthy, whatever else it serves, and stopped",
  DURATIONS.renewed,
  [FLEET, `${FRONT}-ec2-8883`],
);

const refused = (listener: string, port: number, other: string) =>
  `${FRONT}-${listener} would listen on port ${port} of ${FRONT} while ${FRONT}-${other} does, which AWS refuses: take that port out with an ` +
  "update of its own before, or leave it its name";

/** Of the instances' security group, on both sides. */
const doubled = (port: number, key: string, other: string) => {
  const rules = (each: string) => `fleet-eu-west-1-from-front-${each} and fleet-eu-west-1-by-front-${each}`;
  return (
    `${rules(key)} would open port ${port} while ${rules(other)} do, which AWS refuses: have it closed by an update of its own before, ` +
    "or leave it what it is"
  );
};

const narrowed = row(
  "outage",
  "clients",
  "clients in 0.0.0.0/0 that connect to port 8883",
  `${FRONT} lets them in no more`,
  DURATIONS.forGood,
  [`${FRONT}-in-more-0-0-0-0-0`],
);

const CASES: readonly SwitchCase<Interruption>[] = [
  ["a port that comes", stack(), stack(also(MORE)), [rolling()]],
  ["a port that comes, before a script of one's own", stack({}, OWN_SCRIPT), stack(also(MORE), OWN_SCRIPT), [unheard]],
  [
    "instances that are renewed, behind two ports",
    stack(also(MORE)),
    stack(also(MORE), { instances: { types: ["t3.medium"] } }),
    [{ ...rolling(), resources: [`${FRONT}-ec2`, FLEET, `${FRONT}-ec2-8883`] }],
  ],
  ["a port that comes, to where targets listen", stack(), stack(also(SHARED)), []],
  ["a port that goes", stack(also(SHARED)), stack(), [removed]],
  [
    "clients of one port alone that are let in no more",
    stack(also(SHARED)),
    stack(also({ ...SHARED, allowedClients: ["203.0.113.0/24"] })),
    [narrowed],
  ],
  [
    "another name",
    stack(also(SHARED)),
    stack(also({ ...SHARED, name: "other" })),
    [],
    [refused("other-listener", 8883, "more-listener")],
  ],
  [
    "a check's own port that is a further port alone from now on",
    stack({ healthCheck: { port: 8080 }, ...also({ ...MORE, targetPort: 8080 }) }),
    stack(also({ ...MORE, targetPort: 8080 })),
    [checkedElsewhere],
    [doubled(8080, "port-8080", "health")],
  ],
  [
    "another port of clients, with targets where they were",
    stack(),
    stack({ port: 80, targetPort: 5000 }),
    [elsewhere, { ...empty, ...EMPTY_5000 }, left],
  ],
  ["another port of instances", stack(), stack({ targetPort: 5001 }), [empty, left]],
  [
    "the port of clients for instances again, that a further one leads to",
    stack({
      targetPort: 5001,
      ...also({ name: "next", port: 65535, targetPort: 5000, allowedClients: ["192.0.2.0/24"] }),
    }),
    stack(),
    [{ ...left, what: `${FRONT}-ec2-5001 is taken away`, resources: [`${FRONT}-ec2-5001`, FLEET] }],
  ],
  [
    "a port that let nobody in, by either family",
    stack(
      {
        ...DUAL,
        ...also({ name: "next", port: 65535, targetPort: 5000, allowedClients: ["192.0.2.0/24", "100::/64"] }),
      },
      DUAL_NETWORK,
    ),
    stack(DUAL, DUAL_NETWORK),
    [],
  ],
  [
    "the same by an accelerator",
    stack(also({ name: "next", port: 65535, targetPort: 5000, allowedClients: ["192.0.2.0/24"] }), ACCELERATED),
    stack({}, ACCELERATED),
    [],
  ],
  [
    "another port of tasks",
    stack({}, { options: ["ecs"] }),
    stack({ targetPort: 5001 }, { options: ["ecs"] }),
    [rolling(`${FRONT}-ecs`, "tasks-eu-west-1-awsvpc-service")],
  ],
];

describe("analysis/switch: ports of load balancers and targets", () => {
  switchTable(CASES, (each) => each);
});

describe("plan: the updates to another port of instances", () => {
  it("bring its target group behind a port that lets nobody in, and then lead the service's own there", () => {
    const [from, to] = [stack(), stack({ targetPort: 5001 })];
    const next = { name: "next", port: 65535, targetPort: 5001, allowedClients: ["192.0.2.0/24"] };
    expect(throughFurtherPort(from as never, to as never).map(({ config }) => config)).to.deep.equal([
      stack(also(next)),
      to,
    ]);
    expect(throughFurtherPort(from as never, stack({ port: 5001 }) as never)).to.deep.equal([]);
  });

  it("call that port by a name that no other has", () => {
    const [from, to] = [{}, { targetPort: 5001 }].map((own) =>
      stack({ ...also({ name: "next", port: 8883 }), ...own }),
    );
    const [service] = throughFurtherPort(from as never, to as never).map(({ config }) => config["service"] as Raw);
    expect(((service?.["alsoListens"] ?? []) as Raw[]).map((each) => each["name"])).to.deep.equal(["next", "next-2"]);
  });

  it("let nobody in by IPv6 either", () => {
    const [from, to] = [stack({ ipv6: true }), stack({ ipv6: true, targetPort: 5001 })];
    const [service] = throughFurtherPort(from as never, to as never).map(({ config }) => config["service"] as Raw);
    expect(service?.["alsoListens"]).to.deep.equal([
      { name: "next", port: 65535, targetPort: 5001, allowedClients: ["192.0.2.0/24", "100::/64"] },
    ]);
  });

  it("take a port from one listener before another gets it", () => {
    const steps = inOrder(stack(also(MORE)) as never, stack(also({ name: "other", port: 8883 })) as never);
    expect(steps.map(({ config }) => (config["service"] as Raw)["alsoListens"])).to.deep.equal([
      [],
      [{ name: "other", port: 8883 }],
    ]);
  });

  it("leave out certificates that no port shows for a time", () => {
    const regions = { "eu-west-1": { ...REGIONS["eu-west-1"], certificates: ["arn"] } };
    const [from, to] = ["more", "other"].map((name) => stack(also({ name, port: 8883, tls: {} }), { regions }));
    expect(inOrder(from as never, to as never).map(({ config }) => config)).to.deep.equal([stack(also()), to]);
    const own = { tls: {} };
    const steps = inOrder(
      { ...from, service: { ...(from?.["service"] as Raw), ...own } } as never,
      {
        ...to,
        service: { ...(to?.["service"] as Raw), ...own },
      } as never,
    );
    expect(steps[0]?.config["regions"]).to.deep.equal(regions);
  });

  it("take a port from another listener before the service's own gets it", () => {
    const portsIn = (to: Raw) =>
      inOrder(stack(also(MORE)) as never, to as never).map(({ config }) => {
        const { port, alsoListens = [] } = config["service"] as { port: number; alsoListens?: Raw[] };
        return [port, ...alsoListens.map((each) => each["port"])];
      });
    expect(portsIn(stack({ port: 8883 }))).to.deep.equal([[5000], [8883]]);
    expect(portsIn(stack({ port: 8883, ...also({ name: "more", port: 5000 }) }))).to.deep.equal([
      [5000],
      [8883],
      [8883, 5000],
    ]);
  });
});
