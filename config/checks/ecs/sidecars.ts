import { ecrImage } from "../../../plan/ec2/policies";
import { CONTAINER, DEFAULT_IMAGE } from "../../../plan/ecs/container";
import type { OneOrByRegion } from "../../../plan/images";
import type { Mistake, Path } from "../../mistakes";
import type { StackConfig } from "../../schema";
import { imagesOf } from "../backends";
import type { Check } from "../common";

/* Rules of the containers of a task together. */

type Ecs = StackConfig["ecs"];

/** Containers of one task. Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const MOST_CONTAINERS = 10;

const sidecarPath = (name: string, ...rest: Path): Path => ["ecs", "sidecars", name, ...rest];

function names({ ecs: { sidecars = {} } }: StackConfig): Mistake[] {
  const count = Object.keys(sidecars).length;
  return [
    ...(CONTAINER in sidecars
      ? [
          {
            path: sidecarPath(CONTAINER),
            value: CONTAINER,
            allowed: `a name other than ${CONTAINER}, which the service's own container has`,
            fix: "rename the sidecar",
          },
        ]
      : []),
    ...(count >= MOST_CONTAINERS
      ? [
          {
            path: ["ecs", "sidecars"],
            value: `${count} sidecars`,
            allowed: `${MOST_CONTAINERS - 1} sidecars or fewer`,
            fix: "have some as services of their own",
          },
        ]
      : []),
  ];
}

interface Dependent {
  path: Path;
  dependsOn: Readonly<Record<string, string>>;
}

const dependents = ({ dependsOn = {}, sidecars = {} }: Ecs): Map<string, Dependent> =>
  new Map([
    [CONTAINER, { path: ["ecs", "dependsOn"], dependsOn }],
    ...Object.entries(sidecars).map(([name, sidecar]): [string, Dependent] => [
      name,
      { path: sidecarPath(name, "dependsOn"), dependsOn: sidecar.dependsOn ?? {} },
    ]),
  ]);

/** Whether one waits for itself, by way of others. */
function waitsForItself(name: string, all: ReadonlyMap<string, Dependent>): boolean {
  const seen = new Set<string>();
  const open = Object.keys(all.get(name)?.dependsOn ?? {});
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === name) return true;
    if (!seen.has(next)) open.push(...Object.keys(all.get(next)?.dependsOn ?? {}));
    seen.add(next);
  }
  return false;
}

/** Source: docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html */
function dependencies({ ecs }: StackConfig): Mistake[] {
  const all = dependents(ecs);
  const containers: readonly string[] = [...all.keys()];
  return [...all].flatMap(([name, { path, dependsOn }]) =>
    Object.entries(dependsOn).flatMap(([other, condition]): Mistake[] => {
      const common = { path: [...path, other], value: condition };
      if (other === name || !containers.includes(other))
        return [
          {
            ...common,
            allowed: `other containers of the task: ${containers.filter((each) => each !== name).join(", ") || "there are none"}`,
            fix: "name one of them, or add a sidecar of that name",
            because: [["ecs", "sidecars"]],
          },
        ];
      if (waitsForItself(name, all))
        return [
          {
            ...common,
            allowed: "containers that do not wait for this one themselves",
            fix: "remove it here or there: none of them would ever start",
            because: [...all.values()].map((each) => each.path),
          },
        ];
      return conditionMistakes(ecs, other, common);
    }),
  );
}

/** What is waited for must be possible. */
function conditionMistakes(ecs: Ecs, other: string, common: { path: Path; value: string }): Mistake[] {
  const sidecar = ecs.sidecars?.[other];
  const because: Path[] = [other === CONTAINER ? ["ecs"] : sidecarPath(other)];
  const isChecked = sidecar ? sidecar.healthCheck !== undefined : !ecs.image || ecs.healthCheck.command !== undefined;
  if (common.value === "healthy" && !isChecked)
    return [
      {
        ...common,
        allowed: `start, as ${other} has no healthCheck`,
        fix: "give it one, or wait for its start alone",
        because,
      },
    ];
  if (common.value !== "complete" && common.value !== "success") return [];
  if (sidecar && !sidecar.essential) return [];
  return [
    {
      ...common,
      allowed: `start or healthy, as the task ends with ${other}`,
      fix: sidecar ? "set essential: false there, or wait for its start" : "wait for its start",
      because,
    },
  ];
}

/** What sidecars are given must leave the service something. Source: docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
function shares({ ecs }: StackConfig): Mistake[] {
  const { sidecars = {} } = ecs;
  return (["cpuUnits", "memoryMiB"] as const).flatMap((key): Mistake[] => {
    const given = Object.entries(sidecars).filter(([, sidecar]) => sidecar[key] !== undefined);
    const sum = given.reduce((total, [, sidecar]) => total + (sidecar[key] ?? 0), 0);
    const last = given.at(-1);
    if (last === undefined || sum < ecs[key]) return [];
    return [
      {
        path: sidecarPath(last[0], key),
        value: last[1][key],
        allowed: `together less than the task's ${ecs[key]}: the sidecars have ${sum}, and nothing is left for the service`,
        fix: `lower it, or raise ecs.${key}`,
        because: [
          ["ecs", key],
          ["ecs", "sidecars"],
        ],
      },
    ];
  });
}

/** Only the echo server's check is known. */
const healthChecks: Check = ({ ecs: { sidecars = {} } }) =>
  Object.entries(sidecars)
    .filter(([, { healthCheck }]) => healthCheck && healthCheck.command === undefined)
    .map(([name]) => ({
      path: sidecarPath(name, "healthCheck", "command"),
      value: undefined,
      allowed: "what is run in the container to ask whether it is well",
      fix: "say it word by word, or remove the section",
    }));

/** ECR takes the role of the task, and a public image needs none. Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html */
function credentials({ ecs }: StackConfig): Mistake[] {
  const all: [path: Path, image: OneOrByRegion, arn: OneOrByRegion | undefined][] = [
    [["ecs"], ecs.image ?? DEFAULT_IMAGE, ecs.registryCredentials],
    ...Object.entries(ecs.sidecars ?? {}).map(
      ([name, { image, registryCredentials }]): [Path, OneOrByRegion, OneOrByRegion | undefined] => [
        sidecarPath(name),
        image,
        registryCredentials,
      ],
    ),
  ];
  return all.flatMap(([path, image, arn]): Mistake[] => {
    const open = imagesOf(image).find((each) => ecrImage(each) !== undefined || each === DEFAULT_IMAGE);
    if (arn === undefined || open === undefined) return [];
    return [
      {
        path: [...path, "registryCredentials"],
        value: arn,
        allowed: `nothing, as ${open} is ${ecrImage(open) ? "one of ECR, which the execution role pulls" : "public"}`,
        fix: "remove it, or name an image of the registry that asks for it",
        because: [[...path, "image"]],
      },
    ];
  });
}

export const sidecarChecks: readonly Check[] = [names, dependencies, shares, healthChecks, credentials];
