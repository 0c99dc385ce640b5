/** Where a command writes: the process's own streams, or a test's. */
export interface Output {
  stdout: { write: (text: string) => unknown };
  stderr: { write: (text: string) => unknown };
}

/**
 * What a terminal takes for commands, or what turns text round: control characters but for the line feed and the tab, the separators of
 * lines and paragraphs, and those that set the direction of text. Source: unicode.org/reports/tr9 (2.1 to 2.6); trojansource.codes
 */
// oxlint-disable-next-line no-control-regex -- they are what it looks for
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The same text with such characters as JSON writes them, `\u001b`: in JSON the text stays what it is. */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Keeps what files hold from the terminal's controls: all that a command writes goes through here. */
export const printableOutput = ({ stdout, stderr }: Output): Output => ({
  stdout: { write: (text) => stdout.write(printable(text)) },
  stderr: { write: (text) => stderr.write(printable(text)) },
});
