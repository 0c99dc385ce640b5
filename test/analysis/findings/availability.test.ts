import { expect } from "chai";
import { type Finding, findings } from "../../../analysis";
import { BASE, type Raw, recordConfig } from "../../support/recording";

const RULES = ["region-to-enable", "constrained-zone", "types-by-zone", "endpoints-by-zone"];

/** What is said of what the account may not have. */
const found = async (raw: Raw): Promise<Finding[]> =>
  findings(await recordConfig(raw)).filter(({ rule }) => RULES.includes(rule));

const inRegion = (name: string, zones: string[], rest: Raw = {}, settings: Raw = {}): Raw => ({
  ...BASE,
  regions: { [name]: { zones, cidr: "10.20.0.0/16", nat: "single", natZone: zones[0], ...settings } },
  ...rest,
});

const enable = (region: string): Finding => ({
  severity: "note",
  rule: "region-to-enable",
  text: `${region} is disabled until the account enables it.`,
  fix:
    `See aws account get-region-opt-status --region-name ${region}; ` +
    `aws account enable-region --region-name ${region} takes a few minutes, for some accounts several hours.`,
  resources: [],
});

const constrained = (region: string, zones: string, id: string, lacks?: string): Finding => ({
  severity: lacks === undefined ? "note" : "warning",
  rule: "constrained-zone",
  text:
    `One of ${zones} may be ${id}, which AWS extends no more: it ` +
    `${lacks === undefined ? "may not have" : `has neither ${lacks} nor, it may be,`} load balancers, NAT gateways and firewalls.`,
  fix: `Leave out the zone that aws ec2 describe-availability-zones --region ${region} --query "AvailabilityZones[].[ZoneName,ZoneId]" shows for it.`,
  resources: [],
});

const types = (region: string, zones: string, names: string[]): Finding => ({
  severity: "note",
  rule: "types-by-zone",
  text: `AWS does not say in which zones of ${region} there is ${names.join(", ")}; a zone without gets no instance.`,
  fix:
    `${zones} should all be in what aws ec2 describe-instance-type-offerings --region ${region} --location-type availability-zone ` +
    `--filters Name=instance-type,Values=${names.join(",")} shows for one type or more.`,
  resources: [],
});

const FARGATE = { options: ["ecs"], ecs: { launch: "fargate" } };

describe("analysis/findings/availability", () => {
  const cases: [what: string, raw: Raw, expected: Finding[]][] = [
    ["a region that every account has whole", inRegion("eu-west-1", ["a", "b"]), []],
    ["another of the oldest, whose zones have everything", inRegion("us-west-2", ["a", "b", "c", "d"]), []],
    [
      "a region to enable",
      inRegion("ap-southeast-7", ["a", "b"]),
      [enable("ap-southeast-7"), types("ap-southeast-7", "a, b", ["t3.small"])],
    ],
    [
      "a region with a zone that AWS extends no more",
      inRegion("us-east-1", ["a", "f"], { instances: { types: ["m7i.large", "m6i.large"] } }),
      [constrained("us-east-1", "a, f", "use1-az3"), types("us-east-1", "a, f", ["m6i.large", "m7i.large"])],
    ],
    [
      "Fargate beside such a zone that has none",
      inRegion("us-west-1", ["a", "c"], FARGATE),
      [constrained("us-west-1", "a, c", "usw1-az2", "Fargate")],
    ],
    [
      "an accelerator beside such a zone",
      inRegion("ap-northeast-1", ["a", "c"], { options: ["globalAccelerator"], globalAccelerator: {} }),
      [
        constrained("ap-northeast-1", "a, c", "apne1-az3", "Global Accelerator"),
        types("ap-northeast-1", "a, c", ["t3.small"]),
      ],
    ],
    [
      "an accelerator that is parked",
      inRegion("ap-northeast-1", ["a", "c"], { globalAccelerator: {} }),
      [constrained("ap-northeast-1", "a, c", "apne1-az3"), types("ap-northeast-1", "a, c", ["t3.small"])],
    ],
    [
      "both",
      inRegion("us-west-1", ["a", "c"], { ...FARGATE, options: ["ecs", "globalAccelerator"], globalAccelerator: {} }),
      [constrained("us-west-1", "a, c", "usw1-az2", "Fargate nor Global Accelerator")],
    ],
    [
      "Fargate in a zone that AWS extends no more, and has it",
      inRegion("us-east-1", ["a", "b"], FARGATE),
      [constrained("us-east-1", "a, b", "use1-az3")],
    ],
  ];
  for (const [what, raw, expected] of cases)
    it(`says of ${what}: ${expected.map(({ rule }) => rule).join(", ") || "nothing"}`, async () => {
      expect(await found(raw)).to.deep.equal(expected);
    });

  it("names the interface endpoints of AWS's services, where nothing else leads out", async () => {
    const closed = { nat: "none", natZone: undefined };
    const all = await found(inRegion("us-east-1", ["a", "b"], {}, closed));
    expect(all.filter(({ rule }) => rule === "endpoints-by-zone")).to.deep.equal([
      {
        severity: "note",
        rule: "endpoints-by-zone",
        text: "AWS makes no interface endpoint in a zone that its service is not in, and lists those zones nowhere.",
        fix:
          "a, b should be in the AvailabilityZones of each that aws ec2 describe-vpc-endpoint-services --region us-east-1 " +
          "--service-names com.amazonaws.us-east-1.ssm com.amazonaws.us-east-1.ssmmessages shows; else name other zones under network.endpoints, or set nat: single or perZone.",
        resources: ["network-eu-west-1-ssm", "network-eu-west-1-ssmmessages"].map((name) =>
          name.replace("eu-west-1", "us-east-1"),
        ),
      },
    ]);
    expect(await found(inRegion("eu-west-1", ["a", "b"], {}, closed))).to.deep.equal([]);
  });

  it("names the regions of consumers, and those that may connect", async () => {
    const raw = inRegion("eu-west-1", ["a", "b"], {
      options: ["privateLink"],
      privateLink: {
        supportedRegions: ["ap-east-1", "eu-west-2", "il-central-1"],
        consumers: [
          { name: "far", region: "ap-east-1", vpc: { kind: "created", cidr: "10.60.0.0/22", zones: ["a", "b"] } },
        ],
      },
    });
    expect(await found(raw)).to.deep.equal([enable("ap-east-1"), enable("il-central-1")]);
  });
});
