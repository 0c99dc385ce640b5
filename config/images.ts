import { type OneOrByRegion, inRegion } from "../plan/images";
import type { EcsConfig, SidecarConfig } from "./sections/ecs";
import type { InstancesConfig } from "./sections/instances";

type Workload = InstancesConfig["workload"];
type Container = Extract<Workload, { kind: "container" }>;

/** The machine image of one region. */
export type RegionalAmi = { rootDevice?: string } & ({ ssmParameter: string } | { id: string });

/** What an instance runs in one region. */
export type RegionalWorkload = Exclude<Workload, Container> | (Omit<Container, "image"> & { image: string });

/** The settings of the instances of one region, with the images that they have there. */
export type RegionalInstances = Omit<InstancesConfig, "ami" | "workload"> & {
  ami?: RegionalAmi;
  workload: RegionalWorkload;
};

/** What a container gets in one region, and what it is pulled with there. */
interface RegionalContainer {
  secrets?: Readonly<Record<string, string>>;
  registryCredentials?: string;
}

/** The settings of the tasks of one region, with the image and the secrets that they have there. */
export type RegionalEcs = Omit<EcsConfig, "image" | "sidecars" | "hosts" | keyof RegionalContainer> &
  RegionalContainer & {
    image?: string;
    sidecars?: Readonly<Record<string, RegionalSidecar>>;
    hosts: RegionalHosts;
  };

export type RegionalSidecar = Omit<SidecarConfig, "image" | keyof RegionalContainer> &
  RegionalContainer & { image: string };
export type RegionalHosts = Omit<EcsConfig["hosts"], "ami"> & { ami?: RegionalAmi };

/** @throws where the config names an image for each region, and this one is not among them: the checks refuse that. */
export function instancesIn(region: string, { ami, workload, ...rest }: InstancesConfig): RegionalInstances {
  return { ...rest, workload: workloadIn(region, workload), ...(ami && { ami: amiIn(region, ami, "instances.ami") }) };
}

/** @throws as `instancesIn` does. */
export function ecsIn(region: string, { image, sidecars, hosts: { ami, ...hosts }, ...rest }: EcsConfig): RegionalEcs {
  return {
    ...containerIn(region, rest, "ecs"),
    ...(image !== undefined && { image: required(inRegion(image, region), "ecs.image", region) }),
    ...(sidecars && {
      sidecars: Object.fromEntries(
        Object.entries(sidecars).map(([name, sidecar]) => [name, sidecarIn(region, sidecar, `ecs.sidecars.${name}`)]),
      ),
    }),
    hosts: { ...hosts, ...(ami && { ami: amiIn(region, ami, "ecs.hosts.ami") }) },
  };
}

const sidecarIn = (region: string, { image, ...rest }: SidecarConfig, where: string): RegionalSidecar => ({
  ...containerIn(region, rest, where),
  image: required(inRegion(image, region), `${where}.image`, region),
});

function containerIn<C extends Pick<EcsConfig, keyof RegionalContainer>>(
  region: string,
  { secrets, registryCredentials, ...rest }: C,
  where: string,
): Omit<C, keyof RegionalContainer> & RegionalContainer {
  const here = (value: OneOrByRegion, what: string) => required(inRegion(value, region), `${where}.${what}`, region);
  return {
    ...rest,
    ...(secrets && {
      secrets: Object.fromEntries(
        Object.entries(secrets).map(([variable, arn]) => [variable, here(arn, `secrets.${variable}`)]),
      ),
    }),
    ...(registryCredentials !== undefined && {
      registryCredentials: here(registryCredentials, "registryCredentials"),
    }),
  };
}

/** @throws as `instancesIn` does. */
export const workloadIn = (region: string, workload: Workload): RegionalWorkload =>
  workload.kind === "container"
    ? { ...workload, image: required(inRegion(workload.image, region), "instances.workload.image", region) }
    : workload;

function amiIn(region: string, ami: NonNullable<InstancesConfig["ami"]>, where: string): RegionalAmi {
  const { rootDevice } = ami;
  const [value, key] = "ids" in ami ? [ami.ids, "ids"] : [ami.ssmParameter, "ssmParameter"];
  const found = required(inRegion(value, region), `${where}.${key}`, region);
  return { ...(rootDevice && { rootDevice }), ...("ids" in ami ? { id: found } : { ssmParameter: found }) };
}

function required(value: string | undefined, what: string, region: string): string {
  if (value === undefined) throw new Error(`${what} has none for ${region}`);
  return value;
}
