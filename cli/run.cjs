// Entry of every command: transpiles TypeScript as it is loaded, without checking types, as the engine does.
Error.stackTraceLimit = process.env.HA_TCP_STACK_TRACES === "full" ? 50 : 10;
require("ts-node").register({ transpileOnly: true, dir: `${__dirname}/..` });
require("./main").main(process.argv);
