export { Quotas, type QuotasArgs } from "./quotas";
