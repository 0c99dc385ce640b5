// Entry of the pack. The engine has TypeScript checked as it is loaded, whatever the options say, and that takes ten seconds more: here it
// is transpiled only, as the program is.
const tsNode = require("ts-node");
process[tsNode.REGISTER_INSTANCE]?.enabled(false);
tsNode.register({ swc: true, cwd: `${__dirname}/..` });
const { PolicyPack } = require("@pulumi/policy");
const { policies } = require("./policies");

new PolicyPack("ha-tcp", { policies: policies() });
