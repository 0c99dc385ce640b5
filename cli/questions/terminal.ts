import type { Readable, Writable } from "node:stream";
import { S_BAR, autocompleteMultiselect, confirm, isCancel, log, select, text } from "@clack/prompts";
import { FileError } from "../../graph/stackFile";
import type { Asker } from "./questions";

/** Somebody gave up before all was answered. */
export class Cancelled extends FileError {
  constructor() {
    super("Cancelled: nothing was written.");
  }
}

/** Asks at a terminal, by a library that is an ES module: Node requires such since 20.19 and 22.12. What is asked goes to stderr, so that the answer to it all can go into a file. */
export function terminal(streams: { input: Readable; output: Writable }): Asker {
  return {
    text: async (message, { initial, otherwise, hint, problem }) =>
      answer(
        await text({
          ...streams,
          // Of a line to write, further lines of the question lack the bar that other questions have.
          message: message.replaceAll("\n", `\n${S_BAR}  `),
          initialValue: initial,
          ...(hint !== undefined && { placeholder: `such as ${hint}` }),
          ...(otherwise !== undefined && { placeholder: otherwise, defaultValue: otherwise }),
          validate: (value) => (otherwise !== undefined && !value ? undefined : problem(value ?? "")),
        }),
      ),
    yesOrNo: async (message, initialValue) => answer(await confirm({ ...streams, message, initialValue })),
    one: async (message, choices, initialValue) =>
      answer(
        await select<string>({
          ...streams,
          message,
          options: [...choices],
          ...(initialValue !== undefined && { initialValue }),
        }),
      ),
    several: async (message, choices, initial) =>
      answer(
        await autocompleteMultiselect<string>({
          ...streams,
          message,
          options: [...choices],
          initialValues: [...initial],
          required: true,
          maxItems: 8,
        }),
      ),
    say: (words) => {
      log.message(words, { output: streams.output });
    },
  };
}

function answer<T>(given: T): Exclude<T, symbol> {
  if (isCancel(given)) throw new Cancelled();
  return given as Exclude<T, symbol>;
}
