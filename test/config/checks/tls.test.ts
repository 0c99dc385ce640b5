import { expect } from "chai";
import { serviceStackSchema } from "../../../config/schema";
import { validate } from "../../../config/validate";
import { CERTIFICATES_PER_LOAD_BALANCER, DEFAULT_SECURITY_POLICY, SECURITY_POLICIES } from "../../../plan/tls";
import {
  complete,
  editorAccepts,
  formMistake,
  mistakesAt,
  noMistake,
  ruleMistake,
  stackFile,
} from "../../support/mistakes";
import { changed } from "../../support/raw";

const REGION = "regions.eu-west-1.certificates";

const certificate = (digit: string | number, region = "eu-west-1"): string =>
  `arn:aws:acm:${region}:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-${String(digit).padStart(12, "0")}`;

const [ONE, TWO] = [certificate(1), certificate(2)];
const TLS = { "service.tls": {}, [REGION]: [ONE] };
const ACCELERATED = { options: ["globalAccelerator"], globalAccelerator: {} };

describe("config: the form of TLS", () => {
  formMistake("service.tls", true, "a mapping with the keys securityPolicy", "give a mapping", { given: TLS });
  formMistake("service.tls.securityPolicy", "ELBSecurityPolicy-2016-08", "TLS 1.2 or more", "describe-ssl-policies", {
    given: TLS,
  });
  formMistake(
    "service.tls.securityPolicy",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-6",
    "TLS 1.2 or more",
    "write ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    { given: TLS },
  );
  formMistake("service.tls.alpn", "h2", "one of HTTP1Only, HTTP2Only, HTTP2Optional, HTTP2Preferred, None", "choose", {
    given: TLS,
  });
  formMistake("service.tls.toTargets", "yes", "true or false", "without quotes", { given: TLS });
  formMistake(REGION, ONE, "a list, each an ARN that begins with arn:aws:acm:", "give a list", { given: TLS });
  for (const arn of [
    "0a1b2c3d-4e5f-6071-8293-000000000001",
    "arn:aws:iam::111122223333:server-certificate/tcp",
    ONE.replace("111122223333", "1111"),
    ONE.replace("certificate/", "certificate/a/"),
    `${ONE}/`,
  ])
    formMistake(`${REGION}[0]`, arn, "an ARN that begins with arn:aws:acm:", "copy the ARN", { given: TLS });

  it("takes every policy of the list, and the recommended one by default", () => {
    for (const securityPolicy of SECURITY_POLICIES) {
      const raw = changed(complete(), { ...TLS, "service.tls": { securityPolicy } });
      expect(serviceStackSchema.safeParse(raw).success).to.equal(true);
      expect(editorAccepts(stackFile(raw))).to.equal(true);
    }
    const { config } = validate(changed(complete(), TLS)) as { config?: { service: { tls?: unknown } } };
    expect(config?.service.tls).to.deep.equal({
      securityPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      toTargets: false,
    });
    expect(DEFAULT_SECURITY_POLICY).to.equal("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09");
  });

  it("has each policy once, none of which lets anybody speak less than TLS 1.2", () => {
    expect(new Set(SECURITY_POLICIES).size).to.equal(SECURITY_POLICIES.length);
    for (const policy of SECURITY_POLICIES) expect(policy).to.match(/^ELBSecurityPolicy-TLS13-1-[23]-/);
  });
});

describe("config: rules of certificates", () => {
  noMistake("TLS with a certificate", TLS);
  noMistake("TLS with several", { ...TLS, [REGION]: [ONE, TWO] });
  noMistake("neither", {});
  ruleMistake("TLS without a certificate", { "service.tls": {} }, [
    REGION,
    [],
    "one certificate of eu-west-1 or more",
    "name the ARN of a certificate of ACM",
  ]);
  mistakesAt(
    "TLS without one in one region of two",
    {
      ...TLS,
      "regions.ap-south-1": { zones: ["a", "b"], cidr: "10.1.0.0/16" },
      "regions.eu-west-1.role": "primary",
      "regions.ap-south-1.role": "secondary",
      "dns.routing": "failover",
    },
    ["regions.ap-south-1.certificates"],
  );
  ruleMistake("a certificate without TLS", { [REGION]: [ONE] }, [
    REGION,
    [ONE],
    "nothing, without service.tls",
    "remove it, or add tls: {}",
  ]);
  ruleMistake("a certificate of another region", { ...TLS, [REGION]: [ONE, certificate(3, "us-east-1")] }, [
    `${REGION}[1]`,
    certificate(3, "us-east-1"),
    "certificates of eu-west-1",
    "its own region",
  ]);
  ruleMistake("a certificate twice", { ...TLS, [REGION]: [ONE, TWO, ONE] }, [
    `${REGION}[2]`,
    ONE,
    "each certificate once",
    "remove the repetition",
  ]);
  // Two resources would have one name.
  ruleMistake("two with one id", { ...TLS, [REGION]: [ONE, ONE.replace("111122223333", "444455556666")] }, [
    `${REGION}[1]`,
    ONE.replace("111122223333", "444455556666"),
    "each certificate once",
    "remove the repetition",
  ]);
  const many = (count: number) => Array.from({ length: count }, (_, index) => certificate(index));
  noMistake("as many as AWS allows", { ...TLS, [REGION]: many(CERTIFICATES_PER_LOAD_BALANCER) });
  ruleMistake("more than AWS allows", { ...TLS, [REGION]: many(26) }, [
    REGION,
    "26 certificates",
    "25 certificates or fewer",
    "leave some out",
  ]);
});

