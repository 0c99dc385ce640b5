// What guards the stack: protection, zones that AWS takes out, a budget, keys for what is stored, and what is written down.
export { AccessLogs, type AccessLogsArgs } from "./accessLogs";
export { Audit, type AuditArgs } from "./audit";
export { Budget, type BudgetArgs } from "./budget";
export { EncryptionKey, type EncryptionKeyArgs } from "./encryptionKey";
export { type ProtectedResource, Shield, type ShieldArgs } from "./shield";
export { ZonalAutoshift, type ZonalAutoshiftArgs } from "./zonalAutoshift";
