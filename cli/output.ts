import { printable } from "../config/printable";

/** Where a command writes: the process's own streams, or a test's. */
export interface Output {
  stdout: { write: (text: string) => unknown };
  stderr: {
    write: (text: string) => unknown;
    isTTY?: boolean | undefined;
    /** Writes a line over the one before, which ends in no newline; empty, it takes that away. A terminal has it alone. */
    overwrite?: (line: string) => unknown;
  };
}

const KEPT = "\n\t";

/** To the first column, and what stands in the line erased. */
const BEGIN_LINE = "\r\u001b[2K";

/**
 * Keeps what files hold from the terminal's controls: all that a command writes goes through here. In JSON a text stays what it is, as that
 * writes such characters in the same way.
 */
export const printableOutput = ({ stdout, stderr }: Output): Output => ({
  stdout: { write: (text) => stdout.write(printable(text, KEPT)) },
  stderr: {
    write: (text) => stderr.write(printable(text, KEPT)),
    ...(stderr.isTTY && { overwrite: (line: string) => stderr.write(`${BEGIN_LINE}${printable(line, "")}`) }),
  },
});
