import type { ClientLoad, CostContext } from "../context";
import { MONTH_HOURS } from "../types";

/**
 * What a vCPU is taken to carry of a service that answers over TCP, and a connection to take of memory: on the careful side, to be measured
 * before anything is changed. Buffers of a socket begin at 128 KiB for what comes and 16 KiB for what goes.
 * Source of the buffers: docs.kernel.org/networking/ip-sysctl.html, tcp_rmem and tcp_wmem
 */
export const PER_VCPU = { newConnectionsPerSecond: 500, gbPerHour: 100 } as const;
const KIB_PER_CONNECTION = 144;

/** The same in words. */
export const TAKEN = `Taken: a vCPU carries ${PER_VCPU.newConnectionsPerSecond} new connections a second or ${PER_VCPU.gbPerHour} GB an hour, and a connection has ${KIB_PER_CONNECTION} KiB.`;

/** What a size rests on. */
const SIZING = ["newConnectionsPerSecond", "openConnections", "gbInPerMonth", "gbOutPerMonth"] as const;

/** Whether the file says all of it: nothing is made smaller for a load that is only assumed. */
export const isSaid = (context: CostContext, region: string): boolean =>
  !SIZING.some((name) => context.trafficOf(region).assumed.includes(name));

export interface Need {
  vcpus: number;
  memoryMiB: number;
}

/**
 * What each instance or task must carry while a zone is lost, when the others have its clients too. Undefined where none is left then.
 *
 * @param ownMiB what it needs without any connection.
 */
export function needOf(
  load: ClientLoad,
  { count, zones }: { count: number; zones: number },
  ownMiB: number,
): Need | undefined {
  const left = zones > 1 ? count - Math.ceil(count / zones) : count;
  if (left <= 0) return undefined;
  const vcpus =
    load.newConnectionsPerSecond / PER_VCPU.newConnectionsPerSecond +
    (load.gbIn + load.gbOut) / MONTH_HOURS / PER_VCPU.gbPerHour;
  return {
    vcpus: vcpus / left,
    memoryMiB: ownMiB + (load.openConnections * KIB_PER_CONNECTION) / 1024 / left,
  };
}
