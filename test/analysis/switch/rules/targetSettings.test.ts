import { expect } from "chai";
import { switchOf } from "../../../../analysis/switch/switch";
import { compare } from "../../../../graph/compare";
import { PROVIDER_EFFECTS } from "../../../../graph/providerEffects";
import { BASE, type Raw, recordConfig } from "../../../support/recording";

const checked = (protocol: string, path?: string): Raw => ({
  ...BASE,
  service: { port: 5000, healthCheck: { protocol, port: 8080, ...(path && { path }) } },
  instances: { workload: { kind: "userData", userData: "x" } },
});

async function refusals(from: Raw, to: Raw): Promise<string[]> {
  const [before, after] = await Promise.all([recordConfig(from), recordConfig(to)]);
  return switchOf(before, after, compare(before, after, PROVIDER_EFFECTS)).refusals;
}

describe("analysis/switch/rules/targetSettings: health checks", () => {
  for (const protocol of ["HTTP", "HTTPS"])
    it(`from ${protocol} to TCP: is refused with the way round it, as the provider keeps the success codes`, async () => {
      expect(await refusals(checked(protocol, "/live"), checked("TCP"))).to.deep.equal([
        `front-eu-west-1-ec2 would go from checks over ${protocol} to checks over TCP, with the success codes of before, which the ` +
          "provider refuses: change it by hand first (aws elbv2 modify-target-group --target-group-arn ARN --health-check-protocol TCP), " +
          "then update with pulumi up --refresh",
      ]);
    });

  it("to HTTP, from HTTP to HTTPS, and of another path: are not refused", async () => {
    expect(await refusals(checked("TCP"), checked("HTTP"))).to.deep.equal([]);
    expect(await refusals(checked("HTTP"), checked("HTTPS"))).to.deep.equal([]);
    expect(await refusals(checked("HTTP", "/live"), checked("HTTP", "/ready"))).to.deep.equal([]);
  });

  it("of a target group that is replaced: are not refused", async () => {
    const other = { ...checked("TCP"), service: { port: 5001, healthCheck: { protocol: "TCP", port: 8080 } } };
    expect(await refusals(checked("HTTP", "/live"), other)).to.deep.equal([]);
  });
});
