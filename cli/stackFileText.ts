import { Document, type Node, isCollection, isMap, isSeq, visit } from "yaml";
import { NAMESPACE } from "../config/schema";

/** Mappings and lists as short as this are written on one line. */
const SHORT = 60;

/** As formatters have it, mappings in a line have blanks inside their braces, and lists have none. */
const PADDED_LIST = /\[ (.*?) \]/g;

/**
 * The text of a stack file in the project's folder.
 *
 * @param config by keys without the namespace.
 * @param comment what stands above it, a line each.
 */
export function stackFileText(config: Readonly<Record<string, unknown>>, comment: readonly string[]): string {
  const document = new Document({
    config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`${NAMESPACE}:${key}`, value])),
  });
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

/** A list of plain values, or a mapping of such. */
function isShort(node: Node): boolean {
  const inner = isMap(node) ? node.items.map(({ value }) => value) : isSeq(node) ? node.items : [];
  return !inner.some(isCollection) && JSON.stringify(node.toJSON()).length <= SHORT;
}
