// The benchmark's entry, as cli/run.cjs is the commands'.
require("ts-node").register({ swc: true, cwd: `${__dirname}/..` });
require("./bench").main();
