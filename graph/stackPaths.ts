import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { shownPath } from "../config/filePlaces";
import { closestWord } from "../plan/closestWord";
import { FileError } from "./fileError";

/** Folder of the project whose files are planned as stacks of their own. */
const EXAMPLES = "examples";

/** Whether a word is meant as the path of a file, and not as the name of a stack. */
export const looksLikePath = (word: string): boolean => /[\\/]|\.ya?ml$/.test(word);

/**
 * The file of a stack: by its name (`dev`), by that of its file with or without the ending (`Pulumi.dev`), by that of an example, or by
 * a path, seen from the working directory or from the project's folder.
 *
 * @throws FileError with the nearest and with those that there are, where there is none.
 */
export function stackPath(root: string, stackOrPath: string): string {
  const found = placesOf(root, stackOrPath).filter((path) => existsSync(path));
  const path = found.find((each) => !statSync(each).isDirectory());
  if (path !== undefined) return path;
  const [folder] = found;
  if (folder !== undefined) throw new FileError(`${folder} is a folder: name a stack file in it.\n${listOf(root)}`);
  throw new FileError(notThereMessage(root, stackOrPath));
}

/** Whether a name or a path leads to a stack file. */
export const isStack = (root: string, stackOrPath: string): boolean =>
  placesOf(root, stackOrPath).some((path) => existsSync(path) && !statSync(path).isDirectory());

/** Where the file may lie, the first place that counts first. */
function placesOf(root: string, word: string): string[] {
  if (looksLikePath(word)) return [...new Set([resolve(word), resolve(root, word), join(root, EXAMPLES, word)])];
  return [
    ...[`Pulumi.${word}.yaml`, `Pulumi.${word}.yml`],
    ...(word.startsWith("Pulumi.") ? [`${word}.yaml`, `${word}.yml`] : []),
    join(EXAMPLES, `${word}.yaml`),
  ].map((file) => join(root, file));
}

function notThereMessage(root: string, word: string): string {
  const nearest = nearestTo(root, word);
  return [
    `There is no stack file ${placesOf(root, word)[0] ?? word}.${nearest === undefined ? "" : ` Did you mean ${nearest}?`}`,
    listOf(root),
  ].join("\n");
}

const nameOf = (path: string): string =>
  basename(path.replaceAll("\\", "/"))
    .replace(/\.ya?ml$/, "")
    .replace(/^Pulumi\./, "");

function nearestTo(root: string, word: string): string | undefined {
  const [stacks, examples] = [stackNames(root), exampleNames(root)];
  const name = nameOf(word);
  const nearest = closestWord(name, stacks) ?? closestWord(name, [...stacks, ...examples]);
  if (nearest === undefined || stacks.includes(nearest) || !looksLikePath(word)) return nearest;
  return shownPath(join(root, EXAMPLES, `${nearest}.yaml`));
}

function listOf(root: string): string {
  const [stacks, examples] = [stackNames(root), exampleNames(root)];
  return [
    `Stacks: ${stacks.join(", ") || "none"}`,
    ...(examples.length > 0 ? [`Examples: ${examples.join(", ")}`] : []),
  ].join("\n");
}

/** The stacks of the project, by name. */
export const stackNames = (root: string): string[] => namesIn(root, /^Pulumi\..+\.ya?ml$/);
const exampleNames = (root: string): string[] => namesIn(join(root, EXAMPLES), /\.ya?ml$/);

const namesIn = (folder: string, pattern: RegExp): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => pattern.test(name))
        .map(nameOf)
        .sort()
    : [];
