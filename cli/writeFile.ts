import { lstatSync, rmSync, writeFileSync } from "node:fs";
import { shownPath } from "../config/filePlaces";
import { FileError } from "../graph/fileError";

/**
 * Writes a file. Of one that cannot be written whole, as on a full disk, nothing is left.
 *
 * @param isNew whether a file that is there already is left as it is, which is an error.
 * @throws FileError with the reason that the system gives.
 */
export function writeFile(path: string, data: string | Buffer, isNew = false): void {
  try {
    writeFileSync(path, data, { flag: isNew ? "wx" : "w" });
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === "write" && lstatSync(path, { throwIfNoEntry: false })?.isFile()) rmSync(path);
    if (code === "ENOENT")
      throw new FileError(`${shownPath(path)} cannot be written: its folder is not there. Make it, or name another.`);
    throw new FileError(`${shownPath(path)} cannot be written: ${message}`);
  }
}
