import * as pulumi from "@pulumi/pulumi";
import { NoZoneError } from "../components/privateLink/privateLinkConsumer";
import {
  FileError,
  type Graph,
  type Program,
  type StackFile,
  readReferencedStack,
  readStack,
  record,
  referencedStackName,
} from "../graph";
import ownProgram from "../index";

/** Source: docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html */
const ASSUMED_ZONE_IDS =
  "The consumer's ids are assumed here, as letters mean other zones in other accounts. To see those of its account: " +
  "aws ec2 describe-availability-zones, or pulumi preview.";

/** Records stacks, each together with those that it refers to. */
export class StackRecorder {
  /** By the file's path. A graph is only ever read, so that whoever needs it shares it. */
  private readonly recorded = new Map<string, Promise<Graph>>();

  /** @param root folder of the project. */
  constructor(
    private readonly root: string,
    private readonly program: Program = ownProgram,
  ) {}

  /** The graph of a stack, by its name or the path of its file. The same file is recorded once. */
  async graphOfStack(stackOrPath: string): Promise<Graph> {
    return this.recordOnce(readStack(this.root, stackOrPath));
  }

  /**
   * The graph of a stack with a config that may be another than its file's.
   *
   * @param beside further files in whose folders a stack that is referred to may lie.
   */
  async graphOfConfig(file: StackFile, otherFiles: readonly string[] = []): Promise<Graph> {
    const name = referencedStackName(file);
    const references = name === undefined ? [] : [await this.graphOfReferencedStack(file, name, otherFiles)];
    try {
      return await record({ program: this.program, ...file, references });
    } catch (error) {
      if (!(error instanceof NoZoneError)) throw error;
      throw new pulumi.RunError(`${error.message}\n${ASSUMED_ZONE_IDS}`);
    }
  }

  private recordOnce(file: StackFile): Promise<Graph> {
    const graph = this.recorded.get(file.path) ?? this.graphOfConfig(file);
    this.recorded.set(file.path, graph);
    return graph;
  }

  private async graphOfReferencedStack(from: StackFile, name: string, otherFiles: readonly string[]): Promise<Graph> {
    const found = readReferencedStack(this.root, from, name, otherFiles);
    try {
      return await this.recordOnce(found);
    } catch (error) {
      if (!pulumi.RunError.isInstance(error) && !(error instanceof FileError)) throw error;
      throw new FileError(
        `Stack ${from.stack} refers to stack ${name}, which cannot be planned: ${found.path}\n\n${error.message}`,
      );
    }
  }
}
