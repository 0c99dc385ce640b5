export { toTerraform, type TerraformExport, type TerraformOptions } from "./export";
