import { type Graph, GraphIndex, REFERENCE, type ResourceNode, formatReference, kindOf } from "../../graph/graph";
import { offlineOutputs } from "../../graph/offlineOutputs";
import { withReferencedStacks } from "../../graph/referencedStacks";
import { mapTexts } from "../../graph/texts";

/** What AWS has given for the references of a recording: a text for each, by which it could be found again. */
export class GivenValues {
  private readonly index: GraphIndex;

  constructor(graph: Graph) {
    this.index = GraphIndex.of(withReferencedStacks(graph));
  }

  inputsOf = ({ inputs }: ResourceNode): Record<string, unknown> => this.in(inputs);

  /** Beside its inputs. Of what is only read, and of components, there is nothing of its own. */
  outputsOf(node: ResourceNode): Record<string, unknown> {
    if (!node.custom || node.type.startsWith("pulumi:")) return {};
    const id = formatReference({ kind: kindOf(node.type), name: node.name, property: "id" });
    const outputs = offlineOutputs(node, (value) => this.index.resolve(value)?.inputs);
    return this.in({ ...outputs, ...(!node.external && { id }) });
  }

  in<T>(value: T): T {
    return mapTexts(value, (text) =>
      text.replace(REFERENCE, (reference, kind: string, name: string, property: string) =>
        this.index.resolve(reference) ? `${kind.toLowerCase()}-${name}-${property}` : reference,
      ),
    );
  }
}
