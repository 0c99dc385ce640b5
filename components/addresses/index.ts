// The addresses on others' allow lists. They outlive every option, the accelerator among them.
export { AnycastAddresses, type AnycastAddressesArgs } from "./anycastAddresses";
export { checkPublished } from "./checkPublished";
export { FixedAddresses, type Address, type FixedAddressesArgs } from "./fixedAddresses";
