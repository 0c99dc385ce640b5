import { accountOfArn } from "../../plan/arns";
import type { Mistake, Path } from "../mistakes";
import type { StackConfig } from "../schema";
import { AWS_KEY, type AwsConfig } from "../sections/aws";
import type { Check } from "./common";
import { OWN_TAGS } from "./tags";

/** What is said of the account in both namespaces. */
export interface AccountSettings {
  account?: string | number | undefined;
  [AWS_KEY]?: AwsConfig | undefined;
}

/** Of either kind of stack. */
interface Settings extends AccountSettings {
  tags: Record<string, string>;
}

type Rule = (aws: AwsConfig, config: Settings) => Mistake[];

const at = (...rest: Path): Path => [AWS_KEY, ...rest];

/** The accounts that credentials may be of, and where that is said; undefined where they may be of any. */
export function allowedAccounts({
  account,
  [AWS_KEY]: aws,
}: AccountSettings): { ids: string[]; said: string; path: Path } | undefined {
  if (account !== undefined)
    return { ids: [String(account)], said: `ha-tcp:account says ${account}`, path: ["account"] };
  const ids = aws?.allowedAccountIds;
  return ids && { ids, said: `aws:allowedAccountIds says ${ids.join(", ")}`, path: at("allowedAccountIds") };
}

const accountAllowed: Rule = ({ allowedAccountIds }, { account }) =>
  account === undefined || !allowedAccountIds || allowedAccountIds.includes(String(account))
    ? []
    : [
        {
          path: at("allowedAccountIds"),
          value: allowedAccountIds,
          allowed: `${account} among them: ha-tcp:account says that the stack is there`,
          fix: "remove it, as ha-tcp:account is enough, or change ha-tcp:account",
          because: [["account"]],
        },
      ];

const accountForbidden: Rule = ({ forbiddenAccountIds }, config) => {
  const allowed = allowedAccounts(config);
  return (forbiddenAccountIds ?? []).flatMap((id, index): Mistake[] =>
    allowed?.ids.includes(id)
      ? [
          {
            path: at("forbiddenAccountIds", index),
            value: id,
            allowed: `accounts other than those of the stack: ${allowed.said}`,
            fix: "remove it here or there",
            because: [allowed.path],
          },
        ]
      : [],
  );
};

/** Source: ConflictsWith of both in the provider's schema, internal/provider/provider.go of hashicorp/terraform-provider-aws */
const allowedOrForbidden: Rule = ({ allowedAccountIds, forbiddenAccountIds }) =>
  allowedAccountIds && forbiddenAccountIds
    ? [
        {
          path: at("forbiddenAccountIds"),
          value: forbiddenAccountIds,
          allowed: "nothing beside aws:allowedAccountIds: the provider takes one of the two",
          fix: "remove it: accounts that are not allowed are forbidden",
          because: [at("allowedAccountIds")],
        },
      ]
    : [];

/** What is done is done as the last role. */
const roleOfAccount: Rule = ({ assumeRoles, assumeRoleWithWebIdentity, forbiddenAccountIds = [] }, config) => {
  const last = (assumeRoles?.length ?? 0) - 1;
  const [arn, path]: [string | undefined, Path] =
    last >= 0
      ? [assumeRoles?.[last]?.roleArn, at("assumeRoles", last, "roleArn")]
      : [assumeRoleWithWebIdentity?.roleArn, at("assumeRoleWithWebIdentity", "roleArn")];
  const id = accountOfArn(arn ?? "");
  if (arn === undefined || id === "") return [];
  const allowed = allowedAccounts(config);
  const wrong = (words: string, other: Path): Mistake[] => [
    {
      path,
      value: arn,
      allowed: words,
      fix: "name a role of the stack's account, or change the account",
      because: [other],
    },
  ];
  if (allowed && !allowed.ids.includes(id))
    return wrong(`a role of the stack's account: ${allowed.said}`, allowed.path);
  return forbiddenAccountIds.includes(id)
    ? wrong(`a role of another account: aws:forbiddenAccountIds says ${id}`, at("forbiddenAccountIds"))
    : [];
};

/**
 * With both skipped nobody says which account it is, and the provider takes that for a wrong one.
 * Source: GetAwsAccountIDAndPartition and VerifyAccountIDAllowed of hashicorp/aws-sdk-go-base
 */
