import { printable } from "../config/printable";

/** Where a command writes: the process's own streams, or a test's. */
export interface Output {
  stdout: { write: (text: string) => unknown };
  stderr: { write: (text: string) => unknown };
}

const KEPT = "\n\t";

/**
 * Keeps what files hold from the terminal's controls: all that a command writes goes through here. In JSON a text stays what it is, as that
 * writes such characters in the same way.
 */
export const printableOutput = ({ stdout, stderr }: Output): Output => ({
  stdout: { write: (text) => stdout.write(printable(text, KEPT)) },
  stderr: { write: (text) => stderr.write(printable(text, KEPT)) },
});
