import { PricingClient } from "@aws-sdk/client-pricing";
import { expect } from "chai";
import { FileError } from "../../../graph/stackFile";
import { askWith } from "../../../tools/prices/client";
import type { Query } from "../../../tools/prices/queries";
import type { Ask } from "../../../tools/prices/refresh";
import { STORED_ENTRY } from "../../support/priceList";

// What the SDK says to users of Node 20 is not for the report of a test.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

interface Recorded {
  status: number;
  body: object;
}

/** A client whose requests are answered from a list, and what it asked. */
function recordedClient(answered: Recorded[]): { ask: Ask; asked: unknown[] } {
  const asked: unknown[] = [];
  const client = new PricingClient({
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "offline", secretAccessKey: "offline" },
    requestHandler: {
      handle: ({ body }: { body: Uint8Array }) => {
        asked.push(JSON.parse(new TextDecoder().decode(body)));
        const next = answered.shift()!;
        const text = new TextEncoder().encode(JSON.stringify(next.body));
        return Promise.resolve({
          response: {
            statusCode: next.status,
            headers: { "content-type": "application/x-amz-json-1.1" },
            body: new Blob([text]).stream(),
          },
        });
      },
    } as never,
  });
  return { ask: askWith(client), asked };
}

describe("the price list's API", () => {
  const query: Query = { service: "AmazonEC2", filters: { regionCode: "af-south-1", productFamily: "Storage" } };
  const request = {
    ServiceCode: "AmazonEC2",
    Filters: [
      { Type: "TERM_MATCH", Field: "regionCode", Value: "af-south-1" },
      { Type: "TERM_MATCH", Field: "productFamily", Value: "Storage" },
    ],
    MaxResults: 100,
  };

  it("is asked page after page", async () => {
    const { ask, asked } = recordedClient([
      { status: 200, body: { FormatVersion: "aws_v1", PriceList: [STORED_ENTRY], NextToken: "more" } },
      { status: 200, body: { FormatVersion: "aws_v1", PriceList: [STORED_ENTRY] } },
    ]);
    expect(await ask(query)).to.deep.equal([STORED_ENTRY, STORED_ENTRY]);
    expect(asked).to.deep.equal([request, { ...request, NextToken: "more" }]);
  });

  it("says what to do where it does not answer", async () => {
    for (const [type, message, expected] of [
      [
        "ExpiredTokenException",
        "The security token included in the request is expired",
        "The prices of AmazonEC2 were not read: The security token included in the request is expired. The API answers an account's own " +
          "credentials alone: aws sts get-caller-identity must answer. Nothing was written.",
      ],
      [
        "AccessDeniedException",
        "User is not authorized to perform: pricing:GetProducts",
        "The prices of AmazonEC2 were not read: User is not authorized to perform: pricing:GetProducts. Allow the action " +
          "pricing:GetProducts. Nothing was written.",
      ],
      [
        "ThrottlingException",
        "Rate exceeded",
        "The prices of AmazonEC2 were not read: Rate exceeded. AWS slows down who asks much: try again in some minutes. Nothing was written.",
      ],
    ] as const) {
      const { ask } = recordedClient([{ status: 400, body: { __type: type, message } }]);
      const error: unknown = await ask(query).catch((reason: unknown) => reason);
      expect(error, type).to.be.instanceOf(FileError);
      expect((error as Error).message).to.equal(expected);
    }
  });
});
