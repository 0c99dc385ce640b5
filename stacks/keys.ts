import type * as pulumi from "@pulumi/pulumi";
import { AccessLogs, Audit, EncryptionKey } from "../components";
import type { StackConfig } from "../config";
import { hasInstances, keyUses } from "../config/keyUses";
import { publishersIn } from "../config/monitoring";
import { endsTls } from "../plan/frontDoor/listeners";
import { configRules } from "../plan/guard/configRules";
import { accessLogsName, auditName, keyName } from "../plan/names";
import type { Region } from "../plan/regions";
import type { Providers } from "./providers";

/** The ARNs of the keys that encrypt what the stack stores, by region. */
export type Keys = Readonly<Partial<Record<string, pulumi.Input<string>>>>;

/** A key for each region that the stack stores anything in, made here or one that exists; none where the config wants none. */
export function createKeys(config: StackConfig, providers: Providers): Keys {
  const { keys } = config.guard;
  if (!keys) return {};
  if (keys.kind === "existing") return keys.arns;
  const created = Object.entries(keyUses(config)).map(([region, uses]): [string, pulumi.Input<string>] => {
    const opts = { providers: [providers.of(region)] };
    return [
      region,
      new EncryptionKey(
        keyName(region),
        { region, uses, publishers: publishersIn(config, region), protect: config.protect },
        opts,
      ).arn,
    ];
  });
  return keys.use ? Object.fromEntries(created) : {};
}

/** Where the load balancers of a region write down TLS connections, where they are to. */
export function createAccessLogs(
  { region, config, keys }: { region: Region; config: StackConfig; keys: Keys },
  opts: pulumi.ComponentResourceOptions,
): AccessLogs | undefined {
  const { accessLogs } = config.guard.audit;
  if (!endsTls(config.service) || !accessLogs) return undefined;
  const args = { region, ...accessLogs, kmsKeyArn: keys[region], protect: config.protect };
  return new AccessLogs(accessLogsName(region), args, opts);
}

/** What audits a region, where the config wants anything. `firewall`: whether one is made there. */
export function createAudit(
  { region, config, firewall }: { region: Region; config: StackConfig; firewall: boolean },
  opts: pulumi.ComponentResourceOptions,
): void {
  const { accessAnalyzer, configRules: wanted } = config.guard.audit;
  const watched = { instances: hasInstances(config), firewall, protect: config.protect };
  const rules = wanted ? configRules(watched) : [];
  if (accessAnalyzer || rules.length > 0) new Audit(auditName(region), { accessAnalyzer, configRules: rules }, opts);
}
