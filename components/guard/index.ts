// What guards the stack: keys for what it stores, and what is written down about it.
export { AccessLogs, type AccessLogsArgs } from "./accessLogs";
export { Audit, type AuditArgs } from "./audit";
export { EncryptionKey, type EncryptionKeyArgs } from "./encryptionKey";
export { Budget, type BudgetArgs } from "./budget";
export { type ProtectedResource, Shield, type ShieldArgs } from "./shield";
export { ZonalAutoshift, type ZonalAutoshiftArgs } from "./zonalAutoshift";
