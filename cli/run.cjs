// Entry of every command: transpiles TypeScript as it is loaded, without checking types, as the engine does.
require("ts-node").register({ swc: true, cwd: `${__dirname}/..` });
require("./main").main(process.argv);
