// The benchmark's entry, as cli/run.cjs is the commands': `node bench/run.cjs`, or `provider` for what the engine's part needs beside it.
require("ts-node").register({ swc: true, cwd: `${__dirname}/..` });
const [part, ...args] = process.argv[2] === "provider" ? ["./provider"] : ["./bench", ...process.argv.slice(2)];
require(part)
  .main(args)
  .catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  });
