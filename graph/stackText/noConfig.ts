import { closestWord } from "../../plan/closestWord";
import { type Mistake } from "../../config/mistakes";
import { SERVICE_SECTIONS } from "../../config/schema";
import { CONSUMER_SECTIONS } from "../../config/sections/consumerStack";
import { shownPath } from "../../config/filePlaces";
import { wrongFile } from "../fileError";
import { isMapping } from "./keys";
import type { YamlText } from "./yamlText";

const HOW_TO_BEGIN = "copy one of examples/ that is near to what you need, or have npm run new write one";

/**
 * A file that says nothing to the program is told as what it is: else each key that must be set would be missing, and none would say why.
 *
 * @throws FileError where a stack file has no config, and the project's file none for it.
 */
export function checkHasConfig(
  path: string,
  project: string,
  { value, placeOf }: YamlText,
  defaults: Record<string, unknown>,
): void {
  const given = isMapping(value) ? value : {};
  if (Object.keys(defaults).length > 0 || !isEmpty(given["config"])) return;
  const file = shownPath(path);
  const allowed = `config: with the keys ${project}:options, ${project}:service, ${project}:regions and more below it`;
  const mistakes = Object.keys(given)
    .filter((key) => key !== "config")
    .flatMap((key): Mistake[] => {
      const fix = fixOf(key, project);
      return fix === undefined ? [] : [{ path: [], value: key, allowed, fix, at: placeOf([key]) }];
    });
  if (mistakes.length > 0) throw wrongFile(path, mistakes);
  const what =
    Object.keys(given).length === 0
      ? { value: "nothing: the file is empty", fix: HOW_TO_BEGIN }
      : "config" in given
        ? { value: "config: with nothing below it", fix: `indent the keys below it by two blanks; or ${HOW_TO_BEGIN}` }
        : { value: "no config: among the keys of the file", fix: HOW_TO_BEGIN };
  throw wrongFile(path, [
    { path: [], allowed, ...what, at: "config" in given ? placeOf(["config"]) : { file, line: 1, column: 1 } },
  ]);
}

const isEmpty = (config: unknown): boolean =>
  config === undefined || config === null || (isMapping(config) && Object.keys(config).length === 0);

/** What to do with a key beside `config`; undefined where it is the engine's own, or nobody's. */
function fixOf(key: string, project: string): string | undefined {
  if (closestWord(key, ["config"]) !== undefined) return "write config";
  if (key.includes(":")) return `put it below config:, indented by two blanks`;
  if (key in SERVICE_SECTIONS || key in CONSUMER_SECTIONS)
    return `put it below config:, indented by two blanks, as ${project}:${key}`;
  return undefined;
}
