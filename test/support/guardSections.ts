import fc from "fast-check";
import { compose } from "../../plan/options";
import type { RawConfig } from "./raw";
import { some, whole } from "./sections";

type Guard = NonNullable<RawConfig["guard"]>;

const CONTACTS = [
  { email: "operators@example.com", phone: "+15555550100", notes: "day and night" },
  { email: "second.line@example.com" },
];

/** Contacts need health checks, and those a name. */
const shieldOf = ({ dns }: RawConfig): fc.Arbitrary<Guard["shield"]> =>
  fc.oneof<fc.Arbitrary<NonNullable<Guard["shield"]>>[]>(
    fc.constant({ kind: "standard" }),
    fc
      .record({
        aggregation: fc.constantFrom<("mean" | "sum" | "max" | undefined)[]>("mean", "sum", "max", undefined),
        contacts: fc.constantFrom(...(dns ? [CONTACTS, CONTACTS.slice(0, 1), []] : [[]])),
      })
      .map((settings) => ({ kind: "advanced", subscriptionUsdPerMonth: 3000, ...settings })),
  );

const WINDOWS = ["Mon:00:00-Mon:23:59", "Wed:06:30-Wed:20:00", "Sun:10:00-Sun:10:30"];

const autoshift = some<NonNullable<Guard["autoshift"]>>({
  shifts: fc.boolean(),
  blockedDates: fc.constantFrom<string[][]>([], ["2026-12-24", "2026-12-31"]),
}).chain((settings) =>
  fc
    .tuple(fc.boolean(), fc.shuffledSubarray(WINDOWS))
    .map(([blocked, windows]) => ({ ...settings, [blocked ? "blockedWindows" : "allowedWindows"]: windows })),
);

/** Where zones may be taken out. The load balancer of PrivateLink is on request, and must be where it is alone. */
function autoshiftOf({ options, service }: RawConfig): fc.Arbitrary<Guard["autoshift"]> {
  if (service.zonalShift === false) return fc.constant(undefined);
  const { publicFrontDoor, acceleratedFrontDoor } = compose(options);
  const privateLink = publicFrontDoor || acceleratedFrontDoor ? fc.boolean() : fc.constant(true);
  return fc.option(
    fc.tuple(autoshift, privateLink).map(([settings, shifted]) => ({ ...settings, privateLink: shifted })),
    { nil: undefined },
  );
}

const budget: fc.Arbitrary<NonNullable<Guard["budget"]>> = fc.record({
  monthlyUsd: whole(1, 100_000),
  emails: fc.constantFrom(["team@example.com"], ["team@example.com", "costs@example.com"]),
  anomalies: fc.constantFrom<NonNullable<NonNullable<Guard["budget"]>["anomalies"]>[]>(
    { kind: "none" },
    { kind: "tag", leastUsd: 50, frequency: "weekly" },
    {
      kind: "existing",
      monitorArn: "arn:aws:ce::123456789012:anomalymonitor/0a1b2c3d-0000-4000-8000-00000000000a",
    },
  ),
});

/** The same with what guards it, or without. */
export const withGuard = (config: RawConfig): fc.Arbitrary<RawConfig> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(config) },
    {
      weight: 2,
      arbitrary: fc
        .record({
          shield: shieldOf(config),
          autoshift: autoshiftOf(config),
          budget: fc.option(budget, { nil: undefined }),
        })
        .map(({ shield, autoshift: shifted, budget: costs }) => ({
          ...config,
          guard: { shield, ...(shifted && { autoshift: shifted }), ...(costs && { budget: costs }) },
        })),
    },
  );
