type TraceFormatter = (error: Error, frames: readonly NodeJS.CallSite[]) => unknown;

/** Node's hook; unset where nothing maps traces to sources: they cost little then. */
const errorConstructor = Error as unknown as { prepareStackTrace: TraceFormatter | undefined };

let installedFormatter: TraceFormatter | undefined;

/**
 * The SDK takes a stack trace for every promise that it watches, and one of all frames for every resource. Written out, each frame
 * through a source map, they are most of the time that a resource costs. Their errors have no message and are never thrown: they
 * stay without a text, and an error that says something keeps its trace. `PULUMI_DEBUG_PROMISE_LEAKS`, the SDK's own switch, brings
 * all of them back.
 */
export function leaveOutSdkTraces(): void {
  const formatter = errorConstructor.prepareStackTrace;
  if (formatter === undefined || formatter === installedFormatter || process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) return;
  installedFormatter = (error, frames) => (error.message === "" ? "" : formatter(error, frames));
  errorConstructor.prepareStackTrace = installedFormatter;
}
