export { toTerraform, type TerraformExport, type TerraformOptions } from "./export";
export type { LeftOut } from "./arguments";
