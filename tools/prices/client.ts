import { PricingClient, paginateGetProducts } from "@aws-sdk/client-pricing";
import { FileError } from "../../graph/stackFile";
import type { Ask } from "./refresh";

/**
 * Where the API is. Source: docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-query-api.html, Endpoints
 */
const ENDPOINT_REGION = "us-east-1";

/** AWS slows down who asks this much; the SDK then waits and asks again. */
const ATTEMPTS = 12;

export const pricingClient = (): PricingClient =>
  new PricingClient({ region: ENDPOINT_REGION, maxAttempts: ATTEMPTS, retryMode: "adaptive" });

/** Asks with a client, page after page. What the caller can mend is thrown as an error for him. */
export const askWith =
  (client: PricingClient): Ask =>
  async ({ service, filters }) => {
    const Filters = Object.entries(filters).map(([Field, Value]) => ({ Type: "TERM_MATCH" as const, Field, Value }));
    const entries: string[] = [];
    try {
      for await (const page of paginateGetProducts({ client, pageSize: 100 }, { ServiceCode: service, Filters }))
        // An entry is an object that stands for its text.
        for (const entry of page.PriceList ?? []) entries.push(String(entry));
      return entries;
    } catch (error) {
      throw apiError(service, error);
    }
  };

/** What went wrong and what to do about it, by the error's name. */
function apiError(service: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const fix = FIXES.find(({ names }) => names.test(error.name))?.fix;
  return fix === undefined
    ? error
    : new FileError(
        `The prices of ${service} were not read: ${error.message.replace(/\.$/, "")}. ${fix} Nothing was written.`,
      );
}

/** Source of the names: docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html and CommonErrors.html */
const FIXES: readonly { names: RegExp; fix: string }[] = [
  {
    names:
      /^(CredentialsProviderError|TokenProviderError|ExpiredToken(Exception)?|UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch)$/,
    fix: "The API answers an account's own credentials alone: aws sts get-caller-identity must answer.",
  },
  { names: /^(AccessDenied(Exception)?|NotAuthorized)$/, fix: "Allow the action pricing:GetProducts." },
  {
    names: /^(Throttling(Exception)?|TooManyRequestsException)$/,
    fix: "AWS slows down who asks much: try again in some minutes.",
  },
  {
    names: /^(TimeoutError|NetworkingError|ENOTFOUND|ECONNREFUSED)$/,
    fix: "Look at the way from here to api.pricing.us-east-1.amazonaws.com.",
  },
];