const unknownAccount: Rule = ({ skipCredentialsValidation, skipRequestingAccountId }, config) => {
  const allowed = allowedAccounts(config);
  return allowed && skipCredentialsValidation && skipRequestingAccountId
    ? [
        {
          path: at("skipRequestingAccountId"),
          value: true,
          allowed: `false, where ${allowed.said}: with aws:skipCredentialsValidation nobody asks which account it is, and the provider refuses each`,
          fix: "remove one of the three",
          because: [at("skipCredentialsValidation"), allowed.path],
        },
      ]
    : [];
};

/** Source: validAssumeRoleWithWebIdentity, ExactlyOneOf, in the provider's schema */
const oneToken: Rule = ({ assumeRoleWithWebIdentity: assumed }) => {
  if (!assumed) return [];
  const { webIdentityToken, webIdentityTokenFile } = assumed;
  const path = at("assumeRoleWithWebIdentity", "webIdentityTokenFile");
  if (webIdentityToken === undefined && webIdentityTokenFile === undefined)
    return [{ path, value: undefined, allowed: "the path of a file", fix: "add it, or webIdentityToken" }];
  if (webIdentityToken === undefined || webIdentityTokenFile === undefined) return [];
  const token = at("assumeRoleWithWebIdentity", "webIdentityToken");
  const allowed = "nothing beside webIdentityToken: the provider takes one of the two";
  return [{ path, value: webIdentityTokenFile, allowed, fix: "remove it, or webIdentityToken", because: [token] }];
};

/** IAM takes two keys that differ in case for one. A key that is the same is no mistake: the stack's own wins. */
const tagCases: Rule = ({ defaultTags }, { tags }) => {
  const known = new Map([...Object.keys(tags), ...OWN_TAGS].map((key) => [key.toLowerCase(), key]));
  return Object.entries(defaultTags?.tags ?? {}).flatMap(([key, value]): Mistake[] => {
    const other = known.get(key.toLowerCase());
    if (other === undefined || other === key) return [];
    return [
      {
        path: at("defaultTags", "tags", key),
        value,
        allowed: `keys other than ${other} in another case: to IAM they are the same`,
        fix: `write ${other}, or remove it`,
        because: [["tags"]],
      },
    ];
  });
};

const RULES: readonly Rule[] = [
  accountAllowed,
  accountForbidden,
  allowedOrForbidden,
  roleOfAccount,
  unknownAccount,
  oneToken,
  tagCases,
];

/** Roles of other accounts that the config has assumed, by their paths. */
function assumedRoles({ dns, regions }: StackConfig): [path: Path, arn: string][] {
  const ofNames: [Path, string | undefined][] = [
    [["dns"], dns?.assumeRoleArn],
    [["dns", "delegation"], dns?.delegation?.assumeRoleArn],
    [["dns", "second"], dns?.second?.assumeRoleArn],
    [["dns", "second", "delegation"], dns?.second?.delegation?.assumeRoleArn],
  ];
  const ofPeerings = Object.entries(regions).flatMap(([region, { peerings }]) =>
    Object.entries(peerings).map(([name, peering]): [Path, string | undefined] => [
      ["regions", region, "peerings", name],
      peering.assumeRoleArn,
    ]),
  );
  return [...ofNames, ...ofPeerings].flatMap(([path, arn]) =>
    arn === undefined ? [] : [[[...path, "assumeRoleArn"], arn]],
  );
}

/** A provider that assumes a role of another account takes that account alone: it asks which one it is, and a forbidden one it must not be. */
export const otherAccounts: Check = (config) => {
  const { forbiddenAccountIds = [], skipCredentialsValidation, skipRequestingAccountId } = config[AWS_KEY] ?? {};
  return assumedRoles(config).flatMap(([path, value]): Mistake[] => {
    const id = accountOfArn(value);
    if (forbiddenAccountIds.includes(id))
      return [
        {
          path,
          value,
          allowed: `a role of another account: aws:forbiddenAccountIds says ${id}`,
          fix: "name a role of the account that is meant, or take the account out there",
          because: [at("forbiddenAccountIds")],
        },
      ];
    if (!skipCredentialsValidation || !skipRequestingAccountId) return [];
    return [
      {
        path,
        value,
        allowed:
          "nothing, with aws:skipRequestingAccountId and aws:skipCredentialsValidation: nobody asks then which account it is",
        fix: "remove one of the three",
        because: [at("skipRequestingAccountId"), at("skipCredentialsValidation")],
      },
    ];
  });
};

/** Of either kind of stack. */
export const awsChecks = (config: Settings): Mistake[] => {
  const aws = config[AWS_KEY];
  return aws ? RULES.flatMap((rule) => rule(aws, config)) : [];
};
