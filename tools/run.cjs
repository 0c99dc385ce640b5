// Entry of the scripts that write tables of facts: `node tools/run.cjs terraformMapping`.
require("ts-node").register({ swc: true, cwd: `${__dirname}/..` });
require(`./${process.argv[2]}`)
  .main(process.argv.slice(3))
  .catch(async (error) => {
    process.stderr.write(`${await require("../cli/errorText").errorText(error)}\n`);
    process.exitCode = 1;
  });
