import { expect } from "chai";
import {
  publishedAcceleratorMismatch,
  publishedAcceleratorMissing,
} from "../../../plan/addresses/publishedAccelerator";
import {
  ANYCAST_ADDRESSES,
  type AcceleratedClients,
  ENDPOINTS_PER_GROUP,
  acceleratedClients,
  metricId,
  trafficDialOf,
} from "../../../plan/globalAccelerator/accelerator";

const ANYONE = "0.0.0.0/0";
const ANYONE_V6 = "::/0";
const SOME = ["198.51.100.0/24", "203.0.113.7/32"];
const SOME_V6 = ["2001:db8::/32"];

describe("plan/globalAccelerator/accelerator: who may come to its load balancers", () => {
  const preserved = { preserveClientIp: true, ipAddressType: "ipv4" } as const;
  const dual = { preserveClientIp: true, ipAddressType: "dualstack" } as const;
  const hidden = { preserveClientIp: false, ipAddressType: "ipv4" } as const;
  const table: [title: string, settings: AcceleratedClients, ranges: string[]][] = [
    ["everyone", { allowedClients: [ANYONE], ...preserved }, [ANYONE]],
    ["those who are named", { allowedClients: SOME, ...preserved }, SOME],
    ["nobody by IPv6 where there is none", { allowedClients: SOME, allowedClientsIpv6: SOME_V6, ...preserved }, SOME],
    ["everyone by both, in dual stack", { allowedClients: [ANYONE], ...dual }, [ANYONE, ANYONE_V6]],
    [
      "everyone by both, where others are named beside everyone",
      { allowedClients: [...SOME, ANYONE], ...dual },
      [...SOME, ANYONE, ANYONE_V6],
    ],
    [
      "those who are named by both",
      { allowedClients: SOME, allowedClientsIpv6: SOME_V6, ...dual },
      [...SOME, ...SOME_V6],
    ],
    [
      "everyone by IPv4, those who are named by IPv6",
      { allowedClients: [ANYONE], allowedClientsIpv6: SOME_V6, ...dual },
      [ANYONE, ...SOME_V6],
    ],
    ["nobody by IPv6, where only ranges of IPv4 are named", { allowedClients: SOME, ...dual }, SOME],
    ["the accelerator, where it hides clients", { allowedClients: [ANYONE], ...hidden }, [ANYONE]],
    ["the accelerator, whoever is named, where it hides clients", { allowedClients: SOME, ...hidden }, [ANYONE]],
  ];
  for (const [title, settings, ranges] of table)
    it(title, () => {
      expect(acceleratedClients(settings)).to.deep.equal(ranges);
    });
});

const ARN = "arn:aws:globalaccelerator::123456789012:accelerator/0a1b2c3d-0000-4000-8000-00000000000a";
const OTHER = ARN.replace(/a$/, "b");

describe("plan/globalAccelerator/accelerator: by what the metrics know it", () => {
  it("is the end of an ARN", () => {
    expect(metricId(ARN)).to.equal("0a1b2c3d-0000-4000-8000-00000000000a");
    expect(metricId(`${ARN}/listener/0123abcd`)).to.equal("0123abcd");
  });
});

describe("plan/globalAccelerator/accelerator: the published one", () => {
  const REMEDY =
    "Import the published one, or correct ha-tcp:globalAccelerator.published; docs/global-accelerator.md says how.";

  it("is another than the one that is held", () => {
    expect(publishedAcceleratorMismatch(OTHER, ARN)).to.equal(
      `The stack has the accelerator ${ARN}, where ${OTHER} is published. ${REMEDY}`,
    );
  });

  for (const [title, published, held] of [
    ["the same", ARN, ARN],
    ["not said", undefined, ARN],
    ["compared with what a plan has in the place of an ARN", ARN, "${Accelerator:anycast.arn}"],
    ["compared with a listener", ARN, `${ARN}/listener/0123abcd`],
  ] as const)
    it(`is let pass where it is ${title}`, () => {
      expect(publishedAcceleratorMismatch(published, held)).to.equal(undefined);
    });

  it("is never a new one", () => {
    expect(publishedAcceleratorMissing(ARN)).to.equal(
      `The stack would make a new accelerator, where ${ARN} is published. ${REMEDY}`,
    );
  });
});

describe("plan/globalAccelerator/accelerator: figures of AWS", () => {
  it("are two addresses of a family, and ten endpoints in a group", () => {
    expect([ANYCAST_ADDRESSES, ENDPOINTS_PER_GROUP]).to.deep.equal([2, 10]);
  });
});

describe("plan/globalAccelerator/accelerator: the dial of a region", () => {
  const table: [what: string, given: Parameters<typeof trafficDialOf>[0], expected: number][] = [
    ["that says nothing", {}, 100],
    ["that is primary", { role: "primary" }, 100],
    ["that is secondary: it waits", { role: "secondary" }, 0],
    ["that is secondary, and says it", { role: "secondary", dial: 40 }, 40],
    ["that is primary, and says none", { role: "primary", dial: 0 }, 0],
  ];
  for (const [what, given, expected] of table)
    it(what, () => {
      expect(trafficDialOf(given)).to.equal(expected);
    });
});
