import { Document, type Node, type YAMLMap, isCollection, isMap, isScalar, isSeq, visit } from "yaml";
import type { Path } from "../../config/mistakes";
import { NAMESPACE } from "../../config/schema";

/** Mappings and lists as short as this are written on one line. */
const SHORT = 60;

/** As formatters have it, mappings in a line have blanks inside their braces, and lists have none. */
const PADDED_LIST = /\[ (.*?) \]/g;

/** What stands above a key of a stack file, a line each. */
export interface KeyComment {
  /** Without the namespace. */
  path: Path;
  lines: readonly string[];
}

/**
 * The text of a stack file in the project's folder.
 *
 * @param config by keys without the namespace.
 * @param comment what stands above it, a line each.
 * @param keyComments what stands above keys of it; of a key that is not there, nothing.
 */
export function stackFileText(
  config: Readonly<Record<string, unknown>>,
  comment: readonly string[],
  keyComments: readonly KeyComment[] = [],
): string {
  const document = new Document({
    config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`${NAMESPACE}:${key}`, value])),
  });
  for (const { path, lines } of keyComments) addComment(document, path, lines);
  visit(document, {
    Collection: (key, node, path) => {
      // The key of a list in a flow would need no other form than its elements have.
      if (path.length > 3 && key !== "key" && isShort(node)) node.flow = true;
    },
  });
  const lines = ["yaml-language-server: $schema=./config/stack.schema.json", ...comment];
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  return `${lines.map((line) => `# ${line}\n`).join("")}${text.replace(PADDED_LIST, "[$1]")}`;
}

function addComment(document: Document, [section, ...rest]: Path, lines: readonly string[]): void {
  const path = ["config", `${NAMESPACE}:${section}`, ...rest];
  const holder = document.getIn(path.slice(0, -1));
  const pair = isMap(holder) ? holder.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
  if (isScalar(pair?.key)) pair.key.commentBefore = lines.map((line) => ` ${line}`).join("\n");
}

const hasComments = ({ items }: YAMLMap): boolean =>
  items.some(({ key }) => isScalar(key) && key.commentBefore !== undefined && key.commentBefore !== null);

/** A list of plain values, or a mapping of such, of which nothing is said above a key. */
function isShort(node: Node): boolean {
  if (isMap(node) && hasComments(node)) return false;
  const inner = isMap(node) ? node.items.map(({ value }) => value) : isSeq(node) ? node.items : [];
  return !inner.some(isCollection) && JSON.stringify(node.toJSON()).length <= SHORT;
}
