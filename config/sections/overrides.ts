import { z } from "zod";
import { TYPE_KEY } from "../../plan/overrides";
import { field, told } from "../fields";

/** A logical name: the engine takes nearly anything, the program makes up names of these. */
const NAME = /^[A-Za-z0-9][\w.-]*$/;

/** Of either kind of stack. */
export const overridesSection = z
  .record(
    field(z.string().regex(new RegExp(`${NAME.source}|${TYPE_KEY.source}`)), {
      description: "What the inputs are for.",
      allowed:
        "a resource's logical name, such as front-eu-west-1, or a type with a region, a name or *, such as aws:cloudwatch/logGroup:LogGroup@*",
      fix: "take the name or the type from npm run plan -- STACK --json",
      examples: ["aws:cloudwatch/logGroup:LogGroup@*"],
    }),
    z
      .record(
        field(z.string().regex(/^[a-z]\w*$/), {
          description: "An input of the resource, as Pulumi's provider of AWS calls it.",
          allowed: "the name of an input, such as retentionInDays",
          fix: "write it as the provider's documentation for TypeScript does",
          examples: ["retentionInDays"],
        }),
        told(z.unknown(), {
          description: "The value of the input, as the provider takes it; null takes it away.",
          examples: [7],
        }),
      )
      .refine((inputs) => Object.keys(inputs).length > 0, { error: "name an input, or take the key out" })
      .meta({
        description:
          "Mappings are merged, lists and other values take the place of what was there, null takes it away.",
        editor: { minProperties: 1 },
      }),
  )
  .default({})
  .describe(
    "Inputs of resources that no key says, merged into them before they are registered: by logical name, or by type and region. Whether such an input is " +
      "changed in place or replaces the resource, the plan of a switch tells (--to).",
  );
