import { targetsSpeakTls } from "../../plan/frontDoor/listeners";
import { compose } from "../../plan/options";
import { type Mistake, type Path, pathText } from "../mistakes";
import type { StackConfig } from "../schema";
import type { Check } from "./common";
import { alsoListens, checkPaths } from "./ports";

/* TLS to the targets, and connections that keep to a target. */

interface PlacedPort {
  path: Path;
  targetPort: number;
  tls?: { toTargets: boolean } | undefined;
}

/** Where the file says what of TLS, for each port that the service listens on. */
const placedPorts = ({ service }: StackConfig): PlacedPort[] =>
  [
    { path: ["service"] as Path, ...service },
    ...service.alsoListens.map((each, index) => ({ ...each, path: alsoListens(index) })),
  ].map(({ path, port, targetPort = port, tls }) => ({ path, targetPort, tls }));

const toTargets = (config: StackConfig): PlacedPort[] => placedPorts(config).filter(({ tls }) => tls?.toTargets);

/** The echo server speaks no TLS. */
function echoServers(config: StackConfig): Mistake[] {
  const { options, instances, ecs } = config;
  const { backends } = compose(options);
  const echoes: { isEcho: boolean; what: string; key: Path; remedy: string }[] = [
    {
      isEcho: backends.includes("instances") && instances.workload.kind === "echo",
      what: "the echo workload",
      key: ["instances", "workload"],
      remedy: "bring a workload that speaks TLS (instances.workload)",
    },
    {
      isEcho: backends.includes("tasks") && ecs.image === undefined,
      what: "the echo server in the tasks",
      key: ["ecs", "image"],
      remedy: "bring an image that speaks TLS (ecs.image)",
    },
  ];
  return toTargets(config).flatMap(({ path }) =>
    echoes
      .filter(({ isEcho }) => isEcho)
      .map(({ what, key, remedy }): Mistake => ({
        path: [...path, "tls", "toTargets"],
        value: true,
        allowed: `false, with ${what}, which speaks no TLS`,
        fix: `${remedy}, or remove toTargets`,
        because: [key, ["options"]],
      })),
  );
}

/** A target group has one protocol, and those of one port of the targets are one. */
function oneProtocolEach(config: StackConfig): Mistake[] {
  const speaking = toTargets(config);
  return placedPorts(config).flatMap(({ path, targetPort, tls }): Mistake[] => {
    const other = speaking.find((each) => each.targetPort === targetPort);
    if (!other || tls?.toTargets) return [];
    return [
      {
        path: [...path, "tls"],
        value: tls,
        allowed: `toTargets: true, as in ${pathText(other.path)}.tls: both lead to port ${targetPort} of the targets`,
        fix: "say the same in both, or lead it to another targetPort",
        because: [[...other.path, "tls"]],
      },
    ];
  });
}

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html (routing configuration) */
const plainChecks: Check = (config) =>
  checkPaths(config)
    .filter(({ check, target }) => check.protocol === "HTTP" && check.port === undefined && speaksTls(config, target))
    .map(({ path, check, target }) => ({
      path: [...path, "protocol"],
      value: check.protocol,
      allowed: `HTTPS or TCP on port ${target}, on which the targets speak TLS (toTargets)`,
      fix: "check by HTTPS, or give the check a port of its own",
      because: [[...path, "port"], ...toTargets(config).map((each): Path => [...each.path, "tls", "toTargets"])],
    }));

const speaksTls = ({ service }: StackConfig, port: number): boolean => targetsSpeakTls(service, port);

/** Source: docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html (sticky sessions) */
function stickyTls(config: StackConfig): Mistake[] {
  const { stickiness } = config.service;
  const [first] = placedPorts(config).filter(({ tls }) => tls !== undefined);
  if (!stickiness || !first) return [];
  const key: Path = [...first.path, "tls"];
  return [
    {
      path: ["service", "stickiness"],
      value: stickiness,
      allowed: `false, with ${pathText(key)}: AWS has no sticky sessions behind a TLS listener`,
      fix: `remove it, or remove ${pathText(key)} and let the targets speak TLS`,
      because: [key],
    },
  ];
}

export const connectionChecks: readonly Check[] = [echoServers, oneProtocolEach, plainChecks, stickyTls];
