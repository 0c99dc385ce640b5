import { regionOfArn } from "../../plan/arns";
import { endsTls, listeners } from "../../plan/frontDoor/listeners";
import { compose } from "../../plan/options";
import { CERTIFICATES_PER_LOAD_BALANCER, TLS_IDLE_SECONDS, certificateId } from "../../plan/tls";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { type Check, eachRegion, repeated, tlsBehindAcceleratorFix } from "./common";
import { alsoListens } from "./ports";

/** A TLS listener shows certificates, of its own region; other listeners show none. */
const certificates: Check = eachRegion((name, { certificates: all }, { service }) => {
  const path: Path = ["regions", name, "certificates"];
  const because: Path[] = [["service", "tls"], alsoListens()];
  if (!endsTls(service))
    return all.length === 0
      ? []
      : [
          {
            path,
            value: all,
            allowed: "nothing, without service.tls or tls of a port in service.alsoListens",
            fix: "remove it, or add tls: {} to the service",
            because,
          },
        ];
  if (all.length === 0)
    return [
      {
        path,
        value: all,
        allowed: `one certificate of ${name} or more, with service.tls or tls of a port in service.alsoListens`,
        fix: "name the ARN of a certificate of ACM, or remove tls",
        because,
      },
    ];
  const tooMany: Mistake = {
    path,
    value: `${all.length} certificates`,
    allowed: `${CERTIFICATES_PER_LOAD_BALANCER} certificates or fewer, as many as AWS allows a load balancer by default`,
    fix: "leave some out: one certificate can have several names, or a wildcard",
  };
  const elsewhere = all.flatMap((arn, index): Mistake[] =>
    regionOfArn(arn) === name
      ? []
      : [
          {
            path: [...path, index],
            value: arn,
            allowed: `certificates of ${name}`,
            fix: `request or import it in ${name}, too: a load balancer uses those of its own region`,
          },
        ],
  );
  const repetitions = repeated(all.map(certificateId), path, "each certificate once").map((mistake): Mistake => ({
    ...mistake,
    value: all[mistake.path.at(-1) as number],
  }));
  return [...(all.length > CERTIFICATES_PER_LOAD_BALANCER ? [tooMany] : []), ...elsewhere, ...repetitions];
});

/** Where no port passes TCP on, it would do nothing. */
function tlsIdleTimeout({ service }: StackConfig): Mistake[] {
  const { idleTimeoutSeconds } = service;
  if (listeners(service).some(({ tls }) => !tls) || idleTimeoutSeconds === TLS_IDLE_SECONDS) return [];
  return [
    {
      path: ["service", "idleTimeoutSeconds"],
      value: idleTimeoutSeconds,
      allowed: `${TLS_IDLE_SECONDS}, with TLS, where AWS lets nobody change it`,
      fix: "remove it, or remove service.tls",
      because: [["service", "tls"]],
    },
  ];
}

/** Source: docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoints.sipp-caveats.html */
function tlsBehindAccelerator({ options, service, globalAccelerator }: StackConfig): Mistake[] {
  const { tls } = service;
  if (!tls || !globalAccelerator?.preserveClientIp || !compose(options).acceleratedFrontDoor) return [];
  return [
    {
      path: ["service", "tls"],
      value: tls,
      allowed: "nothing, where the accelerator preserves client addresses: it cannot, in front of a TLS listener",
      fix: tlsBehindAcceleratorFix("service.tls", service.allowedClients),
      because: [["globalAccelerator", "preserveClientIp"], ["service", "allowedClients"], ["options"]],
    },
  ];
}

/** What TLS asks for, and what does not go with it. */
export const tlsChecks: readonly Check[] = [certificates, tlsIdleTimeout, tlsBehindAccelerator];