describe("config: rules of TLS and the rest", () => {
  ruleMistake("an idle timeout of its own", { ...TLS, "service.idleTimeoutSeconds": 351 }, [
    "service.idleTimeoutSeconds",
    351,
    "350, with TLS",
    "remove it, or remove service.tls",
  ]);
  noMistake("the idle timeout that it has", { ...TLS, "service.idleTimeoutSeconds": 350 });
  noMistake("target groups that hide clients, and the proxy protocol", {
    ...TLS,
    "service.preserveClientIp": false,
    "service.proxyProtocol": true,
  });
  ruleMistake("an accelerator that preserves client addresses", { ...TLS, ...ACCELERATED }, [
    "service.tls",
    {},
    "nothing, where the accelerator preserves client addresses",
    "set globalAccelerator.preserveClientIp: false",
  ]);
  noMistake("an accelerator that does not", {
    ...TLS,
    ...ACCELERATED,
    globalAccelerator: { preserveClientIp: false },
  });
  noMistake("an accelerator's parked addresses", { ...TLS, globalAccelerator: {} });
  noMistake("an accelerator that preserves them, without TLS", ACCELERATED);
});

describe("config: rules of TLS to the targets, and of stickiness", () => {
  const TO_TARGETS = { ...TLS, "service.tls": { toTargets: true } };
  const OWN = { kind: "userData", userData: "#!/bin/sh" };
  ruleMistake("an echo workload", TO_TARGETS, [
    "service.tls.toTargets",
    true,
    "false, with the echo workload, which speaks no TLS",
    "bring a workload that speaks TLS (instances.workload)",
  ]);
  ruleMistake(
    "an echo server in the tasks, beside a workload that may speak it",
    {
      ...TO_TARGETS,
      options: ["nlb", "ecs"],
      weights: { instances: 50, tasks: 50 },
      "instances.workload": OWN,
    },
    [
      "service.tls.toTargets",
      true,
      "false, with the echo server in the tasks",
      "bring an image that speaks TLS (ecs.image)",
    ],
  );
  noMistake("a workload of one's own", { ...TO_TARGETS, "instances.workload": OWN });
  noMistake("an image of one's own", { ...TO_TARGETS, options: ["ecs"], ecs: { image: "tcp:1" } });
  ruleMistake(
    "a check without TLS on the port that speaks it",
    { ...TO_TARGETS, "instances.workload": OWN, "service.healthCheck": { protocol: "HTTP" } },
    [
      "service.healthCheck.protocol",
      "HTTP",
      "HTTPS or TCP on port 5000, on which the targets speak TLS",
      "check by HTTPS, or give the check a port of its own",
    ],
  );
  for (const check of [{ protocol: "HTTPS" }, { protocol: "TCP" }, { protocol: "HTTP", port: 8080 }])
    noMistake(`a check by ${check.protocol}`, {
      ...TO_TARGETS,
      "instances.workload": OWN,
      "service.healthCheck": check,
    });
  ruleMistake("stickiness behind TLS", { ...TLS, "service.stickiness": true }, [
    "service.stickiness",
    true,
    "false, with service.tls",
    "remove it, or remove service.tls",
  ]);
  const FURTHER = [{ name: "plain", port: 1883, targetPort: 5000 }];
  ruleMistake(
    "two ports to one of the targets, of which one speaks TLS with it",
    { ...TO_TARGETS, "instances.workload": OWN, "service.alsoListens": FURTHER },
    [
      "service.alsoListens[0].tls",
      undefined,
      "toTargets: true, as in service.tls: both lead to port 5000 of the targets",
      "say the same in both",
    ],
  );
  ruleMistake(
    "stickiness behind TLS on another port",
    { [REGION]: [ONE], "service.stickiness": true, "service.alsoListens": [{ name: "secure", port: 8883, tls: {} }] },
    ["service.stickiness", true, "false, with service.alsoListens[0].tls", "remove it"],
  );
  noMistake("stickiness that is off behind TLS", { ...TLS, "service.stickiness": false });
  noMistake("stickiness without TLS", { "service.stickiness": true });
});
