/** Tells that a judge is not on this machine: its tests are skipped, or fail where JUDGES=required says that it must be there. */
export function missing(judge: string): void {
  const said = `these tests need ${judge}, which is not found`;
  if (process.env["JUDGES"] === "required") throw new Error(said);
  process.stderr.write(`${said}: skipped\n`);
}
