// Entry of every command: transpiles TypeScript as it is loaded, without checking types, as the engine does.
// Node 22 and newer keep compiled code between runs.
// oxlint-disable-next-line typescript/no-unnecessary-condition -- not there in Node 20
require("node:module").enableCompileCache?.();
require("ts-node").register({ swc: true, cwd: `${__dirname}/..` });
require("./process").main(process.argv);
