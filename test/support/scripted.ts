import type { Asker } from "../../cli/questions/questions";

/** Answers by the beginning of the question, each used once and in order; what is not among them is answered as it stands. */
export function scripted(
  script: [question: string, answer: unknown][],
): Asker & { asked: string[]; said: string[]; lines: string[] } {
  const left = [...script];
  const asked: string[] = [];
  const said: string[] = [];
  const lines: string[] = [];
  const next = <T>(title: string, otherwise: T): T => {
    asked.push(title);
    if (asked.length > 100) throw new Error(`it asks again and again: ${title}; ${said.at(-1) ?? ""}`);
    const at = left.findIndex(([question]) => title.startsWith(question));
    return at < 0 ? otherwise : (left.splice(at, 1)[0]![1] as T);
  };
  return {
    asked,
    said,
    lines,
    text: (title, { initial, otherwise = "", problem }) => {
      const text = next(title, initial || otherwise);
      const wrong = problem(text);
      if (wrong !== undefined) said.push(wrong);
      return Promise.resolve(text);
    },
    yesOrNo: (title, initial) => Promise.resolve(next(title, initial)),
    one: (title, choices, initial) => {
      lines.push(...choices.map(({ label }) => label));
      return Promise.resolve(next(title, initial ?? choices[0]!.value));
    },
    several: (title, _, initial) => Promise.resolve(next(title, [...initial])),
    say: (text) => {
      said.push(text);
    },
  };
}
