import type { GraphIndex } from "../../graph/graph";
import { instanceSize } from "../../plan/ec2/instanceTypes";
import { FIRST_HOSTS, tasksPerHost } from "../../plan/ecs/hosts";
import { fewHosts, hostedServices } from "../inventory/hosts";
import { summary } from "../inventory/summary";
import type { Finding } from "./finding";
import { keepsToZones } from "./regions";

/** What nobody can check before a host is there. */
export function unknownHosts(index: GraphIndex): Finding[] {
  return hostedServices(index)
    .filter(({ type }) => !instanceSize(type))
    .map(({ group, type }) => ({
      severity: "note",
      rule: "unknown-host-type",
      text: `Nothing is known of ${type}, so nobody has checked that ${group.name} has room for its tasks.`,
      fix: "Compare what a task asks with `aws ec2 describe-instance-types`.",
      resources: [group.name],
    }));
}

/** The share of its memory that a host is taken to register. AWS gives no figure by type, and one example: 7985 of 8192 MiB. */
const REGISTERED = 0.9;

/** Source: docs.aws.amazon.com/batch/latest/userguide/memory-management.html, of the same agent. */
export function tightMemory(index: GraphIndex): Finding[] {
  return hostedServices(index).flatMap(({ service, type, task }): Finding[] => {
    const size = instanceSize(type);
    if (!size || task.memoryMiB <= REGISTERED * size.memoryMiB || task.memoryMiB >= size.memoryMiB) return [];
    return [
      {
        severity: "warning",
        rule: "tight-memory",
        text:
          `A task of ${service.name} asks ${task.memoryMiB} of the ${size.memoryMiB} MiB of a ${type}, which registers less than it has: ` +
          "where it is too little, no task ever starts.",
        fix: "Lower ecs.memoryMiB, or choose a larger hosts.type.",
        resources: [service.name],
      },
    ];
  });
}

/** Where connections keep to zones, and one may have no host. */
export function hostlessZones(index: GraphIndex): Finding[] {
  return fewHosts(index)
    .filter(({ service }) => keepsToZones(index, index.regionOf(service) ?? ""))
    .map(({ service, group, tasks, zones }) => ({
      severity: "warning",
      rule: "hostless-zones",
      text:
        `Of no hosts ECS makes ${FIRST_HOSTS} at first, and these have room for the ${tasks} tasks of ${service.name} in ${zones} zones: ` +
        "a zone without a host has no task, and its address leads nowhere.",
      fix: "Have connections cross zones, set launch: fargate, or choose a hosts.type that has room for fewer tasks.",
      resources: [group.name],
    }));
}

/** Where a type lets tasks share interfaces, and only the account says whether they do. */
export function fewInterfaces(index: GraphIndex): Finding[] {
  const regions = summary(index.graph).regions;
  return hostedServices(index).flatMap(({ service, group, type, task, variant }): Finding[] => {
    const size = instanceSize(type);
    const tasks = regions.find(({ region }) => region === index.regionOf(service))?.tasks?.max ?? 0;
    if (!size?.trunking || variant === "bridge") return [];
    const perHost = tasksPerHost(size, task, variant, false);
    const room = perHost * Number(group.inputs["maxSize"]);
    if (room >= tasks) return [];
    return [
      {
        severity: "warning",
        rule: "few-interfaces",
        text:
          `A ${type} has interfaces for ${perHost} tasks, and the ${String(group.inputs["maxSize"])} hosts of ${group.name} for ${room} of the ${tasks} ` +
          "that there may be, unless the account has the setting awsvpcTrunking.",
        fix: "Raise hosts.max, or run `aws ecs put-account-setting-default --name awsvpcTrunking --value enabled` before the hosts start.",
        resources: [group.name],
      },
    ];
  });
}
