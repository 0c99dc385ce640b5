// What guards the stack: keys for what it stores, and what is written down about it.
export { AccessLogs, type AccessLogsArgs } from "./accessLogs";
export { Audit, type AuditArgs } from "./audit";
export { EncryptionKey, type EncryptionKeyArgs } from "./encryptionKey";
