// The benchmark's entry, as cli/run.cjs is the commands'.
require("ts-node").register({ transpileOnly: true, dir: `${__dirname}/..` });
require("./bench").main();
