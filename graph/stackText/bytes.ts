import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import type { FilePlace, Mistake } from "../../config/mistakes";
import { shownPath } from "../../config/filePlaces";
import { FileError, wrongFile } from "../fileError";

/** Why a file cannot be read, by the system's own code. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "you may not read it",
  EPERM: "you may not read it",
  EISDIR: "it is a folder: name a file in it",
  ELOOP: "it is a link that leads back to itself",
  ENAMETOOLONG: "its name is longer than a file's can be",
  ENOENT: "there is no such file",
  ENOTDIR: "a part of its path is a file and no folder",
};

/** The text of a file, which must be UTF-8. @throws FileError where it cannot be read, or is no such text. */
export function readText(path: string): string {
  const bytes = readBytes(path);
  const mistakes = byteMistakes(shownPath(path), bytes);
  if (mistakes.length > 0) throw wrongFile(path, mistakes);
  return new TextDecoder().decode(bytes);
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new FileError(`${shownPath(path)} cannot be read: ${REASONS[code] ?? message}.`);
  }
}

const UTF_16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];
const NEWLINE = 0x0a;

function byteMistakes(file: string, bytes: Buffer): Mistake[] {
  if (UTF_16.some((mark) => bytes.subarray(0, 2).equals(mark)))
    return [
      {
        path: [],
        value: "text as UTF-16",
        allowed: "text as UTF-8",
        fix: "save the file as UTF-8: the engine reads nothing else",
        at: { file, line: 1, column: 1 },
      },
    ];
  if (isUtf8(bytes)) return [];
  const { place, text } = firstForeignByte(file, bytes);
  return [
    {
      path: [],
      value: text,
      allowed: "text as UTF-8",
      fix: "save the file as UTF-8; the value is what the line would be as Latin-1, which it may have been saved as",
      at: place,
    },
  ];
}

/** Where the first byte stands that is no part of UTF-8, and its line as Latin-1. */
function firstForeignByte(file: string, bytes: Buffer): { place: FilePlace; text: string } {
  let start = 0;
  for (let line = 1; ; line++) {
    const found = bytes.indexOf(NEWLINE, start);
    const whole = bytes.subarray(start, found < 0 ? bytes.length : found);
    if (!isUtf8(whole) || found < 0) {
      const good = longestGoodStart(whole);
      return {
        place: { file, line, column: new TextDecoder().decode(good).length + 1 },
        text: whole.toString("latin1").trim(),
      };
    }
    start = found + 1;
  }
}

/** No character has more than four bytes, so that a longer start that is good comes within four. */
function longestGoodStart(line: Buffer): Buffer {
  let length = 0;
  for (let next = 1; next <= Math.min(line.length, length + 4); next++)
    if (isUtf8(line.subarray(0, next))) length = next;
  return line.subarray(0, length);
}
