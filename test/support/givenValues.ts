import { type Graph, GraphIndex, REFERENCE, type ResourceNode, formatReference, kindOf } from "../../graph/graph";
import { offlineOutputs } from "../../graph/offlineOutputs";
import { referenceTargets, withReferencedStacks } from "../../graph/referencedStacks";
import { mapTexts } from "../../graph/texts";

/** What AWS has given for the references of a recording: a text for each, by which it could be found again. */
export class GivenValues {
  private readonly index: GraphIndex;
  private readonly known: ReadonlySet<string>;

  constructor(graph: Graph) {
    this.index = GraphIndex.of(withReferencedStacks(graph));
    this.known = referenceTargets(graph);
  }

  inputsOf = ({ inputs }: ResourceNode): Record<string, unknown> => this.in(inputs);

  /** Beside its inputs. Of components, and of what is no resource of AWS, there is nothing of its own. */
  outputsOf(node: ResourceNode): Record<string, unknown> {
    if (!node.custom || node.type.startsWith("pulumi:")) return {};
    const id = formatReference({ kind: kindOf(node.type), name: node.name, property: "id" });
    const outputs = offlineOutputs(node, (value) => this.index.resolve(value)?.inputs);
    return this.in({ ...outputs, id: node.external ? node.inputs["id"] : id });
  }

  in<T>(value: T): T {
    return mapTexts(value, (text) =>
      text.replace(REFERENCE, (reference, kind: string, name: string, property: string) => {
        if (!this.known.has(`${kind}:${name}`)) return reference;
        const node = this.index.resolve(reference);
        // An address is read by its allocation id.
        if (node?.external && property === "allocationId") return String(node.inputs["id"]);
        const service = node?.type.split(/[:/]/)[1] ?? "none";
        const given = `${kind.toLowerCase()}-${name}-${property}`;
        return /arn$/i.test(property) ? `arn:aws:${service}:eu-west-1:111122223333:${given}` : given;
      }),
    );
  }
}
