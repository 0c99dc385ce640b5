import { existsSync, statSync } from "node:fs";
import { basename, relative, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { diagramOf } from "../../analysis/picture";
import { FileError, type StackFile, readStack } from "../../graph";
import { diagramOfSwitch } from "../draw/diagramFor";
import { errorText } from "../errorText";
import { planStack } from "../plan/plan";
import { type Report, type Subject, renderMarkdown } from "./renderMarkdown";
import { StackRecorder } from "../recording/stackRecorder";
import { planSwitch } from "../switch/switch";

export interface MarkdownArgs {
  stacks: readonly string[];
  /** Folder of the project as it was, whose stack files the present ones are compared with. Without: nothing is compared. */
  before?: string;
  allowLoss: readonly string[];
}

/**
 * The plans of stacks as one Markdown document, each with what its change does where the stack was another before.
 *
 * @param progress hears of each stack before its turn.
 */
export async function planMarkdown(
  root: string,
  { stacks, before, allowLoss }: MarkdownArgs,
  progress: (stack: string) => void,
): Promise<Report> {
  if (before !== undefined && !statSync(before, { throwIfNoEntry: false })?.isDirectory())
    throw new FileError(`There is no folder ${before} to compare with.`);
  const recorder = StackRecorder.of(root);
  const subjects: Subject[] = [];
  for (const stack of stacks) {
    progress(stack);
    subjects.push(await subjectOf(root, stack, { before, allowLoss }, recorder));
  }
  return renderMarkdown(subjects);
}

async function subjectOf(
  root: string,
  stack: string,
  { before, allowLoss }: Omit<MarkdownArgs, "stacks">,
  recorder: StackRecorder,
): Promise<Subject> {
  try {
    const { graph, view } = await planStack(root, stack, recorder);
    const subject = { stack, plan: view, picture: diagramOf(graph) };
    if (before === undefined) return subject;
    const present = readStack(root, stack);
    const older = readOlder(root, present, before);
    if (older === undefined) return { ...subject, isNew: true };
    if (isDeepStrictEqual(contentOf(older), contentOf(present))) return subject;
    const sides = { stack, from: older.path };
    return {
      ...subject,
      picture: await diagramOfSwitch(root, sides, recorder),
      change: await planSwitch(root, { ...sides, allowLoss }, recorder),
    };
  } catch (error) {
    // What only a programmer can mend ends the command.
    if (!pulumi.RunError.isInstance(error) && !(error instanceof FileError)) throw error;
    return { stack, error: await errorText(error) };
  }
}

/** The stack as it was, by its file at the same place in the older folder; undefined where there is none. */
function readOlder(root: string, { path }: StackFile, before: string): StackFile | undefined {
  const place = relative(root, path);
  const older = resolve(before, place.startsWith("..") ? basename(place) : place);
  return existsSync(older) ? readStack(root, older) : undefined;
}

const contentOf = ({ config, secretKeys }: StackFile) => ({ config, secretKeys });
