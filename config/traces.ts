/**
 * Full stack traces on request. By default there is one frame, as the SDK takes a trace for every promise that it watches,
 * which is most of the time a resource costs.
 */
export function restoreTraces(): void {
  if (process.env["HA_TCP_STACK_TRACES"] === "full") Error.stackTraceLimit = 50;
}
