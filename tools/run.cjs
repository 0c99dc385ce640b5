// Entry of the scripts that write the tables of graph/terraform: `node tools/run.cjs terraformMapping`.
require("ts-node").register({ swc: true, cwd: `${__dirname}/..` });
require(`./${process.argv[2]}`)
  .main(process.argv.slice(3))
  .catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  });
