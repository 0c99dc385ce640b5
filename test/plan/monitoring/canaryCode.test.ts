import { expect } from "chai";
import { strFromU8, unzipSync } from "fflate";
import { canaryCode } from "../../../plan/monitoring/canaryCode";

describe("Code of a canary", () => {
  const script = "exports.handler = async () => 1;\n";
  const { key, contentBase64, handler } = canaryCode("probe", script);
  const archive = Buffer.from(contentBase64, "base64");

  it("lies where Synthetics looks for it, readable to everybody", () => {
    const files = Object.entries(unzipSync(archive)).map(([file, content]) => [file, strFromU8(content)]);
    expect(files).to.deep.equal([["nodejs/node_modules/probe.js", script]]);
    expect(handler).to.equal("probe.handler");
    // The entry's external attributes, in the central directory: APPNOTE.TXT, 4.3.12.
    const central = archive.indexOf(Buffer.from("504b0102", "hex"));
    expect(archive.readUInt32LE(central + 38) >>> 16).to.equal(0o644);
    expect(archive.readUInt8(central + 5)).to.equal(3);
  });

  it("is the same for the same script, whenever and wherever it is made, and lies elsewhere for another", () => {
    const { TZ } = process.env;
    process.env["TZ"] = "Pacific/Auckland";
    expect(canaryCode("probe", script)).to.deep.equal({ key, contentBase64, handler });
    if (TZ === undefined) Reflect.deleteProperty(process.env, "TZ");
    else process.env["TZ"] = TZ;
    expect(key).to.match(/^code\/probe-[0-9a-f]{12}\.zip$/);
    expect(canaryCode("probe", `${script}\n`).key).not.to.equal(key);
  });
});
