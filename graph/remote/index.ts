export { takeTransforms } from "./transforms";
export { construct } from "./construct";
export type { Registration, Response } from "./messages";
export { ProviderScopes } from "./providers";
