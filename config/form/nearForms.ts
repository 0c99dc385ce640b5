import { isRegionName } from "../../plan/regions";
import type { Path } from "../mistakes";
import type { SchemaNode } from "./schemaNodes";

const SCHEME = /^[a-z0-9]+:\/\//i;

/** Where a URL or what begins like one leads: its host. */
const hostOf = (text: string): string =>
  SCHEME.test(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+:\d+$/i.test(text)
    ? text.replace(SCHEME, "").replace(/(:\d+)?([/?#].*)?$/, "")
    : text;

/** What is typed round a word, or in place of it, and how it is without. */
const FORMS: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  // s3://bucket, https://registry/image
  (text) => text.replace(SCHEME, ""),
  hostOf,
  // Operators <operators@example.com>
  (text) => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text,
  (text) => text.replace(/^mailto:/i, ""),
  // tcp.example.com.
  (text) => text.replace(/\.$/, ""),
  (text) => text.replace(/^\/hostedzone\//, ""),
  // /firewall/, 203.0.113.7/32
  (text) => text.replace(/^\/|\/$/g, ""),
  (text) => text.replace(/\/(32|128)$/, ""),
  // arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs
  (text) => (text.startsWith("arn:") ? (/[/:]([^/:*]+)$/.exec(text)?.[1] ?? text) : text),
  // arn:aws:iam::123456789012:root
  (text) => /^arn:aws:[^:]*:[^:]*:(\d{12}):/.exec(text)?.[1] ?? text,
];

/** What to write where the form of a value alone is wrong. Digits alone are a number without quotes. */
export function nearFix(value: unknown, path: Path, node: SchemaNode | undefined): string | undefined {
  const near = nearForm(value, path, node);
  return near === undefined ? undefined : `write ${/^\d+$/.test(near) ? JSON.stringify(near) : near}`;
}

/** The value that is meant, where its form alone is wrong: `t3.small` for `T3.SMALL`. Undefined where none is known that would be right. */
function nearForm(value: unknown, path: Path, node: SchemaNode | undefined): string | undefined {
  if (typeof value === "number") return letterOf(value, node);
  if (Array.isArray(value)) return value.length === 1 && takes(node, value[0]) ? String(value[0]) : undefined;
  if (typeof value !== "string") return undefined;
  const forms = [...FORMS.map((form) => form(value)), letterIn(value, path)];
  return [...forms, ...forms.filter(isOneName).map((each) => each.toLowerCase())].find(
    (each) => each !== value && takes(node, each),
  );
}

/** What has parts may mean something by its capitals in one of them, as the tag of an image does. */
const isOneName = (text: string): boolean => !/[:/]/.test(text);

/** Of a zone by its whole name: `a` for `eu-west-1a`, unless it is of another region than what it is said of. */
function letterIn(value: string, path: Path): string {
  const [, region, letter] = /^([a-z]{2}(?:-[a-z]+)+-\d)([a-z])$/.exec(value) ?? [];
  const others = path.some((part) => isRegionName(String(part)) && part !== region);
  return letter === undefined || others ? value : letter;
}

/** Zones by number. */
function letterOf(value: number, node: SchemaNode | undefined): string | undefined {
  const letter = node?.enum?.[value - 1];
  return node?.enum?.includes("a") && typeof letter === "string" && letter.length === 1 ? letter : undefined;
}

function takes(node: SchemaNode | undefined, text: unknown): boolean {
  if (node?.anyOf) return node.anyOf.some((each) => takes(each, text));
  if (node?.enum) return node.enum.includes(text);
  if (typeof text !== "string" || node?.pattern === undefined || text.length > (node.maxLength ?? text.length))
    return false;
  return new RegExp(node.pattern, "u").test(text);
}
