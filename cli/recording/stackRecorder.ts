import * as pulumi from "@pulumi/pulumi";
import { NoZoneError } from "../../components/privateLink/privateLinkConsumer";
import {
  FileError,
  type Graph,
  type Program,
  type StackFile,
  readReferencedStack,
  readStack,
  record,
  referencedStackName,
} from "../../graph";
import ownProgram from "../../index";

/** Source: docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html */
const ASSUMED_ZONE_IDS =
  "The consumer's ids are assumed here, as letters mean other zones in other accounts. To see those of its account: " +
  "aws ec2 describe-availability-zones, or pulumi preview.";

/** Records stacks, each together with those that it refers to. */
export class StackRecorder {
  /** By what is recorded. A graph is only ever read, so that whoever needs it shares it. */
  private readonly recorded = new Map<string, Promise<Graph>>();

  private static readonly ofProjects = new Map<string, StackRecorder>();

  /** The recorder of a project's own program: whoever plans its stacks in this process shares their recordings. */
  static of(root: string): StackRecorder {
    const recorder = StackRecorder.ofProjects.get(root) ?? new StackRecorder(root);
    StackRecorder.ofProjects.set(root, recorder);
    return recorder;
  }

  /** @param root folder of the project. */
  constructor(
    private readonly root: string,
    private readonly program: Program = ownProgram,
  ) {}

  /** The graph of a stack, by its name or the path of its file. */
  async graphOfStack(stackOrPath: string): Promise<Graph> {
    return this.graphOfConfig(readStack(this.root, stackOrPath));
  }

  /**
   * The graph of a stack with a config that may be another than its file's. The same config is recorded once.
   *
   * @param otherFiles further files in whose folders a stack that is referred to may lie.
   */
  async graphOfConfig(file: StackFile, otherFiles: readonly string[] = []): Promise<Graph> {
    const name = referencedStackName(file);
    const referenced = name === undefined ? undefined : readReferencedStack(this.root, file, name, otherFiles);
    const key = JSON.stringify([contentOf(file), referenced && contentOf(referenced)]);
    const graph = this.recorded.get(key) ?? this.recordConfig(file, name, referenced);
    this.recorded.set(key, graph);
    return graph;
  }

  private async recordConfig(file: StackFile, name?: string, referenced?: StackFile): Promise<Graph> {
    const references = name && referenced ? [await this.graphOfReferencedStack(file, name, referenced)] : [];
    try {
      return await record({ program: this.program, ...file, references });
    } catch (error) {
      if (!(error instanceof NoZoneError)) throw error;
      throw new pulumi.RunError(`${error.message}\n${ASSUMED_ZONE_IDS}`);
    }
  }

  private async graphOfReferencedStack(from: StackFile, name: string, referenced: StackFile): Promise<Graph> {
    try {
      return await this.graphOfConfig(referenced);
    } catch (error) {
      if (!pulumi.RunError.isInstance(error) && !(error instanceof FileError)) throw error;
      throw new FileError(
        `Stack ${from.stack} refers to stack ${name}, which cannot be planned: ${referenced.path}\n\n${error.message}`,
      );
    }
  }
}

/** All of a file that its graph depends on. */
const contentOf = ({ project, stack, config, secretKeys }: StackFile) => [project, stack, config, secretKeys];
