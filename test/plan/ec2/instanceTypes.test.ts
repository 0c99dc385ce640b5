import { expect } from "chai";
import {
  type Architecture,
  INSTANCE_TYPE_PATTERN,
  architectureOf,
  defaultAmiParameter,
  instanceSize,
  typesOfFamily,
} from "../../../plan/ec2/instanceTypes";

describe("plan/ec2/instanceTypes", () => {
  const table: [type: string, architecture: Architecture][] = [
    ["t3.small", "x86_64"],
    ["t4g.nano", "arm64"],
    ["m7g.medium", "arm64"],
    ["m7gd.large", "arm64"],
    ["g4dn.xlarge", "x86_64"],
    ["g5.xlarge", "x86_64"],
    ["g5g.xlarge", "arm64"],
    ["gr6.4xlarge", "x86_64"],
    ["c7gn.large", "arm64"],
    ["c6in.large", "x86_64"],
    ["m7i-flex.large", "x86_64"],
    ["a1.large", "arm64"],
    ["im4gn.large", "arm64"],
    ["is4gen.medium", "arm64"],
    ["i4g.large", "arm64"],
    ["x2gd.medium", "arm64"],
    ["x2idn.16xlarge", "x86_64"],
    ["hpc7g.16xlarge", "arm64"],
    ["p4d.24xlarge", "x86_64"],
    ["u-6tb1.metal", "x86_64"],
    ["u7in-16tb.224xlarge", "x86_64"],
  ];
  for (const [type, architecture] of table)
    it(`${type} is ${architecture}`, () => {
      expect(architectureOf(type)).to.equal(architecture);
      expect(INSTANCE_TYPE_PATTERN.test(type)).to.equal(true);
    });

  for (const text of [
    "t3",
    "t3.",
    ".small",
    "T3.small",
    "3t.small",
    "t3 small",
    "t3.small ",
    "t3_.small",
    "t3.small.x",
    "-t3.small",
    "t3-.small",
    "",
  ])
    it(`${JSON.stringify(text)} is no instance type`, () => {
      expect(INSTANCE_TYPE_PATTERN.test(text)).to.equal(false);
    });

  // Nested repetition would double the time with each character.
  it("a long name without a dot is refused at once", () => {
    const before = performance.now();
    expect(INSTANCE_TYPE_PATTERN.test("a".repeat(30))).to.equal(false);
    expect(performance.now() - before).to.be.below(100);
  });

  it("names the newest Amazon Linux 2023 image of each architecture", () => {
    expect(defaultAmiParameter("arm64")).to.equal(
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
    );
    expect(defaultAmiParameter("x86_64")).to.equal(
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    );
  });
});

describe("plan/ec2/instanceTypes: sizes", () => {
  it("says what a type has, and whether its interfaces may be shared", () => {
    expect(instanceSize("t3.small")).to.deep.equal({
      vcpus: 2,
      memoryMiB: 2048,
      networkInterfaces: 3,
      trunking: false,
    });
    expect(instanceSize("m7g.large")).to.deep.equal({
      vcpus: 2,
      memoryMiB: 8192,
      networkInterfaces: 3,
      trunking: true,
    });
    expect(instanceSize("u7in-16tb.224xlarge")?.vcpus).to.equal(896);
  });

  it("knows nothing of a type that is not in the table", () => {
    for (const type of ["t3.huge", "t99.small", "toString.small", "t3.constructor", ""])
      expect(instanceSize(type), type).to.equal(undefined);
    expect(typesOfFamily("t99.small")).to.deep.equal([]);
  });

  it("has a family's types by size", () => {
    expect(typesOfFamily("t4g.micro")).to.deep.equal(
      ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"].map((size) => `t4g.${size}`),
    );
  });
});
