export { watchedAlarm, type WatchedAlarm, type ZonesDown } from "./alarms";
export { type IsolatedVpc, createClosedDefaultGroup, createIsolatedVpc } from "./isolatedVpc";
export { createKmsKey } from "./kmsKey";
export { type LogBucket, createLogBucket } from "./logBucket";
export { ofZone, perZone, zoneEntries, zoneValues, type PerZone } from "./perZone";
export { getHealthCheckersListId } from "./prefixLists";
export { metricNamespace, nameTag, physicalName } from "./tags";
export { orUnknown } from "./unknown";
export { getZoneIds } from "./zoneIds";
