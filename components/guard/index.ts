// What guards the stack: keys for what it stores, what is written down about it, and what looks after clients and costs.
export { AccessLogs, type AccessLogsArgs } from "./accessLogs";
export { Audit, type AuditArgs } from "./audit";
export { Budget, type BudgetArgs } from "./budget";
export { EncryptionKey, type EncryptionKeyArgs } from "./encryptionKey";
export { type ProtectedResource, Shield, type ShieldArgs } from "./shield";
export { ZonalAutoshift, type ZonalAutoshiftArgs } from "./zonalAutoshift";
